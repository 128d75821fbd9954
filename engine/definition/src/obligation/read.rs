//! An obligation file as written: names found, expressions typed; what needs the other texts is left to `check`.

use chrono::{NaiveTime, Weekday};

use super::facts::DutyNames;
use super::schedule::{Cron, CronError};
use super::{About, DayOfMonth, Opens, Schedule};
use crate::bilingual::Bilingual;
use crate::days::Days;
use crate::diagnostic::Code;
use crate::expression::{Expression, compile, compile_as};
use crate::keyword::{self as k, Keyword};
use crate::model::{Effective, Handed};
use crate::name::{DeadlineName, FieldName, LevelName, ObligationName, ProcessName};
use crate::parameter::Parameters;
use crate::process::{budget, effective, time};
use crate::source::decode::{Decoder, Fields};
use crate::text::Spanned;
use crate::value::Type;
use crate::yaml::{Node, Scalar};

/// One obligation file.
#[derive(Clone, Debug)]
pub struct ObligationSource {
    /// Its id.
    pub name: Spanned<ObligationName>,
    /// Its name for people.
    pub title: Bilingual,
    /// The article that sets it.
    pub source: Option<String>,
    /// The due days it holds for.
    pub effective: Effective,
    /// The level it binds.
    pub level: Spanned<LevelName>,
    /// Whom it does not bind: the office as written, when, why.
    pub exceptions: Vec<(Spanned<String>, Days, String)>,
    /// Its condition, as written.
    pub when: Option<Scalar>,
    /// On which days something is due.
    pub schedule: Schedule,
    /// What an occurrence is about.
    pub about: About,
    /// When its case is started.
    pub opens: Opens,
    /// Whether the soft target is a working day.
    pub target_on_working_day: bool,
    /// What it starts.
    pub process: Spanned<ProcessName>,
    /// What it hands over, as written.
    pub fields: Vec<(FieldName, Scalar)>,
    /// What it reports to.
    pub under: Option<Spanned<ObligationName>>,
    /// What counts as done.
    pub done: DoneSource,
    /// What follows if it is missed.
    pub missed: Option<MissedSource>,
}

/// `done` as written.
#[derive(Clone, Debug, Default)]
pub struct DoneSource {
    /// At least so many.
    pub at_least: Option<u32>,
    /// Of this process; its own if none.
    pub process: Option<Spanned<ProcessName>>,
    /// This deadline of its case.
    pub deadline: Option<Spanned<DeadlineName>>,
    /// Which ends count.
    pub outcomes: Vec<Spanned<String>>,
}

/// `missed` as written.
#[derive(Clone, Debug)]
pub struct MissedSource {
    /// The level of the office above.
    pub level: Option<Spanned<LevelName>>,
    /// What is started there.
    pub process: Spanned<ProcessName>,
    /// What it is handed.
    pub fields: Vec<(FieldName, Scalar)>,
}

const WEEKDAYS: &[(Keyword, Weekday)] = &[
    (k::MONDAY, Weekday::Mon),
    (k::TUESDAY, Weekday::Tue),
    (k::WEDNESDAY, Weekday::Wed),
    (k::THURSDAY, Weekday::Thu),
    (k::FRIDAY, Weekday::Fri),
    (k::SATURDAY, Weekday::Sat),
    (k::SUNDAY, Weekday::Sun),
];

const PERIODS: &[(Keyword, About)] = &[
    (k::THE_DAY, About::Day),
    (k::WEEK, About::Week),
    (k::THE_MONTH, About::Month),
    (k::THIS_QUARTER, About::Quarter),
    (k::THIS_YEAR, About::Year),
    (k::PREVIOUS_WEEK, About::PreviousWeek),
    (k::PREVIOUS_MONTH, About::PreviousMonth),
    (k::PREVIOUS_QUARTER, About::PreviousQuarter),
    (k::PREVIOUS_YEAR, About::PreviousYear),
];

/// Reads one obligation file.
pub fn read(decoder: &mut Decoder, node: &Node) -> Option<ObligationSource> {
    let mut fields = decoder.fields(node)?;
    let name: Option<Spanned<ObligationName>> = fields.required(decoder, k::OBLIGATION, Decoder::name);
    let title = fields.required(decoder, k::NAME, Decoder::bilingual);
    let source = fields.optional(decoder, k::SOURCE, Decoder::text).map(|text| text.value);
    let effective = fields.required(decoder, k::EFFECTIVE, effective);
    let bound = fields.required(decoder, k::BINDS, binds);
    let when = fields.optional(decoder, k::WHEN, |decoder, node| decoder.scalar(node).cloned());
    let schedule = fields.required(decoder, k::SCHEDULE, schedule);
    let about = fields.required(decoder, k::PERIOD, |decoder, node| decoder.word(node, PERIODS));
    let opens = fields.required(decoder, k::OPENS, opens);
    let target = fields.optional(decoder, k::TARGET, |decoder, node| {
        decoder.word(node, &[(k::PREVIOUS_WORKING_DAY, true), (k::DUE, false)]).map(|word| word.value)
    });
    let process = fields.required(decoder, k::PROCESS, Decoder::name);
    let given = fields.optional(decoder, k::FIELDS, |decoder, node| Some(handed(decoder, node)));
    let under = fields.optional(decoder, k::UNDER, Decoder::name);
    let done = fields.optional(decoder, k::DONE, done);
    let missed = fields.optional(decoder, k::MISSED, missed);
    fields.finish(decoder);
    let (level, exceptions) = bound?;
    Some(ObligationSource {
        name: name?,
        title: title?.value,
        source,
        effective: effective?,
        level,
        exceptions,
        when,
        schedule: schedule?,
        about: about?.value,
        opens: opens?,
        target_on_working_day: target.unwrap_or_default(),
        process: process?,
        fields: given.unwrap_or_default(),
        under,
        done: done.unwrap_or_default(),
        missed,
    })
}

