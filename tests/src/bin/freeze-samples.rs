//! `cargo run -p tests --bin freeze-samples -- PREFIX`: lives through whole cases and freezes their histories under
//! `tests/samples/`. For a new kind of event: give it a place in a life below, run this with a new prefix, commit the new
//! files and leave the old ones as they are.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool of the tests says what went wrong by failing"
)]

use serde_json::{Value as Json, json};
use service::{Actor, Answer, Ask, CaseId, Change, Grounds, Scope};
use storage::{Page, Store};
use tests::harness::{Backend, House, act, all_texts, edited, identity, map, shipped_with_duties, start_of};
use tests::probe;
use tests::sample::{Sample, SampleSubject, freeze};

const EVERY_EVENT: &str = include_str!("../texts/every-event.yaml");
const STATECHART: &str = include_str!("../texts/statechart.yaml");
const TIMEKEEPING: &str = include_str!("../texts/timekeeping.yaml");
/// The household whose case is frozen.
const HOUSEHOLD: u32 = 7;

#[tokio::main]
async fn main() {
    let prefix = std::env::args().nth(1).expect("a prefix for the names of the new files, such as 2026-11");
    let house = House::open(Backend::Sqlite).await;
    let mut frozen = fast_track(&house).await;
    let house = House::open(Backend::Sqlite).await;
    frozen.push(every_event(&house).await);
    let house = House::open(Backend::Sqlite).await;
    frozen.push(statechart(&house).await);
    frozen.push(graded(&house).await);
    frozen.push(comparison().await);
    let house = House::open(Backend::Sqlite).await;
    frozen.push(timekeeping(&house).await);
    let house = House::open(Backend::Sqlite).await;
    frozen.extend(outside(&house).await);
    let rules = tests::rules::lives().unwrap();
    for (name, sample) in frozen.into_iter().map(|(name, sample)| (name.to_owned(), sample)).chain(rules) {
        println!("{}", freeze(&format!("{prefix}-{name}"), &sample).unwrap().display());
    }
}

/// The shipped processes: granted, refused and reopened, revoked, and the watch entry of one of them.
async fn fast_track(house: &House) -> Vec<(&'static str, Sample)> {
    let store = house.store().await;
    let granted = house.at_township(HOUSEHOLD).await;
    let approve = json!({"grant_now": true, "grant_reason": "断粮"});
    house.act("王强", granted.case, "approve", approve.clone()).await.unwrap();
    house.act("陈静", granted.case, "file", json!({})).await.unwrap();
    house.act("周平", granted.case, "confirm", json!({"verification": "as_declared"})).await.unwrap();

    let revoked = house.refused(HOUSEHOLD + 1).await;
    let watch = revoked.started[0];
    house.ask("陈静", Ask::Reopen { case: revoked.case, comment: Some("申诉成立".into()) }).await.unwrap();
    house.act("李梅", revoked.case, "submit", json!({})).await.unwrap();
    house.act("王强", revoked.case, "approve", approve).await.unwrap();
    house.act("陈静", revoked.case, "file", json!({})).await.unwrap();
    house.pass_until("2020-06-01T10:00+08:00").await;
    let revoke = act(revoked.case, "revoke", json!({"verification": "false_declaration"}), Some("收入不实"));
    house.ask("周平", revoke).await.unwrap();
    house.act("李梅", watch, "visit", json!({"situation": "一切正常"})).await.unwrap();
    house.assert_verifies().await;
    vec![
        ("fast-track-granted", sample(house, &store, "批准、备案、核实相符", granted.case).await),
        ("fast-track-revoked", sample(house, &store, "不予批准、重启、批准、逾期、停发", revoked.case).await),
        ("watch-entry", sample(house, &store, "关注、提醒、逾期、走访", watch).await),
    ]
}

