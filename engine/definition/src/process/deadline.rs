//! `deadlines`, and the short form in a state.

use chrono::NaiveTime;
use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::calendar::Budget;
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::model::{Deadline, From, OnReturn, Recipient, Rung, RungTime, Until};
use crate::name::{CalendarName, DeadlineName, FieldName, StateName, TemplateName};
use crate::source::decode::{Decoder, Fields};
use crate::text::{Span, Spanned};
use crate::yaml::Node;

use super::Reader;

/// The template of a rung that names none, before the due moment.
const REMINDER_TEMPLATE: &str = "deadline-reminder";
/// The template of a rung that names none, after the due moment.
const OVERDUE_TEMPLATE: &str = "deadline-overdue";

/// The state a deadline of the short form belongs to.
pub(super) struct Own {
    pub from: From,
    pub until: Until,
    pub title: Bilingual,
}

/// Makes a budget of a count.
type Unit = fn(u32) -> Budget;

/// A budget: `{working_days: 3}`.
pub fn budget(decoder: &mut Decoder, node: &Node) -> Option<Budget> {
    let units: [(Keyword, Unit); 6] = [
        (k::WORKING_DAYS, Budget::WorkingDays),
        (k::NATURAL_DAYS, Budget::NaturalDays),
        (k::MONTHS, Budget::Months),
        (k::YEARS, Budget::Years),
        (k::HOURS, Budget::Hours),
        (k::WORKING_HOURS, Budget::WorkingHours),
    ];
    let mut fields = decoder.fields(node)?;
    let mut found = Vec::new();
    for (keyword, make) in units {
        found.extend(fields.optional(decoder, keyword, Decoder::whole).map(|count| make(count.value)));
    }
    let empty = found.is_empty();
    fields.finish(decoder);
    match found.as_slice() {
        [budget] => Some(*budget),
        _ if empty => decoder.bad_scalar(
            node,
            Bilingual::new(
                "带单位的期限，例如 {working_days: 10}",
                "a period with its unit, such as {working_days: 10}",
            ),
        ),
        _ => decoder.bad_scalar(node, Bilingual::new("只用一种单位的期限", "a period in one unit only")),
    }
}

/// A time of day: `"16:30"`.
pub(crate) fn time(decoder: &mut Decoder, node: &Node) -> Option<NaiveTime> {
    let scalar = decoder.scalar(node)?;
    match NaiveTime::parse_from_str(&scalar.text, "%H:%M") {
        Ok(time) => Some(time),
        Err(_) => {
            decoder.bad_scalar(node, Bilingual::new("一天中的时间，例如 \"16:30\"", "a time of day such as \"16:30\""))
        }
    }
}

