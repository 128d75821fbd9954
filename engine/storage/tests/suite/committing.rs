//! What is committed is there, whole; what is not is nowhere.

use machine::{Command, Event};
use storage::{
    Benefit, BenefitOperation, FIRST_PREVIOUS_HASH, Group, NumberSequence, OutboxStatus, Page, RequestRow, Scope,
    StorageError, Store, TaskFilter, Writes,
};

use crate::sample::{
    IDENTITY, PROCESS, approved, at, case_id, entered, further, go_on, load_offices, minutes, new_case, start, started,
    step, submitted, whole_life,
};
use crate::stores::each_store;

async fn load(store: &Store, n: u32) -> storage::StoredCase {
    let mut group = store.begin().await.unwrap();
    let mut loaded = group.load(&[case_id(n), case_id(999)]).await.unwrap();
    group.rollback().await.unwrap();
    assert_eq!(loaded.len(), 1, "only what is there is loaded");
    loaded.remove(&case_id(n)).unwrap()
}

#[tokio::test]
async fn a_case_is_loaded_as_it_was_committed() {
    each_store(async |store| {
        let case = whole_life(&store).await;
        assert_eq!(load(&store, 1).await.case, case);
        assert_eq!(case.seq, 3);
    })
    .await;
}

#[tokio::test]
async fn a_group_rolled_back_or_dropped_leaves_nothing() {
    each_store(async |store| {
        for commit_instead_of_drop in [false, true] {
            let mut group = store.begin().await.unwrap();
            let subject = group.person(Some(IDENTITY), minutes(0)).await.unwrap();
            let committed =
                new_case(vec![started(1, "dongping", "王小明", minutes(600)), submitted(minutes(5))], Some(subject));
            group.write(Writes { committed: vec![committed], requests: vec![request("k", "one")] }).await.unwrap();
            if commit_instead_of_drop {
                group.rollback().await.unwrap();
            } else {
                drop(group);
            }
        }
        for table in
            ["cases", "history", "task", "deadline", "outbox", "request", "subject", "search_value", "search_gram"]
        {
            assert_eq!(store.sql(&format!("SELECT count(*) FROM {table}")).trim(), "0", "{table}");
        }
    })
    .await;
}

#[tokio::test]
async fn several_steps_in_one_group_are_several_rows_of_one_chain() {
    each_store(async |store| {
        load_offices(&store).await;
        let mut group = store.begin().await.unwrap();
        let subject = group.person(Some(IDENTITY), minutes(0)).await.unwrap();
        let steps = vec![started(1, "dongping", "王小明", minutes(600)), submitted(minutes(5)), approved(minutes(9))];
        let committed = new_case(steps, Some(subject));
        let heads = group.write(Writes { committed: vec![committed], requests: Vec::new() }).await.unwrap();
        group.commit().await.unwrap();
        let history = store.history(&Scope::System, case_id(1), &Page::first(2)).await.unwrap();
        assert_eq!(history.rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(history.rows[0].previous_hash, FIRST_PREVIOUS_HASH);
        assert_eq!(history.rows[1].previous_hash, history.rows[0].hash);
        let rest = store.history(&Scope::System, case_id(1), &Page::after(history.next.unwrap(), 2)).await.unwrap();
        assert_eq!((rest.rows.len(), rest.next), (1, None));
        assert_eq!(heads[&case_id(1)], rest.rows[0].hash);
        assert_eq!(load(&store, 1).await.last_hash, rest.rows[0].hash);
    })
    .await;
}

#[tokio::test]
async fn a_step_that_is_there_already_is_refused() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        let stale = load(&store, 1).await;
        go_on(&store, case_id(1), vec![submitted(minutes(5))]).await;
        let mut group = store.begin().await.unwrap();
        let twice = Writes { committed: vec![further(&stale, vec![submitted(minutes(6))])], requests: Vec::new() };
        let refused = group.write(twice).await.unwrap_err();
        assert!(matches!(refused, StorageError::Constraint(_)), "{refused}");
        assert!(!refused.is_retryable());
    })
    .await;
}

