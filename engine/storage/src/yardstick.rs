//! The yardstick: the rows a step of the reference workload must write, written in groups by the same database through the same
//! connection, and nothing decided, sealed or chained. What a measurement of Doudi is divided by. In a database of its own.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, Value};

use crate::connect::connect;
use crate::error::{Result, StorageError};
use crate::statement::shaped;
use crate::store::{StoreSettings, transaction};

/// The most columns of a table.
const COLUMNS_MAX: usize = 7;
/// The states a case passes through.
const STATES: [&str; 3] = ["village_review", "township_approval", "county_filing"];
/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

const TABLES: [&str; 8] = [
    "CREATE TABLE raw_case(id bigint PRIMARY KEY, def text NOT NULL, status text NOT NULL, state text NOT NULL, rev bigint NOT NULL, updated bigint NOT NULL, data text NOT NULL)",
    "CREATE INDEX raw_case_inbox ON raw_case(state, updated) WHERE status = 'open'",
    "CREATE TABLE raw_history(case_id bigint NOT NULL, seq bigint NOT NULL, kind text NOT NULL, state text NOT NULL, actor text NOT NULL, comment text NOT NULL, at bigint NOT NULL)",
    "CREATE INDEX raw_history_case ON raw_history(case_id, seq)",
    "CREATE TABLE raw_timer(case_id bigint NOT NULL, due bigint NOT NULL, state text NOT NULL)",
    "CREATE INDEX raw_timer_due ON raw_timer(due)",
    "CREATE INDEX raw_timer_case ON raw_timer(case_id)",
    "CREATE TABLE raw_outbox(case_id bigint NOT NULL, topic text NOT NULL, payload text NOT NULL)",
];

/// A database with bare tables and one connection that writes.
#[derive(Debug)]
pub struct Yardstick {
    writer: DatabaseConnection,
}

/// What is written of one command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawCommand {
    /// A case comes to be.
    Start {
        /// Its number.
        case: i64,
    },
    /// It goes on to its next state, or ends after the last.
    Step {
        /// Its number.
        case: i64,
        /// Whether it begins again after the last state, so that as many cases stay open.
        again: bool,
    },
}

#[derive(Default)]
struct RawRows {
    cases: Vec<Vec<Value>>,
    history: Vec<Vec<Value>>,
    timers_gone: Vec<Vec<Value>>,
    timers: Vec<Vec<Value>>,
    outbox: Vec<Vec<Value>>,
}

impl Yardstick {
    /// Opens a database that is empty, and makes the bare tables.
    pub async fn open(settings: &StoreSettings) -> Result<Self> {
        let writer = connect(settings).await?.groups;
        for table in TABLES {
            writer.execute_raw(Statement::from_string(writer.get_database_backend(), table)).await?;
        }
        Ok(Self { writer })
    }

    /// Writes a group in one transaction. A case may be in it once.
    pub async fn write(&self, group: &[RawCommand], data: &str, now: i64) -> Result<()> {
        let transaction = transaction(&self.writer).await?;
        let rows = RawRows::of(group, &read(&transaction, group).await?, data, now);
        rows.write(&transaction).await?;
        transaction.commit().await.map_err(StorageError::of_commit)
    }

    /// Closes it.
    pub async fn close(self) -> Result<()> {
        Ok(self.writer.close().await?)
    }
}

/// Reads the revisions and states of the cases that go on.
async fn read(db: &DatabaseTransaction, group: &[RawCommand]) -> Result<BTreeMap<i64, (i64, String)>> {
    let ids = group.iter().filter_map(|command| match command {
        RawCommand::Start { .. } => None,
        RawCommand::Step { case, .. } => Some(vec![Value::from(*case)]),
    });
    let ids: Vec<Vec<Value>> = ids.collect();
    let mut read = BTreeMap::new();
    for chunk in shaped(&ids, 1) {
        let found = statement(db, "SELECT id, rev, state FROM raw_case WHERE id IN (VALUES ", chunk, ")");
        for row in db.query_all_raw(found).await? {
            read.insert(row.try_get_by_index(0)?, (row.try_get_by_index(1)?, row.try_get_by_index(2)?));
        }
    }
    Ok(read)
}

