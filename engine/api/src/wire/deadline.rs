//! Deadlines, explained day by day.

use serde::Serialize;
use service::Language;
use utoipa::ToSchema;

use super::group::DeadlineGroup;
use super::{Bilingual, texts};

/// A deadline of a case.
#[derive(Serialize, ToSchema)]
pub(super) struct Deadline {
    /// Its id.
    #[schema(example = "same_day")]
    deadline: String,
    /// Its name.
    title: Bilingual,
    /// The article that sets it.
    source: Option<String>,
    /// `running`, `stopped`, `met` or `ended`.
    clock: &'static str,
    /// The first instant too late.
    #[schema(format = DateTime, example = "2020-04-21T00:00:00+08:00")]
    due_before: String,
    /// As people read it.
    #[schema(example = "2020-04-20 24:00")]
    due: String,
    /// Whether the calendar does not reach that far.
    provisional: bool,
    /// Whether it has passed unmet.
    passed: bool,
    /// Working days after today up to the last day; below zero, those since it. Only while it is not met.
    working_days_left: Option<i64>,
    /// How near it is, while its clock runs.
    group: Option<DeadlineGroup>,
    /// The last day of its target as people read it, if it has one. Missing it breaks no law.
    #[schema(example = "2020-04-17 24:00")]
    target: Option<String>,
    /// What is left, while it runs or stands.
    remaining: Option<Remaining>,
    /// What happened to its clock since it began: stops, extensions, corrections, changes of the calendar.
    changes: Vec<Happened>,
    /// All of it in words: the start, what happened, one line a day, the result.
    lines: Lines,
    /// Why it ends when it ends.
    explanation: Option<Explanation>,
}

/// What is left of a deadline.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"left": {"working_days": 2}, "text": {"zh": "剩余2个工作日", "en": "2 working days left"}}))]
struct Remaining {
    /// `working_days`, `natural_days`, `minutes` or `working_minutes`, with how many.
    #[schema(value_type = Object)]
    left: service::Left,
    /// As people read it.
    text: Bilingual,
}

/// Something that happened to the clock of a deadline.
#[derive(Serialize, ToSchema)]
struct Happened {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What, by whom and why.
    what: Bilingual,
}

/// Why a period ends when it ends.
#[derive(Serialize, ToSchema)]
struct Explanation {
    /// What started the clock.
    #[schema(format = DateTime)]
    start: String,
    /// The days that count, in order.
    #[schema(example = json!(["2020-04-21", "2020-04-22"]))]
    counted: Vec<String>,
    /// The days that do not, each with the reason.
    skipped: Vec<DayNote>,
    /// Days that count although their weekday is one of rest, each with the reason.
    make_up: Vec<DayNote>,
    /// Days whose arrangement is not published yet.
    provisional_days: Vec<String>,
    /// The end moved off a rest day.
    moved: Option<Moved>,
    /// When the clock stood.
    stops: Vec<Stop>,
    /// In words, one line a day.
    lines: Lines,
}

/// A day and what there is to say about it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"date": "2020-05-01", "reason": {"zh": "劳动节放假", "en": "Labour Day holiday"}}))]
struct DayNote {
    /// The day.
    date: String,
    /// Why.
    reason: Bilingual,
}

/// An end that moved off a rest day.
#[derive(Serialize, ToSchema)]
struct Moved {
    /// The last day of the budget.
    from: String,
    /// The last day of the period.
    to: String,
    /// Why `from` is a rest day.
    reason: Bilingual,
}

/// A time in which the clock stood.
#[derive(Serialize, ToSchema)]
struct Stop {
    /// Since when.
    #[schema(format = DateTime)]
    from: String,
    /// Until when; none if it still stands.
    #[schema(format = DateTime)]
    until: Option<String>,
}

/// Lines in Chinese and English.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"zh": ["到期：2020-04-20 24:00"], "en": ["Due: 2020-04-20 24:00"]}))]
struct Lines {
    /// 中文
    zh: Vec<String>,
    /// English
    en: Vec<String>,
}

impl From<service::DeadlineExplained> for Deadline {
    fn from(deadline: service::DeadlineExplained) -> Self {
        Self {
            deadline: deadline.deadline.to_string(),
            title: deadline.title.into(),
            source: deadline.source,
            clock: deadline.clock,
            due_before: deadline.due_before.to_string(),
            due: deadline.due,
            provisional: deadline.provisional,
            passed: deadline.passed,
            working_days_left: deadline.working_days_left,
            group: deadline.group.map(Into::into),
            target: deadline.target,
            remaining: deadline.remaining.map(|left| Remaining { left: left.left, text: left.text.into() }),
            changes: deadline.changes.into_iter().map(Into::into).collect(),
            lines: Lines { zh: deadline.lines.zh, en: deadline.lines.en },
            explanation: deadline.explanation.map(Into::into),
        }
    }
}

impl From<service::Happened> for Happened {
    fn from(happened: service::Happened) -> Self {
        Self { at: happened.at.to_string(), what: happened.what.into() }
    }
}

impl From<service::Explanation> for Explanation {
    fn from(why: service::Explanation) -> Self {
        let lines = Lines { zh: why.lines(Language::Zh), en: why.lines(Language::En) };
        let note = |(date, reason): (String, service::Bilingual)| DayNote { date, reason: reason.into() };
        let notes = |days: Vec<_>| days.into_iter().map(note).collect();
        let stops = why
            .stops
            .iter()
            .map(|stop| Stop { from: stop.from.to_string(), until: stop.until.map(|until| until.to_string()) });
        Self {
            start: why.start.to_string(),
            counted: texts(&why.counted),
            skipped: notes(why.skipped.into_iter().map(|day| (day.date.to_string(), day.reason)).collect()),
            make_up: notes(why.make_up.into_iter().map(|day| (day.date.to_string(), day.reason)).collect()),
            provisional_days: texts(&why.provisional_days),
            stops: stops.collect(),
            moved: why.moved.map(|moved| Moved {
                from: moved.from.to_string(),
                to: moved.to.to_string(),
                reason: moved.reason.into(),
            }),
            lines,
        }
    }
}
