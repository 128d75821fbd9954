//! What goes wrong at the door: a refusal told to a person, or an error told to the operator. Never mixed.

use machine::Rejection;
use storage::StorageError;

/// A refusal, as it reaches whoever asked.
pub type Refusal = Rejection;

/// An error for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The person acting is told; nothing was written.
    #[error("refused: {}", .0.message.en)]
    Refused(Box<Rejection>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The queue is full: try again soon.
    #[error("too much is waiting to be written; try again in a moment")]
    Busy,
    /// There is no room on the disk of the database: try again once somebody has made some.
    #[error("there is no room on the disk of the database; nothing was written")]
    NoRoom,
    /// The writer has stopped: the server is shutting down.
    #[error("the server is stopping")]
    Stopping,
    /// It is not known whether a commit held: asking again with the same key tells.
    #[error("the database went away while committing; ask again with the same key to learn the outcome")]
    OutcomeUnknown,
    /// A stored definition cannot be read.
    #[error("the stored version {version} of {process} cannot be read: {reason}")]
    Bundle {
        /// Of which process.
        process: String,
        /// Which version.
        version: u32,
        /// Why.
        reason: String,
    },
    /// The stored catalogue cannot be read.
    #[error("the stored {0} cannot be read")]
    Catalogue(String),
    /// The clock is not what was wanted.
    #[error("the clock of this database: {0}")]
    Clock(String),
    /// The host failed.
    #[error("the host: {0}")]
    Host(String),
}

impl From<Rejection> for ServiceError {
    fn from(rejection: Rejection) -> Self {
        ServiceError::Refused(Box::new(rejection))
    }
}

impl ServiceError {
    /// Whether it comes of one case, or one process, whose stored form is damaged, so that others can go on.
    pub(crate) fn is_confined(&self) -> bool {
        match self {
            ServiceError::Bundle { .. } => true,
            ServiceError::Storage(
                StorageError::Corrupt { .. } | StorageError::Key(_) | StorageError::Constraint(_),
            ) => true,
            ServiceError::Storage(_)
            | ServiceError::Refused(_)
            | ServiceError::Busy
            | ServiceError::NoRoom
            | ServiceError::Stopping
            | ServiceError::OutcomeUnknown
            | ServiceError::Catalogue(_)
            | ServiceError::Clock(_)
            | ServiceError::Host(_) => false,
        }
    }

    /// The same error for each of several callers.
    pub(crate) fn again(&self) -> Self {
        match self {
            ServiceError::Refused(rejection) => ServiceError::Refused(rejection.clone()),
            ServiceError::Busy => ServiceError::Busy,
            ServiceError::NoRoom => ServiceError::NoRoom,
            ServiceError::Storage(error) if error.is_full() => ServiceError::NoRoom,
            ServiceError::Stopping => ServiceError::Stopping,
            ServiceError::Storage(StorageError::Interrupted { .. }) | ServiceError::OutcomeUnknown => {
                ServiceError::OutcomeUnknown
            }
            ServiceError::Storage(error) if error.is_retryable() => ServiceError::Busy,
            ServiceError::Storage(error) => ServiceError::Host(error.to_string()),
            ServiceError::Bundle { process, version, reason } => {
                ServiceError::Bundle { process: process.clone(), version: *version, reason: reason.clone() }
            }
            ServiceError::Catalogue(what) => ServiceError::Catalogue(what.clone()),
            ServiceError::Clock(what) => ServiceError::Clock(what.clone()),
            ServiceError::Host(what) => ServiceError::Host(what.clone()),
        }
    }
}
