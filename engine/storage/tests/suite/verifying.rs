//! Verification notices every row that does not follow from the history.

use storage::{CaseRecord, Difference, Store};

use crate::sample::{case_id, minutes, start, started, whole_life};
use crate::stores::each_store;

async fn records(store: &Store, batch: u64) -> Vec<CaseRecord> {
    let mut records = Vec::new();
    store.for_each_case(batch, |record| records.push(record)).await.unwrap();
    records
}

async fn differences(store: &Store) -> Vec<Difference> {
    records(store, 10).await.iter().flat_map(CaseRecord::differences).collect()
}

#[tokio::test]
async fn what_was_committed_agrees_with_its_history() {
    each_store(async |store| {
        whole_life(&store).await;
        start(&store, (2..=6).map(|n| started(n, "dongping", "李四", minutes(600))).collect()).await;
        let records = records(&store, 2).await;
        assert_eq!(records.iter().map(|record| record.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6].map(case_id));
        assert_eq!(records[0].history.len(), 3);
        assert_eq!(records[1].open_tasks(), [1]);
        for record in records {
            assert_eq!(record.differences(), [], "{}", record.number);
        }
    })
    .await;
}

#[tokio::test]
async fn every_change_behind_its_back_is_noticed() {
    let first = "case_id = (SELECT id FROM cases)";
    let changes = [
        (
            "UPDATE history SET body = replace(body, '王小明', '王小朋') WHERE seq = 1",
            Difference::ChangedStep { seq: 1 },
        ),
        ("UPDATE history SET body = body || ' ' WHERE seq = 2", Difference::ChangedStep { seq: 2 }),
        ("UPDATE history SET hash = previous_hash WHERE seq = 3", Difference::ChangedStep { seq: 3 }),
        ("UPDATE history SET previous_hash = hash WHERE seq = 3", Difference::BrokenChain { seq: 3 }),
        ("UPDATE history SET event_type = 'claimed' WHERE seq = 3", Difference::ChangedStep { seq: 3 }),
        ("DELETE FROM history WHERE seq = 2", Difference::Gap { expected: 2, found: 3 }),
        ("DELETE FROM history", Difference::NoHistory),
        ("UPDATE cases SET body = replace(body, '王小明', '王小朋')", Difference::Case),
        ("UPDATE cases SET office = 'wangqing'", Difference::Case),
        ("UPDATE cases SET last_hash = 'x'", Difference::Case),
        ("UPDATE task SET assignee = '张三' WHERE number = 2", Difference::Task { number: 2 }),
        ("DELETE FROM task WHERE number = 1", Difference::Task { number: 1 }),
        ("DELETE FROM outbox WHERE seq = 2", Difference::Outbox { seq: 2, position: 6 }),
        ("UPDATE outbox SET recipient = 'person:李梅' WHERE seq = 3", Difference::Outbox { seq: 3, position: 4 }),
        ("UPDATE benefit SET amount_fen = 999900 WHERE position = 3", Difference::Benefit { seq: 3, position: 3 }),
        ("DELETE FROM benefit WHERE position = 5", Difference::Benefit { seq: 3, position: 5 }),
        (
            "INSERT INTO deadline (case_id, name, kind, generation, due_before) SELECT id, 'same_day', 'deadline', 1, 0 FROM cases",
            Difference::Deadline { name: "same_day".to_owned() },
        ),
    ];
    each_store(async |store| {
        whole_life(&store).await;
        let tables = ["cases", "history", "task", "deadline", "outbox", "benefit"];
        for table in tables {
            store.sql(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"));
        }
        for (change, expected) in &changes {
            store.sql(change);
            let found = differences(&store).await;
            assert!(found.contains(expected), "{change}: {found:?}");
            let restored =
                tables.map(|table| format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}; "));
            store.sql(&restored.concat());
            assert_eq!(differences(&store).await, [], "restored after: {change}");
        }
        // Not a difference: how far a notification has come changes without a step.
        store.sql(&format!("UPDATE outbox SET status = 'dead', attempts = 9 WHERE {first}"));
        assert_eq!(differences(&store).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_case_taken_away_leaves_rows_that_are_noticed() {
    each_store(async |store| {
        whole_life(&store).await;
        start(&store, vec![started(2, "dongping", "李四", minutes(600))]).await;
        assert_eq!(store.orphans().await.unwrap(), []);
        store.sql("DELETE FROM cases WHERE number = 'KS-00001'");
        assert_eq!(store.orphans().await.unwrap(), [case_id(1)]);
        for table in ["history", "task", "deadline", "outbox", "search_value", "search_gram"] {
            store.sql(&format!("DELETE FROM {table} WHERE case_id NOT IN (SELECT id FROM cases)"));
            assert_eq!(store.orphans().await.unwrap(), [case_id(1)], "the ledger is left");
        }
    })
    .await;
}
