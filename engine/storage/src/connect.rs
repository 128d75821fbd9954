//! Connections: one writer apart from the readers, so that neither waits for the other.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::Connection;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use crate::error::{Result, StorageError};
use crate::store::StoreSettings;

/// How long SQLite waits for a lock that another process holds.
const SQLITE_BUSY: Duration = Duration::from_secs(5);
/// How long a caller waits for a free connection.
const ACQUIRE: Duration = Duration::from_secs(30);
/// Readers of an SQLite file.
const SQLITE_READERS: u32 = 4;
/// Connections of one node that write to PostgreSQL besides the group: marks of the outbox, administration.
const POSTGRES_WRITERS: u32 = 4;
/// Connections of one node for groups: one is tried after its use while the other is in use.
pub(crate) const POSTGRES_GROUPS: u32 = 2;
/// Connections of one node that read from PostgreSQL.
const POSTGRES_READERS: u32 = 8;
/// Prepared statements a writer keeps: those over many rows have one for each of the few numbers of rows.
const WRITER_STATEMENTS_MAX: usize = 256;
/// Pages the writer keeps in memory; negative, so in KiB.
const SQLITE_WRITER_CACHE_KIB: &str = "-32768";
/// So many pages in the log, 16 MiB, are copied into the file by the commit that fills them up: a page that is written often is
/// copied once for many times, and few commits wait for it.
const SQLITE_CHECKPOINT_PAGES: &str = "4000";
/// Pages each reader keeps in memory; negative, so in KiB.
const SQLITE_READER_CACHE_KIB: &str = "-8192";
/// A node that hangs inside a transaction gives its rows back after this long.
const POSTGRES_IDLE_IN_TRANSACTION_MS: &str = "60000";

/// The connections of a store.
pub(crate) struct Connections {
    /// Writes. One connection on SQLite.
    pub writer: DatabaseConnection,
    /// Writes groups; on SQLite the writer itself. Its connections are not tried before they are used.
    pub groups: DatabaseConnection,
    /// Reads, and cannot write.
    pub reader: DatabaseConnection,
}

/// Where a store is.
enum Address {
    Sqlite(PathBuf),
    Postgres,
}

/// Opens the connections. The file of an SQLite store is made only if the settings say so.
pub(crate) async fn connect(settings: &StoreSettings) -> Result<Connections> {
    match address(&settings.url)? {
        Address::Sqlite(path) => sqlite(&path, settings.create).await,
        Address::Postgres => postgres(&settings.url).await,
    }
}

fn address(url: &str) -> Result<Address> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Address::Postgres);
    }
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
    match path.filter(|path| !path.is_empty() && !path.starts_with(':')) {
        Some(path) => Ok(Address::Sqlite(PathBuf::from(path))),
        None => Err(StorageError::Address(url.to_owned())),
    }
}

async fn sqlite(path: &Path, create: bool) -> Result<Connections> {
    if !create && !path.exists() {
        return Err(StorageError::Missing { path: path.display().to_string() });
    }
    let file = path.to_owned();
    let mut options = options("sqlite://doudi.db", 1);
    options.min_connections(1).map_sqlx_sqlite_opts(move |options| writing(options, &file, create));
    options.map_sqlx_sqlite_pool_opts(|pool| pool.before_acquire(|connection, _| Box::pin(is_settled(connection))));
    let writer = Database::connect(options).await?;
    let file = path.to_owned();
    let mut options = self::options("sqlite://doudi.db", SQLITE_READERS);
    options.map_sqlx_sqlite_opts(move |options| reading(options, &file));
    options.map_sqlx_sqlite_pool_opts(|pool| pool.before_acquire(|connection, _| Box::pin(is_settled(connection))));
    Ok(Connections { groups: writer.clone(), writer, reader: Database::connect(options).await? })
}

/// Whether a connection has left its last transaction; if not it is closed and another one takes its place.
///
/// SQLite itself ends a transaction that meets a full disk or an unreadable file. The ROLLBACK that follows then fails, and sqlx
/// goes on counting the transaction: the next one would be a savepoint, a rollback of it would leave a transaction open for ever,
/// and every later commit would be answered without being one.
async fn is_settled(connection: &mut SqliteConnection) -> sea_orm::sqlx::Result<bool> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // A transaction that was merely dropped is rolled back by then.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Pragmas stand in the options, never in `after_connect`, which runs once a pool and not once a connection.
fn writing(options: SqliteConnectOptions, file: &Path, create: bool) -> SqliteConnectOptions {
    options
        .filename(file)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(SQLITE_BUSY)
        .statement_cache_capacity(WRITER_STATEMENTS_MAX)
        .pragma("cache_size", SQLITE_WRITER_CACHE_KIB)
        // What is deleted is overwritten, so that a destroyed key leaves no copy in a free page.
        .pragma("secure_delete", "ON")
        .pragma("wal_autocheckpoint", SQLITE_CHECKPOINT_PAGES)
        .pragma("temp_store", "MEMORY")
}

fn reading(options: SqliteConnectOptions, file: &Path) -> SqliteConnectOptions {
    options
        .filename(file)
        .create_if_missing(false)
        .busy_timeout(SQLITE_BUSY)
        .pragma("cache_size", SQLITE_READER_CACHE_KIB)
        .pragma("query_only", "ON")
        .pragma("temp_store", "MEMORY")
}

async fn postgres(url: &str) -> Result<Connections> {
    let url = url.replacen("postgresql://", "postgres://", 1);
    let writing = |connections| {
        let mut writing = options(&url, connections);
        writing.map_sqlx_postgres_opts(|options: PgConnectOptions| {
            let options = options.statement_cache_capacity(WRITER_STATEMENTS_MAX);
            options.options([("idle_in_transaction_session_timeout", POSTGRES_IDLE_IN_TRANSACTION_MS)])
        });
        writing
    };
    // A server that was restarted has closed its connections: they are tried before they are used, at one round trip each.
    let mut tested = writing(POSTGRES_WRITERS);
    tested.test_before_acquire(true);
    let mut reading = options(&url, POSTGRES_READERS);
    reading
        .test_before_acquire(true)
        .map_sqlx_postgres_opts(|options: PgConnectOptions| options.options([("default_transaction_read_only", "on")]));
    Ok(Connections {
        writer: Database::connect(tested).await?,
        groups: Database::connect(writing(POSTGRES_GROUPS)).await?,
        reader: Database::connect(reading).await?,
    })
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_file_or_a_server() {
        assert!(
            matches!(address("sqlite:数据/doudi.db"), Ok(Address::Sqlite(path)) if path == Path::new("数据/doudi.db"))
        );
        assert!(
            matches!(address("sqlite:///var/doudi.db"), Ok(Address::Sqlite(path)) if path == Path::new("/var/doudi.db"))
        );
        assert!(matches!(address("postgresql://host/doudi"), Ok(Address::Postgres)));
        for wrong in ["mysql://host/doudi", "sqlite::memory:", "doudi.db", "sqlite:"] {
            assert!(matches!(address(wrong), Err(StorageError::Address(_))), "{wrong}");
        }
    }
}
