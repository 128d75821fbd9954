//! A case that starts another: both, or neither.

use serde_json::json;
use service::RejectionKind;
use tests::harness::{each_store, refusal};

use tests::probe;

#[tokio::test]
async fn a_step_whose_child_is_refused_is_refused_whole() {
    each_store(async |house| {
        probe::published(house, probe::texts_without_children()).await;
        let probe = probe::started(house).await;
        let before = house.raw.contents().await;
        let told = refusal(house.act("李梅", probe.case, "hand_over", json!({})).await);
        assert_eq!(told.kind, RejectionKind::Guard);
        assert_eq!(told.message.zh, "试验子流程暂不收件");
        assert_eq!(house.raw.contents().await, before);

        probe::published(house, probe::texts()).await;
        let done = house.act("李梅", probe.case, "hand_over", json!({})).await.unwrap();
        assert_eq!((done.status.as_str(), done.started.len()), ("ended", 1));
        let child = house.service.case(None, &done.started[0].to_string()).await.unwrap();
        assert_eq!(child.number, "TZ-222403109200-2020-00001", "no number was lost to the refusal");
    })
    .await;
}

#[tokio::test]
async fn where_time_asks_for_a_child_that_is_refused_the_case_stands_still_and_others_go_on() {
    each_store(async |house| {
        probe::published(house, probe::texts_without_children()).await;
        let probe = probe::started(house).await;
        house.act("李梅", probe.case, "count", json!({})).await.unwrap();
        let other = house.start("李梅", "马号东村", 1).await;
        house.say("李梅", other.case, "return", "补正").await.unwrap();
        house.pass_until("2020-06-01T00:00+08:00").await;

        let incidents = house.service.incidents(None, 10).await.unwrap();
        let [incident] = &incidents[..] else { panic!("{incidents:?}") };
        assert_eq!((incident.case, incident.at.shown().as_str()), (probe.case, "2020-04-21 08:00"));
        assert!(incident.reason.zh.contains("试验子流程暂不收件"), "{}", incident.reason.zh);
        assert_eq!(house.service.case(None, &other.number).await.unwrap().outcome.as_deref(), Some("withdrawn"));
        assert_eq!(house.service.next_due().await.unwrap(), None, "nothing due is left lying in the way");

        probe::published(house, probe::texts()).await;
        let mended = house.ask("褚卫", service::Ask::Retry { case: probe.case }).await.unwrap();
        assert_eq!((mended.status.as_str(), mended.started.len()), ("ended", 1));
    })
    .await;
}
