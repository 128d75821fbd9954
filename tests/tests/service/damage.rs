//! One damaged case, or one damaged process, is a matter of its own: the reminders and mails of all others go on.

use serde_json::json;
use service::CaseId;
use tests::harness::{Backend, House, each_store_left_damaged};

/// A case of the fast track, and a watch entry with a deadline in May.
async fn two_processes(house: &House) -> (service::Answer, CaseId) {
    let watched = house.refused(1).await.started[0];
    (house.start("李梅", "马号东村", 2).await, watched)
}

/// Damages what of the watch entry is stored.
async fn damage(house: &House, sql: &str) {
    assert!(house.raw.tamper(sql).await > 0, "{sql} changes nothing");
}

const BUNDLE: &str = "UPDATE bundle SET body = '{}' WHERE process = 'watch-entry'";
const CASE: &str = "UPDATE cases SET body = '{' WHERE process = 'watch-entry'";

#[tokio::test]
async fn a_damaged_case_keeps_no_other_from_its_deadlines() {
    for sql in [BUNDLE, CASE] {
        each_store_left_damaged(async |house| {
            let (case, _) = two_processes(house).await;
            house.act("李梅", case.case, "submit", tests::harness::reviewed()).await.unwrap();
            house.outage_until("2020-06-01T09:00+08:00").await;
            damage(house, sql).await;
            let node = house.another().await.unwrap();
            let fired = scheduler::fire_due(&node).await.unwrap();
            assert_eq!(fired, 6, "{sql} on {:?}: the six rungs of the other case", house.backend);
            assert_eq!(scheduler::fire_due(&node).await.unwrap(), 0);
            let refused = tests::harness::act(case.case, "reject", json!({"refusal_reason": "超标"}), None);
            // The refusal opens a watch entry of its own, of the damaged process or beside the damaged case.
            let answer = node.submit(service::Actor::person("王强"), None, refused).await;
            assert_eq!(answer.is_ok(), sql == CASE, "{answer:?}");
            node.stop().await.unwrap();
        })
        .await;
    }
}

#[tokio::test]
async fn a_damaged_case_keeps_no_mail_of_another_from_leaving() {
    for sql in [BUNDLE, CASE] {
        each_store_left_damaged(async |house| {
            let (_, watched) = two_processes(house).await;
            house.outage_until("2020-04-20T10:00+08:00").await;
            scheduler::fire_due(&house.service).await.unwrap();
            damage(house, sql).await;
            let node = house.another().await.unwrap();
            let delivered = scheduler::deliver_due(&node, &house.channel).await.unwrap();
            assert_eq!((delivered.sent, delivered.dead), (3, 2), "{sql}: the refused one is told, and two clerks");
            let dead = house.service.dead_letters(10).await.unwrap();
            assert!(dead.iter().all(|letter| letter.key.case == watched), "{dead:?}");
            node.stop().await.unwrap();
        })
        .await;
    }
}

#[tokio::test]
async fn verification_names_the_damaged_case_and_goes_on() {
    let house = House::open(Backend::Sqlite).await;
    two_processes(&house).await;
    damage(&house, CASE).await;
    let verification = house.verify().await;
    assert_eq!(verification.cases, 3);
    let findings: Vec<_> = verification.findings.iter().map(|finding| finding.case.as_str()).collect();
    assert!(!findings.is_empty() && findings.iter().all(|case| case.starts_with("GZ-")), "{findings:?}");
}
