//! How much a channel bears: so many messages in any minute. What comes above waits.

use std::collections::VecDeque;

/// The length of the window, in milliseconds.
const WINDOW_MILLISECONDS: i64 = 60_000;

/// When messages left by a channel, as far as it still counts.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    per_minute: Option<u32>,
    left_at: VecDeque<i64>,
}

impl Pace {
    /// A pace of so many messages in any minute; none for no limit.
    pub fn new(per_minute: Option<u32>) -> Self {
        Self { per_minute, left_at: VecDeque::new() }
    }

    /// How many may leave at an instant (Unix time in milliseconds); none if there is no limit.
    pub fn allowance(&mut self, at: i64) -> Option<usize> {
        let most = usize::try_from(self.per_minute?).unwrap_or(usize::MAX);
        self.forget(at);
        Some(most.saturating_sub(self.left_at.len()))
    }

    /// Counts a message that leaves at an instant.
    pub fn count(&mut self, at: i64) {
        if self.per_minute.is_some() {
            self.left_at.push_back(at);
        }
    }

    /// From when another may leave, if none may now.
    pub fn free_at(&mut self, at: i64) -> Option<i64> {
        if self.allowance(at)? > 0 {
            return None;
        }
        let most = usize::try_from(self.per_minute?).unwrap_or(usize::MAX);
        let oldest = self.left_at.len().checked_sub(most).and_then(|first| self.left_at.get(first));
        oldest.map(|oldest| oldest.saturating_add(WINDOW_MILLISECONDS))
    }

    fn forget(&mut self, at: i64) {
        while self.left_at.front().is_some_and(|oldest| oldest.saturating_add(WINDOW_MILLISECONDS) <= at) {
            self.left_at.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_no_minute_more_leave_than_the_pace_allows() {
        let mut pace = Pace::new(Some(20));
        let mut left = Vec::new();
        let mut at = 0;
        while left.len() < 100 {
            match pace.allowance(at) {
                Some(1..) => {
                    pace.count(at);
                    left.push(at);
                    at += 7;
                }
                _ => at = pace.free_at(at).unwrap(),
            }
        }
        for from in &left {
            let within = left.iter().filter(|at| (*from..from + WINDOW_MILLISECONDS).contains(*at)).count();
            assert!(within <= 20, "{within} from {from}");
        }
        assert!(*left.last().unwrap() < 5 * WINDOW_MILLISECONDS, "and none waits longer than it must");
    }

    #[test]
    fn without_a_limit_nothing_waits() {
        let mut pace = Pace::new(None);
        (0..1_000).for_each(|at| pace.count(at));
        assert_eq!((pace.allowance(0), pace.free_at(0)), (None, None));
    }
}
