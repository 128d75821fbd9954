//! What is left of a period, also while its clock stands.

use serde::{Deserialize, Serialize};

use super::bounds::{WALK_DAYS_MAXIMUM, bounded, days_between, plus_days, start_of};
use super::count::{Count, Reckoning};
use super::due::due;
use super::office::{hours_run, office_run_on};
use super::resolved::Calendar;
use super::stopped::Stopped;
use super::term::{Due, Stop, Term};
use crate::bilingual::Language;
use crate::moment::Moment;

const MILLISECONDS_PER_MINUTE: i64 = 60_000;

/// What is left of a period at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// The budget not used up. Days after the instant's own: on the last day 0 are left.
    pub left: Left,
    /// Whether the clock runs.
    pub clock: Clock,
    /// The instant lies on the last day.
    pub ends_today: bool,
    /// When the period ends; `None` while nothing has resumed the clock.
    pub due: Option<Due>,
}

/// An amount of budget that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// Working days.
    WorkingDays(u32),
    /// Natural days; also of budgets in months and years.
    NaturalDays(u32),
    /// Minutes of a budget in hours, rounded up.
    Minutes(u64),
    /// Minutes of a budget in working hours, rounded up.
    WorkingMinutes(u64),
}

/// What the clock does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// 计时中
    Running,
    /// 暂停计时
    Stopped,
    /// 已超过时限
    Passed,
}

/// What is left at `at` of the period that starts at `start`.
pub fn remaining(start: Moment, term: &Term, calendar: &Calendar, stops: &[Stop], at: Moment) -> Remaining {
    let (start, at) = (bounded(start), bounded(at));
    let due = due(start, term, calendar, stops);
    let reckoning = Reckoning::of(term.budget, start.date());
    let clock = clock(reckoning, due, stops, at);
    let left = match reckoning {
        Reckoning::WorkingDays(n) => Left::WorkingDays(days_left(start, n, true, calendar, stops, at)),
        Reckoning::NaturalDays(n) => {
            let left = days_left(start, n, false, calendar, stops, at);
            // An end moved forward to the day before a rest day leaves fewer days than the budget does.
            Left::NaturalDays(due.map_or(left, |due| left.min(days_between(at.date(), due.last_day()))))
        }
        Reckoning::Hours(milliseconds) => {
            Left::Minutes(minutes(milliseconds - hours_run(start, at, &Stopped::instants(stops))))
        }
        Reckoning::WorkingHours(milliseconds) => {
            Left::WorkingMinutes(minutes(milliseconds - office_run(start, at, milliseconds, calendar, stops)))
        }
    };
    let ends_today = clock != Clock::Passed && due.is_some_and(|due| due.last_day() == at.date());
    Remaining { left, clock, ends_today, due }
}

impl Left {
    /// `2个工作日`, `3小时20分钟`; `2 working days`, `3 h 20 min`.
    pub fn text(self, language: Language) -> String {
        let days = |n: u32, zh: &str, en: &str| match language {
            Language::Zh => format!("{n}个{zh}"),
            Language::En => format!("{n} {en} {}", if n == 1 { "day" } else { "days" }),
        };
        match self {
            Self::WorkingDays(n) => days(n, "工作日", "working"),
            Self::NaturalDays(n) => days(n, "自然日", "natural"),
            Self::Minutes(n) => super::words::duration(n, language),
            Self::WorkingMinutes(n) => match language {
                Language::Zh => format!("工作时间{}", super::words::duration(n, language)),
                Language::En => format!("{} of office hours", super::words::duration(n, language)),
            },
        }
    }
}

impl Remaining {
    /// `剩余2个工作日`, `已暂停计时，剩余2个工作日`, `今天是最后一天`, `已超过时限`.
    pub fn text(&self, language: Language) -> String {
        let left = self.left.text(language);
        let in_days = matches!(self.left, Left::WorkingDays(_) | Left::NaturalDays(_));
        match (language, self.clock) {
            (Language::Zh, Clock::Passed) => "已超过时限".to_owned(),
            (Language::En, Clock::Passed) => "overdue".to_owned(),
            (Language::Zh, Clock::Stopped) => format!("已暂停计时，剩余{left}"),
            (Language::En, Clock::Stopped) => format!("clock stopped, {left} left"),
            (Language::Zh, Clock::Running) if in_days && self.ends_today => "今天是最后一天".to_owned(),
            (Language::En, Clock::Running) if in_days && self.ends_today => "today is the last day".to_owned(),
            (Language::Zh, Clock::Running) => format!("剩余{left}"),
            (Language::En, Clock::Running) => format!("{left} left"),
        }
    }
}

/// A stop counts as one only if it takes effect before the period ends.
fn clock(reckoning: Reckoning, due: Option<Due>, stops: &[Stop], at: Moment) -> Clock {
    if due.is_some_and(|due| due.due_before <= at) {
        return Clock::Passed;
    }
    let takes_effect = |stop: &Stop| match reckoning {
        Reckoning::WorkingDays(_) | Reckoning::NaturalDays(_) => start_of(plus_days(bounded(stop.from).date(), 1)),
        Reckoning::Hours(_) | Reckoning::WorkingHours(_) => stop.from,
    };
    let stands = stops.iter().any(|stop| {
        stop.from <= at
            && stop.until.is_none_or(|until| at < until)
            && due.is_none_or(|due| takes_effect(stop) < due.due_before)
    });
    if stands { Clock::Stopped } else { Clock::Running }
}

fn days_left(
    start: Moment,
    wanted: u32,
    only_working_days: bool,
    calendar: &Calendar,
    stops: &[Stop],
    at: Moment,
) -> u32 {
    let stopped = Stopped::days(stops);
    let mut count = Count::new(start.date(), only_working_days, wanted, calendar, &stopped);
    let today = at.date();
    let _ = count.by_ref().find(|(date, _)| today <= *date);
    wanted.saturating_sub(count.counted())
}

fn office_run(start: Moment, at: Moment, milliseconds: i64, calendar: &Calendar, stops: &[Stop]) -> i64 {
    let stopped = Stopped::instants(stops);
    let mut run = 0;
    let mut day = start.date();
    for _ in 0..WALK_DAYS_MAXIMUM {
        // A look from far in the future costs no more than the period.
        if at.date() < day || milliseconds <= run {
            break;
        }
        run += office_run_on(day, start, Some(at), calendar, &stopped);
        day = plus_days(day, 1);
    }
    run
}

fn minutes(milliseconds: i64) -> u64 {
    let whole = (milliseconds.max(0) + MILLISECONDS_PER_MINUTE - 1) / MILLISECONDS_PER_MINUTE;
    u64::try_from(whole).unwrap_or(0)
}
