//! What a ledger says: the instant counted from, by which limit, with which stops. Every date of a deadline follows from this
//! and a calendar, for whoever decides, shows or explains it.

use definition::calendar::{Calendar, Due, Explanation, Limit, Remaining, Stop, Term};
use definition::moment::Moment;

use crate::case::LedgerEntry;

/// How a deadline is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counting {
    /// The instant that started the clock.
    pub start: Moment,
    /// By when, with the extensions given.
    pub limit: Limit,
    /// When the clock stood.
    pub stops: Vec<Stop>,
}

impl Counting {
    /// Reads a ledger; an open stop ends at `until`, if given. None if the ledger does not begin with a beginning.
    pub fn of(ledger: &[LedgerEntry], limit: Limit, until: Option<Moment>) -> Option<Self> {
        let mut counting: Option<Self> = None;
        for entry in ledger {
            match (entry, counting.as_mut()) {
                (LedgerEntry::Armed { from }, _) => {
                    counting = Some(Self { start: *from, limit, stops: Vec::new() });
                }
                (_, None) => {}
                (entry, Some(counting)) => counting.take(entry),
            }
        }
        let mut counting = counting?;
        if let Some(until) = until {
            counting.close(until);
        }
        Some(counting)
    }

    fn take(&mut self, entry: &LedgerEntry) {
        match entry {
            LedgerEntry::Armed { .. } | LedgerEntry::Reprojected { .. } => {}
            LedgerEntry::Stopped { at } => self.stops.push(Stop { from: *at, until: None }),
            LedgerEntry::Resumed { at } => self.close(*at),
            LedgerEntry::Kept { .. } => self.stops.retain(|stop| stop.until.is_some()),
            LedgerEntry::Extended { to, .. } => {
                self.limit = Limit::Term(Term { budget: *to, if_rest_day: self.limit.if_rest_day() });
            }
            LedgerEntry::Corrected { from, .. } => self.start = *from,
        }
    }

    fn close(&mut self, at: Moment) {
        if let Some(stop) = self.stops.last_mut().filter(|stop| stop.until.is_none()) {
            stop.until = Some(at);
        }
    }

    /// When it ends; none while the clock of a period stands.
    pub fn due(&self, calendar: &Calendar) -> Option<Due> {
        self.limit.due(self.start, calendar, &self.stops)
    }

    /// What is left at an instant.
    pub fn remaining(&self, calendar: &Calendar, at: Moment) -> Remaining {
        self.limit.remaining(self.start, calendar, &self.stops, at)
    }

    /// Why it ends when it ends, day by day.
    pub fn explain(&self, calendar: &Calendar) -> Explanation {
        self.limit.explain(self.start, calendar, &self.stops)
    }
}

/// Since when a clock stands by its ledger, if it does.
pub(crate) fn stands_since(ledger: &[LedgerEntry]) -> Option<Moment> {
    ledger.iter().rev().find_map(|entry| match entry {
        LedgerEntry::Stopped { at } => Some(Some(*at)),
        LedgerEntry::Armed { .. } | LedgerEntry::Resumed { .. } | LedgerEntry::Kept { .. } => Some(None),
        LedgerEntry::Extended { .. } | LedgerEntry::Corrected { .. } | LedgerEntry::Reprojected { .. } => None,
    })?
}
