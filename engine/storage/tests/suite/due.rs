//! What comes due, in order.

use definition::name::{DeadlineName, StateName};
use machine::{Cause, Command, Event};

use crate::sample::{case_id, go_on, load_offices, minutes, start, started, step, submitted};
use crate::stores::each_store;

#[tokio::test]
async fn what_is_due_comes_in_order_of_time() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, [3, 1, 2].map(|n| started(n, "dongping", "王小明", minutes(600))).into()).await;
        assert_eq!(store.next_due().await.unwrap(), Some(minutes(1)));
        let mut group = store.begin().await.unwrap();
        assert_eq!(group.due_deadlines(minutes(0), 10).await.unwrap(), []);
        let due = group.due_deadlines(minutes(2), 10).await.unwrap();
        assert_eq!(
            due.iter().map(|due| (due.case, due.at)).collect::<Vec<_>>(),
            [(case_id(1), minutes(1)), (case_id(2), minutes(2))]
        );
        let reach = Command::ReachDeadline { deadline: DeadlineName::new("same_day"), generation: 1, rung: 0 };
        assert_eq!(due[0].command, reach);
        assert_eq!(group.due_deadlines(minutes(9), 1).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_rung_reached_gives_way_to_the_next() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        let reached = Event::RungReached {
            deadline: DeadlineName::new("same_day"),
            generation: 1,
            rung: 0,
            due_at: minutes(1),
            late: false,
        };
        go_on(&store, case_id(1), vec![step(minutes(1), Cause::DeadlineReached, vec![reached])]).await;
        assert_eq!(store.next_due().await.unwrap(), Some(minutes(600)));
        let mut group = store.begin().await.unwrap();
        let due = group.due_deadlines(minutes(600), 10).await.unwrap();
        assert!(matches!(due[0].command, Command::ReachDeadline { rung: 1, .. }), "{due:?}");
    })
    .await;
}

#[tokio::test]
async fn an_after_comes_due_with_its_state_and_goes_with_it() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(6000))]).await;
        go_on(&store, case_id(1), vec![submitted(minutes(5))]).await;
        let mut group = store.begin().await.unwrap();
        let due = group.due_deadlines(minutes(5 + 24 * 60), 10).await.unwrap();
        let after = Command::ReachAfter { state: StateName::new("township_approval"), generation: 1, position: 0 };
        assert_eq!(due.last().unwrap().command, after);
        drop(group);
        let left = Event::StateLeft { state: StateName::new("township_approval") };
        go_on(&store, case_id(1), vec![step(minutes(6), Cause::Acted, vec![left])]).await;
        assert_eq!(store.sql("SELECT name FROM deadline").trim(), "same_day");
    })
    .await;
}

#[tokio::test]
async fn a_stopped_deadline_waits_without_coming_due() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        let stopped = Event::DeadlineStopped { deadline: DeadlineName::new("same_day") };
        go_on(&store, case_id(1), vec![step(minutes(2), Cause::Acted, vec![stopped])]).await;
        assert_eq!(store.next_due().await.unwrap(), None);
        assert_eq!(store.sql("SELECT count(*) FROM deadline").trim(), "1");
    })
    .await;
}
