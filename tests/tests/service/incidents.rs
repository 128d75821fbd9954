//! 运行异常: a case whose expression fails stands still, is seen, is mended; the others go on.

use serde_json::json;
use service::{Ask, RejectionKind};
use tests::harness::{House, each_store, kind, refusal};

use tests::probe;

/// Two cases: the first a probe that stands still since its time was up at 04:00, the second an ordinary one.
async fn standing_still(house: &House) -> (service::Answer, service::Answer) {
    probe::published(house, probe::texts_with_too_much()).await;
    let probe = probe::started(house).await;
    let ordinary = house.start("李梅", "马号东村", 1).await;
    house.pass_until("2020-04-21T05:00+08:00").await;
    (probe, ordinary)
}

#[tokio::test]
async fn a_case_that_fails_stands_still_and_is_listed_with_expression_and_reason() {
    each_store(async |house| {
        let (probe, ordinary) = standing_still(house).await;
        let incidents = house.service.incidents(None, 10).await.unwrap();
        let [incident] = &incidents[..] else { panic!("{incidents:?}") };
        assert_eq!((incident.case, incident.number.as_str()), (probe.case, probe.number.as_str()));
        assert_eq!(incident.at.shown(), "2020-04-21 04:00");
        assert_eq!(incident.state.as_ref().unwrap().as_str(), "counted");
        assert_eq!(incident.expression, "parameter(\"probe.amount\") * persons");
        assert!(!incident.reason.zh.is_empty() && !incident.reason.en.is_empty());
        assert_eq!(house.service.incidents(Some(&"褚卫".into()), 10).await.unwrap().len(), 1);
        assert_eq!(house.service.incidents(Some(&"冯涛".into()), 10).await.unwrap().len(), 0);

        let view = house.service.case(None, &probe.number).await.unwrap();
        assert_eq!(view.active[0].state.as_str(), "waiting", "nothing of the step that failed holds");
        assert!(view.incident.is_some());
        let told = refusal(house.act("李梅", probe.case, "close", json!({})).await);
        assert_eq!(told.kind, RejectionKind::Incident);

        // Others go on, and time does not stumble over the one that stands still.
        let sent = house.act("李梅", ordinary.case, "submit", tests::harness::reviewed()).await.unwrap();
        assert_eq!(sent.active, ["township_approval".into()]);
        house.pass_until("2020-04-25T05:00+08:00").await;
        assert_eq!(house.service.incidents(None, 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_persons_own_action_that_fails_stands_still_too_and_tells_him_so() {
    each_store(async |house| {
        probe::published(house, probe::texts_with_too_much()).await;
        let probe = probe::started(house).await;
        let answer = house.act("李梅", probe.case, "count", json!({})).await.unwrap();
        assert!(answer.incident.is_some(), "{answer:?}");
        assert_eq!(answer.active, ["waiting".into()]);
    })
    .await;
}

#[tokio::test]
async fn a_retry_after_correcting_the_parameter_does_what_had_failed() {
    each_store(async |house| {
        let (probe, _) = standing_still(house).await;
        let retry = || Ask::Retry { case: probe.case };
        assert_eq!(kind(house.ask("李梅", retry()).await), RejectionKind::Role);
        let still = house.ask("褚卫", retry()).await.unwrap();
        assert!(still.incident.is_some(), "a retry that fails again leaves the case standing");

        probe::published(house, probe::texts()).await;
        let mended = house.ask("褚卫", retry()).await.unwrap();
        assert_eq!((mended.incident, mended.active), (None, vec!["counted".into()]));
        let view = house.service.case(None, &probe.number).await.unwrap();
        assert_eq!(view.grants[0].amount, "100000000.00");
        assert!(house.service.incidents(None, 10).await.unwrap().is_empty());
        assert_eq!(kind(house.ask("褚卫", retry()).await), RejectionKind::NoIncident);
        house.act("李梅", probe.case, "close", json!({})).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn moving_a_case_takes_a_reason_and_a_second_person() {
    each_store(async |house| {
        let (probe, _) = standing_still(house).await;
        let to_closed = |reason: &str, second: &str| Ask::Move {
            case: probe.case,
            to: "closed".into(),
            reason: reason.into(),
            second: second.into(),
        };
        assert_eq!(kind(house.ask("褚卫", to_closed("数额有误", "褚卫")).await), RejectionKind::SecondPerson);
        assert_eq!(kind(house.ask("褚卫", to_closed("数额有误", "陈静")).await), RejectionKind::SecondPerson);
        assert_eq!(kind(house.ask("陈静", to_closed("数额有误", "褚卫")).await), RejectionKind::Role);
        assert_eq!(kind(house.ask("褚卫", to_closed("", "卫宁")).await), RejectionKind::Comment);
        let moved = house.ask("褚卫", to_closed("数额有误", "卫宁")).await.unwrap();
        assert_eq!((moved.status.as_str(), moved.outcome.as_deref(), moved.incident), ("ended", Some("closed"), None));
        let history = house.service.history(None, &probe.number, None, 100).await.unwrap();
        let last = history.last().unwrap();
        assert_eq!(last.cause, "moved");
        let written = serde_json::to_string(&last.events).unwrap();
        assert!(written.contains("数额有误") && written.contains("卫宁"), "{written}");
    })
    .await;
}

#[tokio::test]
async fn an_officer_may_act_while_deadlines_of_a_case_that_stands_still_go_on_being_told() {
    each_store(async |house| {
        probe::published(house, probe::texts_with_too_much()).await;
        let probe = probe::started(house).await;
        house.act("李梅", probe.case, "count", json!({})).await.unwrap();
        house.pass_until("2020-04-20T22:30+08:00").await;
        let told = house.memory.sent();
        assert!(told.iter().any(|mail| mail.to.name == "褚卫"), "the supervisor hears of the deadline all the same");
    })
    .await;
}
