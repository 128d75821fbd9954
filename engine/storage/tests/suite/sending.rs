//! The outbox: at least once, never by two at a time, and a late mark undoes nothing.

use storage::{OutboxStatus, Page, Retry, Scope, Store};

use crate::sample::{at, case_id, go_on, load_offices, minutes, start, started, submitted, whole_life};
use crate::stores::each_store;

/// How long the leases of these tests last.
const LEASE_MS: i64 = 60_000;

/// Three cases with a message each.
async fn three_messages(store: &Store) {
    load_offices(store).await;
    start(store, (1..=3).map(|n| started(n, "dongping", "王小明", minutes(600))).collect()).await;
    for n in 1..=3 {
        go_on(store, case_id(n), vec![submitted(minutes(i64::from(n)))]).await;
    }
}

#[tokio::test]
async fn what_is_leased_is_nobody_elses_until_the_lease_runs_out() {
    each_store(async |store| {
        three_messages(&store).await;
        assert_eq!(store.next_outbox_at().await.unwrap(), Some(minutes(1)));
        let first = store.lease(minutes(10), 2, LEASE_MS).await.unwrap();
        assert_eq!(first.iter().map(|row| row.key.case).collect::<Vec<_>>(), [case_id(1), case_id(2)]);
        let second = store.lease(minutes(10), 10, LEASE_MS).await.unwrap();
        assert_eq!(second.iter().map(|row| row.key.case).collect::<Vec<_>>(), [case_id(3)]);
        assert_eq!(store.lease(minutes(10), 10, LEASE_MS).await.unwrap(), []);
        assert_eq!(store.next_outbox_at().await.unwrap(), Some(minutes(11)));
        assert_eq!(store.lease(minutes(11), 10, LEASE_MS).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_mark_under_an_old_lease_is_refused() {
    each_store(async |store| {
        three_messages(&store).await;
        let slow = store.lease(minutes(10), 1, LEASE_MS).await.unwrap().remove(0);
        let again = store.lease(minutes(12), 10, LEASE_MS).await.unwrap();
        let next = again.into_iter().find(|row| row.key == slow.key).unwrap();
        assert_eq!((next.attempts, next.fence), (2, slow.fence + 1));
        assert!(!store.mark_sent(slow.key, slow.fence, minutes(12)).await.unwrap());
        assert!(!store.mark_failed(slow.key, slow.fence, Retry::Never, "late").await.unwrap());
        assert!(store.mark_sent(next.key, next.fence, minutes(12)).await.unwrap());
        assert!(!store.mark_sent(next.key, next.fence, minutes(13)).await.unwrap(), "it was marked already");
        let outbox = store.outbox_of(&Scope::System, next.key.case).await.unwrap();
        assert_eq!(outbox[0].status, OutboxStatus::Sent(minutes(12)));
        assert!(!store.requeue(next.key, minutes(14)).await.unwrap(), "what was sent is not sent again");
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_tried_again_then_given_up_then_queued_by_an_operator() {
    each_store(async |store| {
        three_messages(&store).await;
        let all = Page::first(10);
        let row = store.lease(minutes(2), 1, LEASE_MS).await.unwrap().remove(0);
        assert!(store.mark_failed(row.key, row.fence, Retry::At(minutes(30)), "没有连接").await.unwrap());
        assert_eq!(store.next_outbox_at().await.unwrap(), Some(minutes(2)), "the others wait");
        let queued = store.queued(&Scope::System, &all).await.unwrap().rows;
        assert_eq!(queued.iter().map(|row| row.key.case).collect::<Vec<_>>(), [case_id(2), case_id(3), case_id(1)]);
        assert_eq!(queued[2].last_error.as_deref(), Some("没有连接"));
        let row = store
            .lease(minutes(30), 10, LEASE_MS)
            .await
            .unwrap()
            .into_iter()
            .find(|again| again.key == row.key)
            .unwrap();
        assert!(store.mark_failed(row.key, row.fence, Retry::Never, "no such mailbox").await.unwrap());
        let dead = store.dead(&Scope::System, &all).await.unwrap().rows;
        assert_eq!(dead.iter().map(|row| (row.key, row.status)).collect::<Vec<_>>(), [(row.key, OutboxStatus::Dead)]);
        assert!(store.lease(minutes(9_999_999), 10, LEASE_MS).await.unwrap().iter().all(|other| other.key != row.key));
        assert!(store.requeue(row.key, minutes(40)).await.unwrap());
        assert_eq!(store.dead(&Scope::System, &all).await.unwrap().rows, []);
        assert_eq!(store.next_outbox_at().await.unwrap(), Some(minutes(40)));
    })
    .await;
}

#[tokio::test]
async fn the_lists_of_the_outbox_keep_to_the_scope_and_page() {
    each_store(async |store| {
        whole_life(&store).await;
        let first = store.queued(&at("dunhua"), &Page::first(1)).await.unwrap();
        let rest = store.queued(&at("dunhua"), &Page::after(first.next.unwrap(), 1)).await.unwrap();
        assert_eq!((first.rows[0].key.seq, rest.rows[0].key.seq, rest.next), (2, 3, None));
        assert_eq!(store.queued(&at("wangqing"), &Page::first(5)).await.unwrap().rows, []);
    })
    .await;
}
