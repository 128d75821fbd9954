//! How near deadlines are: the groups an inbox is read in.

use definition::moment::Moment;
use serde::{Deserialize, Serialize};
use storage::TaskFilter;

/// Counting a group ends here: more than this nobody reads.
pub(super) const GROUP_COUNT_MAX: u64 = 10_000;
/// How many days after today are soon.
const SOON_DAYS: i64 = 3;
const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// How near a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineGroup {
    /// 已逾期
    Overdue,
    /// 今日到期
    Today,
    /// 3日内: on one of the three days after today.
    Soon,
    /// 未到期: later, or never.
    Later,
}

/// How many tasks there are by the nearness of their deadlines; a group of 10,000 may be larger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupCounts {
    /// 已逾期
    pub overdue: u64,
    /// 今日到期
    pub today: u64,
    /// 3日内
    pub soon: u64,
    /// 未到期
    pub later: u64,
}

impl DeadlineGroup {
    /// All of them, the most urgent first.
    pub const ALL: [DeadlineGroup; 4] =
        [DeadlineGroup::Overdue, DeadlineGroup::Today, DeadlineGroup::Soon, DeadlineGroup::Later];

    /// The group of a deadline, given by the first instant too late.
    pub fn of(due_before: Option<Moment>, now: Moment) -> Self {
        let Some(due) = due_before else { return DeadlineGroup::Later };
        let within = |group: &DeadlineGroup| group.bounds(now).1.is_none_or(|until| due <= until);
        DeadlineGroup::ALL.into_iter().find(within).unwrap_or(DeadlineGroup::Later)
    }

    /// Narrows a filter to the group.
    pub(super) fn bound(self, filter: &mut TaskFilter, now: Moment) {
        (filter.due_after, filter.overdue_before) = self.bounds(now);
    }

    /// Not yet late at the first, late by the second.
    fn bounds(self, now: Moment) -> (Option<Moment>, Option<Moment>) {
        let end_of_day = |days: i64| Moment::start_of(now.date()).plus_milliseconds((days + 1) * DAY_MILLISECONDS);
        let (today, soon) = (end_of_day(0), end_of_day(SOON_DAYS));
        match self {
            DeadlineGroup::Overdue => (None, Some(now)),
            DeadlineGroup::Today => (Some(now), Some(today)),
            DeadlineGroup::Soon => (Some(today), Some(soon)),
            DeadlineGroup::Later => (Some(soon), None),
        }
    }
}

impl GroupCounts {
    pub(super) fn of(&mut self, group: DeadlineGroup) -> &mut u64 {
        match group {
            DeadlineGroup::Overdue => &mut self.overdue,
            DeadlineGroup::Today => &mut self.today,
            DeadlineGroup::Soon => &mut self.soon,
            DeadlineGroup::Later => &mut self.later,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_in_the_group_of_its_last_day() {
        let at = |text: &str| Moment::parse(text).unwrap();
        let now = at("2020-04-20T10:00+08:00");
        let group = |due: &str| DeadlineGroup::of(Some(at(due)), now);
        assert_eq!(group("2020-04-20T10:00+08:00"), DeadlineGroup::Overdue);
        assert_eq!(group("2020-04-20T10:01+08:00"), DeadlineGroup::Today);
        assert_eq!(group("2020-04-21T00:00+08:00"), DeadlineGroup::Today, "until 24:00 of today");
        assert_eq!(group("2020-04-22T00:00+08:00"), DeadlineGroup::Soon, "until 24:00 of tomorrow");
        assert_eq!(group("2020-04-24T00:00+08:00"), DeadlineGroup::Soon);
        assert_eq!(group("2020-04-24T00:01+08:00"), DeadlineGroup::Later);
        assert_eq!(DeadlineGroup::of(None, now), DeadlineGroup::Later);
    }
}
