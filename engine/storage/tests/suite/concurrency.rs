//! Several nodes on one PostgreSQL database, and readers beside the writer.

use std::collections::BTreeSet;

use storage::{NumberSequence, Scope, StorageError, Writes};

use crate::sample::{
    IDENTITY, PROCESS, approved, case_id, further, go_on, load_offices, minutes, new_case, start, started, submitted,
};
use crate::stores::{each_store, on_postgres, open};

#[tokio::test]
async fn two_groups_claim_different_due_deadlines() {
    let store = on_postgres().await;
    let other = open(&store.url).await;
    load_offices(&store).await;
    start(&store, (1..=10).map(|n| started(n, "dongping", "王小明", minutes(600))).collect()).await;
    let (mut one, mut two) = (store.begin().await.unwrap(), other.begin().await.unwrap());
    let first = one.due_deadlines(minutes(20), 6).await.unwrap();
    let second = two.due_deadlines(minutes(20), 6).await.unwrap();
    let cases = |due: &[storage::DueDeadline]| due.iter().map(|due| due.case).collect::<Vec<_>>();
    assert_eq!(cases(&first), (1..=6).map(case_id).collect::<Vec<_>>());
    assert_eq!(cases(&second), (7..=10).map(case_id).collect::<Vec<_>>());
    one.rollback().await.unwrap();
    assert_eq!(two.due_deadlines(minutes(20), 20).await.unwrap().len(), 10, "what was given back can be claimed");
}

#[tokio::test]
async fn two_groups_at_one_case_go_one_after_the_other() {
    let store = on_postgres().await;
    let other = open(&store.url).await;
    load_offices(&store).await;
    start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
    let mut one = store.begin().await.unwrap();
    let loaded = one.load(&[case_id(1)]).await.unwrap();
    let waiting = tokio::spawn(async move {
        let mut two = other.begin().await.unwrap();
        two.load(&[case_id(1)]).await.unwrap()[&case_id(1)].case.seq
    });
    let committed = vec![further(&loaded[&case_id(1)], vec![submitted(minutes(5))])];
    one.write(Writes { committed, requests: Vec::new() }).await.unwrap();
    one.commit().await.unwrap();
    assert_eq!(waiting.await.unwrap(), 2, "the second group sees what the first one did");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_groups_at_once_lose_and_double_nothing() {
    each_store(async |store| {
        load_offices(&store).await;
        let tasks: Vec<_> = (0..4_u32)
            .map(|node| {
                let url = store.url.clone();
                tokio::spawn(async move {
                    let store = open(&url).await;
                    for n in 1..=10 {
                        one_start(&store, node * 100 + n).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let subjects = store.sql("SELECT count(*) FROM subject");
        assert_eq!(subjects.trim(), "1", "one person, whoever was first");
        let mut numbers = BTreeSet::new();
        store
            .for_each_case(7, |record| {
                assert_eq!(record.differences(), []);
                numbers.insert(record.number);
            })
            .await
            .unwrap();
        assert_eq!(numbers, (1..=40).map(|n| format!("KS-{n:05}")).collect());
    })
    .await;
}

/// Starts a case with the next number, in a group of its own.
async fn one_start(store: &storage::Store, n: u32) {
    let mut group = store.begin().await.unwrap();
    let subject = group.person(Some(IDENTITY), minutes(0)).await.unwrap();
    let sequence = NumberSequence { process: PROCESS.into(), office: "dongping".into(), year: 2020 };
    let number = group.next_number(&sequence).await.unwrap();
    group.take_number(&sequence);
    let mut start = started(n, "dongping", "王小明", minutes(600));
    for event in &mut start.events {
        if let machine::Event::CaseStarted { number: given, .. } = event {
            *given = format!("KS-{number:05}");
        }
    }
    let committed = vec![new_case(vec![start], Some(subject))];
    group.write(Writes { committed, requests: Vec::new() }).await.unwrap();
    group.commit().await.unwrap();
}

#[tokio::test]
async fn a_reader_is_not_held_up_by_an_open_group() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        let mut group = store.begin().await.unwrap();
        let loaded = group.load(&[case_id(1)]).await.unwrap();
        let committed = vec![further(&loaded[&case_id(1)], vec![submitted(minutes(5))])];
        group.write(Writes { committed, requests: Vec::new() }).await.unwrap();
        let seen = async || store.case_by_id(&Scope::System, case_id(1)).await.unwrap().unwrap().case.seq;
        assert_eq!(seen().await, 1, "nobody sees what is not committed");
        group.commit().await.unwrap();
        assert_eq!(seen().await, 2);
        go_on(&store, case_id(1), vec![approved(minutes(6))]).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_cut_its_connections_is_reached_again_and_a_cut_commit_may_be_sent_again() {
    let store = on_postgres().await;
    load_offices(&store).await;
    start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
    let mut group = store.begin().await.unwrap();
    let loaded = group.load(&[case_id(1)]).await.unwrap();
    let committed = vec![further(&loaded[&case_id(1)], vec![submitted(minutes(5))])];
    group.write(Writes { committed, requests: Vec::new() }).await.unwrap();
    store.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    let cut = group.commit().await.unwrap_err();
    assert!(matches!(cut, StorageError::Interrupted(_)) && cut.is_retryable(), "{cut}");
    assert_eq!(store.case_by_id(&Scope::System, case_id(1)).await.unwrap().unwrap().case.seq, 1);
    go_on(&store, case_id(1), vec![submitted(minutes(5))]).await;
    assert_eq!(store.case_by_id(&Scope::System, case_id(1)).await.unwrap().unwrap().case.seq, 2);
}

#[tokio::test]
async fn two_senders_lease_different_messages() {
    let store = on_postgres().await;
    let other = open(&store.url).await;
    load_offices(&store).await;
    start(&store, (1..=20).map(|n| started(n, "dongping", "王小明", minutes(600))).collect()).await;
    for n in 1..=20 {
        go_on(&store, case_id(n), vec![submitted(minutes(30))]).await;
    }
    let (one, two) =
        futures::future::join(store.lease(minutes(40), 12, 60_000), other.lease(minutes(40), 12, 60_000)).await;
    let keys: Vec<_> = [one.unwrap(), two.unwrap()].concat().into_iter().map(|row| row.key).collect();
    let distinct: BTreeSet<_> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len(), "none twice");
    let rest = store.lease(minutes(40), 100, 60_000).await.unwrap();
    assert_eq!(keys.len() + rest.len(), 20, "none forgotten");
}
