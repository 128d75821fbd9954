//! A day that a rule names: a date, or one that comes round every month, quarter, half year or year.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::bounds::{minus_days, plus_days, plus_months};
use super::resolved::Calendar;
use crate::bilingual::Language;
use crate::moment::Date;

/// Months of a year.
const MONTHS_OF_YEAR: u32 = 12;
/// The last day that any month has.
pub const DAY_OF_MONTH_MAXIMUM: u32 = 31;
/// No month has more working days.
pub const WORKING_DAY_OF_MONTH_MAXIMUM: u32 = 23;
/// No list of occurrences is longer: a century of months.
const OCCURRENCES_MAXIMUM: usize = 1_200;

/// A day that a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayRule {
    /// 某年某月某日: a date.
    On(Date),
    /// 每季度第一个月5日: a day that comes round.
    Every(Recurrence),
}

/// 周期日: a day of a month of every so many months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recurrence {
    /// Every what.
    pub every: Every,
    /// The how-manyth month of it, from 1.
    pub month: u32,
    /// Which day of that month.
    pub day: MonthDay,
}

/// What comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// 每月
    Month,
    /// 每季度, from January, April, July and October.
    Quarter,
    /// 每半年, from January and July.
    HalfYear,
    /// 每年
    Year,
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthDay {
    /// 几日; the last day of a month that has no such day (民法典 202).
    Day(u32),
    /// 月末
    Last,
    /// 第几个工作日; the last working day of a month that has fewer.
    WorkingDay(u32),
}

impl Every {
    /// How many months it has.
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => MONTHS_OF_YEAR,
        }
    }
}

impl DayRule {
    /// The day it names for a period that starts on a day: the date, or the first day of its kind that is not before the start.
    pub fn day_from(&self, start: Date, calendar: &Calendar) -> Date {
        match self {
            Self::On(date) => *date,
            Self::Every(recurrence) => recurrence.next_from(start, calendar),
        }
    }

    /// `2020-04-10`, `每季度第1个月5日`; `day 5 of month 1 of every quarter`.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::On(date) => date.to_string(),
            Self::Every(recurrence) => recurrence.text(language),
        }
    }
}

impl Recurrence {
    /// The first of its days that is not before a day.
    pub fn next_from(&self, from: Date, calendar: &Calendar) -> Date {
        let mut first = self.first_month_of(from);
        // The one of the span before may lie before `from`, never the one of the span after.
        for _ in 0..2 {
            let day = self.day_in(first, calendar);
            if from <= day {
                return day;
            }
            first = plus_months(first, self.every.months());
        }
        self.day_in(first, calendar)
    }

    /// Its days from one day through another, ascending; at most 1,200.
    pub fn days_within(&self, from: Date, through: Date, calendar: &Calendar) -> Vec<Date> {
        let mut days = Vec::new();
        let mut day = self.next_from(from, calendar);
        while day <= through && days.len() < OCCURRENCES_MAXIMUM {
            days.push(day);
            let next = self.next_from(plus_days(day, 1), calendar);
            if next <= day {
                break;
            }
            day = next;
        }
        days
    }

    /// `每季度第1个月5日`, `day 5 of month 1 of every quarter`.
    pub fn text(&self, language: Language) -> String {
        let month = self.month;
        let (zh, en) = match (self.every, self.day) {
            (Every::Month, day) => (format!("每月{}", day.zh()), format!("{} of every month", day.en())),
            (Every::Quarter, day) => {
                (format!("每季度第{month}个月{}", day.zh()), format!("{} of month {month} of every quarter", day.en()))
            }
            (Every::HalfYear, day) => (
                format!("每半年第{month}个月{}", day.zh()),
                format!("{} of month {month} of every half year", day.en()),
            ),
            (Every::Year, day) => {
                (format!("每年{month}月{}", day.zh()), format!("{} of month {month} of every year", day.en()))
            }
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The first day of the month that holds its day, in the span of months around a day.
    fn first_month_of(&self, around: Date) -> Date {
        let into_span = around.month0() % self.every.months();
        let first = minus_days(around, around.day0());
        let begins = super::bounds::minus_months(first, into_span);
        plus_months(begins, self.month.clamp(1, self.every.months()) - 1)
    }

    fn day_in(&self, first: Date, calendar: &Calendar) -> Date {
        let last = minus_days(plus_months(first, 1), 1);
        match self.day {
            MonthDay::Last => last,
            MonthDay::Day(n) => plus_days(first, n.max(1) - 1).min(last),
            MonthDay::WorkingDay(n) => {
                let working = first.iter_days().take_while(|day| *day <= last).filter(|day| calendar.works_on(*day));
                let wanted = usize::try_from(n.max(1)).unwrap_or(1);
                working.take(wanted).last().unwrap_or(last)
            }
        }
    }
}

impl MonthDay {
    fn zh(self) -> String {
        match self {
            Self::Day(n) => format!("{n}日"),
            Self::Last => "最后一日".to_owned(),
            Self::WorkingDay(n) => format!("第{n}个工作日"),
        }
    }

    fn en(self) -> String {
        match self {
            Self::Day(n) => format!("day {n}"),
            Self::Last => "the last day".to_owned(),
            Self::WorkingDay(n) => format!("working day {n}"),
        }
    }
}
