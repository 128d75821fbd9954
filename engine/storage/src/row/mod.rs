//! What the rows of a case are, derived from the case alone: the writer stores them, verification compares them.

mod case;
mod deadline;
mod effect;
mod task;

pub(crate) use case::{LastStep, case_row, states_pattern};
pub(crate) use deadline::{AFTER, KEPT, SEND, after_of, deadline_rows};
pub(crate) use effect::{
    DEAD, DROPPED, FAILED, LEASED, MERGED, NEVER, NEW, QUEUED, SENT, STOP, benefit_rows, outbox_rows, recipient,
    recipient_of,
};
pub(crate) use task::{NO_DUE, OWN, condition_is_open, task_rows};

/// A count or position as stored. Beyond the largest number nothing can be stored, or has ever happened.
pub(crate) fn whole(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
