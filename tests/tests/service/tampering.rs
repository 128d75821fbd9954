//! Verification finds whatever was changed behind the service's back.

use serde_json::json;
use tests::harness::{House, each_store_left_damaged};

/// One way to damage a database, and the invariant that must be found broken.
struct Damage {
    sql: &'static str,
    finds: &'static str,
}

const DAMAGES: &[Damage] = &[
    Damage {
        sql: "UPDATE history SET body = replace(body, '超标', '超目') WHERE body LIKE '%超标%'", finds: "chain"
    },
    Damage { sql: "UPDATE history SET body = replace(body, '王强', '周平') WHERE seq = 3", finds: "chain" },
    Damage { sql: "UPDATE history SET hash = replace(hash, '1', '2') WHERE seq = 2", finds: "chain" },
    Damage { sql: "UPDATE history SET previous_hash = replace(previous_hash, '1', '2') WHERE seq = 2", finds: "chain" },
    Damage { sql: "UPDATE history SET at = at + 1 WHERE seq = 2", finds: "history" },
    Damage { sql: "UPDATE history SET event_type = 'claimed' WHERE seq = 2", finds: "chain" },
    Damage { sql: "DELETE FROM history WHERE seq = 2", finds: "sequence" },
    Damage { sql: "DELETE FROM history WHERE seq = 3", finds: "state" },
    Damage { sql: "DELETE FROM history WHERE seq = 1", finds: "sequence" },
    Damage { sql: "DELETE FROM history", finds: "history" },
    Damage { sql: "UPDATE cases SET body = replace(body, '户主', '户住')", finds: "state" },
    Damage { sql: "UPDATE cases SET status = 'open' WHERE status = 'ended'", finds: "state" },
    Damage { sql: "UPDATE cases SET office = '222403109201'", finds: "state" },
    Damage {
        sql: "UPDATE cases SET last_hash = previous FROM (SELECT previous_hash AS previous FROM history WHERE seq = 3) AS h WHERE status = 'ended'",
        finds: "state",
    },
    Damage { sql: "UPDATE cases SET states = ''", finds: "state" },
    Damage { sql: "DELETE FROM cases WHERE process = 'watch-entry'", finds: "started_case" },
    Damage {
        sql: "UPDATE task SET condition = 'open', closed_at = NULL, assignee = NULL WHERE number = 2",
        finds: "task",
    },
    Damage { sql: "UPDATE task SET role = 'village_head'", finds: "task" },
    Damage { sql: "DELETE FROM task WHERE number = 1", finds: "task" },
    Damage { sql: "UPDATE deadline SET next_at = next_at + 1", finds: "deadline" },
    Damage { sql: "DELETE FROM deadline", finds: "deadline" },
    Damage { sql: "DELETE FROM outbox", finds: "outbox" },
    Damage { sql: "UPDATE outbox SET recipient = 'person:王强'", finds: "outbox" },
    Damage { sql: "UPDATE outbox SET data = replace(data, 'KS-', 'KT-')", finds: "outbox" },
    Damage { sql: "DELETE FROM benefit", finds: "benefit" },
    Damage { sql: "UPDATE benefit SET amount_fen = amount_fen + 1", finds: "benefit" },
    Damage {
        sql: "UPDATE request SET answer = replace(answer, '\"seq\":3', '\"seq\":9') WHERE key = 'decide'",
        finds: "request",
    },
    Damage {
        sql: "INSERT INTO request (actor, key, body_hash, answer, case_id, at) SELECT actor, 'twin', body_hash, answer, case_id, at FROM request WHERE key = 'decide'",
        finds: "request",
    },
];

/// Three cases: refused with its watch entry, approved with its benefits, waiting.
async fn lived_in(house: &House) {
    let refused = house.at_township(1).await;
    let decide = tests::harness::act(refused.case, "reject", json!({"refusal_reason": "超标"}), None);
    house.ask_with_key("王强", "decide", decide).await.unwrap();
    let approved = house.at_township(2).await;
    house.act("王强", approved.case, "approve", json!({"grant_now": true, "grant_reason": "断粮"})).await.unwrap();
    house.at_township(3).await;
}

#[tokio::test]
async fn every_damage_is_found_and_named() {
    each_store_left_damaged(async |house| {
        lived_in(house).await;
        house.assert_verifies().await;
        let tables = Copied::of(house).await;
        for Damage { sql, finds } in DAMAGES {
            assert!(house.raw.tamper(sql).await > 0, "{sql} changes nothing");
            let verification = house.verify().await;
            let found: Vec<_> = verification.findings.iter().map(|finding| finding.invariant).collect();
            assert!(found.contains(finds), "{:?} {sql}: expected {finds}, found {found:?}", house.backend);
            tables.restore(house).await;
            house.assert_verifies().await;
        }
    })
    .await;
}

/// Copies of the tables that are damaged, beside them.
struct Copied;

const TABLES: [&str; 7] = ["cases", "history", "task", "deadline", "outbox", "benefit", "request"];

impl Copied {
    async fn of(house: &House) -> Self {
        for table in TABLES {
            house.raw.tamper(&format!("CREATE TABLE copy_{table} AS SELECT * FROM {table}")).await;
        }
        Self
    }

    async fn restore(&self, house: &House) {
        for table in TABLES {
            house.raw.tamper(&format!("DELETE FROM {table}")).await;
            house.raw.tamper(&format!("INSERT INTO {table} SELECT * FROM copy_{table}")).await;
        }
    }
}

#[tokio::test]
async fn one_changed_byte_anywhere_in_a_history_is_found() {
    each_store_left_damaged(async |house| {
        lived_in(house).await;
        let case = "KS-222403109200-2020-00001";
        let history = house.service.history(None, case, None, 10).await.unwrap();
        assert!(history.len() >= 3);
        let bodies = house.raw.texts("SELECT body FROM history WHERE seq = 2 ORDER BY case_id").await;
        let length = bodies[0].chars().count();
        for position in (1..=length).step_by(17) {
            let damage = format!(
                "UPDATE history SET body = substr(body, 1, {position} - 1) || '~' || substr(body, {position} + 1) \
                 WHERE seq = 2 AND body = '{}'",
                bodies[0].replace('\'', "''")
            );
            assert_eq!(house.raw.tamper(&damage).await, 1);
            assert!(!house.verify().await.is_clean(), "a changed character at {position} goes unnoticed");
            let mend = format!(
                "UPDATE history SET body = '{}' WHERE seq = 2 AND body LIKE '%~%'",
                bodies[0].replace('\'', "''")
            );
            assert_eq!(house.raw.tamper(&mend).await, 1);
        }
        house.assert_verifies().await;
    })
    .await;
}
