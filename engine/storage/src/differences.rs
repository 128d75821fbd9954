//! What storage itself can say is wrong with a case: every row against what applying the history again gives.

use std::collections::BTreeSet;

use machine::Case;

use crate::audit::CaseRecord;
use crate::entities::{benefit, outbox};
use crate::error::Result;
use crate::history::{FIRST_PREVIOUS_HASH, HistoryRow};
use crate::row::{benefit_rows, case_row, deadline_rows, outbox_rows, task_rows};

/// Something that does not agree with the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// There is no history.
    NoHistory,
    /// A step is missing: this number was expected.
    Gap {
        /// The number expected.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// A step does not follow on the one before.
    BrokenChain {
        /// The step.
        seq: u64,
    },
    /// A step's bytes are not those that were hashed.
    ChangedStep {
        /// The step.
        seq: u64,
    },
    /// A step does not read back, or the history does not begin with a start.
    UnreadableStep {
        /// The step.
        seq: u64,
        /// Why.
        reason: String,
    },
    /// The case stored is not the one its history gives.
    Case,
    /// A task's row is not as the case says, or missing, or too many.
    Task {
        /// Its number.
        number: i64,
    },
    /// A deadline's row is not as the case says, or missing, or too many.
    Deadline {
        /// Its name.
        name: String,
    },
    /// A notification without its cause, or a cause without its notification.
    Outbox {
        /// The step.
        seq: i64,
        /// The position in the step.
        position: i64,
    },
    /// A row of the ledger without its cause, or a cause without its row.
    Benefit {
        /// The step.
        seq: i64,
        /// The position in the step.
        position: i64,
    },
}

impl CaseRecord {
    /// Everything that does not agree with the history: the chain, and every row against what applying the history again
    /// gives. Needs no key. Empty if all is well.
    pub fn differences(&self) -> Vec<Difference> {
        let mut found = self.broken_chain();
        match self.replayed() {
            Ok((case, outbox, benefits)) => self.compare(&case, &outbox, &benefits, &mut found),
            Err(unreadable) => found.push(unreadable),
        }
        found
    }

    fn broken_chain(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut previous = FIRST_PREVIOUS_HASH;
        for (expected, step) in (1..).zip(&self.history) {
            if step.seq != expected {
                found.push(Difference::Gap { expected, found: step.seq });
                return found;
            }
            if step.previous_hash != previous {
                found.push(Difference::BrokenChain { seq: step.seq });
            }
            if step.expected_hash(self.id) != step.hash {
                found.push(Difference::ChangedStep { seq: step.seq });
            }
            previous = &step.hash;
        }
        found
    }

    fn replayed(&self) -> Result<(Case, Vec<outbox::Model>, Vec<benefit::Model>), Difference> {
        let (mut case, mut outbox, mut benefits) = (None, Vec::new(), Vec::new());
        for row in &self.history {
            let unreadable = |reason: String| Difference::UnreadableStep { seq: row.seq, reason };
            let step = row.step().map_err(|error| unreadable(error.to_string()))?;
            if (step.cause.as_str(), step.at) != (row.event_type.as_str(), row.at) {
                return Err(unreadable("its row says another kind or another time than its bytes".to_owned()));
            }
            outbox.extend(outbox_rows(self.id, row.seq, &step).map_err(|error| unreadable(error.to_string()))?);
            benefits.extend(benefit_rows(self.id, row.seq, &step));
            case = machine::apply(case, &step);
            if case.is_none() {
                return Err(unreadable("the history does not begin with the start of a case".to_owned()));
            }
        }
        case.map(|case| (case, outbox, benefits)).ok_or(Difference::NoHistory)
    }

    fn compare(&self, case: &Case, outbox: &[outbox::Model], benefits: &[benefit::Model], found: &mut Vec<Difference>) {
        let last = self.history.last().map(HistoryRow::last_step);
        let expected = last.and_then(|last| case_row(case, self.subject(), last).ok());
        if expected.as_ref() != Some(&self.row) {
            found.push(Difference::Case);
        }
        let tasks = unequal(&task_rows(case), &self.tasks, |task| task.number);
        found.extend(tasks.into_iter().map(|number| Difference::Task { number }));
        let deadlines = unequal(&deadline_rows(case), &self.deadlines, |deadline| deadline.name.clone());
        found.extend(deadlines.into_iter().map(|name| Difference::Deadline { name }));
        let caused: Vec<_> = outbox.iter().map(said).collect();
        let stored: Vec<_> = self.outbox.iter().map(said).collect();
        let outbox = unequal(&caused, &stored, |message| (message.0, message.1));
        found.extend(outbox.into_iter().map(|(seq, position)| Difference::Outbox { seq, position }));
        let benefits = unequal(benefits, &self.benefits, |benefit| (benefit.seq, benefit.position));
        found.extend(benefits.into_iter().map(|(seq, position)| Difference::Benefit { seq, position }));
    }
}

/// What of a notification never changes.
fn said(row: &outbox::Model) -> (i64, i64, &str, &str, &str, i64) {
    (row.seq, row.position, &row.recipient, &row.template, &row.data, row.created_at)
}

/// The keys of rows that are on one side only, or different on both.
fn unequal<T: PartialEq, K: Ord>(expected: &[T], stored: &[T], key: impl Fn(&T) -> K) -> BTreeSet<K> {
    let missing = expected.iter().filter(|row| !stored.contains(row));
    let extra = stored.iter().filter(|row| !expected.contains(row));
    missing.chain(extra).map(key).collect()
}