impl Reader<'_> {
    /// The deadlines of the case.
    pub fn deadlines(&mut self, fields: &mut Fields<'_>) -> IndexMap<DeadlineName, Deadline> {
        let Some(node) = fields.take(&mut self.decoder, k::DEADLINES) else { return IndexMap::new() };
        let Some((entries, _)) = self.decoder.mapping(node) else { return IndexMap::new() };
        let mut deadlines = IndexMap::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<DeadlineName>(&entry.key) else { continue };
            let path = format!("{}.{}", k::DEADLINES.en, name.value);
            let deadline = self.within(&path, |reader| reader.deadline(&name, &entry.value, None));
            deadlines.extend(deadline.map(|deadline| (name.value, deadline)));
        }
        deadlines
    }

    /// One deadline; `own` for the short form, whose clock runs from entering to leaving its state.
    pub(super) fn deadline(&mut self, name: &Spanned<DeadlineName>, node: &Node, own: Option<Own>) -> Option<Deadline> {
        let mut fields = self.decoder.fields(node)?;
        let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual).map(|title| title.value);
        let title = title.or_else(|| own.as_ref().map(|own| own.title.clone()));
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text).map(|text| text.value);
        let (from, until) = match own {
            Some(own) => (Some(own.from), vec![own.until]),
            None => self.span_of(&mut fields),
        };
        let limit = fields.required(&mut self.decoder, k::DUE, super::length::length);
        let if_rest_day = super::length::rest_day(&mut self.decoder, &mut fields);
        let limit = limit.map(|length| length.with(if_rest_day));
        let calendar = fields.optional(&mut self.decoder, k::CALENDAR, Decoder::name::<CalendarName>);
        let calendar = calendar.and_then(|name| self.known_calendar(name));
        let stops = fields.take(&mut self.decoder, k::STOPS_WHILE);
        let stops_while = stops.map(|node| self.place_list(node)).unwrap_or_default();
        let on_return = self.on_return(&mut fields, !stops_while.is_empty());
        self.named_day_stays(limit.as_ref(), !stops_while.is_empty(), on_return, fields.span);
        let (target, mut ladder) = self.target(&mut fields, limit.as_ref());
        ladder.extend(self.ladder(&mut fields));
        let extend = self.extension(&mut fields, limit.as_ref());
        let correct = self.correction(&mut fields);
        let on_calendar_change = self.on_calendar_change(&mut fields);
        fields.finish(&mut self.decoder);
        Some(Deadline {
            name: name.value.clone(),
            span: name.span,
            title: title.unwrap_or_else(|| Bilingual::same(name.value.as_str())),
            source,
            from: from?,
            until,
            limit: limit?,
            target,
            calendar,
            stops_while,
            on_return,
            extend,
            correct,
            on_calendar_change,
            ladder,
        })
    }

    fn on_return(&mut self, fields: &mut Fields<'_>, stops: bool) -> OnReturn {
        let stated = fields.has(k::ON_RETURN);
        let word = fields.optional(&mut self.decoder, k::ON_RETURN, super::change::on_return);
        if stops && !stated {
            let message = Bilingual::new(
                "时限写了暂停计时（stops_while），却没有写恢复计时（on_return）",
                "the clock may stop (`stops_while`), but `on_return` does not say how it goes on",
            );
            let help = Bilingual::new(
                "写 恢复计时: 接续（接着算剩余天数）、重计（重新起算）或 不动（日期不动）",
                "write `on_return: remaining` (what was left), `restart` or `keep` (the date it had)",
            );
            self.decoder.problem(Code::ReturnUnstated, fields.span, message, Some(help));
        }
        word.unwrap_or(OnReturn::Remaining)
    }

    fn span_of(&mut self, fields: &mut Fields<'_>) -> (Option<From>, Vec<Until>) {
        (self.origin(fields), self.goals(fields))
    }

    pub(super) fn origin(&mut self, fields: &mut Fields<'_>) -> Option<From> {
        let from = fields.required(&mut self.decoder, k::FROM, Decoder::text);
        from.and_then(|text| self.within(k::FROM.en, |reader| reader.from(&text)))
    }

    pub(super) fn goals(&mut self, fields: &mut Fields<'_>) -> Vec<Until> {
        let until =
            fields.required(&mut self.decoder, k::UNTIL, |decoder, node| Some(decoder.every(node, Decoder::text)));
        self.within(k::UNTIL.en, |reader| {
            until.unwrap_or_default().iter().filter_map(|text| reader.until(text)).collect()
        })
    }

    fn from(&mut self, text: &Spanned<String>) -> Option<From> {
        if k::RECEIVED_AT.is(&text.value) {
            return Some(From::ReceivedAt);
        }
        if k::START.is(&text.value) {
            return Some(From::Start);
        }
        match mark(text) {
            Some((Mark::Reach, state)) => self.known_place(state).map(From::Reach),
            Some((Mark::Leave, state)) => self.known_place(state).map(From::Leave),
            None if self.names.has(&text.value) => Some(From::Field(FieldName::new(&text.value))),
            None => self.unknown_mark(
                text,
                "received_at、start、reach(环节)、leave(环节) 或一个日期表单项",
                "received_at, start, reach(state), leave(state) or a date field",
            ),
        }
    }

    fn until(&mut self, text: &Spanned<String>) -> Option<Until> {
        if k::END.is(&text.value) {
            return Some(Until::End);
        }
        match mark(text) {
            Some((Mark::Reach, state)) => self.known_place(state).map(Until::Reach),
            Some((Mark::Leave, state)) => self.known_place(state).map(Until::Leave),
            None => self.unknown_mark(text, "reach(环节)、leave(环节) 或 end", "reach(state), leave(state) or end"),
        }
    }

    fn unknown_mark<T>(&mut self, text: &Spanned<String>, zh: &str, en: &str) -> Option<T> {
        let message = Bilingual::new(
            format!("应为{zh}，写的是“{}”", text.value),
            format!("expected {en}, found `{}`", text.value),
        );
        self.decoder.problem(Code::UnknownMark, text.span, message, None);
        None
    }

    pub(super) fn ladder(&mut self, fields: &mut Fields<'_>) -> Vec<Rung> {
        let remind = fields.take(&mut self.decoder, k::REMIND);
        let overdue = fields.take(&mut self.decoder, k::OVERDUE);
        let mut ladder = remind.map(|node| self.rungs(node, k::REMIND)).unwrap_or_default();
        ladder.push(Rung::Pass);
        ladder.extend(overdue.map(|node| self.rungs(node, k::OVERDUE)).unwrap_or_default());
        ladder
    }

    pub(super) fn rungs(&mut self, node: &Node, side: Keyword) -> Vec<Rung> {
        let items = self.decoder.list(node);
        items.iter().filter_map(|item| self.within(side.en, |reader| reader.rung(item, side))).collect()
    }

    fn rung(&mut self, node: &Node, side: Keyword) -> Option<Rung> {
        let mut fields = self.decoder.fields(node)?;
        let at = if side == k::REMIND { self.reminder_time(&mut fields) } else { self.overdue_time(&mut fields) };
        let to = fields.required(&mut self.decoder, k::RECIPIENT, |_, node| Some(node));
        let to: Option<Recipient> = to.and_then(|node| self.within(k::RECIPIENT.en, |reader| reader.recipient(node)));
        let template = fields.optional(&mut self.decoder, k::TEMPLATE, Decoder::name::<TemplateName>);
        let usual = if side == k::REMIND { REMINDER_TEMPLATE } else { OVERDUE_TEMPLATE };
        let template = template.unwrap_or_else(|| Spanned::new(TemplateName::new(usual), fields.span));
        let notice = self.notice(template);
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(Rung::Tell { at: at?, to: to?, notice: notice?, span })
    }

    fn reminder_time(&mut self, fields: &mut Fields<'_>) -> Option<RungTime> {
        let before = fields.optional(&mut self.decoder, k::BEFORE, budget);
        let since = fields.optional(&mut self.decoder, k::SINCE, budget);
        let at = fields.optional(&mut self.decoder, k::AT, time);
        match (before, since, at) {
            (Some(lead), None, at) => Some(RungTime::Before(lead, at)),
            (None, Some(lag), None) => Some(RungTime::Since(lag)),
            (None, None, Some(at)) => Some(RungTime::At(at)),
            _ => self.one_of(
                fields.span,
                ("before（提前）、since（起算后）、at（最后一日几点）", "`before`, `since`, or `at` (on the last day)"),
            ),
        }
    }

    fn overdue_time(&mut self, fields: &mut Fields<'_>) -> Option<RungTime> {
        let after = fields.optional(&mut self.decoder, k::AFTER, budget);
        let at = fields.optional(&mut self.decoder, k::AT, time);
        match after {
            Some(lag) => Some(RungTime::After(lag, at)),
            None => self.one_of(fields.span, ("after（逾期后多久）", "`after`")),
        }
    }

    fn one_of<T>(&mut self, span: Span, (zh, en): (&str, &str)) -> Option<T> {
        let message = Bilingual::new(format!("应恰写一种时间：{zh}"), format!("exactly one time is wanted: {en}"));
        self.decoder.problem(Code::OneOf, span, message, None);
        None
    }
}

enum Mark {
    Reach,
    Leave,
}

/// `reach(state)` or `leave(state)`, with the place of the state.
fn mark(text: &Spanned<String>) -> Option<(Mark, Spanned<StateName>)> {
    let (word, rest) = text.value.split_once('(')?;
    let state = rest.strip_suffix(')')?;
    let mark = if k::REACH.is(word) {
        Mark::Reach
    } else if k::LEAVE.is(word) {
        Mark::Leave
    } else {
        return None;
    };
    let start = text.span.start + word.len() + 1;
    let span = Span::new(start, (start + state.len()).min(text.span.end));
    Some((mark, Spanned::new(StateName::new(state), span)))
}