/// A process made for it: everything that can happen to a case happens to this one.
async fn every_event(house: &House) -> (&'static str, Sample) {
    let store = house.store().await;
    let started = prepared(house).await;
    let case = started.case;
    house.ask("李梅", Ask::Claim { case, task: 1 }).await.unwrap();
    house.ask("李梅", Ask::Release { case, task: 1 }).await.unwrap();
    house.act("李梅", case, "pause", json!({})).await.unwrap();
    house.pass_until("2020-04-23T01:00+08:00").await;
    let call = Ask::Receive { case, event: "call".into(), fields: map(json!({"called": "2020-04-22T09:30+08:00"})) };
    house.service.submit(Actor::Outside { name: "hotline".into() }, None, call).await.unwrap();

    // A million persons times far too much: the case stands still, and a retry that is too early fails again.
    let deputy = Actor::Person { person: "孙丽".into(), acting_for: Some("李梅".into()) };
    house.service.submit(deputy, None, act(case, "count", counted(), None)).await.unwrap();
    house.ask("褚卫", Ask::Retry { case }).await.unwrap();
    publish(house, probe::texts()).await;
    house.ask("褚卫", Ask::Retry { case }).await.unwrap();

    house.act("王强", case, "recount", json!({})).await.unwrap();
    publish(house, probe::texts_with_too_much()).await;
    house.act("李梅", case, "count", counted()).await.unwrap();
    publish(house, probe::texts()).await;
    let moved = Ask::Move { case, to: "counted".into(), reason: "数额已更正".into(), second: "卫宁".into() };
    house.ask("褚卫", moved).await.unwrap();
    house.pass_until("2020-04-28T12:00+08:00").await;
    let finished = house.say("王强", case, "finish", "同意").await.unwrap();
    house.act("李梅", finished.started[0], "close", json!({})).await.unwrap();
    house.ask("陈静", Ask::Reopen { case, comment: Some("申诉成立".into()) }).await.unwrap();
    house.assert_verifies().await;
    ("every-event", sample(house, &store, "能发生的事都发生一次", case).await)
}

/// Regions, a history, and what a case sends itself.
async fn statechart(house: &House) -> (&'static str, Sample) {
    let store = house.store().await;
    house.publish(&all_texts(&[STATECHART])).await.unwrap_or_else(|error| panic!("{error:#?}"));
    let case = house.ask("李梅", start_of("statechart", "马号东村", json!({}))).await.unwrap().case;
    let send = |event: &str| Ask::Receive { case, event: event.into(), fields: map(json!({})) };
    house.pass_until("2020-04-22T12:00+08:00").await;
    house.act("王强", case, "visited", json!({})).await.unwrap();
    house.service.submit(Actor::Outside { name: "hotline".into() }, None, send("hold")).await.unwrap();
    house.service.submit(Actor::Outside { name: "hotline".into() }, None, send("resume")).await.unwrap();
    house.act("李梅", case, "collected", json!({})).await.unwrap();
    house.assert_verifies().await;
    ("statechart", sample(house, &store, "分区、历史、自发消息", case).await)
}

/// Suspended, resumed, extended, corrected, and counted anew by another calendar.
async fn timekeeping(house: &House) -> (&'static str, Sample) {
    let store = house.store().await;
    house.publish(&all_texts(&[TIMEKEEPING])).await.unwrap_or_else(|error| panic!("{error:#?}"));
    let case = house.ask("李梅", start_of("timekeeping", "马号东村", json!({}))).await.unwrap().case;
    let grounds = |reason: &str| Grounds { reason: reason.to_owned(), source: None };
    let change = |change: Change| house.ask("褚卫", Ask::Change { case, change });
    house.ask("李梅", Ask::Claim { case, task: 1 }).await.unwrap();
    house.pass_until("2020-04-21T09:00+08:00").await;
    change(Change::Suspend(grounds("申请人隔离"))).await.unwrap();
    house.pass_until("2020-04-24T09:00+08:00").await;
    change(Change::Resume(Grounds { source: Some("隔离解除通知".to_owned()), ..grounds("隔离结束") })).await.unwrap();
    house.act("李梅", case, "ask", json!({})).await.unwrap();
    house.pass_until("2020-04-27T09:00+08:00").await;
    house.act("李梅", case, "back", json!({})).await.unwrap();
    change(Change::Extend { deadline: "decided".into(), to: None, grounds: grounds("跨省核查") }).await.unwrap();
    let from = tests::harness::moment("2020-04-17T09:00+08:00");
    change(Change::Correct { deadline: "decided".into(), from, grounds: grounds("登记有误") }).await.unwrap();
    let calendar = edited(&all_texts(&[]), "cn.yaml", "to: 2020-05-05", "to: 2020-05-07");
    let calendar = calendar.iter().find(|source| source.path.ends_with("cn.yaml")).unwrap().text.clone();
    house.service.put_calendar(&"cn".into(), &calendar).await.unwrap_or_else(|error| panic!("{error:#?}"));
    house.pass_until("2020-06-12T10:00+08:00").await;
    house.act("李梅", case, "decide", json!({})).await.unwrap();
    house.assert_verifies().await;
    ("timekeeping", sample(house, &store, "中止、恢复、延长、更正、日历变更", case).await)
}

