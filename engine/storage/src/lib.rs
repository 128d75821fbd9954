//! Loads, commits, answers. Decides nothing: which step follows is settled by `machine` before anything comes here.
//!
//! One implementation over SQLite and PostgreSQL. Every query takes a [`Scope`], except the few that say "system only".
//! What a writer does stands in [`Group`]: one transaction, one statement a table.

mod ahead;
mod audit;
mod bare_deadlines;
mod batch;
mod benefits;
mod bundles;
mod cases;
mod catalogue;
mod connect;
mod derived;
mod differences;
mod due;
mod durability;
mod entities;
mod error;
mod group;
mod history;
mod jobs;
mod keys;
mod numbers;
mod offices;
mod outbox;
mod outbox_sending;
mod outbox_waiting;
mod page;
#[cfg(test)]
mod plan;
mod requests;
mod row;
mod scope;
mod scratch;
mod seal;
mod search;
mod search_changes;
mod settings;
mod statement;
mod store;
mod subjects;
mod tasks;
mod tokens;
mod told;
mod writes;
mod yardstick;

pub use ahead::{AheadCase, ReadyCase};
pub use audit::CaseRecord;
pub use benefits::{Benefit, BenefitOperation};
pub use bundles::{Bundle, BundleHead, NewBundle};
pub use cases::{CaseCursor, CaseFilter, PERSON_CASES_MAX, StoredCase};
pub use catalogue::{CatalogueChange, CatalogueText};
pub use differences::Difference;
pub use due::DueDeadline;
pub use error::StorageError;
pub use group::Group;
pub use history::{FIRST_PREVIOUS_HASH, HistoryRow, hash};
pub use jobs::{Job, Waiting};
pub use keys::{Keys, SubjectKey};
pub use numbers::NumberSequence;
pub use offices::{ClosureRow, OfficeRow};
pub use outbox::{OutboxCursor, OutboxKey, OutboxRow, OutboxStatus};
pub use outbox_sending::Retry;
pub use outbox_waiting::{DIGEST_LANE, NewDigest, Track, TrackKind};
pub use page::{Listed, PAGE_ROWS_MAX, Page};
pub use requests::RequestRow;
pub use scope::{Scope, day_number};
pub use scratch::Scratch;
pub use seal::{SealingRules, seal_case, seal_step, unseal_case, unseal_step};
pub use store::{Store, StoreSettings};
pub use subjects::SubjectId;
pub use tasks::{Assignee, TaskCursor, TaskFilter, TaskRow};
pub use tokens::Token;
pub use told::{Correction, InboxMessage, PaperDelivered, PaperNotice, Preference};
pub use writes::{Committed, Writes};
pub use yardstick::{RawCommand, Yardstick};
