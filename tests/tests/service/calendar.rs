//! A calendar changes while deadlines run: the Spring Festival of 2020, extended on 26 January from the 30th to 2 February.

use definition::text::SourceText;
use machine::{Cause, Event};
use serde_json::json;
use service::{Answer, Ask, CalendarName};
use std::sync::Arc;
use tests::harness::{Backend, House, all_texts, edited, start_of};

const PROCESS: &str = include_str!("../../src/texts/festival.yaml");
const EXTENDED: &str = "to: 2020-02-02, name: {zh: 春节, en: Spring Festival}}";
const FIRST: &str = "to: 2020-01-30, name: {zh: 春节, en: Spring Festival}}";

/// Every text, with the calendar as it was first published: 24 to 30 January off, Saturday 1 February worked.
fn before_the_extension() -> Vec<Arc<SourceText>> {
    let texts = edited(&all_texts(&[PROCESS]), "cn.yaml", EXTENDED, FIRST);
    edited(&texts, "cn.yaml", "work: [2020-01-19, 2020-04-26", "work: [2020-01-19, 2020-02-01, 2020-04-26")
}

fn calendar(texts: &[Arc<SourceText>]) -> String {
    texts.iter().find(|source| source.path.ends_with("calendars/cn.yaml")).unwrap().text.clone()
}

fn cn() -> CalendarName {
    CalendarName::new("cn")
}

async fn opened(backend: Backend) -> House {
    let house = House::open_empty(backend, "2020-01-20T09:00+08:00").await;
    house.publish(&before_the_extension()).await.unwrap_or_else(|error| panic!("{error:#?}"));
    house
}

async fn started(house: &House, count: usize) -> Vec<Answer> {
    let mut cases = Vec::new();
    for _ in 0..count {
        cases.push(house.ask("李梅", start_of("festival", "马号东村", json!({}))).await.unwrap());
    }
    cases
}

async fn dues(house: &House, case: &Answer) -> Vec<(String, String)> {
    let view = house.service.case(None, &case.number).await.unwrap();
    view.deadlines.into_iter().map(|deadline| (deadline.deadline.to_string(), deadline.due)).collect()
}

fn pairs(expected: [(&str, &str); 4]) -> Vec<(String, String)> {
    expected.map(|(deadline, due)| (deadline.to_owned(), format!("{due} 24:00"))).into()
}

async fn reprojections(house: &House, case: &Answer) -> usize {
    let history = house.service.history(None, &case.number, None, 1_000).await.unwrap();
    let anew = |entry: &&service::HistoryEntry| entry.cause == Cause::Reprojected.as_str();
    assert!(history.iter().filter(anew).all(|entry| {
        entry.events.iter().all(|event| matches!(event, Event::DeadlineSet { .. } | Event::AfterMoved { .. }))
    }));
    history.iter().filter(anew).count()
}

#[tokio::test]
async fn the_extension_of_the_spring_festival_moves_what_runs_once_and_survives_a_kill() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let house = opened(backend).await;
        let cases = started(&house, 5).await;
        let first = [("fixed", "2020-02-10"), ("kept", "2020-02-01"), ("long", "2020-02-07"), ("short", "2020-02-01")];
        assert_eq!(dues(&house, &cases[0]).await, pairs(first));
        house.pass_until("2020-01-27T09:00+08:00").await;
        let extended = calendar(&all_texts(&[]));
        let effect =
            house.service.preview_calendar(&cn(), &extended).await.unwrap_or_else(|error| panic!("{error:#?}"));
        assert_eq!((effect.cases, effect.moved, effect.overdue, effect.waits), (5, 10, 0, 5), "{effect:#?}");
        assert_eq!(dues(&house, &cases[0]).await, pairs(first), "a preview writes nothing");

        house.service.put_calendar(&cn(), &extended).await.unwrap_or_else(|error| panic!("{error:#?}"));
        let piece = house.service.reproject(2).await.unwrap();
        assert_eq!((piece.examined, piece.changed, piece.more), (2, 2, true));
        // Whoever comes after a kill finds where the job stands.
        let again = house.another().await.unwrap();
        assert_eq!(scheduler::reproject(&again).await.unwrap(), 3);
        let job = again.jobs().await.unwrap().remove(0);
        assert_eq!((job.state.as_str(), job.examined, job.changed), ("done", 5, 5));
        again.stop().await.unwrap();

        let moved = [("fixed", "2020-02-10"), ("kept", "2020-02-01"), ("long", "2020-02-11"), ("short", "2020-02-04")];
        for case in &cases {
            assert_eq!(dues(&house, case).await, pairs(moved));
            assert_eq!(reprojections(&house, case).await, 1);
        }
        // Neither early nor twice: the reminder of the day before comes once, by the new date.
        house.pass_until("2020-02-03T08:59+08:00").await;
        assert_eq!(house.memory.sent().len(), 0);
        house.pass_until("2020-02-04T09:00+08:00").await;
        // 李梅 and 赵敏 hold the task.
        assert_eq!(house.memory.sent().len(), 2 * cases.len());
        house.assert_verifies().await;
        house.service.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_change_that_makes_a_deadline_pass_is_shown_before_and_told_after() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let house = House::open_empty(backend, "2020-01-20T09:00+08:00").await;
        house.publish(&all_texts(&[PROCESS])).await.unwrap_or_else(|error| panic!("{error:#?}"));
        let case = started(&house, 1).await.remove(0);
        house.pass_until("2020-02-03T10:00+08:00").await;
        let first = calendar(&before_the_extension());
        let effect = house.service.preview_calendar(&cn(), &first).await.unwrap_or_else(|error| panic!("{error:#?}"));
        // 李梅 and 赵敏 hold the task.
        assert_eq!((effect.moved, effect.overdue, effect.notifications), (2, 1, 2), "{effect:#?}");
        let told = house.memory.sent().len();
        house.service.put_calendar(&cn(), &first).await.unwrap_or_else(|error| panic!("{error:#?}"));
        house.pass_until("2020-02-03T10:00+08:00").await;
        assert_eq!(house.memory.sent().len(), told + 2);
        let view = house.service.case(None, &case.number).await.unwrap();
        let short = view.deadlines.iter().find(|deadline| deadline.deadline.as_str() == "short").unwrap();
        assert!(short.passed && short.due == "2020-02-01 24:00", "{short:#?}");
        assert!(short.lines.zh.iter().any(|line| line.contains("工作日历变更，重新推算")), "{short:#?}");
        house.assert_verifies().await;
        house.service.stop().await.unwrap();
    }
}

