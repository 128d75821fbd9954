//! 定期任务: a recurring duty of offices. A schedule and the offices of a level give occurrences; each starts a case with a
//! deadline, and says what counts as done and what follows if nothing is.

mod check;
mod facts;
mod occurrence;
mod period;
mod read;
mod schedule;
#[cfg(test)]
mod tests;

use crate::bilingual::Bilingual;
use crate::calendar::Budget;
use crate::days::Days;
use crate::expression::Expression;
use crate::model::{Effective, Handed};
use crate::moment::Date;
use crate::name::{DeadlineName, LevelName, ObligationName, OfficeName, ProcessName};
use crate::text::Span;
use chrono::{NaiveTime, Weekday};

pub use check::{assemble, between};
pub use facts::{Missing, Question};
pub use occurrence::{OCCURRENCES_MAX, Occurrence, World, next_opening, occurrences, opened_between};
pub use period::Period;
pub use read::{ObligationSource, read};
pub use schedule::Cron;

/// 定期任务: what an office of a level has to do, again and again.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Its id.
    pub name: ObligationName,
    /// Where its name stands.
    pub span: Span,
    /// Its name for people.
    pub title: Bilingual,
    /// The article that sets it.
    pub source: Option<String>,
    /// The due days it holds for.
    pub effective: Effective,
    /// The level of the offices it binds.
    pub level: LevelName,
    /// Which of them it does not bind, when, and why.
    pub exceptions: Vec<Exception>,
    /// Further condition, on the first day of the period at the office.
    pub when: Option<Expression>,
    /// On which days something is due.
    pub schedule: Schedule,
    /// What an occurrence is about.
    pub about: About,
    /// When its case is started.
    pub opens: Opens,
    /// Whether the soft target is the last working day up to the due day; else it is the due day.
    pub target_on_working_day: bool,
    /// The process each occurrence starts.
    pub process: ProcessName,
    /// What the case is handed.
    pub fields: Vec<Handed>,
    /// The obligation of an office above whose case of the same period is told by this one's.
    pub under: Option<ObligationName>,
    /// What counts as done.
    pub done: Done,
    /// What follows if it is not done in time.
    pub missed: Option<Missed>,
}

/// 除外: an office that is not bound for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Which.
    pub office: OfficeName,
    /// Due days it is free on.
    pub days: Days,
    /// Why.
    pub reason: String,
}

/// On which days something is due.
#[derive(Clone, Debug, PartialEq)]
pub enum Schedule {
    /// On a day of every week.
    Weekly(Weekday),
    /// On a day of every month.
    Monthly(DayOfMonth),
    /// On a day of a month of every quarter, from 1 to 3.
    Quarterly(u32, DayOfMonth),
    /// On a day of a month of every year.
    Yearly(u32, DayOfMonth),
    /// On one day.
    Once(Date),
    /// On the days of a cron expression, in Asia/Shanghai.
    Cron(Box<Cron>),
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOfMonth {
    /// From 1; in a shorter month its last day.
    Day(u32),
    /// The last day.
    Last,
}

/// What an occurrence is about, seen from its due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The due day itself.
    Day,
    /// Its week, from Monday.
    Week,
    /// Its month.
    Month,
    /// Its quarter.
    Quarter,
    /// Its year.
    Year,
    /// The week before.
    PreviousWeek,
    /// The month before.
    PreviousMonth,
    /// The quarter before.
    PreviousQuarter,
    /// The year before.
    PreviousYear,
}

/// When the case of an occurrence is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// With the first day of its period.
    PeriodBegins,
    /// With the day after its period.
    PeriodEnds,
    /// So long before the due day, at a time of day.
    Before(Budget, NaiveTime),
}

/// What counts as done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// The case of the occurrence has ended, in one of these ways if any is named.
    Ended(Vec<String>),
    /// This deadline of the case is met.
    Met(DeadlineName),
    /// So many cases of a process at the office, or below it, have ended within the period, in one of these ways if any is named.
    Count {
        /// How many, from 1.
        at_least: u32,
        /// Of which process.
        process: ProcessName,
        /// How; any way if none.
        outcomes: Vec<String>,
    },
}

/// What is started if an occurrence is not done in time.
#[derive(Clone, Debug)]
pub struct Missed {
    /// The level of the office above at which it is started; the office itself if none, and then its process says whose task
    /// it is.
    pub level: Option<LevelName>,
    /// The process.
    pub process: ProcessName,
    /// What its case is handed: the evidence.
    pub fields: Vec<Handed>,
}
