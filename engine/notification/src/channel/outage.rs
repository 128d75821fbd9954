//! A server that cannot be reached is left alone for a while, whatever waits: thousands of messages are no reason to knock
//! thousands of times.

use crate::backoff::backoff;

/// The longest rest. Long enough to be no burden, short enough that mail leaves soon after the server is back.
const REST_MILLISECONDS_MAX: i64 = 600_000;

/// Since when, and how often in a row, a server could not be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outage {
    failures: u32,
    until: i64,
}

impl Outage {
    /// It could not be reached at an instant (Unix time in milliseconds). Several who failed during one rest are one failure.
    pub fn failed(&mut self, at: i64) {
        if at < self.until {
            return;
        }
        self.failures = self.failures.saturating_add(1);
        let rest = i64::try_from(backoff(self.failures).as_millis()).unwrap_or(i64::MAX);
        self.until = at.saturating_add(rest.min(REST_MILLISECONDS_MAX));
    }

    /// It asks to be left alone until an instant.
    pub fn asked_for(&mut self, until: i64) {
        self.failures = self.failures.max(1);
        self.until = self.until.max(until);
    }

    /// It could be reached.
    pub fn over(&mut self) {
        *self = Self::default();
    }

    /// Until when it is to be left alone.
    pub fn until(&self) -> Option<i64> {
        (self.failures > 0).then_some(self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_grow_to_ten_minutes_and_end_with_the_outage() {
        let mut outage = Outage::default();
        assert_eq!(outage.until(), None);
        let mut at = 1_000;
        for seconds in [30, 60, 120, 240, 480, 600, 600] {
            outage.failed(at);
            assert_eq!(outage.until(), Some(at + seconds * 1_000));
            at += seconds * 1_000;
        }
        outage.over();
        assert_eq!(outage.until(), None);
        outage.failed(at);
        assert_eq!(outage.until(), Some(at + 30_000), "the next outage begins anew");
    }

    #[test]
    fn many_who_fail_at_once_are_one_failure() {
        let mut outage = Outage::default();
        for _ in 0..64 {
            outage.failed(5);
        }
        assert_eq!(outage.until(), Some(30_005));
    }
}
