//! What an occurrence is about: a day, week, month, quarter or year.

use chrono::{Datelike, Days as Count, Months};

use super::About;
use crate::bilingual::Bilingual;
use crate::moment::Date;

/// Months of a quarter.
const QUARTER_MONTHS: u32 = 3;

/// 所属期: a run of days with a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Names it once and for all: `2020-04-10`, `2020-W15`, `2020-04`, `2020-Q1`, `2020`.
    pub key: String,
}

impl Period {
    /// What an occurrence due on a day is about.
    pub fn of(due: Date, about: About) -> Option<Self> {
        match about {
            About::Day => Some(Self { from: due, to: due, key: due.to_string() }),
            About::Week => week(due),
            About::PreviousWeek => week(due.checked_sub_days(Count::new(7))?),
            About::Month => months(due, 1),
            About::PreviousMonth => months(before(due, 1)?, 1),
            About::Quarter => months(due, QUARTER_MONTHS),
            About::PreviousQuarter => months(before(due, QUARTER_MONTHS)?, QUARTER_MONTHS),
            About::Year => months(due, 12),
            About::PreviousYear => months(before(due, 12)?, 12),
        }
    }

    /// The first day after it.
    pub fn until(&self) -> Date {
        self.to.succ_opt().unwrap_or(self.to)
    }

    /// As people say it: 2020年第1季度.
    pub fn title(&self) -> Bilingual {
        let (year, month) = (self.from.year(), self.from.month());
        match self.key.as_bytes() {
            [_, _, _, _, b'-', b'Q', ..] => {
                let quarter = month.div_ceil(QUARTER_MONTHS);
                Bilingual::new(format!("{year}年第{quarter}季度"), format!("quarter {quarter} of {year}"))
            }
            [_, _, _, _, b'-', b'W', ..] => {
                Bilingual::new(format!("{} 至 {} 的一周", self.from, self.to), format!("the week of {}", self.from))
            }
            [_, _, _, _] => Bilingual::new(format!("{year}年"), format!("{year}")),
            [_, _, _, _, _, _, _] => Bilingual::new(format!("{year}年{month}月"), self.key.clone()),
            _ => Bilingual::same(self.key.clone()),
        }
    }
}

fn before(due: Date, months: u32) -> Option<Date> {
    due.with_day(1)?.checked_sub_months(Months::new(months))
}

fn week(day: Date) -> Option<Period> {
    let from = day.checked_sub_days(Count::new(u64::from(day.weekday().num_days_from_monday())))?;
    let to = from.checked_add_days(Count::new(6))?;
    let week = from.iso_week();
    Some(Period { from, to, key: format!("{}-W{:02}", week.year(), week.week()) })
}

/// The run of so many months, counted from January, that a day lies in.
fn months(day: Date, count: u32) -> Option<Period> {
    let first = (day.month0() / count) * count;
    let from = Date::from_ymd_opt(day.year(), first + 1, 1)?;
    let to = from.checked_add_months(Months::new(count))?.pred_opt()?;
    let key = match count {
        1 => from.format("%Y-%m").to_string(),
        QUARTER_MONTHS => format!("{}-Q{}", from.year(), first / QUARTER_MONTHS + 1),
        _ => from.year().to_string(),
    };
    Some(Period { from, to, key })
}
