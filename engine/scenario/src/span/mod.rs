//! Scenarios over a span of time: duties fall due, people act on some days, and every occurrence and mail is held against what
//! must have come of it.

mod judge;
mod run;

use definition::moment::Date;
use definition::moment::Moment;
use definition::name::{ObligationName, OfficeName};
use machine::CaseId;

pub(crate) use run::{bare, spans};
pub use run::{run_spans, run_spans_in};

use crate::told::Told;
use crate::venue::Venue;

/// What came of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Its time is not up.
    Open,
    /// Done in time.
    Done,
    /// Done after its time was up.
    Late,
    /// Not done.
    Missed,
    /// Its case could not be started.
    Refused,
}

/// An occurrence as a place shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Of which duty.
    pub obligation: ObligationName,
    /// By which office.
    pub office: OfficeName,
    /// The key of its period.
    pub period: String,
    /// The legal day.
    pub due: Date,
    /// The target.
    pub target: Date,
    /// What came of it.
    pub turn: Turn,
    /// When it was done.
    pub done_at: Option<Moment>,
    /// Its case.
    pub case: Option<CaseId>,
    /// What was started because it was missed.
    pub missed_case: Option<CaseId>,
}

/// A place where duties fall due.
pub trait SpanVenue: Venue {
    /// Every occurrence so far.
    fn occurrences(&mut self) -> Vec<Seen>;

    /// Every notification queued so far, of whatever case.
    fn told(&mut self) -> Vec<Told>;
}

impl Turn {
    /// As a file writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Turn::Open => "open",
            Turn::Done => "done",
            Turn::Late => "late",
            Turn::Missed => "missed",
            Turn::Refused => "refused",
        }
    }
}
