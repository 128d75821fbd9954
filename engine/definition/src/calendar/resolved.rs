//! A calendar with everything it inherits: what kind of day a day is.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveTime, Weekday};
use serde::Serialize;

use super::bounds::{WALK_DAYS_MAXIMUM, minus_days, plus_days};
use super::data::SpecialDay;
use crate::bilingual::Bilingual;
use crate::moment::Date;
use crate::name::CalendarName;

/// 工作日历: a calendar with the days, coverage and office hours of its ancestors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub(super) name: CalendarName,
    pub(super) title: Bilingual,
    pub(super) covers: Option<(Date, Date)>,
    pub(super) days: BTreeMap<Date, SpecialDay>,
    pub(super) office_hours: Vec<(NaiveTime, NaiveTime)>,
}

/// What kind of day a day is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Whether people work.
    pub working: bool,
    /// Why, or why not.
    pub reason: DayReason,
    /// The arrangement for this day is not published yet.
    pub provisional: bool,
}

/// Why a day is a working day or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayReason {
    /// 工作日: Monday to Friday.
    Weekday,
    /// 周末: Saturday or Sunday.
    Weekend,
    /// 放假: the holiday's name.
    Holiday(Bilingual),
    /// 调休上班: worked in exchange for another day.
    MakeUp(Bilingual),
}

impl DayReason {
    /// The reason as people read it.
    pub fn text(&self) -> Bilingual {
        match self {
            Self::Weekday => Bilingual::new("工作日", "working day"),
            Self::Weekend => Bilingual::new("周末", "weekend"),
            Self::Holiday(reason) | Self::MakeUp(reason) => reason.clone(),
        }
    }
}

impl Calendar {
    /// Its id.
    pub fn name(&self) -> &CalendarName {
        &self.name
    }

    /// Its name for people.
    pub fn title(&self) -> &Bilingual {
        &self.title
    }

    /// First and last day for which this calendar and all its ancestors are published; both inclusive.
    pub fn covers(&self) -> Option<(Date, Date)> {
        self.covers
    }

    /// Office hours of a working day: ascending, half-open, never empty.
    pub fn office_hours(&self) -> &[(NaiveTime, NaiveTime)] {
        &self.office_hours
    }

    /// What kind of day it is, and why.
    pub fn day(&self, date: Date) -> Day {
        Day { working: self.works_on(date), reason: self.reason(date), provisional: !self.is_published(date, date) }
    }

    /// Whether it is a working day.
    pub fn works_on(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(SpecialDay::Off { .. }) => false,
            Some(SpecialDay::Work { .. }) => true,
            None => !is_weekend(date),
        }
    }

    /// The n-th working day after a date; 0 is the date itself.
    pub fn working_day_after(&self, date: Date, n: u32) -> Date {
        self.walk(date, n, |day| plus_days(day, 1))
    }

    /// The n-th working day before a date; 0 is the date itself.
    pub fn working_day_before(&self, date: Date, n: u32) -> Date {
        self.walk(date, n, |day| minus_days(day, 1))
    }

    /// This day if it is a working day, else the next one.
    pub fn working_day_from(&self, date: Date) -> Date {
        if self.works_on(date) { date } else { self.working_day_after(date, 1) }
    }

    /// This day if it is a working day, else the one before: 遇休息日提前.
    pub fn working_day_until(&self, date: Date) -> Date {
        if self.works_on(date) { date } else { self.working_day_before(date, 1) }
    }

    /// Whether the arrangement is published for every day from the first to the last.
    pub(super) fn is_published(&self, first: Date, last: Date) -> bool {
        self.covers.is_some_and(|(from, to)| from <= first && last <= to)
    }

    fn reason(&self, date: Date) -> DayReason {
        match self.days.get(&date) {
            Some(SpecialDay::Off { reason }) => DayReason::Holiday(reason.clone()),
            Some(SpecialDay::Work { reason }) => DayReason::MakeUp(reason.clone()),
            None if is_weekend(date) => DayReason::Weekend,
            None => DayReason::Weekday,
        }
    }

    fn walk(&self, date: Date, n: u32, step: fn(Date) -> Date) -> Date {
        let mut day = date;
        let mut left = n;
        for _ in 0..WALK_DAYS_MAXIMUM {
            if left == 0 {
                break;
            }
            day = step(day);
            left -= u32::from(self.works_on(day));
        }
        day
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
