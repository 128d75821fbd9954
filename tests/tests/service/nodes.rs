//! Several equal nodes on one PostgreSQL database: they neither lose, nor double, nor stand in each other's way.

use std::collections::BTreeSet;

use serde_json::json;
use service::{Actor, Answer, Ask, CaseId, RejectionKind, RequestKey, Service, ServiceError};
use tests::harness::{
    Backend, House, act, all_texts, edited, fast_track_version, kind, renumbered, shipped_processes, start,
};
use tokio::task::JoinSet;

/// The villages of 江源镇 with a clerk of their own.
const VILLAGES: [(&str, &str); 3] = [("李梅", "马号东村"), ("孙丽", "马号西村"), ("韩雪", "帽山村")];

/// A house and a second node beside it.
async fn two_nodes() -> (House, Service) {
    let house = House::open(Backend::Postgres).await;
    let node = house.another().await.unwrap();
    (house, node)
}

async fn closed(house: House, node: Service) {
    house.assert_verifies().await;
    node.stop().await.unwrap();
    house.service.stop().await.unwrap();
}

/// Asks both nodes by turns, all at the same moment; the answers in the order asked.
async fn asked(
    house: &House,
    node: &Service,
    asks: Vec<(&'static str, Option<String>, Ask)>,
) -> Vec<Result<Answer, ServiceError>> {
    let mut asking = JoinSet::new();
    for (position, (person, key, ask)) in asks.into_iter().enumerate() {
        let service = if position % 2 == 0 { house.service.clone() } else { node.clone() };
        asking.spawn(async move { (position, service.submit(Actor::person(person), key.map(RequestKey), ask).await) });
    }
    let mut answers = asking.join_all().await;
    answers.sort_by_key(|(position, _)| *position);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_to_both_nodes_at_once_has_one_effect_and_equal_answers() {
    let (house, node) = two_nodes().await;
    let asks = (0..30).flat_map(|household| {
        let ask = || ("李梅", Some(format!("key-{household}")), start("马号东村", household));
        [ask(), ask(), ask(), ask()]
    });
    let answers: Vec<Answer> = asked(&house, &node, asks.collect()).await.into_iter().map(Result::unwrap).collect();
    for same in answers.chunks(4) {
        assert!(same.iter().all(|answer| *answer == same[0]), "{same:#?}");
    }
    assert_eq!(house.raw.count("SELECT count(*) FROM cases").await, 30);
    assert_eq!(house.raw.count("SELECT count(*) FROM request").await, 30);
    closed(house, node).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn starts_of_many_offices_on_both_nodes_are_numbered_without_gaps_or_doubles() {
    let (house, node) = two_nodes().await;
    let asks = (0..240).map(|household: u32| {
        let (person, village) = VILLAGES[household as usize / 2 % VILLAGES.len()];
        // Every person applies twice, at two offices, so that both nodes want the same keys too.
        (person, None, start(village, household % 80))
    });
    let answers = asked(&house, &node, asks.collect()).await;
    let numbers: BTreeSet<String> = answers.into_iter().map(|answer| answer.unwrap().number).collect();
    assert_eq!(numbers.len(), 240);
    for office in ["222403109200", "222403109201", "222403109202"] {
        let of_office = numbers.iter().filter(|number| number.contains(office)).collect::<Vec<_>>();
        assert_eq!(of_office.last().unwrap().rsplit_once('-').unwrap().1, format!("{:05}", of_office.len()));
    }
    assert_eq!(house.raw.count("SELECT count(*) FROM subject").await, 80, "one key a person");
    closed(house, node).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_officers_on_two_nodes_one_succeeds() {
    let (house, node) = two_nodes().await;
    let mut cases: Vec<CaseId> = Vec::new();
    for household in 0..30 {
        cases.push(house.at_township(household).await.case);
    }
    let refuse = |case| act(case, "reject", json!({"refusal_reason": "超标"}), None);
    let asks = cases.iter().flat_map(|case| [("王强", None, refuse(*case)), ("周平", None, refuse(*case))]);
    let answers = asked(&house, &node, asks.collect()).await;
    for pair in answers.chunks(2) {
        let refused: Vec<_> = pair.iter().filter_map(|answer| answer.as_ref().err()).collect();
        let [ServiceError::Refused(told)] = &refused[..] else { panic!("{pair:?}") };
        assert!([RejectionKind::Ended, RejectionKind::TaskClosed].contains(&told.kind), "{told:?}");
    }
    assert_eq!(house.raw.count("SELECT count(*) FROM cases WHERE process = 'watch-entry'").await, 30);
    closed(house, node).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_due_takes_effect_once_whoever_gets_to_it_first() {
    let (house, node) = two_nodes().await;
    for household in 0..60 {
        house.start("李梅", "马号东村", household).await;
    }
    house.outage_until("2020-04-21T09:00+08:00").await;
    node.set_clock(house.service.now()).await.unwrap();
    let here = async {
        let mut fired = 0;
        while house.raw.count("SELECT count(*) FROM deadline WHERE next_at IS NOT NULL").await > 0 {
            fired += house.service.fire_due(10).await.unwrap().fired;
        }
        fired
    };
    let there = async {
        let mut fired = 0;
        for _ in 0..10 {
            fired += node.fire_due(10).await.unwrap().fired;
        }
        fired
    };
    let (here, there) = tokio::join!(here, there);
    assert_eq!(here + there, 60 * 6);
    assert!(here > 0 && there > 0, "both took part: {here} and {there}");
    assert_eq!(house.raw.count("SELECT count(*) FROM history WHERE event_type = 'deadline_reached'").await, 360);
    closed(house, node).await;
}

#[tokio::test]
async fn a_node_whose_clock_is_behind_dates_no_step_before_the_one_it_follows() {
    let (house, node) = two_nodes().await;
    house.outage_until("2020-04-20T09:30+08:00").await;
    assert!(node.now() < house.service.now());
    let case = house.at_township(1).await.case;
    let refuse = act(case, "reject", json!({"refusal_reason": "超标"}), None);
    let ended = node.submit(Actor::person("王强"), None, refuse).await.unwrap();
    let at = house.raw.texts("SELECT CAST(at AS text) FROM history ORDER BY case_id, seq").await;
    let instant = house.service.now().milliseconds().to_string();
    // Also the case that the last step started: nothing of it was before its cause.
    assert_eq!(ended.started.len(), 1);
    assert!(at.iter().all(|at| *at == instant), "{at:?}, now {instant}");
    closed(house, node).await;
}

#[tokio::test]
async fn a_new_version_alone_reaches_the_other_node_too() {
    let (house, node) = two_nodes().await;
    house.publish(&renumbered(&all_texts(&[]), 1)).await.unwrap();
    let started = node.submit(Actor::person("李梅"), None, start("马号东村", 1)).await.unwrap();
    assert_eq!(started.version, fast_track_version() + 1);
    closed(house, node).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_at_once_publish_the_same_once() {
    let house = House::open_empty(Backend::Postgres, tests::harness::BEGIN).await;
    let node = house.another().await.unwrap();
    let texts = all_texts(&[]);
    let (here, there) = tokio::join!(house.service.publish(&texts, "here"), node.publish(&texts, "there"));
    assert!(here.is_ok() && there.is_ok(), "{here:?} {there:?}");
    assert_eq!(house.raw.count("SELECT count(*) FROM bundle").await, i64::try_from(shipped_processes()).unwrap());
    let started = node.submit(Actor::person("李梅"), None, start("马号东村", 1)).await.unwrap();
    assert_eq!(started.version, fast_track_version());
    closed(house, node).await;
}

#[tokio::test]
async fn what_one_node_publishes_the_other_goes_by() {
    let (house, node) = two_nodes().await;
    let next = renumbered(&all_texts(&[]), 1);
    let next = edited(&next, "people.yaml", "office: 江源镇/马号西村", "office: 江源镇/马号东村");
    house.publish(&next).await.unwrap();
    let started = node.submit(Actor::person("孙丽"), None, start("马号东村", 1)).await.unwrap();
    assert_eq!(started.version, fast_track_version() + 1);
    let told = node.submit(Actor::person("孙丽"), None, start("马号西村", 1)).await;
    assert_eq!(kind(told), RejectionKind::NotFound);
    closed(house, node).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_cases_at_the_same_offices_never_wait_for_each_other_in_a_ring() {
    let (house, node) = two_nodes().await;
    tokio::join!(waves(&house.service, 0), waves(&node, 1));
    assert_eq!(house.raw.count("SELECT count(*) FROM cases").await, 720);
    house.assert_verifies().await;
    node.stop().await.unwrap();
    house.service.stop().await.unwrap();
    // What a session has met is counted at the latest when it has ended.
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    while house.raw.count(others).await > 0 {
        tokio::task::yield_now().await;
    }
    let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    assert_eq!(house.raw.count(deadlocks).await, 0);
}

/// Sixty small groups on a node, the offices in each in an order of the node's own.
async fn waves(service: &Service, node: usize) {
    for wave in 0..60_usize {
        let starts = (0..6_usize).map(|one| {
            let at = if node == 0 { one } else { 5 - one };
            let (person, village) = VILLAGES[(wave + at) % VILLAGES.len()];
            let household = u32::try_from(node * 1_000 + wave * 6 + one).unwrap();
            let service = service.clone();
            async move { service.submit(Actor::person(person), None, start(village, household)).await.unwrap() }
        });
        JoinSet::from_iter(starts).join_all().await;
    }
}
