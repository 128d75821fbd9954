//! `due`: a period such as `{working_days: 10}`, or a day such as `{by: 2020-04-10}`.

use crate::bilingual::Bilingual;
use crate::calendar::{
    Budget, DAY_OF_MONTH_MAXIMUM, DayRule, Every, Limit, MonthDay, NamedDay, Recurrence, RestDay, Term,
    WORKING_DAY_OF_MONTH_MAXIMUM,
};
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::source::decode::{Decoder, Fields};
use crate::yaml::Node;

use super::deadline::budget;

/// How long, before it is said what happens on a rest day.
#[derive(Clone, Copy)]
pub(super) enum Length {
    Period(Budget),
    Day { by: DayRule, inclusive: bool },
}

impl Length {
    /// With what happens on a rest day.
    pub fn with(self, if_rest_day: RestDay) -> Limit {
        match self {
            Length::Period(budget) => Limit::Term(Term { budget, if_rest_day }),
            Length::Day { by, inclusive } => Limit::Day(NamedDay { by, inclusive, if_rest_day }),
        }
    }
}

/// A period or a named day.
pub(super) fn length(decoder: &mut Decoder, node: &Node) -> Option<Length> {
    let mut fields = decoder.fields(node)?;
    if !fields.has(k::BY) {
        return budget(decoder, node).map(Length::Period);
    }
    let by = fields.required(decoder, k::BY, day_rule);
    let inclusive = fields.optional(decoder, k::INCLUSIVE, Decoder::boolean);
    fields.finish(decoder);
    Some(Length::Day { by: by?, inclusive: inclusive.is_none_or(|flag| flag.value) })
}

/// `if_rest_day`; the end stays where nothing is said.
pub(super) fn rest_day(decoder: &mut Decoder, fields: &mut Fields<'_>) -> RestDay {
    let words = [(k::NEXT, RestDay::Next), (k::PREVIOUS, RestDay::Previous), (k::STAY, RestDay::Stay)];
    let rest = fields.optional(decoder, k::IF_REST_DAY, |decoder, node| decoder.word(node, &words));
    rest.map_or(RestDay::Stay, |word| word.value)
}

/// `2020-04-10`, or `{every: quarter, month: 1, day: 5}`.
pub fn day_rule(decoder: &mut Decoder, node: &Node) -> Option<DayRule> {
    if !matches!(node, Node::Mapping(..)) {
        return decoder.date(node).map(|day| DayRule::On(day.value));
    }
    let mut fields = decoder.fields(node)?;
    let words = [
        (k::EVERY_MONTH, Every::Month),
        (k::QUARTER, Every::Quarter),
        (k::HALF_YEAR, Every::HalfYear),
        (k::YEAR, Every::Year),
    ];
    let every = fields.required(decoder, k::EVERY, |decoder, node| decoder.word(node, &words));
    let every = every.map(|word| word.value);
    let most = every.map_or(1, Every::months);
    let month = fields.optional(decoder, k::OF_MONTH, |decoder, node| number(decoder, node, most));
    let day = fields.optional(decoder, k::DAY, month_day);
    let working = |decoder: &mut Decoder, node: &Node| number(decoder, node, WORKING_DAY_OF_MONTH_MAXIMUM);
    let working = fields.optional(decoder, k::WORKING_DAY, working).map(MonthDay::WorkingDay);
    let span = fields.span;
    fields.finish(decoder);
    let day = match (day, working) {
        (Some(day), None) | (None, Some(day)) => day,
        (Some(_), Some(_)) | (None, None) => {
            let message = Bilingual::new(
                "应恰写一种：day（几日）或 working_day（第几个工作日）",
                "exactly one is wanted: `day` or `working_day`",
            );
            decoder.problem(Code::OneOf, span, message, None);
            return None;
        }
    };
    Some(DayRule::Every(Recurrence { every: every?, month: month.unwrap_or(1), day }))
}

fn month_day(decoder: &mut Decoder, node: &Node) -> Option<MonthDay> {
    let last: Keyword = k::LAST;
    if matches!(node, Node::Scalar(scalar) if last.is(&scalar.text)) {
        return Some(MonthDay::Last);
    }
    number(decoder, node, DAY_OF_MONTH_MAXIMUM).map(MonthDay::Day)
}

fn number(decoder: &mut Decoder, node: &Node, most: u32) -> Option<u32> {
    let found = decoder.whole(node)?;
    if (1..=most).contains(&found.value) {
        return Some(found.value);
    }
    decoder.bad_scalar(node, Bilingual::new(format!("1 到 {most} 之间的数"), format!("a number from 1 to {most}")))
}