impl RawRows {
    fn of(group: &[RawCommand], read: &BTreeMap<i64, (i64, String)>, data: &str, now: i64) -> Self {
        let mut rows = Self::default();
        for command in group {
            match command {
                RawCommand::Start { case } => rows.add(*case, 0, Some(STATES[0]), ("start", "system", ""), data, now),
                RawCommand::Step { case, again } => {
                    let Some((rev, state)) = read.get(case) else { continue };
                    let at = STATES.iter().position(|known| known == state).unwrap_or_default() + 1;
                    let next = STATES.get(if *again { at % STATES.len() } else { at }).copied();
                    let told = ("complete", "officer-17", "looks complete, forwarded to the next level");
                    rows.timers_gone.push(vec![Value::from(*case)]);
                    rows.add(*case, rev + 1, next, told, data, now);
                }
            }
        }
        rows
    }

    fn add(&mut self, case: i64, rev: i64, state: Option<&str>, told: (&str, &str, &str), data: &str, now: i64) {
        let (kind, actor, comment) = told;
        let (status, shown) = (if state.is_some() { "open" } else { "done" }, state.unwrap_or("end"));
        self.cases.push(vec![
            case.into(),
            "approval@1".into(),
            status.into(),
            shown.into(),
            rev.into(),
            now.into(),
            data.into(),
        ]);
        self.history.push(vec![
            case.into(),
            rev.into(),
            kind.into(),
            shown.into(),
            actor.into(),
            comment.into(),
            now.into(),
        ]);
        if let Some(state) = state {
            self.timers.push(vec![case.into(), (now + DAY).into(), state.into()]);
        }
        let payload = r#"{"step":"township_approval","role":"township-officer"}"#;
        self.outbox.push(vec![case.into(), "task.completed".into(), payload.into()]);
    }

    async fn write(self, db: &DatabaseTransaction) -> Result<()> {
        const CHANGED: &str = " ON CONFLICT (id) DO UPDATE SET status = excluded.status, state = excluded.state, rev = excluded.rev, updated = excluded.updated, data = excluded.data";
        const CASES: &str = "INSERT INTO raw_case(id, def, status, state, rev, updated, data) VALUES ";
        const HISTORY: &str = "INSERT INTO raw_history(case_id, seq, kind, state, actor, comment, at) VALUES ";
        each(db, CASES, &self.cases, CHANGED).await?;
        each(db, HISTORY, &self.history, "").await?;
        each(db, "DELETE FROM raw_timer WHERE case_id IN (VALUES ", &self.timers_gone, ")").await?;
        each(db, "INSERT INTO raw_timer(case_id, due, state) VALUES ", &self.timers, "").await?;
        each(db, "INSERT INTO raw_outbox(case_id, topic, payload) VALUES ", &self.outbox, "").await
    }
}

async fn each(db: &DatabaseTransaction, head: &str, rows: &[Vec<Value>], tail: &str) -> Result<()> {
    for chunk in shaped(rows, COLUMNS_MAX) {
        db.execute_raw(statement(db, head, chunk, tail)).await?;
    }
    Ok(())
}

/// A statement over some rows; every value is bound.
fn statement(db: &DatabaseTransaction, head: &str, rows: &[Vec<Value>], tail: &str) -> Statement {
    let backend = db.get_database_backend();
    let mut sql = head.to_owned();
    let mut bound = 0;
    for (position, row) in rows.iter().enumerate() {
        sql.push_str(if position == 0 { "(" } else { ", (" });
        for column in 0..row.len() {
            bound += 1;
            let comma = if column == 0 { "" } else { ", " };
            match backend {
                DbBackend::Postgres => sql.push_str(&format!("{comma}${bound}")),
                _ => sql.push_str(&format!("{comma}?")),
            }
        }
        sql.push(')');
    }
    sql.push_str(tail);
    Statement::from_sql_and_values(backend, sql, rows.iter().flatten().cloned())
}
