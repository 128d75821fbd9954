//! The inbox: the right tasks, the earliest due first, page by page.

use definition::name::{OfficeName, PersonName, RoleName};
use machine::{Cause, Clock, Event};
use storage::{Assignee, Page, Scope, Store, TaskCursor, TaskFilter, TaskRow};

use crate::sample::{at, case_id, deadline, go_on, load_offices, minutes, start, started, step, submitted};
use crate::stores::each_store;

fn held(posts: &[(&str, &str)]) -> TaskFilter {
    let post = |(role, office): &(&str, &str)| (RoleName::new(role), OfficeName::new(office));
    TaskFilter { held: Some(posts.iter().map(post).collect()), ..TaskFilter::default() }
}

async fn cases(store: &Store, scope: &Scope, filter: &TaskFilter) -> Vec<u32> {
    let rows = store.tasks(scope, filter, &Page::first(100)).await.unwrap().rows;
    rows.iter().map(number).collect()
}

fn number(row: &TaskRow) -> u32 {
    row.case_number.strip_prefix("KS-").unwrap().parse().unwrap()
}

/// Five cases at the village of Dongping, one at Luozigou; those with odd numbers are due later.
async fn six_cases(store: &Store) {
    load_offices(store).await;
    let due = |n: u32| minutes(if n.is_multiple_of(2) { 500 } else { 900 } + i64::from(n));
    let office = |n: u32| if n == 6 { "luozigou" } else { "dongping" };
    start(store, (1..=6).map(|n| started(n, office(n), "王小明", due(n))).collect()).await;
}

#[tokio::test]
async fn an_inbox_holds_the_tasks_of_its_posts_the_earliest_due_first() {
    each_store(async |store| {
        six_cases(&store).await;
        go_on(&store, case_id(4), vec![submitted(minutes(7))]).await;
        let village = held(&[("village_clerk", "dongping")]);
        assert_eq!(cases(&store, &at("dongping"), &village).await, [2, 1, 3, 5]);
        let both = held(&[("village_clerk", "dongping"), ("township_officer", "jiangyuan")]);
        assert_eq!(cases(&store, &at("jiangyuan"), &both).await, [2, 4, 1, 3, 5]);
        assert_eq!(cases(&store, &at("dongping"), &both).await, [2, 1, 3, 5], "a post does not reach beyond the scope");
        assert_eq!(
            cases(&store, &Scope::System, &held(&[("township_officer", "dongping")])).await,
            <[u32; 0]>::default()
        );
        assert_eq!(cases(&store, &Scope::System, &held(&[])).await, <[u32; 0]>::default());
        assert_eq!(cases(&store, &at("jilin"), &TaskFilter::default()).await, [2, 4, 6, 1, 3, 5]);
    })
    .await;
}

#[tokio::test]
async fn someone_with_very_many_posts_finds_the_same_tasks() {
    each_store(async |store| {
        six_cases(&store).await;
        let mut posts = vec![("village_clerk", "dongping"), ("village_clerk", "luozigou")];
        posts.resize(60, ("nobody", "nowhere"));
        assert_eq!(cases(&store, &at("jilin"), &held(&posts)).await, [2, 4, 6, 1, 3, 5]);
    })
    .await;
}

#[tokio::test]
async fn pages_follow_on_each_other_without_loss_or_repetition() {
    each_store(async |store| {
        six_cases(&store).await;
        let posts = held(&[("village_clerk", "dongping"), ("village_clerk", "luozigou")]);
        for filter in [posts, TaskFilter::default()] {
            let (mut seen, mut after) = (Vec::new(), None::<TaskCursor>);
            loop {
                let listed = store.tasks(&at("jilin"), &filter, &Page { after, limit: 2 }).await.unwrap();
                seen.extend(listed.rows.iter().map(number));
                after = listed.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, [2, 4, 6, 1, 3, 5]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_claimed_task_is_its_claimants() {
    each_store(async |store| {
        six_cases(&store).await;
        let claimed = Event::TaskClaimed { task: 1, by: PersonName::new("李梅") };
        go_on(&store, case_id(2), vec![step(minutes(7), Cause::Claimed, vec![claimed])]).await;
        let with = |assignee| TaskFilter { assignee, ..held(&[("village_clerk", "dongping")]) };
        let (li, wang) = (PersonName::new("李梅"), PersonName::new("王强"));
        assert_eq!(cases(&store, &at("dongping"), &with(Assignee::Person(li.clone()))).await, [2]);
        assert_eq!(cases(&store, &at("dongping"), &with(Assignee::Nobody)).await, [4, 1, 3, 5]);
        assert_eq!(cases(&store, &at("dongping"), &with(Assignee::PersonOrNobody(li))).await, [2, 4, 1, 3, 5]);
        assert_eq!(cases(&store, &at("dongping"), &with(Assignee::PersonOrNobody(wang))).await, [4, 1, 3, 5]);
        go_on(&store, case_id(2), vec![step(minutes(8), Cause::Released, vec![Event::TaskReleased { task: 1 }])]).await;
        assert_eq!(cases(&store, &at("dongping"), &with(Assignee::Nobody)).await, [2, 4, 1, 3, 5]);
    })
    .await;
}

#[tokio::test]
async fn a_supervisor_finds_what_is_late() {
    each_store(async |store| {
        six_cases(&store).await;
        let late = |at| TaskFilter { overdue_before: Some(at), ..TaskFilter::default() };
        assert_eq!(cases(&store, &at("jilin"), &late(minutes(501))).await, <[u32; 0]>::default());
        assert_eq!(
            cases(&store, &at("jilin"), &late(minutes(502))).await,
            [2],
            "at the first instant too late it is late"
        );
        assert_eq!(cases(&store, &at("wangqing"), &late(minutes(5000))).await, [6]);
    })
    .await;
}

#[tokio::test]
async fn a_task_is_due_with_its_own_states_deadline_before_any_other() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        let due =
            async || store.tasks(&at("dongping"), &TaskFilter::default(), &Page::first(9)).await.unwrap().rows[0].due;
        assert_eq!(due().await, Some(minutes(600)));
        let own = deadline("village_review", 1, minutes(800), &[]);
        go_on(&store, case_id(1), vec![step(minutes(3), Cause::Acted, vec![own])]).await;
        assert_eq!(due().await, Some(minutes(800)));
        let stop = |name: &str| Event::DeadlineStopped { deadline: name.into() };
        let stopped = step(minutes(4), Cause::Acted, vec![stop("village_review"), stop("same_day")]);
        let case = go_on(&store, case_id(1), vec![stopped]).await;
        assert!(case.deadlines.values().all(|armed| armed.clock == Clock::Stopped));
        assert_eq!(due().await, None);
    })
    .await;
}
