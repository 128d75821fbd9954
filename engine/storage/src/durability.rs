//! Whether what was acknowledged survives a loss of power: read back from the database, never taken on trust.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::error::{Result, StorageError};
use crate::store::Store;

/// SQLite's number for `synchronous = FULL`.
const SQLITE_SYNCHRONOUS_FULL: i64 = 2;
/// What PostgreSQL's `synchronous_commit` may be: with each of these a commit is on disk before it is answered.
const POSTGRES_COMMITS: &[&str] = &["on", "remote_write", "remote_apply", "local"];

impl Store {
    /// Fails with [`StorageError::Weak`] if an acknowledged step could be lost with the power.
    pub async fn durability(&self) -> Result<()> {
        match self.writer.get_database_backend() {
            DbBackend::Sqlite => self.sqlite_durability().await,
            DbBackend::Postgres | DbBackend::MySql => self.postgres_durability().await,
            _ => Ok(()),
        }
    }

    async fn sqlite_durability(&self) -> Result<()> {
        let journal: String = self.read_back("PRAGMA journal_mode").await?;
        let synchronous: i64 = self.read_back("PRAGMA synchronous").await?;
        must("journal_mode", "wal", &journal, journal == "wal")?;
        must("synchronous", "FULL (2)", &synchronous.to_string(), synchronous >= SQLITE_SYNCHRONOUS_FULL)
    }

    async fn postgres_durability(&self) -> Result<()> {
        let fsync: String = self.read_back("SHOW fsync").await?;
        let pages: String = self.read_back("SHOW full_page_writes").await?;
        let commit: String = self.read_back("SHOW synchronous_commit").await?;
        must("fsync", "on", &fsync, fsync == "on")?;
        must("full_page_writes", "on", &pages, pages == "on")?;
        must("synchronous_commit", "on", &commit, POSTGRES_COMMITS.contains(&commit.as_str()))
    }

    async fn read_back<T: sea_orm::TryGetable>(&self, question: &str) -> Result<T> {
        let statement = Statement::from_string(self.writer.get_database_backend(), question);
        let row = self.writer.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| StorageError::corrupt(question, "the database gave no answer"))?;
        Ok(row.try_get_by_index(0)?)
    }
}

fn must(setting: &'static str, expected: &'static str, found: &str, holds: bool) -> Result<()> {
    if holds {
        return Ok(());
    }
    Err(StorageError::Weak { setting, expected, found: found.to_owned() })
}
