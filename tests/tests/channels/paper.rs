//! 纸质送达: a notice for a household, printed by its village and proved by a record.

use notification::{Channel, Paper};
use scheduler::Post;
use service::PaperProof;
use tests::harness::each_store;

use super::{is_not_found, rules};

fn proof(on: &str, proof: &str) -> PaperProof {
    PaperProof { on: on.parse().unwrap(), proof: proof.to_owned(), receiver: "张伟".to_owned(), note: None }
}

#[tokio::test]
async fn a_notice_on_paper_is_printed_by_the_village_and_its_delivery_recorded_once() {
    each_store(async |house| {
        house.service.use_rules(rules("channels: {paper: {paper: true}}\napplicants: [paper]"));
        let post = Post::from(Channel::Memory(house.memory.clone())).with("paper", Channel::Paper(Paper), None);
        house.refused(7).await;
        scheduler::deliver_due(&house.service, &post).await.unwrap();

        let (clerk, elsewhere) = ("李梅".into(), "郑云".into());
        let papers = house.service.papers(Some(&clerk), true, 10).await.unwrap();
        let [paper] = &papers[..] else { panic!("{papers:?}") };
        assert!(paper.subject.contains("未获同意"), "{paper:?}");
        let page = house.service.paper_page(Some(&clerk), &paper.id).await.unwrap();
        assert!(page.contains("送达回证") && page.contains("size:A4"), "{page}");
        assert!(!page.contains(&tests::harness::identity(7)), "{page}");

        assert_eq!(house.service.papers(Some(&elsewhere), true, 10).await.unwrap(), []);
        assert!(is_not_found(house.service.paper_page(Some(&elsewhere), &paper.id).await));
        let today = proof("2020-04-20", "thumbprint");
        assert!(is_not_found(house.service.record_paper(&elsewhere, &paper.id, &today).await));

        for wrong in [proof("2020-04-19", "signature"), proof("2020-04-21", "signature"), proof("2020-04-20", "sms")] {
            assert!(house.service.record_paper(&clerk, &paper.id, &wrong).await.is_err(), "{wrong:?}");
        }
        house.service.record_paper(&clerk, &paper.id, &today).await.unwrap();
        assert!(house.service.record_paper(&clerk, &paper.id, &today).await.is_err(), "once");
        assert_eq!(house.service.papers(Some(&clerk), true, 10).await.unwrap(), []);
        let all = house.service.papers(Some(&"褚卫".into()), false, 10).await.unwrap();
        let recorded = all.iter().find(|other| other.id == paper.id).unwrap();
        assert_eq!(recorded.proof.as_deref(), Some("thumbprint"));
        assert_eq!(recorded.delivered_on.unwrap().to_string(), "2020-04-20");
    })
    .await;
}