/// Items, events that come early, and a case called off with the state that owned it.
async fn outside(house: &House) -> Vec<(&'static str, Sample)> {
    let store = house.store().await;
    let (case, owned) = tests::outside::life(house).await;
    house.assert_verifies().await;
    vec![
        ("items", sample(house, &store, "逐项、早到的消息、撤销附属的办件", case).await),
        ("called-off", sample(house, &store, "随环节撤销的附属办件", owned).await),
    ]
}

/// Decided by tables: a household, a percentage, a month, and which rows held.
async fn graded(house: &House) -> (&'static str, Sample) {
    let store = house.store().await;
    house.publish(&tests::graded::texts()).await.unwrap_or_else(|error| panic!("{error:#?}"));
    let case = tests::graded::started(house, "15000.00").await.case;
    house.act("李梅", case, "back", json!({})).await.unwrap();
    house.act("李梅", case, "completed", json!({"missing": "户口簿"})).await.unwrap();
    house.act("李梅", case, "approve", json!({"share": "40%"})).await.unwrap();
    house.assert_verifies().await;
    ("graded", sample(house, &store, "按决策表分档", case).await)
}

/// Started by a recurring duty, and done.
async fn comparison() -> (&'static str, Sample) {
    let house = House::open_empty(Backend::Sqlite, "2020-04-01T00:00+08:00").await;
    let mut texts = all_texts(&[]);
    let is_it = |text: &std::sync::Arc<definition::text::SourceText>| {
        text.path.ends_with("obligations/monthly-comparison.yaml")
    };
    texts.extend(shipped_with_duties().into_iter().filter(is_it));
    house.publish(&texts).await.unwrap_or_else(|error| panic!("{error:#?}"));
    house.pass_until("2020-04-02T09:00+08:00").await;
    let mut case = None;
    house.store().await.for_each_occurrence(10, |row| case = row.case).await.unwrap();
    let case = case.unwrap();
    let counted = json!({"assisted": 100, "poor": 80, "matched": 72, "leads": 8, "result": "已比对"});
    house.act("陈静", case, "submit", counted).await.unwrap();
    house.act("褚卫", case, "confirm", json!({})).await.unwrap();
    house.assert_verifies().await;
    let store = house.store().await;
    ("comparison", sample(&house, &store, "由定期任务立件", case).await)
}

async fn prepared(house: &House) -> Answer {
    publish(house, probe::texts_with_too_much()).await;
    let fields = json!({"applicant_name": "户主7", "id_number": identity(HOUSEHOLD)});
    house.ask("李梅", start_of("every-event", "马号东村", fields)).await.unwrap()
}

/// The probe's texts with the process of this file, and a clerk who cannot be written to.
async fn publish(house: &House, texts: Vec<std::sync::Arc<definition::text::SourceText>>) {
    let own = all_texts(&[EVERY_EVENT]).pop().unwrap();
    let own = definition::text::SourceText::new("every-event.yaml", own.text.clone());
    let texts: Vec<_> = texts.into_iter().chain([own]).collect();
    let texts = edited(&texts, "people.yaml", "mail: zhao.min@example.gov.cn, ", "");
    house.publish(&texts).await.unwrap_or_else(|error| panic!("{error:#?}"));
}

fn counted() -> Json {
    json!({
        "members": 1_000_000, "income": "9123.45", "ratio": "0.25", "visited": "2020-04-22",
        "called": "2020-04-22T10:00+08:00", "kind": "one", "agreed": true,
    })
}

async fn sample(house: &House, store: &Store, shows: &str, case: CaseId) -> Sample {
    let stored = store.case_by_id(&Scope::System, case).await.unwrap().unwrap();
    let rows = store.history(&Scope::System, case, &Page::first(500)).await.unwrap().rows;
    let state = house.raw.texts(&format!("SELECT body FROM cases WHERE number = '{}'", stored.case.number)).await;
    Sample {
        shows: shows.to_owned(),
        case: case.to_string(),
        subject: subject(house, store, case).await,
        steps: rows.into_iter().map(Into::into).collect(),
        state: state[0].clone(),
    }
}

async fn subject(house: &House, store: &Store, case: CaseId) -> Option<SampleSubject> {
    let mut stored = store.case_by_id(&Scope::System, case).await.unwrap().unwrap();
    let id = stored.subject?.to_string();
    let sql = format!("SELECT wrapped_key FROM subject WHERE lower(hex(id)) = '{}'", id.replace('-', ""));
    let wrapped_key = house.raw.texts(&sql).await[0].clone();
    store.unseal(&mut stored).unwrap();
    let field = "id_number";
    let value = serde_json::to_value(&stored.case.fields[field]).unwrap();
    Some(SampleSubject { id, wrapped_key, opens: (field.to_owned(), value) })
}
