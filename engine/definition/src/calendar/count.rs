//! Counting days, one by one. `due`, `remaining` and `explain` all walk this one count, so they cannot disagree.

use super::bounds::{WALK_DAYS_MAXIMUM, days_between, minus_days, plus_days, plus_months};
use super::budget::Budget;
use super::office::milliseconds;
use super::resolved::Calendar;
use super::stopped::Stopped;
use super::term::RestDay;
use crate::moment::Date;

/// How a budget is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reckoning {
    /// By working days.
    WorkingDays(u32),
    /// By natural days. Months and years are as many natural days as lie between the day of start and the corresponding
    /// day, so that stopping for n natural days moves their end by n natural days.
    NaturalDays(u32),
    /// By milliseconds, day and night.
    Hours(i64),
    /// By milliseconds of office hours.
    WorkingHours(i64),
}

impl Reckoning {
    /// How this budget is used up when it starts on this day.
    pub fn of(budget: Budget, start: Date) -> Self {
        let until = |months: u32| days_between(start, plus_months(start, months));
        match budget.bounded() {
            Budget::WorkingDays(n) => Self::WorkingDays(n),
            Budget::NaturalDays(n) => Self::NaturalDays(n),
            Budget::Months(n) => Self::NaturalDays(until(n)),
            Budget::Years(n) => Self::NaturalDays(until(12 * n)),
            Budget::Hours(n) => Self::Hours(milliseconds(n)),
            Budget::WorkingHours(n) => Self::WorkingHours(milliseconds(n)),
        }
    }
}

/// What a day is to a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// 起算日: not counted.
    Start,
    /// The only day of a period of 0 days.
    SameDay,
    /// The n-th day.
    Counted(u32),
    /// Not counted: nobody works.
    Rest,
    /// Not counted: the clock stands.
    Stopped,
}

/// Where a count ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// The last day of the budget.
    Last(Date),
    /// The clock stands and nothing has resumed it.
    Stopped,
    /// The walk's limit came first.
    Limit(Date),
}

/// The count of a budget in days: every day from the day of start to the last.
pub(super) struct Count<'a> {
    calendar: &'a Calendar,
    stopped: &'a Stopped<Date>,
    only_working_days: bool,
    wanted: u32,
    counted: u32,
    walked: u32,
    date: Date,
    reached: Option<Reached>,
}

impl<'a> Count<'a> {
    pub fn new(
        start: Date,
        only_working_days: bool,
        wanted: u32,
        calendar: &'a Calendar,
        stopped: &'a Stopped<Date>,
    ) -> Self {
        Self { calendar, stopped, only_working_days, wanted, counted: 0, walked: 0, date: start, reached: None }
    }

    /// Counts whatever is left to count.
    pub fn finish(&mut self) -> Reached {
        self.by_ref().for_each(drop);
        self.reached.unwrap_or(Reached::Limit(self.date))
    }

    /// How many days are counted so far.
    pub fn counted(&self) -> u32 {
        self.counted
    }

    fn verdict(&mut self) -> Option<Verdict> {
        if self.walked == 0 && self.wanted > 0 {
            return Some(Verdict::Start);
        }
        if self.stopped.is_open_at(self.date) {
            self.reached = Some(Reached::Stopped);
            return None;
        }
        if self.stopped.contains(self.date) {
            return Some(Verdict::Stopped);
        }
        if self.wanted == 0 {
            self.reached = Some(Reached::Last(self.date));
            return Some(Verdict::SameDay);
        }
        if self.only_working_days && !self.calendar.works_on(self.date) {
            return Some(Verdict::Rest);
        }
        self.counted += 1;
        if self.counted == self.wanted {
            self.reached = Some(Reached::Last(self.date));
        }
        Some(Verdict::Counted(self.counted))
    }
}

impl Iterator for Count<'_> {
    type Item = (Date, Verdict);

    fn next(&mut self) -> Option<(Date, Verdict)> {
        if self.reached.is_some() {
            return None;
        }
        let verdict = self.verdict()?;
        let date = self.date;
        self.walked += 1;
        if self.walked > WALK_DAYS_MAXIMUM && self.reached.is_none() {
            self.reached = Some(Reached::Limit(date));
        }
        self.date = plus_days(date, 1);
        Some((date, verdict))
    }
}

/// Where the end goes when `last` is the last day of the budget. `None`: the clock stops before it gets there.
pub(super) fn settle(
    last: Date,
    rule: RestDay,
    start: Date,
    calendar: &Calendar,
    stopped: &Stopped<Date>,
) -> Option<Date> {
    if calendar.works_on(last) {
        return Some(last);
    }
    match rule {
        RestDay::Stay => Some(last),
        RestDay::Next => next_running_working_day(last, calendar, stopped),
        RestDay::Previous => Some(previous_working_day(last, start, calendar, stopped).unwrap_or(last)),
    }
}

fn next_running_working_day(last: Date, calendar: &Calendar, stopped: &Stopped<Date>) -> Option<Date> {
    let mut day = last;
    for _ in 0..WALK_DAYS_MAXIMUM {
        day = plus_days(day, 1);
        if stopped.is_open_at(day) {
            return None;
        }
        if calendar.works_on(day) && !stopped.contains(day) {
            break;
        }
    }
    Some(day)
}

/// Going back over a stop would end the period before it was stopped, so the walk ends there.
fn previous_working_day(last: Date, start: Date, calendar: &Calendar, stopped: &Stopped<Date>) -> Option<Date> {
    let mut day = last;
    while day > start {
        day = minus_days(day, 1);
        if stopped.contains(day) {
            return None;
        }
        if calendar.works_on(day) {
            return Some(day);
        }
    }
    None
}
