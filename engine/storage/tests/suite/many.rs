//! Groups larger than any statement.

use storage::{Page, Scope, TaskFilter, Writes};

use crate::sample::{IDENTITY, case_id, further, load_offices, minutes, new_case, started, submitted};
use crate::stores::each_store;

/// More cases than one statement could bind the values of.
const MANY: u32 = 5_200;
/// Still more than one statement could.
const GO_ON: u32 = 2_100;

#[tokio::test]
async fn a_group_of_thousands_of_cases_is_committed_whole() {
    each_store(async |store| {
        load_offices(&store).await;
        let mut group = store.begin().await.unwrap();
        let subject = group.person(Some(IDENTITY), minutes(0)).await.unwrap();
        let start = |n| new_case(vec![started(n, "dongping", "王小明", minutes(600))], Some(subject));
        group.write(Writes { committed: (1..=MANY).map(start).collect(), requests: Vec::new() }).await.unwrap();
        group.commit().await.unwrap();
        let mut group = store.begin().await.unwrap();
        let some: Vec<_> = (1..=GO_ON).map(case_id).collect();
        let loaded = group.load(&some).await.unwrap();
        assert_eq!(loaded.len(), some.len());
        let committed = loaded.values().map(|stored| further(stored, vec![submitted(minutes(5))])).collect();
        group.write(Writes { committed, requests: Vec::new() }).await.unwrap();
        group.commit().await.unwrap();
        let mut sound = 0;
        store.for_each_case(500, |record| sound += u32::from(record.differences().is_empty())).await.unwrap();
        assert_eq!(sound, MANY);
        let tasks = store.tasks(&Scope::System, &TaskFilter::default(), &Page::first(u64::MAX)).await.unwrap();
        assert!(tasks.rows.len() == 500 && tasks.next.is_some(), "no page is larger than allowed");
    })
    .await;
}
