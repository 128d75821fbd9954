//! What comes due, in order.

use definition::name::{DeadlineName, StateName};
use machine::{Cause, Command, Event};
use storage::{AheadCase, Page, Scope};

use crate::sample::{case_id, further, go_on, load_offices, minutes, start, started, step, submitted};
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
        go_on(&store, case_id(1), vec![step(minutes(1), Cause::DeadlineReached, vec![reached()])]).await;
        assert_eq!(store.next_due().await.unwrap(), Some(minutes(600)));
        let mut group = store.begin().await.unwrap();
        let due = group.due_deadlines(minutes(600), 10).await.unwrap();
        assert!(matches!(due[0].command, Command::ReachDeadline { rung: 1, .. }), "{due:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_made_ready_is_left_out_if_its_case_has_moved_since() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, [1, 2].map(|n| started(n, "dongping", "王小明", minutes(600))).into()).await;
        let due = store.due_ahead(minutes(2), None, 10).await.unwrap();
        assert_eq!(due, [(minutes(1), case_id(1)), (minutes(2), case_id(2))]);
        assert_eq!(store.due_ahead(minutes(2), Some(due[0]), 10).await.unwrap(), due[1..]);
        let ids: Vec<_> = due.iter().map(|(_, case)| *case).collect();
        let mut ready = Vec::new();
        for AheadCase { stored, key } in store.load_ahead(&ids).await.unwrap() {
            let committed = further(&stored, vec![step(minutes(2), Cause::DeadlineReached, vec![reached()])]);
            ready.push(store.ready(committed, key.as_ref()).unwrap());
        }
        go_on(&store, case_id(1), vec![submitted(minutes(2))]).await;
        let mut group = store.begin().await.unwrap();
        assert_eq!(group.write_ready(ready).await.unwrap(), 1);
        group.commit().await.unwrap();
        let rungs = async |case| {
            let rows = store.history(&Scope::System, case, &Page::first(10)).await.unwrap().rows;
            rows.iter().filter(|row| row.event_type == "deadline_reached").count()
        };
        assert_eq!((rungs(case_id(1)).await, rungs(case_id(2)).await), (0, 1));
        store.for_each_case(10, |record| assert_eq!(record.differences(), [])).await.unwrap();
    })
    .await;
}

fn reached() -> Event {
    Event::RungReached {
        deadline: DeadlineName::new("same_day"),
        generation: 1,
        rung: 0,
        due_at: minutes(1),
        late: false,
    }
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