#[tokio::test]
async fn no_deadline_passes_by_a_calendar_that_no_longer_holds() {
    let house = opened(Backend::Sqlite).await;
    let case = started(&house, 1).await.remove(0);
    house.pass_until("2020-01-27T09:00+08:00").await;
    let extended = calendar(&all_texts(&[]));
    house.service.put_calendar(&cn(), &extended).await.unwrap_or_else(|error| panic!("{error:#?}"));
    // The counting anew has not come to this case when its old date does.
    house.outage_until("2020-02-02T09:00+08:00").await;
    house.service.fire_due(64).await.unwrap();
    let view = house.service.case(None, &case.number).await.unwrap();
    let short = view.deadlines.iter().find(|deadline| deadline.deadline.as_str() == "short").unwrap();
    assert!(!short.passed && short.due == "2020-02-04 24:00", "{short:#?}");
    house.assert_verifies().await;
    house.service.stop().await.unwrap();
}

#[tokio::test]
async fn what_is_left_can_be_asked_for_across_a_stop_a_change_of_the_calendar_and_a_new_version() {
    let house = opened(Backend::Sqlite).await;
    let case = started(&house, 1).await.remove(0);
    let left = async |deadline: &str| {
        let view = house.service.case(None, &case.number).await.unwrap();
        let found = view.deadlines.into_iter().find(|found| found.deadline.as_str() == deadline).unwrap();
        found.remaining.unwrap().text.zh
    };
    assert_eq!(left("long").await, "剩余10个工作日");
    house.pass_until("2020-01-22T09:00+08:00").await;
    assert_eq!(left("long").await, "剩余8个工作日");
    let grounds = service::Grounds { reason: "春节".to_owned(), source: None };
    let change = service::Change::Suspend(grounds.clone());
    house.ask("褚卫", Ask::Change { case: case.case, change }).await.unwrap();
    house.pass_until("2020-01-27T09:00+08:00").await;
    assert_eq!(left("long").await, "已暂停计时，剩余8个工作日");
    let extended = calendar(&all_texts(&[]));
    house.service.put_calendar(&cn(), &extended).await.unwrap_or_else(|error| panic!("{error:#?}"));
    house.pass_until("2020-02-04T09:00+08:00").await;
    assert_eq!(left("long").await, "已暂停计时，剩余8个工作日", "what stands is counted anew when it goes on");
    let newer = PROCESS.replace("version: 1", "version: 2").replace("{working_days: 10}", "{working_days: 3}");
    house.publish(&all_texts(&[&newer])).await.unwrap_or_else(|error| panic!("{error:#?}"));
    let change = service::Change::Resume(grounds);
    house.ask("褚卫", Ask::Change { case: case.case, change }).await.unwrap();
    assert_eq!(left("long").await, "剩余8个工作日", "a case lives on the version it began on");
    // 5, 6, 7, 10, 11, 12, 13, 14 February.
    assert!(dues(&house, &case).await.contains(&("long".to_owned(), "2020-02-14 24:00".to_owned())));
    house.assert_verifies().await;
    house.service.stop().await.unwrap();
}
