//! How much bulk work fits between two groups of people: about as long as people themselves take, so that they keep at least
//! half of their pace, and never so little that the disk's work is lost on a handful.

use std::time::Duration;

/// How long bulk may take at a time whatever people take.
const BULK_MIN: Duration = Duration::from_millis(10);
/// The fewest rungs in one transaction.
const RUNGS_MIN: u64 = 64;
/// How many rungs are tried first.
const RUNGS_FIRST: u64 = 256;

/// The share of bulk work, found out as it goes.
#[derive(Debug)]
pub(super) struct Share {
    rungs: u64,
    people_took: Duration,
    people_came: bool,
}

impl Share {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self { rungs: RUNGS_FIRST, people_took: Duration::ZERO, people_came: false }
    }

    /// How many of the rungs wanted fit in. While nobody comes, all of them.
    pub fn rungs(&self, wanted: u64, people_wait: bool) -> u64 {
        if self.people_came || people_wait { wanted.min(self.rungs) } else { wanted }
    }

    /// A group of people took so long.
    pub fn people_took(&mut self, took: Duration) {
        self.people_took = took;
        self.people_came = true;
    }

    /// So many rungs took so long.
    pub fn rungs_took(&mut self, rungs: u64, took: Duration) {
        self.people_came = false;
        let fair = self.people_took.max(BULK_MIN);
        if took > fair {
            self.rungs = (rungs.min(self.rungs) * 3 / 4).max(RUNGS_MIN);
        } else if rungs >= self.rungs {
            self.rungs = self.rungs.saturating_add(self.rungs / 4);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bulk_grows_while_it_is_quick_and_shrinks_when_it_takes_longer_than_people() {
        let mut share = Share::new();
        assert_eq!(share.rungs(512, false), 512, "nobody is there");
        share.people_took(Duration::from_millis(20));
        assert_eq!(share.rungs(512, false), RUNGS_FIRST);
        share.rungs_took(RUNGS_FIRST, Duration::from_millis(19));
        assert_eq!(share.rungs(512, true), RUNGS_FIRST * 5 / 4);
        for _ in 0..20 {
            share.rungs_took(share.rungs(512, true), Duration::from_millis(21));
        }
        assert_eq!(share.rungs(512, true), RUNGS_MIN);
    }

    #[test]
    fn a_few_rungs_say_nothing_about_many() {
        let mut share = Share::new();
        share.rungs_took(3, Duration::from_millis(1));
        assert_eq!(share.rungs(512, true), RUNGS_FIRST);
    }
}
