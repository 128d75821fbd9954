//! A refusal says what was expected and changes nothing at all.

use serde_json::{Value as Json, json};
use service::{Answer, Ask, CaseId, RejectionKind};
use tests::harness::{House, act, each_store, moment, refusal, reviewed, start, start_of};
use uuid::Uuid;

struct Wrong {
    person: &'static str,
    ask: Ask,
    kind: RejectionKind,
}

/// Everything a person can get wrong, on a case that waits for the township and one that is closed.
fn wrongs(case: &Answer, closed: &Answer) -> Vec<Wrong> {
    let (id, task) = (case.case, case.tasks[0].task);
    let act = |action: &str, fields: Json| act(id, action, fields, None);
    let on = |state: Option<&str>, task: Option<u32>| Ask::Act {
        case: id,
        state: state.map(Into::into),
        action: "reject".into(),
        task,
        fields: tests::harness::map(json!({"refusal_reason": "超标"})),
        comment: None,
        return_to: None,
    };
    let nobody = CaseId(Uuid::from_u128(1));
    let of = |person, ask, kind| Wrong { person, ask, kind };
    use RejectionKind as Kind;
    vec![
        of("李梅", act("reject", json!({"refusal_reason": "超标"})), Kind::Role),
        of("吴刚", act("reject", json!({"refusal_reason": "超标"})), Kind::Role),
        of("李梅", act("submit", reviewed()), Kind::TaskClosed),
        of("王强", act("aprove", json!({})), Kind::NotOffered),
        of("王强", act("reject", json!({})), Kind::Field),
        of("王强", act("reject", json!({"refusal_reason": 7})), Kind::Field),
        of("王强", act("reject", json!({"refusal_reason": "长".repeat(501)})), Kind::Field),
        of("王强", act("reject", json!({"refusal_reason": "超标", "members": 4})), Kind::Field),
        of("王强", act("reject", json!({"refusal_reason": "超标", "no_such_field": 4})), Kind::Field),
        of("王强", act("return", json!({})), Kind::Comment),
        of("王强", act("approve", json!({"grant_now": true})), Kind::Guard),
        of("王强", on(Some("village_review"), None), Kind::NotOffered),
        of("王强", on(Some("village_review"), Some(task)), Kind::NotOffered),
        of("王强", on(None, Some(99)), Kind::NotFound),
        of("王强", on(None, Some(1)), Kind::TaskClosed),
        of("王强", Ask::Claim { case: id, task: 99 }, Kind::NotFound),
        of("王强", Ask::Release { case: id, task }, Kind::NotAwaited),
        of("王强", Ask::Reopen { case: id, comment: Some("再来".into()) }, Kind::NotAwaited),
        of("褚卫", Ask::Retry { case: id }, Kind::NoIncident),
        of(
            "李梅",
            Ask::Move { case: id, to: "granted".into(), reason: "急".into(), second: "卫宁".into() },
            Kind::Role,
        ),
        of(
            "褚卫",
            Ask::Move { case: id, to: "nowhere".into(), reason: "急".into(), second: "卫宁".into() },
            Kind::NotFound,
        ),
        of(
            "褚卫",
            Ask::Move { case: id, to: "granted".into(), reason: " ".into(), second: "卫宁".into() },
            Kind::Comment,
        ),
        of(
            "褚卫",
            Ask::Move { case: id, to: "granted".into(), reason: "急".into(), second: "褚卫".into() },
            Kind::SecondPerson,
        ),
        of(
            "褚卫",
            Ask::Move { case: id, to: "granted".into(), reason: "急".into(), second: "王强".into() },
            Kind::SecondPerson,
        ),
        of("王强", Ask::Receive { case: id, event: "hotline".into(), fields: Default::default() }, Kind::NotAwaited),
        of("王强", Ask::Claim { case: nobody, task: 1 }, Kind::NotFound),
        of("王强", Ask::Claim { case: closed.case, task: 2 }, Kind::Ended),
        of("王强", Ask::Retry { case: closed.case }, Kind::NoIncident),
    ]
}

