//! What can go wrong with a store. Told to the operator, never to the person acting.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use thiserror::Error;

/// PostgreSQL: could not serialise, deadlock, lock not available, shut down, crashed, starting.
const POSTGRES_RETRYABLE: &[&str] = &["40001", "40P01", "55P03", "57P01", "57P02", "57P03"];
/// PostgreSQL: shut down by an administrator, crashed, or starting again. While committing, this leaves the outcome open.
const POSTGRES_INTERRUPTED: &[&str] = &["57P01", "57P02", "57P03"];
/// SQLite's primary result codes for a file somebody else holds: busy, locked.
const SQLITE_RETRYABLE: &[i64] = &[5, 6];
/// PostgreSQL: disk full.
const POSTGRES_FULL: &str = "53100";
/// SQLite's primary result code for a disk without room.
const SQLITE_FULL: i64 = 13;
/// SQLite's extended result codes keep the primary one in the lowest byte.
const SQLITE_PRIMARY_MASK: i64 = 0xff;

/// A failure of the store.
#[derive(Debug, Error)]
pub enum StorageError {
    /// Somebody else holds what is wanted. Nothing was written; the same may be tried again.
    #[error("the database is busy; nothing was written, try again: {0}")]
    Busy(#[source] DbErr),
    /// There is no room on the disk. Nothing was written; the same may be tried again once there is.
    #[error("there is no room on the disk of the database; nothing was written, make room and try again: {0}")]
    Full(#[source] DbErr),
    /// A row that must be unique is there already, or one that must be there is not. Nothing was written.
    #[error("the database refused a row that contradicts another; nothing was written: {0}")]
    Constraint(#[source] DbErr),
    /// The connection broke while a commit was under way: whether it holds is not known. Sending the same requests again is safe.
    #[error(
        "the connection broke during a commit, so it is not known whether it holds; send the same requests again: {0}"
    )]
    Interrupted(#[source] DbErr),
    /// There is no database there, and none was to be made.
    #[error("expected a database at {path}, found none; run `doudi init`, or check the address")]
    Missing {
        /// Where it was looked for.
        path: String,
    },
    /// The address says neither SQLite nor PostgreSQL.
    #[error("expected an address such as sqlite:doudi.db or postgres://host/name, found {0}")]
    Address(String),
    /// The database would not survive a loss of power.
    #[error("{setting} must be {expected}, found {found}; with that a loss of power could lose acknowledged steps")]
    Weak {
        /// The setting of the database.
        setting: &'static str,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// What is stored does not read back.
    #[error("{what} does not read back: {reason}; run `doudi verify`")]
    Corrupt {
        /// What, with its key.
        what: String,
        /// Why.
        reason: String,
    },
    /// Sensitive values cannot be sealed or unsealed.
    #[error("{0}")]
    Key(String),
    /// The query asks for more than may be asked.
    #[error("{0}")]
    Refused(&'static str),
    /// Anything else the database says.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
}

/// What this crate answers with.
pub(crate) type Result<T, E = StorageError> = std::result::Result<T, E>;

impl StorageError {
    /// Whether the same may be tried again as it is.
    pub fn is_retryable(&self) -> bool {
        matches!(self, StorageError::Busy(_) | StorageError::Interrupted(_))
    }

    /// Something stored that does not read back.
    pub(crate) fn corrupt(what: impl Into<String>, reason: impl ToString) -> Self {
        StorageError::Corrupt { what: what.into(), reason: reason.to_string() }
    }

    /// Whether there is no room on the disk.
    pub fn is_full(&self) -> bool {
        matches!(self, StorageError::Full(_))
    }

    /// Whether the connection was found broken.
    pub(crate) fn is_broken_connection(&self) -> bool {
        match self {
            StorageError::Busy(error) | StorageError::Interrupted(error) | StorageError::Database(error) => {
                connection_broke(error)
            }
            StorageError::Full(_)
            | StorageError::Constraint(_)
            | StorageError::Missing { .. }
            | StorageError::Address(_)
            | StorageError::Weak { .. }
            | StorageError::Corrupt { .. }
            | StorageError::Key(_)
            | StorageError::Refused(_) => false,
        }
    }

    /// A failure while committing: a broken connection leaves the outcome open.
    pub(crate) fn of_commit(error: DbErr) -> Self {
        if connection_broke(&error) { StorageError::Interrupted(error) } else { StorageError::from(error) }
    }
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        if is_contended(&error) {
            return StorageError::Busy(error);
        }
        if is_full(&error) {
            return StorageError::Full(error);
        }
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_) | SqlErr::ForeignKeyConstraintViolation(_)) => {
                StorageError::Constraint(error)
            }
            Some(_) | None => StorageError::Database(error),
        }
    }
}

fn is_contended(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    let Some(sqlx::Error::Database(database)) = driver_error(error) else { return false };
    let code = database.code().unwrap_or_default();
    match code.parse::<i64>() {
        // Five digits are a PostgreSQL class, one to four an SQLite result code.
        Ok(number) if code.len() < 5 => SQLITE_RETRYABLE.contains(&(number & SQLITE_PRIMARY_MASK)),
        Ok(_) | Err(_) => POSTGRES_RETRYABLE.contains(&code.as_ref()),
    }
}

fn is_full(error: &DbErr) -> bool {
    let Some(sqlx::Error::Database(database)) = driver_error(error) else { return false };
    let code = database.code().unwrap_or_default();
    let sqlite = code.parse::<i64>().ok().filter(|_| code.len() < POSTGRES_FULL.len());
    code == POSTGRES_FULL || sqlite.is_some_and(|code| code & SQLITE_PRIMARY_MASK == SQLITE_FULL)
}

fn connection_broke(error: &DbErr) -> bool {
    match driver_error(error) {
        Some(sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed) => true,
        Some(sqlx::Error::Database(database)) => {
            POSTGRES_INTERRUPTED.contains(&database.code().unwrap_or_default().as_ref())
        }
        _ => false,
    }
}

fn driver_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
