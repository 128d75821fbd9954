//! The days on which something is due.

use std::str::FromStr;

use chrono::{Datelike, Days as Count, Months, NaiveDateTime, NaiveTime, TimeZone, Weekday};
use chrono_tz::Asia::Shanghai;

use super::{DayOfMonth, Schedule};
use crate::moment::Date;

/// A cron expression that fires more often in one span than this is cut off; fifty years of days.
const FIRINGS_MAX: usize = 20_000;
/// How many firings are looked at to see whether any two fall on one day.
const FIRINGS_PROBED: usize = 400;

/// A cron expression of the `cron` crate: seconds, minutes, hours, day of month, month, day of week, and year if given.
#[derive(Clone, Debug)]
pub struct Cron {
    text: String,
    schedule: cron::Schedule,
}

impl PartialEq for Cron {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Why a text is no cron expression for days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CronError {
    /// It does not read.
    Unreadable(String),
    /// It fires more than once on some day.
    SeveralADay,
}

impl Cron {
    /// Reads an expression that fires at most once a day.
    pub fn parse(text: &str) -> Result<Self, CronError> {
        let schedule = cron::Schedule::from_str(text).map_err(|error| CronError::Unreadable(error.to_string()))?;
        let cron = Self { text: text.to_owned(), schedule };
        let start = Date::from_ymd_opt(2020, 1, 1).unwrap_or_default();
        let days: Vec<Date> = cron.firings(start).take(FIRINGS_PROBED).collect();
        match days.windows(2).any(|pair| pair.first() == pair.last()) {
            true => Err(CronError::SeveralADay),
            false => Ok(cron),
        }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The days it fires on, from a day.
    fn firings(&self, from: Date) -> impl Iterator<Item = Date> + '_ {
        let eve = NaiveDateTime::new(
            from.pred_opt().unwrap_or(from),
            NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default(),
        );
        let start = Shanghai.from_local_datetime(&eve).earliest();
        start.into_iter().flat_map(|start| self.schedule.after(&start).map(|at| at.date_naive()))
    }
}

impl Schedule {
    /// The due days from one day until another, that day no longer; in order, each once.
    pub fn days(&self, from: Date, until: Date) -> Vec<Date> {
        match self {
            Schedule::Weekly(weekday) => weekly(*weekday, from, until),
            Schedule::Monthly(day) => monthly(from, until, |_| true, *day),
            Schedule::Quarterly(month, day) => monthly(from, until, |of| (of - 1) % 3 + 1 == *month, *day),
            Schedule::Yearly(month, day) => monthly(from, until, |of| of == *month, *day),
            Schedule::Once(day) => (from..until).contains(day).then_some(*day).into_iter().collect(),
            Schedule::Cron(cron) => cron.firings(from).take_while(|day| *day < until).take(FIRINGS_MAX).collect(),
        }
    }
}

fn weekly(weekday: Weekday, from: Date, until: Date) -> Vec<Date> {
    let wait = (7 + weekday.num_days_from_monday() - from.weekday().num_days_from_monday()) % 7;
    let first = from.checked_add_days(Count::new(u64::from(wait)));
    let next = |day: &Date| day.checked_add_days(Count::new(7));
    std::iter::successors(first, next).take_while(|day| *day < until).collect()
}

fn monthly(from: Date, until: Date, is_month: impl Fn(u32) -> bool, day: DayOfMonth) -> Vec<Date> {
    let firsts = std::iter::successors(from.with_day(1), |first| first.checked_add_months(Months::new(1)));
    let firsts = firsts.take_while(|first| *first < until).filter(|first| is_month(first.month()));
    firsts.filter_map(|first| in_month(first, day)).filter(|day| from <= *day && *day < until).collect()
}

/// A day of the month that begins so.
pub(super) fn in_month(first: Date, day: DayOfMonth) -> Option<Date> {
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    match day {
        DayOfMonth::Day(day) => first.with_day(day.min(last.day())),
        DayOfMonth::Last => Some(last),
    }
}