type Bound = (Spanned<LevelName>, Vec<(Spanned<String>, Days, String)>);

fn binds(decoder: &mut Decoder, node: &Node) -> Option<Bound> {
    let mut fields = decoder.fields(node)?;
    let level = fields.required(decoder, k::LEVEL, Decoder::name);
    let except = fields.optional(decoder, k::EXCEPT, |decoder, node| Some(decoder.every(node, exception)));
    fields.finish(decoder);
    Some((level?, except.unwrap_or_default()))
}

fn exception(decoder: &mut Decoder, node: &Node) -> Option<(Spanned<String>, Days, String)> {
    let mut fields = decoder.fields(node)?;
    let office = fields.required(decoder, k::OFFICE, Decoder::text);
    let days = Days::read(&mut fields, decoder);
    let reason = fields.required(decoder, k::REASON, Decoder::text);
    fields.finish(decoder);
    Some((office?, days, reason?.value))
}

fn schedule(decoder: &mut Decoder, node: &Node) -> Option<Schedule> {
    let mut fields = decoder.fields(node)?;
    let found = [
        fields.optional(decoder, k::WEEKLY, |decoder, node| {
            within(decoder, node, |decoder, fields| {
                let weekday = fields.required(decoder, k::WEEKDAY, |decoder, node| decoder.word(node, WEEKDAYS));
                Some(Schedule::Weekly(weekday?.value))
            })
        }),
        fields.optional(decoder, k::MONTHLY, |decoder, node| {
            within(decoder, node, |decoder, fields| Some(Schedule::Monthly(day(decoder, fields)?)))
        }),
        fields.optional(decoder, k::QUARTERLY, |decoder, node| in_month(decoder, node, 3, Schedule::Quarterly)),
        fields.optional(decoder, k::YEARLY, |decoder, node| in_month(decoder, node, 12, Schedule::Yearly)),
        fields
            .optional(decoder, k::ON_ONE_DAY, |decoder, node| decoder.date(node).map(|day| Schedule::Once(day.value))),
        fields.optional(decoder, k::CRON, cron),
    ];
    let span = fields.span;
    let written = [k::WEEKLY, k::MONTHLY, k::QUARTERLY, k::YEARLY, k::ON_ONE_DAY, k::CRON];
    fields.finish(decoder);
    let mut found = found.into_iter().flatten();
    match (found.next(), found.next()) {
        (Some(schedule), None) => Some(schedule),
        (None, _)
            if decoder.diagnostics.iter().any(|told| told.span.start >= span.start && told.span.end <= span.end) =>
        {
            None
        }
        _ => {
            let names: Vec<&str> = written.iter().map(|word| word.en).collect();
            let message = Bilingual::new(
                format!("这里应恰有一种：{}", names.join("、")),
                format!("exactly one of {} is wanted here", names.join(", ")),
            );
            decoder.problem(Code::OneOf, span, message, None);
            None
        }
    }
}