/// Everything that can be wrong with a start.
fn wrong_starts() -> Vec<Wrong> {
    let of = |person, ask, kind| Wrong { person, ask, kind };
    let changed = |change: &dyn Fn(&mut service::NewCase)| {
        let Ask::Start(mut new) = start("马号东村", 1) else { panic!("a start") };
        change(&mut new);
        Ask::Start(new)
    };
    let field =
        |name: &'static str, value: Json| changed(&move |new| drop(new.fields.insert(name.to_owned(), value.clone())));
    use RejectionKind as Kind;
    vec![
        of("李梅", start_of("no-such-process", "马号东村", json!({})), Kind::NotFound),
        of("李梅", start("马号西村", 1), Kind::NotFound),
        of("李梅", start("无此村", 1), Kind::NotFound),
        of("吴刚", start("马号东村", 1), Kind::Role),
        of("李梅", field("id_number", json!("229901195001010015")), Kind::Field),
        of("李梅", field("id_number", json!(229901195001010014_u64)), Kind::Field),
        of("李梅", field("scheme", json!("other")), Kind::Field),
        of("李梅", field("members", json!(3)), Kind::Field),
        of("李梅", changed(&|new| drop(new.fields.remove("area"))), Kind::Field),
        of("李梅", changed(&|new| new.received_at = Some(moment("2020-04-20T08:01+08:00"))), Kind::Field),
        of("李梅", changed(&|new| new.received_at = Some(moment("2020-04-19T23:59+08:00"))), Kind::Comment),
    ]
}

#[tokio::test]
async fn a_refused_command_changes_no_row_of_any_table() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        let closed = house.refused(2).await;
        let before = house.raw.contents().await;
        for (number, Wrong { person, ask, kind }) in
            wrongs(&case, &closed).into_iter().chain(wrong_starts()).enumerate()
        {
            let told = refusal(house.ask_with_key(person, &format!("wrong-{number}"), ask.clone()).await);
            assert_eq!(told.kind, kind, "{person} {ask:?}: {told:?}");
            assert!(!told.message.zh.is_empty() && !told.message.en.is_empty(), "{ask:?}");
            assert_eq!(house.raw.contents().await, before, "{person} {ask:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_refused_among_a_group_leave_nothing_and_the_others_are_written() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        let closed = house.refused(2).await;
        let wrongs: Vec<Wrong> = wrongs(&case, &closed).into_iter().chain(wrong_starts()).collect();
        let cases = house.raw.count("SELECT count(*) FROM cases").await;
        let steps = house.raw.count("SELECT count(*) FROM history").await;
        let asking = wrongs.into_iter().enumerate().flat_map(|(number, wrong)| {
            let good = spawned(house, "李梅", start("马号东村", 100 + u32::try_from(number).unwrap()));
            [(None, good), (Some(wrong.kind), spawned(house, wrong.person, wrong.ask))]
        });
        let asking: Vec<_> = asking.collect();
        let mut good = 0;
        for (expected, answer) in asking {
            match (expected, answer.await.unwrap()) {
                (None, answer) => {
                    answer.unwrap();
                    good += 1;
                }
                (Some(kind), answer) => assert_eq!(refusal(answer).kind, kind),
            }
        }
        assert_eq!(house.raw.count("SELECT count(*) FROM cases").await, cases + good);
        assert_eq!(house.raw.count("SELECT count(*) FROM history").await, steps + good);
    })
    .await;
}

type Answering = tokio::task::JoinHandle<Result<Answer, service::ServiceError>>;

fn spawned(house: &House, person: &'static str, ask: Ask) -> Answering {
    let service = house.service.clone();
    tokio::spawn(async move { service.submit(service::Actor::person(person), None, ask).await })
}
