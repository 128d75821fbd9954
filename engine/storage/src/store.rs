//! The store: opened once, shared by all.

use std::sync::Arc;

use migrations::Migrator;
use sea_orm::sea_query::{Func, Query};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, POSTGRES_GROUPS, connect};
use crate::error::{Result, StorageError};
use crate::keys::Keys;

/// The number of the PostgreSQL lock under which one node at a time migrates or publishes.
const ADMINISTRATION_LOCK: i64 = 0x0064_6f75_6469;

/// Where the store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreSettings {
    /// `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
    pub url: String,
    /// Whether an SQLite file is made if there is none.
    pub create: bool,
}

/// A database of cases. Cheap to clone; all clones are one store.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) writer: DatabaseConnection,
    pub(crate) groups: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    pub(crate) keys: Option<Arc<Keys>>,
}

impl Store {
    /// Opens a store and brings its tables up to date, all steps or none. Without keys: sealed values stay sealed, and no
    /// sensitive value can be written; see [`Store::with_keys`].
    pub async fn open(settings: &StoreSettings) -> Result<Self> {
        let Connections { writer, groups, reader } = connect(settings).await?;
        let store = Self { writer, groups, reader, keys: None };
        let transaction = store.administration().await?;
        Migrator::up(&transaction, None).await?;
        transaction.commit().await.map_err(StorageError::of_commit)?;
        Ok(store)
    }

    /// The keys, if it was given any.
    pub fn keys(&self) -> Option<&Keys> {
        self.keys.as_deref()
    }

    /// Closes all connections once what is under way has ended.
    pub async fn close(self) -> Result<()> {
        self.reader.close().await?;
        self.groups.close().await?;
        self.writer.close().await?;
        Ok(())
    }

    /// A transaction that writes.
    pub(crate) async fn transaction(&self) -> Result<DatabaseTransaction> {
        transaction(&self.writer).await
    }

    /// A transaction for a group. A connection that the server has closed meanwhile shows when it is used first, and another
    /// takes its place: nothing has happened yet.
    pub(crate) async fn group_transaction(&self) -> Result<DatabaseTransaction> {
        for _ in 0..POSTGRES_GROUPS {
            match transaction(&self.groups).await {
                Err(error) if error.is_broken_connection() => {}
                begun => return begun,
            }
        }
        transaction(&self.groups).await
    }

    /// A transaction that reads, all of it from one instant.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction> {
        let isolation = match self.reader.get_database_backend() {
            DbBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            _ => None,
        };
        Ok(self.reader.begin_with_config(isolation, None).await?)
    }

    /// A transaction that writes what only one node at a time may write.
    pub(crate) async fn administration(&self) -> Result<DatabaseTransaction> {
        let transaction = self.transaction().await?;
        if self.writer.get_database_backend() == DbBackend::Postgres {
            let lock = Func::cust("pg_advisory_xact_lock").arg(ADMINISTRATION_LOCK);
            transaction.query_one(&Query::select().expr(lock).take()).await?;
        }
        Ok(transaction)
    }
}

/// A transaction that writes: on SQLite the lock is taken at once.
pub(crate) async fn transaction(writer: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let immediate = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: immediate, ..TransactionOptions::default() };
    Ok(writer.begin_with_options(options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("readers.db").display());
        let store = Store::open(&StoreSettings { url, create: true }).await.unwrap();
        assert!(crate::settings::put_setting(&store.writer, "key", "value").await.is_ok());
        assert!(crate::settings::put_setting(&store.reader, "key", "value").await.is_err());
    }
}