fn within<T>(
    decoder: &mut Decoder,
    node: &Node,
    read: impl FnOnce(&mut Decoder, &mut Fields<'_>) -> Option<T>,
) -> Option<T> {
    let mut fields = decoder.fields(node)?;
    let value = read(decoder, &mut fields);
    fields.finish(decoder);
    value
}

fn in_month(decoder: &mut Decoder, node: &Node, last: u32, make: fn(u32, DayOfMonth) -> Schedule) -> Option<Schedule> {
    within(decoder, node, |decoder, fields| {
        let month = fields.required(decoder, k::MONTH, |decoder, node| whole_up_to(decoder, node, last));
        let day = day(decoder, fields);
        Some(make(month?, day?))
    })
}

/// `day: 5` or `day: last`.
fn day(decoder: &mut Decoder, fields: &mut Fields<'_>) -> Option<DayOfMonth> {
    fields.required(decoder, k::DAY, |decoder, node| match node {
        Node::Scalar(scalar) if k::LAST.is(&scalar.text) => {
            decoder.words.push((scalar.span, k::LAST));
            Some(DayOfMonth::Last)
        }
        Node::Scalar(_) | Node::Sequence(..) | Node::Mapping(..) => whole_up_to(decoder, node, 31).map(DayOfMonth::Day),
    })
}

fn whole_up_to(decoder: &mut Decoder, node: &Node, last: u32) -> Option<u32> {
    let whole = decoder.whole(node)?;
    if (1..=last).contains(&whole.value) {
        return Some(whole.value);
    }
    decoder.bad_scalar(node, Bilingual::new(format!("1 到 {last} 的数"), format!("a number from 1 to {last}")))
}

fn cron(decoder: &mut Decoder, node: &Node) -> Option<Schedule> {
    let scalar = decoder.scalar(node)?.clone();
    let expected = match Cron::parse(&scalar.text) {
        Ok(cron) => return Some(Schedule::Cron(Box::new(cron))),
        Err(CronError::Unreadable(reason)) => Bilingual::new(
            format!("定时表达式“秒 分 时 日 月 星期 [年]”（{reason}）"),
            format!("a cron expression: seconds, minutes, hours, day, month, weekday, and year if wanted ({reason})"),
        ),
        Err(CronError::SeveralADay) => Bilingual::new(
            "一天至多一次的定时表达式：秒、分、时各写一个数",
            "a cron expression that fires at most once a day: one number each for seconds, minutes and hours",
        ),
    };
    decoder.bad_scalar(node, expected)
}

/// `period_begins`, `period_ends`, or `{before: {working_days: 5}, at: "09:00"}`.
fn opens(decoder: &mut Decoder, node: &Node) -> Option<Opens> {
    if let Node::Mapping(..) = node {
        return within(decoder, node, |decoder, fields| {
            let before = fields.required(decoder, k::BEFORE, budget);
            let at = fields.optional(decoder, k::AT, time);
            Some(Opens::Before(before?, at.unwrap_or(NaiveTime::MIN)))
        });
    }
    let words = [(k::PERIOD_BEGINS, Opens::PeriodBegins), (k::PERIOD_ENDS, Opens::PeriodEnds)];
    decoder.word(node, &words).map(|word| word.value)
}

fn handed(decoder: &mut Decoder, node: &Node) -> Vec<(FieldName, Scalar)> {
    let read = decoder.each(node, |decoder, _: &Spanned<FieldName>, node| decoder.scalar(node).cloned());
    read.into_iter().map(|(name, scalar)| (name.value, scalar)).collect()
}

fn done(decoder: &mut Decoder, node: &Node) -> Option<DoneSource> {
    within(decoder, node, |decoder, fields| {
        let at_least = fields.optional(decoder, k::AT_LEAST, |decoder, node| whole_up_to(decoder, node, COUNTED_MAX));
        let process = fields.optional(decoder, k::PROCESS, Decoder::name);
        let deadline = fields.optional(decoder, k::DEADLINE, Decoder::name);
        let outcomes = fields.optional(decoder, k::OUTCOME, |decoder, node| Some(decoder.every(node, Decoder::text)));
        Some(DoneSource { at_least, process, deadline, outcomes: outcomes.unwrap_or_default() })
    })
}

/// The most cases that an obligation may ask for.
const COUNTED_MAX: u32 = 10_000;

fn missed(decoder: &mut Decoder, node: &Node) -> Option<MissedSource> {
    within(decoder, node, |decoder, fields| {
        let level = fields.optional(decoder, k::LEVEL, Decoder::name);
        let process = fields.required(decoder, k::PROCESS, Decoder::name);
        let given = fields.optional(decoder, k::FIELDS, |decoder, node| Some(handed(decoder, node)));
        Some(MissedSource { level, process: process?, fields: given.unwrap_or_default() })
    })
}

/// The fields handed over, each compiled; problems are told at their places.
pub(super) fn compiled(
    decoder: &mut Decoder,
    written: &[(FieldName, Scalar)],
    parameters: &Parameters,
    missed: bool,
) -> Vec<Handed> {
    let names = DutyNames { parameters, missed };
    let mut handed = Vec::new();
    for (field, scalar) in written {
        let compiled = compile(&scalar.text, &names);
        let value = taken(decoder, scalar, compiled);
        handed.extend(value.map(|value| Handed { field: field.clone(), value, optional: false }));
    }
    handed
}

/// A condition, compiled.
pub(super) fn condition(decoder: &mut Decoder, scalar: &Scalar, parameters: &Parameters) -> Option<Expression> {
    let compiled = compile_as(&scalar.text, &DutyNames { parameters, missed: false }, &Type::Boolean);
    taken(decoder, scalar, compiled)
}

fn taken(
    decoder: &mut Decoder,
    scalar: &Scalar,
    compiled: Result<Expression, Vec<crate::expression::Problem>>,
) -> Option<Expression> {
    match compiled {
        Ok(expression) => Some(expression),
        Err(problems) => {
            for problem in problems {
                decoder.problem(problem.code, scalar.inner(problem.span), problem.message, problem.help);
            }
            None
        }
    }
}

/// Whether a case could open only after its due day, so that it would be late from the start.
pub(super) fn opens_too_late(source: &ObligationSource) -> bool {
    let about_now = matches!(source.about, About::Day | About::Week | About::Month | About::Quarter | About::Year);
    source.opens == Opens::PeriodEnds && about_now
}
