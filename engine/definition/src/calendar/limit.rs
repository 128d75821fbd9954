//! What a deadline is set by: a period that is counted, or a day that is named. Both are asked the same questions.

use serde::Serialize;

use super::bounds::{bounded, plus_days, start_of};
use super::count::settle;
use super::day_rule::DayRule;
use super::due::due;
use super::explain::{explain, explain_day};
use super::explanation::Explanation;
use super::remaining::{Clock, Left, Remaining, remaining};
use super::resolved::Calendar;
use super::stopped::Stopped;
use super::term::{Due, RestDay, Stop, Term};
use super::{bounds, budget::Budget};
use crate::bilingual::Language;
use crate::moment::{Date, Moment};

/// 到期: by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Limit {
    /// A period from the start of the clock.
    Term(Term),
    /// A day that is named.
    Day(NamedDay),
}

/// 截至: a day that is named. No stop of the clock moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NamedDay {
    /// Which day.
    pub by: DayRule,
    /// 前（含当日）: whether the day itself is still in time; else the day before is the last.
    pub inclusive: bool,
    /// Where the end goes if its day is a rest day.
    pub if_rest_day: RestDay,
}

impl From<Term> for Limit {
    fn from(term: Term) -> Self {
        Self::Term(term)
    }
}

impl Limit {
    /// When it ends for a clock that starts at `start`; `None` while the clock of a period stands.
    pub fn due(&self, start: Moment, calendar: &Calendar, stops: &[Stop]) -> Option<Due> {
        match self {
            Self::Term(term) => due(start, term, calendar, stops),
            Self::Day(day) => Some(day.due(start, calendar)),
        }
    }

    /// What is left at `at`.
    pub fn remaining(&self, start: Moment, calendar: &Calendar, stops: &[Stop], at: Moment) -> Remaining {
        match self {
            Self::Term(term) => remaining(start, term, calendar, stops, at),
            Self::Day(day) => day.remaining(start, calendar, stops, at),
        }
    }

    /// Why it ends when it ends.
    pub fn explain(&self, start: Moment, calendar: &Calendar, stops: &[Stop]) -> Explanation {
        match self {
            Self::Term(term) => explain(start, term, calendar, stops),
            Self::Day(day) => explain_day(start, day, calendar),
        }
    }

    /// The period, if it is one.
    pub fn term(&self) -> Option<Term> {
        match self {
            Self::Term(term) => Some(*term),
            Self::Day(_) => None,
        }
    }

    /// Where its end goes if its day is a rest day.
    pub fn if_rest_day(&self) -> RestDay {
        match self {
            Self::Term(term) => term.if_rest_day,
            Self::Day(day) => day.if_rest_day,
        }
    }

    /// `10个工作日`, `当日`, `2020-04-10前（含当日）`; `10 working days`, `the same day`, `by 2020-04-10 (inclusive)`.
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Self::Term(Term { budget: Budget::NaturalDays(0), .. }), Language::Zh) => "当日".to_owned(),
            (Self::Term(Term { budget: Budget::NaturalDays(0), .. }), Language::En) => "the same day".to_owned(),
            (Self::Term(term), language) => term.budget.text(language),
            (Self::Day(day), language) => day.text(language),
        }
    }
}

impl NamedDay {
    /// The day named and the last day in time, for a clock that starts at `start`.
    pub(super) fn days(&self, start: Moment, calendar: &Calendar) -> (Date, Date) {
        let start = bounded(start).date();
        let named = self.by.day_from(start, calendar);
        let last = if self.inclusive { named } else { bounds::minus_days(named, 1) };
        // Going back is never before the day of start, as with a period; a date that is past stays where it is.
        let end = settle(last, self.if_rest_day, start.min(last), calendar, &Stopped::days(&[])).unwrap_or(last);
        (last, end)
    }

    fn due(&self, start: Moment, calendar: &Calendar) -> Due {
        let (last, end) = self.days(start, calendar);
        let counts_working_days =
            matches!(self.by, DayRule::Every(super::Recurrence { day: super::MonthDay::WorkingDay(_), .. }));
        let looked_at = self.if_rest_day != RestDay::Stay || counts_working_days;
        let provisional = looked_at && !calendar.is_published(end.min(last), end.max(last));
        Due { due_before: start_of(plus_days(end, 1)), provisional }
    }

    fn remaining(&self, start: Moment, calendar: &Calendar, stops: &[Stop], at: Moment) -> Remaining {
        let (at, due) = (bounded(at), self.due(start, calendar));
        let stands = stops.iter().any(|stop| stop.from <= at && stop.until.is_none_or(|until| at < until));
        let clock = match () {
            () if due.due_before <= at => Clock::Passed,
            () if stands => Clock::Stopped,
            () => Clock::Running,
        };
        let left = Left::NaturalDays(bounds::days_between(at.date(), due.last_day()));
        let ends_today = clock != Clock::Passed && due.last_day() == at.date();
        Remaining { left, clock, ends_today, due: Some(due) }
    }

    fn text(&self, language: Language) -> String {
        let day = self.by.text(language);
        match (language, self.inclusive) {
            (Language::Zh, true) => format!("{day}前（含当日）"),
            (Language::Zh, false) => format!("{day}前（不含当日）"),
            (Language::En, true) => format!("by {day} (inclusive)"),
            (Language::En, false) => format!("before {day} (exclusive)"),
        }
    }
}
