//! 管辖范围: what is out of reach is not there, by any route.

use serde_json::json;
use service::{Ask, CaseFilter, CaseId, DeskCommand, Party, RejectionKind, TaskQuery};
use tests::harness::{House, act, all_texts, each_store, refusal, reviewed, start_of};
use uuid::Uuid;

/// The people of another township, and of another village of the same one.
const STRANGERS: [&str; 3] = ["郑云", "冯涛", "孙丽"];

#[tokio::test]
async fn out_of_reach_and_absent_are_the_same_to_whoever_asks() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        let absent = CaseId(Uuid::from_u128(77));
        for person in STRANGERS {
            for ask in asks(case.case).into_iter().zip(asks(absent)) {
                let (there, not_there) = (house.ask(person, ask.0).await, house.ask(person, ask.1).await);
                let (there, not_there) = (refusal(there), refusal(not_there));
                assert_eq!(there, not_there, "{person}");
                assert_eq!(there.kind, RejectionKind::NotFound);
            }
            assert_same_queries(house, person, &case, absent).await;
        }
    })
    .await;
}

fn asks(case: CaseId) -> Vec<Ask> {
    vec![
        act(case, "reject", json!({"refusal_reason": "超标"}), None),
        act(case, "no-such-action", json!({"no_such_field": 1}), None),
        Ask::Claim { case, task: 2 },
        Ask::Release { case, task: 2 },
        Ask::Reopen { case, comment: None },
        Ask::Retry { case },
        Ask::Move { case, to: "granted".into(), reason: "急".into(), second: "卫宁".into() },
        Ask::Receive { case, event: "hotline".into(), fields: Default::default() },
    ]
}

async fn assert_same_queries(house: &House, person: &str, case: &service::Answer, absent: CaseId) {
    let person = Some(service::PersonName::new(person));
    let person = person.as_ref();
    let here = [case.case.to_string(), case.number.clone()];
    let gone = [absent.to_string(), "KS-222403109200-2020-09999".to_owned()];
    for (here, gone) in here.iter().zip(&gone) {
        let (one, other) = (house.service.case(person, here).await, house.service.case(person, gone).await);
        assert_eq!(refusal(one), refusal(other));
        let one = house.service.history(person, here, None, 10).await;
        let other = house.service.history(person, gone, None, 10).await;
        assert_eq!(refusal(one), refusal(other));
    }
    assert!(house.service.cases(person, &CaseFilter::default(), 100).await.unwrap().is_empty());
    let inbox = house.service.tasks(person.unwrap(), &TaskQuery { limit: 100, ..Default::default() }).await.unwrap();
    assert!(inbox.tasks.is_empty());
}

#[tokio::test]
async fn a_superior_sees_what_is_below_and_an_inbox_holds_exactly_ones_own() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        house.start("郑云", "东升村", 2).await;
        for (person, seen) in
            [("李梅", 1), ("王强", 1), ("吴刚", 1), ("郑云", 1), ("陈静", 2), ("褚卫", 2), ("孙丽", 0)]
        {
            let found = house.service.cases(Some(&person.into()), &CaseFilter::default(), 100).await.unwrap();
            assert_eq!(found.len(), seen, "{person}");
        }
        let waiting = |person: &'static str| async move {
            let query = TaskQuery { limit: 100, ..Default::default() };
            house.service.tasks(&person.into(), &query).await.unwrap().tasks
        };
        assert_eq!(waiting("王强").await[0].case, case.case);
        for (person, count) in
            [("王强", 1), ("周平", 1), ("李梅", 0), ("吴刚", 0), ("陈静", 0), ("郑云", 1), ("冯涛", 0)]
        {
            assert_eq!(waiting(person).await.len(), count, "{person}");
        }
        house.act("王强", case.case, "return", json!({})).await.unwrap_err();
        house.say("王强", case.case, "return", "缺签字").await.unwrap();
        house.act("李梅", case.case, "submit", reviewed()).await.unwrap();
        assert_eq!(waiting("周平").await[0].task, 4, "the task that came anew, not the one answered");
    })
    .await;
}

#[tokio::test]
async fn a_deputy_acts_where_his_principal_may_and_counts_as_him() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        let as_deputy = |person: &str, principal: &str| service::Actor::Person {
            person: person.into(),
            acting_for: Some(principal.into()),
        };
        let submit = act(case.case, "submit", reviewed(), None);
        house.service.submit(as_deputy("孙丽", "李梅"), None, submit).await.unwrap();
        let history = house.service.history(None, &case.number, None, 10).await.unwrap();
        assert_eq!(history[1].by, as_deputy("孙丽", "李梅"));
    })
    .await;
}

/// A process whose cases are copied to people.
const COPIES: &str = include_str!("../../semantics/51-copies.yaml");

#[tokio::test]
async fn whoever_is_sent_a_copy_from_outside_sees_that_and_nothing_of_the_case() {
    each_store(async |house| {
        house.publish(&all_texts(&[COPIES])).await.unwrap_or_else(|error| panic!("{error:#?}"));
        let case = house.ask("李梅", start_of("rule-42-copies", "马号东村", json!({}))).await.unwrap().case;
        let desk = |what| Ask::Desk { case, what, fields: Default::default() };
        let to = vec![Party::Person("冯涛".into())];
        house.ask("李梅", desk(DeskCommand::Copy { to, note: Some("请知悉".into()) })).await.unwrap();

        let stranger = "冯涛".into();
        let query = TaskQuery { limit: 100, ..Default::default() };
        let inbox = house.service.tasks(&stranger, &query).await.unwrap().tasks;
        let shown: Vec<_> = inbox.iter().map(|task| (task.kind.as_deref(), task.note.as_deref())).collect();
        assert_eq!(shown, [(Some("copy"), Some("请知悉"))]);
        let seen = refusal(house.service.case(Some(&stranger), &case.to_string()).await);
        assert_eq!(seen.kind, RejectionKind::NotFound);

        let answer = house.ask("冯涛", desk(DeskCommand::Acknowledge { task: inbox[0].task })).await.unwrap();
        assert!(answer.active.is_empty() && answer.tasks.is_empty(), "{answer:?}");
        assert!(house.service.tasks(&stranger, &query).await.unwrap().tasks.is_empty());
    })
    .await;
}
