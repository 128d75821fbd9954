//! 待遇: what a ledger of grants, amendments and stops comes to, month by month.

use std::fmt;

use definition::name::GrantKey;
use definition::value::Value;
use rust_decimal::Decimal;

use crate::effect::{Effect, effects};
use crate::month::Month;
use crate::step::Step;

/// An entry of the ledger, in the order written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key of the grant.
    pub grant: GrantKey,
    /// The first month paid, or no longer paid.
    pub from: Month,
    /// What was done.
    pub operation: Operation,
}

/// What an entry of the ledger does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Granted, or amended: from its first month on it replaces what stood.
    Grant {
        /// Fen a month.
        amount_fen: i64,
        /// For how many months; until stopped if none.
        months: Option<u32>,
    },
    /// Stopped.
    Stop,
}

/// What is paid under one grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Benefit {
    /// One of a counted number of months.
    Month {
        /// The key of the grant.
        grant: GrantKey,
        /// The month.
        month: Month,
        /// Fen.
        amount_fen: i64,
    },
    /// Month after month.
    Open {
        /// The key of the grant.
        grant: GrantKey,
        /// The first month.
        from: Month,
        /// The first month no longer paid, if it was stopped or amended.
        until: Option<Month>,
        /// Fen a month.
        amount_fen: i64,
    },
}

impl Benefit {
    /// The key of its grant.
    pub fn grant(&self) -> &GrantKey {
        match self {
            Benefit::Month { grant, .. } | Benefit::Open { grant, .. } => grant,
        }
    }

    /// Its first month.
    pub fn first(&self) -> Month {
        match self {
            Benefit::Month { month, .. } => *month,
            Benefit::Open { from, .. } => *from,
        }
    }

    /// The month after its last; none if it runs on.
    pub fn end(&self) -> Option<Month> {
        match self {
            Benefit::Month { month, .. } => Some(month.plus(1)),
            Benefit::Open { until, .. } => *until,
        }
    }

    /// What it pays in a month, in fen; nothing outside its months.
    pub fn paid_in(&self, month: Month) -> Option<i64> {
        let amount_fen = match self {
            Benefit::Month { amount_fen, .. } | Benefit::Open { amount_fen, .. } => *amount_fen,
        };
        (self.first() <= month && self.end().is_none_or(|end| month < end)).then_some(amount_fen)
    }
}

impl fmt::Display for Benefit {
    /// As a scenario writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Benefit::Month { grant, month, amount_fen } => {
                write!(f, "{{grant: {grant}, month: {month}, amount: {}}}", yuan(*amount_fen))
            }
            Benefit::Open { grant, from, until, amount_fen } => {
                write!(f, "{{grant: {grant}, from: {from}, ")?;
                if let Some(until) = until {
                    write!(f, "until: {until}, ")?;
                }
                write!(f, "amount: {}}}", yuan(*amount_fen))
            }
        }
    }
}

/// Fen as yuan with two decimals.
pub fn yuan(fen: i64) -> String {
    Value::Money(Decimal::new(fen, 2)).shown()
}

/// The ledger a history wrote.
pub fn entries(steps: &[Step]) -> Vec<Entry> {
    let written = steps.iter().flat_map(effects).filter_map(|effect| match effect {
        Effect::Grant { grant, amount_fen, from, months, position: _, kind: _ } => {
            Some(Entry { grant: grant.clone(), from, operation: Operation::Grant { amount_fen, months } })
        }
        Effect::Stop { grant, from, position: _ } => {
            Some(Entry { grant: grant.clone(), from, operation: Operation::Stop })
        }
        Effect::Notify { .. }
        | Effect::StartCase { .. }
        | Effect::CallOff { .. }
        | Effect::CancelCase { .. }
        | Effect::Tell { .. } => None,
    });
    written.collect()
}

/// A run of months of one amount.
struct Run {
    grant: GrantKey,
    from: Month,
    end: Option<Month>,
    counted: bool,
    amount_fen: i64,
}

/// What a ledger comes to: by grant in the order first written, each grant's earliest first. What was stopped before its first
/// month is not there.
pub fn schedule(entries: &[Entry]) -> Vec<Benefit> {
    let mut runs: Vec<Run> = Vec::new();
    for entry in entries {
        for run in runs.iter_mut().filter(|run| run.grant == entry.grant) {
            run.end = Some(run.end.map_or(entry.from, |end| end.min(entry.from)));
        }
        if let Operation::Grant { amount_fen, months } = entry.operation {
            let end = months.map(|months| entry.from.plus(months));
            let (grant, from, counted) = (entry.grant.clone(), entry.from, months.is_some());
            runs.push(Run { grant, from, end, counted, amount_fen });
        }
    }
    let mut grants: Vec<&GrantKey> = Vec::new();
    for run in &runs {
        if !grants.contains(&&run.grant) {
            grants.push(&run.grant);
        }
    }
    let of = |grant: &GrantKey| runs.iter().filter(|run| run.grant == *grant).flat_map(paid).collect::<Vec<_>>();
    grants.into_iter().flat_map(of).collect()
}

fn paid(run: &Run) -> Vec<Benefit> {
    let (grant, amount_fen) = (&run.grant, run.amount_fen);
    match run.end {
        Some(end) if end <= run.from => Vec::new(),
        Some(end) if run.counted => {
            let months = (0..).map(|count| run.from.plus(count)).take_while(|month| *month < end);
            months.map(|month| Benefit::Month { grant: grant.clone(), month, amount_fen }).collect()
        }
        until => vec![Benefit::Open { grant: grant.clone(), from: run.from, until, amount_fen }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn granted(key: &str, from: &str, amount_fen: i64, months: Option<u32>) -> Entry {
        Entry { grant: GrantKey::new(key), from: month(from), operation: Operation::Grant { amount_fen, months } }
    }

    fn stop(key: &str, from: &str) -> Entry {
        Entry { grant: GrantKey::new(key), from: month(from), operation: Operation::Stop }
    }

    fn shown(entries: &[Entry]) -> Vec<String> {
        schedule(entries).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_ledger_comes_to_what_is_paid_month_by_month() {
        let cases: [(&[Entry], &[&str]); 6] = [
            (
                &[granted("first", "2020-12", 168_000, Some(2))],
                &["{grant: first, month: 2020-12, amount: 1680.00}", "{grant: first, month: 2021-01, amount: 1680.00}"],
            ),
            (&[granted("regular", "2020-05", 93_000, None)], &["{grant: regular, from: 2020-05, amount: 930.00}"]),
            (
                &[granted("regular", "2020-05", 93_000, None), stop("regular", "2020-07")],
                &["{grant: regular, from: 2020-05, until: 2020-07, amount: 930.00}"],
            ),
            (&[granted("regular", "2020-05", 93_000, None), stop("regular", "2020-05")], &[]),
            (
                &[granted("regular", "2020-05", 93_000, None), granted("regular", "2020-07", 50_000, None)],
                &[
                    "{grant: regular, from: 2020-05, until: 2020-07, amount: 930.00}",
                    "{grant: regular, from: 2020-07, amount: 500.00}",
                ],
            ),
            (
                &[granted("term", "2020-05", 100, Some(12)), stop("term", "2020-06"), stop("term", "2020-09")],
                &["{grant: term, month: 2020-05, amount: 1.00}"],
            ),
        ];
        for (entries, expected) in cases {
            assert_eq!(shown(entries), expected);
        }
    }
}
