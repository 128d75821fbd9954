//! Whether the host's clock can be believed: told apart from how long the process has run, which no one can put forward or back.
//!
//! - It goes back: time stands still here until it has caught up. Nothing comes due twice, nothing early, and no step is dated
//!   before the one it follows.
//! - It stands still: so does time here; it is told.
//! - It leaps forward by more than [`LEAP_MILLISECONDS_MAX`]: it is not believed, and time goes on here at its own pace until the
//!   clock is put right, or the server is restarted. A smaller leap is what a host that slept looks like, and is believed: what
//!   came due meanwhile comes late.

use definition::moment::Moment;

/// A leap of more than this while the process runs is taken for a mistake: 31 days.
const LEAP_MILLISECONDS_MAX: i64 = 31 * DAY_MILLISECONDS;
const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;
/// Differences up to this are what clocks do when they are adjusted, and are not told.
const SLACK_MILLISECONDS: i64 = 1_000;
/// A clock that has not moved for so long stands still.
const STILL_MILLISECONDS: i64 = 10_000;
/// What goes on being wrong is told again after so long.
const AGAIN_MILLISECONDS: i64 = 60_000;

/// What is wrong with a clock, to be told to the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is behind what it has said before.
    WentBack {
        /// By how much.
        milliseconds: i64,
    },
    /// It does not move.
    StandsStill {
        /// For how long.
        milliseconds: i64,
    },
    /// It is further ahead than can be.
    Leapt {
        /// By how much.
        days: i64,
    },
    /// Nothing any more.
    Over,
}

/// Time as it has gone so far.
#[derive(Debug)]
pub(crate) struct Pace {
    /// What was said last.
    now: Moment,
    /// How long the process had run then, in milliseconds.
    running: i64,
    /// What the clock showed when it last moved, and how long the process had run then.
    moved: (Moment, i64),
    /// What is wrong was told last when the process had run for so long.
    told: Option<i64>,
}

impl Pace {
    /// Begins with what the clock shows.
    pub fn new(host: Moment) -> Self {
        Self { now: host, running: 0, moved: (host, 0), told: None }
    }

    /// Now, given what the clock shows and how long the process has run; and what the operator is to be told, if it is time.
    pub fn now(&mut self, host: Moment, running: i64) -> (Moment, Option<Wrong>) {
        if host != self.moved.0 {
            self.moved = (host, running);
        }
        let expected = self.now.plus_milliseconds(running - self.running);
        let wrong = self.wrong(host, running, expected);
        let now = match wrong {
            Some(Wrong::Leapt { .. }) => expected,
            Some(_) | None => host.max(self.now),
        };
        (self.now, self.running) = (now, running);
        (now, self.telling(wrong, running))
    }

    fn wrong(&self, host: Moment, running: i64, expected: Moment) -> Option<Wrong> {
        let ahead = host.milliseconds() - expected.milliseconds();
        let behind = self.now.milliseconds() - host.milliseconds();
        let still = running - self.moved.1;
        if ahead > LEAP_MILLISECONDS_MAX {
            Some(Wrong::Leapt { days: ahead / DAY_MILLISECONDS })
        } else if behind > SLACK_MILLISECONDS {
            Some(Wrong::WentBack { milliseconds: behind })
        } else if still >= STILL_MILLISECONDS {
            Some(Wrong::StandsStill { milliseconds: still })
        } else {
            None
        }
    }

    fn telling(&mut self, wrong: Option<Wrong>, running: i64) -> Option<Wrong> {
        match (wrong, self.told) {
            (None, None) => None,
            (None, Some(_)) => {
                self.told = None;
                Some(Wrong::Over)
            }
            (Some(_), Some(told)) if running - told < AGAIN_MILLISECONDS => None,
            (Some(wrong), _) => {
                self.told = Some(running);
                Some(wrong)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1_000;
    const YEAR: i64 = 365 * DAY_MILLISECONDS;

    fn at(milliseconds: i64) -> Moment {
        Moment::from_milliseconds(YEAR + milliseconds)
    }

    fn after(pace: &mut Pace, host: i64, running: i64) -> (i64, Option<Wrong>) {
        let (now, wrong) = pace.now(at(host), running);
        (now.milliseconds() - YEAR, wrong)
    }

    #[test]
    fn a_clock_that_goes_right_is_believed_and_nothing_is_told() {
        let mut pace = Pace::new(at(0));
        for second in 0..100 {
            assert_eq!(after(&mut pace, second * 1_000, second * 1_000 + 3), (second * 1_000, None));
        }
    }

    #[test]
    fn a_clock_that_goes_back_makes_time_stand_still_until_it_has_caught_up() {
        let mut pace = Pace::new(at(0));
        assert_eq!(after(&mut pace, 5_000, 5_000), (5_000, None));
        let behind = HOUR;
        assert_eq!(
            after(&mut pace, 6_000 - HOUR, 6_000),
            (5_000, Some(Wrong::WentBack { milliseconds: HOUR - 1_000 }))
        );
        assert_eq!(after(&mut pace, 7_000 - HOUR, 7_000), (5_000, None), "told once a minute");
        let (now, wrong) = after(&mut pace, 67_000 - HOUR, 67_000);
        assert_eq!((now, wrong), (5_000, Some(Wrong::WentBack { milliseconds: behind - 62_000 })));
        assert_eq!(after(&mut pace, 8_000, HOUR + 8_000), (8_000, Some(Wrong::Over)));
        assert_eq!(after(&mut pace, 9_000, HOUR + 9_000), (9_000, None));
    }

    #[test]
    fn a_small_step_back_is_bridged_without_a_word() {
        let mut pace = Pace::new(at(5_000));
        assert_eq!(after(&mut pace, 4_500, 0), (5_000, None));
        assert_eq!(after(&mut pace, 5_001, 501), (5_001, None));
    }

    #[test]
    fn a_leap_of_ten_years_is_not_believed_and_time_goes_on_at_its_own_pace() {
        let mut pace = Pace::new(at(0));
        let days = 3_650;
        assert_eq!(after(&mut pace, 10 * YEAR + 1_000, 1_000), (1_000, Some(Wrong::Leapt { days })));
        assert_eq!(after(&mut pace, 10 * YEAR + 9_000, 9_000), (9_000, None));
        assert_eq!(after(&mut pace, 10_000, 10_000), (10_000, Some(Wrong::Over)));
    }

    #[test]
    fn a_host_that_slept_for_a_month_is_believed() {
        let mut pace = Pace::new(at(0));
        assert_eq!(after(&mut pace, 30 * DAY_MILLISECONDS, 1_000), (30 * DAY_MILLISECONDS, None));
    }

    #[test]
    fn a_clock_that_stands_still_is_told_of_and_time_stands_with_it() {
        let mut pace = Pace::new(at(0));
        assert_eq!(after(&mut pace, 100, 100), (100, None));
        assert_eq!(after(&mut pace, 100, 5_000), (100, None));
        let still = Wrong::StandsStill { milliseconds: 10_000 };
        assert_eq!(after(&mut pace, 100, 10_100), (100, Some(still)));
        assert_eq!(after(&mut pace, 20_000, 20_000), (20_000, Some(Wrong::Over)));
    }
}
