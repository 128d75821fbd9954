//! The everyday life of a case.

use serde_json::json;
use service::RejectionKind;
use tests::harness::{act, each_store, kind, refusal, reviewed};

#[tokio::test]
async fn a_case_goes_from_the_village_to_the_county_and_everything_of_it_can_be_read_back() {
    each_store(async |house| {
        let started = house.start("李梅", "马号东村", 1).await;
        assert_eq!(started.number, "KS-222403109200-2020-00001");
        assert_eq!((started.seq, started.status.as_str()), (1, "open"));
        assert_eq!(started.active, ["village_review".into()]);

        let sent = house.act("李梅", started.case, "submit", reviewed()).await.unwrap();
        assert_eq!(sent.active, ["township_approval".into()]);
        let approved = house
            .act("王强", started.case, "approve", json!({"grant_now": true, "grant_reason": "断粮"}))
            .await
            .unwrap();
        assert_eq!(approved.active, ["approved".into()]);
        assert_eq!(approved.tasks[0].office.as_str(), "222403");
        let filed = house.act("陈静", started.case, "file", json!({})).await.unwrap();
        assert_eq!((filed.seq, filed.active), (4, vec!["verification".into()]));

        let view = house.service.case(Some(&"王强".into()), &started.number).await.unwrap();
        assert_eq!(view.id, started.case);
        let grants: Vec<_> = view.grants.iter().map(|grant| (grant.grant.as_str(), grant.amount.as_str())).collect();
        // 3 persons at 560.00 a month; (6720 - 9123.45 / 3) * 3 / 12.
        assert_eq!(grants, [("first", "1680.00"), ("regular", "919.71")]);
        let history = house.service.history(Some(&"王强".into()), &started.number, None, 50).await.unwrap();
        let causes: Vec<_> = history.iter().map(|entry| (entry.seq, entry.cause.as_str())).collect();
        assert_eq!(causes, [(1, "started"), (2, "acted"), (3, "acted"), (4, "acted")]);
        let rows: Vec<_> =
            history.iter().flat_map(|entry| &entry.decisions).flat_map(|decision| &decision.reads).collect();
        assert!(
            rows.iter()
                .any(|read| read.name == "dibao.urban.standard_month" && read.row.is_some() && read.source.is_some())
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_started_again_goes_on_where_it_was() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        let again = house.another().await.unwrap();
        assert_eq!(again.now(), house.service.now(), "a virtual clock stands where it was left");
        let view = again.case(None, &case.number).await.unwrap();
        assert_eq!(view.seq, case.seq);
        let answer = again
            .submit(service::Actor::person("王强"), None, act(case.case, "return", json!({}), Some("缺签字")))
            .await
            .unwrap();
        assert_eq!(answer.active, ["village_review".into()]);
        again.stop().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_claimed_task_is_its_claimants_until_it_is_given_back() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        let (id, task) = (case.case, case.tasks[0].task);
        let claim = || service::Ask::Claim { case: id, task };
        let release = || service::Ask::Release { case: id, task };
        house.ask("王强", claim()).await.unwrap();

        let told = refusal(house.ask("周平", claim()).await);
        assert_eq!(told.kind, RejectionKind::ClaimedByOther);
        assert!(
            told.message.zh.contains("王强") && told.message.zh.contains("2020-04-20 08:00"),
            "{}",
            told.message.zh
        );
        assert_eq!(
            kind(house.act("周平", id, "reject", json!({"refusal_reason": "超标"})).await),
            RejectionKind::ClaimedByOther
        );
        assert_eq!(kind(house.ask("周平", release()).await), RejectionKind::ClaimedByOther);
        assert_eq!(inbox(house, "周平").await, 0, "what another has claimed is in nobody else's inbox");
        assert_eq!(inbox(house, "王强").await, 1);

        house.ask("王强", release()).await.unwrap();
        assert_eq!(kind(house.ask("王强", release()).await), RejectionKind::NotAwaited);
        assert_eq!(inbox(house, "周平").await, 1);
        house.ask("周平", claim()).await.unwrap();
        let done = house.act("周平", id, "reject", json!({"refusal_reason": "超标"})).await.unwrap();
        assert_eq!(done.status, "ended");
        assert_eq!(inbox(house, "周平").await, 0);
    })
    .await;
}

async fn inbox(house: &tests::harness::House, person: &str) -> usize {
    let query = service::TaskQuery { process: Some("epidemic-fast-track".into()), limit: 100, ..Default::default() };
    house.service.tasks(&person.into(), &query).await.unwrap().tasks.len()
}

#[tokio::test]
async fn a_refusal_opens_a_watch_entry_in_the_same_transaction() {
    each_store(async |house| {
        let refused = house.refused(1).await;
        let [child] = refused.started[..] else { panic!("{refused:?}") };
        let view = house.service.case(None, &child.to_string()).await.unwrap();
        assert_eq!((view.process.as_str(), view.status), ("watch-entry", "open"));
        assert_eq!(view.office.as_str(), "222403109200");
        assert_eq!(view.number, "GZ-222403109200-2020-00001");
        let applicant = view.fields.iter().find(|field| field.field == "applicant_name").unwrap();
        assert_eq!(applicant.value, "户主1");
        let history = house.service.history(None, &view.number, None, 10).await.unwrap();
        assert_eq!(history[0].by, service::Actor::Case { number: refused.number.clone() });
        let parent = house.service.case(None, &refused.number).await.unwrap();
        assert_eq!(parent.started, [child]);
    })
    .await;
}

#[tokio::test]
async fn a_closed_case_is_opened_again_by_whoever_may_and_its_child_is_not_doubled() {
    each_store(async |house| {
        let refused = house.refused(1).await;
        let reopen =
            |comment: Option<&str>| service::Ask::Reopen { case: refused.case, comment: comment.map(str::to_owned) };
        assert_eq!(kind(house.act("王强", refused.case, "approve", json!({})).await), RejectionKind::Ended);
        assert_eq!(kind(house.ask("王强", reopen(Some("申诉成立"))).await), RejectionKind::Role);
        assert_eq!(kind(house.ask("陈静", reopen(None)).await), RejectionKind::Comment);
        let reopened = house.ask("陈静", reopen(Some("申诉成立"))).await.unwrap();
        assert_eq!(
            (reopened.status.as_str(), reopened.active.as_slice()),
            ("open", ["village_review".into()].as_slice())
        );
        assert_eq!(kind(house.ask("陈静", reopen(Some("再来"))).await), RejectionKind::NotAwaited);

        house.act("李梅", refused.case, "submit", json!({})).await.unwrap();
        let again = house.act("周平", refused.case, "reject", json!({"refusal_reason": "仍然超标"})).await.unwrap();
        assert_eq!(again.started, [], "the watch entry has its key and is not opened twice");
        assert_eq!(house.raw.count("SELECT count(*) FROM cases").await, 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_reviewed_may_not_approve() {
    each_store(async |house| {
        let started = house.start("韩雪", "帽山村", 1).await;
        house.act("韩雪", started.case, "submit", reviewed()).await.unwrap();
        let told = refusal(house.act("韩雪", started.case, "reject", json!({"refusal_reason": "超标"})).await);
        assert_eq!(told.kind, RejectionKind::SamePerson);
        house.act("王强", started.case, "reject", json!({"refusal_reason": "超标"})).await.unwrap();
    })
    .await;
}
