//! Where the house may be killed, and when it is.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// A point at which everything that is not durable is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crash {
    /// A group has been taken, nothing is loaded.
    BeforeLoad,
    /// Between the decisions of a group.
    BetweenDecisions,
    /// Everything is decided, nothing is durable.
    BeforeCommit,
    /// Everything is durable, nobody has been answered.
    AfterCommit,
    /// Some have been answered, others not.
    BetweenAnswers,
    /// Something due has taken effect in memory only.
    BeforeFiringIsDurable,
    /// Something due has taken effect; the next has not.
    BetweenFirings,
    /// Notifications are leased, none has left.
    AfterLease,
    /// A notification has left and is not marked.
    AfterSending,
    /// One is marked, the next not.
    BetweenMarks,
}

impl Crash {
    /// As told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Crash::BeforeLoad => "before load",
            Crash::BetweenDecisions => "between decisions",
            Crash::BeforeCommit => "before commit",
            Crash::AfterCommit => "after commit",
            Crash::BetweenAnswers => "between answers",
            Crash::BeforeFiringIsDurable => "before a firing is durable",
            Crash::BetweenFirings => "between firings",
            Crash::AfterLease => "after lease",
            Crash::AfterSending => "after sending",
            Crash::BetweenMarks => "between marks",
        }
    }
}

/// When the house is killed.
#[derive(Clone, Debug)]
pub struct Crashes {
    random: StdRng,
    /// The chance at each point, in thousandths.
    per_thousand: u32,
    struck: BTreeMap<Crash, u64>,
}

impl Crashes {
    /// At random points, so many in a thousand of them.
    pub fn seeded(seed: u64, per_thousand: u32) -> Self {
        Self { random: StdRng::seed_from_u64(seed), per_thousand, struck: BTreeMap::new() }
    }

    /// Never.
    pub fn never() -> Self {
        Self::seeded(0, 0)
    }

    /// Whether the house is killed here.
    pub fn strikes(&mut self, at: Crash) -> bool {
        let strikes = self.per_thousand > 0 && self.random.random_range(0..1_000) < self.per_thousand;
        if strikes {
            *self.struck.entry(at).or_default() += 1;
        }
        strikes
    }

    /// How often it was killed where.
    pub fn struck(&self) -> &BTreeMap<Crash, u64> {
        &self.struck
    }
}
