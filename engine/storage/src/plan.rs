//! How SQLite would carry out a statement, so that tests can hold a query to its index.

use sea_orm::{ConnectionTrait, DbBackend, Statement, StatementBuilder};

use crate::store::{Store, StoreSettings};

/// The plan of a statement on an empty database, one line a loop.
pub(crate) async fn plan(statement: &impl StatementBuilder) -> String {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("plan.db").display());
    let store = Store::open(&StoreSettings { url, create: true }).await.unwrap();
    let mut explained = DbBackend::Sqlite.build(statement);
    explained.sql = format!("EXPLAIN QUERY PLAN {}", explained.sql);
    let explained = Statement { db_backend: DbBackend::Sqlite, ..explained };
    let rows = store.writer.query_all_raw(explained).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
    lines.join("\n")
}