#[tokio::test]
async fn the_effects_of_a_step_are_rows_with_a_cause() {
    each_store(async |store| {
        whole_life(&store).await;
        let benefits = store.benefits(&Scope::System, case_id(1)).await.unwrap();
        let grant = BenefitOperation::Grant { kind: "temporary".to_owned(), amount_fen: 168_000, months: Some(1) };
        let row = |position, operation, from: &str| Benefit {
            seq: 3,
            position,
            grant: "first".into(),
            operation,
            from: from.parse().unwrap(),
        };
        assert_eq!(benefits, [row(3, grant, "2020-04"), row(5, BenefitOperation::Stop, "2020-06")]);
        let outbox = store.outbox_of(&Scope::System, case_id(1)).await.unwrap();
        let causes: Vec<_> = outbox.iter().map(|row| (row.key.seq, row.key.position, row.status)).collect();
        assert_eq!(causes, [(2, 6, OutboxStatus::Queued(minutes(60))), (3, 4, OutboxStatus::Queued(minutes(120)))]);
        assert_eq!(outbox[0].data, r#"{"number":"KS-00001"}"#);
    })
    .await;
}

#[tokio::test]
async fn a_closed_case_waits_for_nothing() {
    each_store(async |store| {
        whole_life(&store).await;
        assert_eq!(store.next_due().await.unwrap(), None);
        let tasks = store.tasks(&Scope::System, &TaskFilter::default(), &Page::first(10)).await.unwrap();
        assert_eq!(tasks.rows, []);
    })
    .await;
}

#[tokio::test]
async fn a_case_with_an_incident_is_listed_its_deadlines_run_on_and_no_after_moves_it() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        let timer = entered("waiting", 1, &[(0, minutes(0))]);
        go_on(&store, case_id(1), vec![step(minutes(2), machine::Cause::Acted, vec![timer])]).await;
        assert_eq!(store.next_due().await.unwrap(), Some(minutes(0)));
        let incident = Event::IncidentRaised {
            state: None,
            expression: "1 / members".to_owned(),
            reason: definition::bilingual::Bilingual::new("除数为零", "division by zero"),
            command: Box::new(Command::Retry),
            actor: machine::Actor::Time,
        };
        go_on(&store, case_id(1), vec![step(minutes(3), machine::Cause::Acted, vec![incident])]).await;
        let listed = store.incidents(&Scope::System, &Page::first(10)).await.unwrap();
        assert_eq!(listed.rows.iter().map(|row| row.case.id).collect::<Vec<_>>(), [case_id(1)]);
        assert_eq!(store.incidents(&at("wangqing"), &Page::first(10)).await.unwrap().rows, []);
        assert_eq!(store.next_due().await.unwrap(), Some(minutes(1)), "the deadline");
        go_on(&store, case_id(1), vec![step(minutes(4), machine::Cause::Retried, vec![Event::IncidentResolved])]).await;
        assert_eq!(store.incidents(&Scope::System, &Page::first(10)).await.unwrap().rows, []);
        assert_eq!(store.next_due().await.unwrap(), Some(minutes(0)));
    })
    .await;
}

fn request(key: &str, answer: &str) -> RequestRow {
    RequestRow {
        actor: "person:李梅".to_owned(),
        key: key.to_owned(),
        body_hash: "h".to_owned(),
        answer: answer.to_owned(),
        case: Some(case_id(1)),
        at: minutes(0),
    }
}

#[tokio::test]
async fn a_request_keeps_its_first_answer() {
    each_store(async |store| {
        let mut group = store.begin().await.unwrap();
        group
            .write(Writes { committed: Vec::new(), requests: vec![request("a", "one"), request("b", "two")] })
            .await
            .unwrap();
        group.commit().await.unwrap();
        let asked = ["a", "b", "c"].map(|key| ("person:李梅".to_owned(), key.to_owned()));
        let mut group = store.begin().await.unwrap();
        let known = group.requests(&asked).await.unwrap();
        assert_eq!(known.values().map(|row| row.answer.as_str()).collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(known[&asked[0]], request("a", "one"));
        assert!(group.requests(&[("person:王强".to_owned(), "a".to_owned())]).await.unwrap().is_empty());
        let again = group.write(Writes { committed: Vec::new(), requests: vec![request("a", "another")] }).await;
        assert!(matches!(again, Err(StorageError::Constraint(_))));
    })
    .await;
}

async fn taken(group: &mut Group, sequence: &NumberSequence) -> u64 {
    let number = group.next_number(sequence).await.unwrap();
    group.take_number(sequence);
    number
}

#[tokio::test]
async fn running_numbers_have_no_gaps() {
    each_store(async |store| {
        let [a, b] =
            ["a", "b"].map(|office| NumberSequence { process: PROCESS.into(), office: office.into(), year: 2020 });
        let mut group = store.begin().await.unwrap();
        group.expect_numbers([a.clone(), b.clone(), a.clone()]).await.unwrap();
        let first = [taken(&mut group, &b).await, taken(&mut group, &a).await, taken(&mut group, &b).await];
        assert_eq!(first, [1, 1, 2]);
        assert_eq!(group.next_number(&a).await.unwrap(), 2, "a number that is only looked at is not used up");
        group.commit().await.unwrap();
        let mut group = store.begin().await.unwrap();
        assert_eq!(taken(&mut group, &b).await, 3);
        group.rollback().await.unwrap();
        let mut group = store.begin().await.unwrap();
        assert_eq!([taken(&mut group, &b).await, taken(&mut group, &a).await], [3, 2]);
        group.commit().await.unwrap();
        let mut group = store.begin().await.unwrap();
        assert_eq!([taken(&mut group, &b).await, taken(&mut group, &a).await], [4, 3]);
        group.commit().await.unwrap();
    })
    .await;
}
