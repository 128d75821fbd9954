//! Calendar files: the yearly notices as written, checked day by day, and all calendars of a workspace together.

mod assemble;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveTime};

use super::decode::Decoder;
use crate::bilingual::Bilingual;
use crate::calendar::{CalendarData, SpecialDay};
use crate::diagnostic::Code;
use crate::keyword;
use crate::moment::Date;
use crate::name::CalendarName;
use crate::text::{Span, Spanned};
use crate::yaml::Node;

pub use assemble::assemble;

/// December: the notice of a year may decide days of the December before it.
const DECEMBER: u32 = 12;

/// One calendar file.
#[derive(Clone, Debug)]
pub struct CalendarSource {
    /// Where its name stands.
    pub span: Span,
    /// Where its parent's name stands.
    pub parent: Option<Span>,
    /// What it says.
    pub data: CalendarData,
}

/// First and last day, both included.
type Covers = (Date, Date);
type Days = BTreeMap<Date, SpecialDay>;

/// Reads one calendar file.
pub fn read(decoder: &mut Decoder, node: &Node) -> Option<CalendarSource> {
    let mut fields = decoder.fields(node)?;
    let name: Option<Spanned<CalendarName>> = fields.required(decoder, keyword::CALENDAR, Decoder::name);
    let title = fields.optional(decoder, keyword::NAME, Decoder::bilingual);
    fields.optional(decoder, keyword::SOURCE, Decoder::text);
    let parent: Option<Spanned<CalendarName>> = fields.optional(decoder, keyword::PARENT, Decoder::name);
    let covers = fields.optional(decoder, keyword::COVERS, covers);
    let office_hours = fields.optional(decoder, keyword::OFFICE_HOURS, office_hours);
    let days = fields.optional(decoder, keyword::OF_YEARS, |decoder, node| Some(years(decoder, node, covers)));
    fields.finish(decoder);
    let name = name?;
    let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
    let (span, parent_span) = (name.span, parent.as_ref().map(|parent| parent.span));
    let parent = parent.map(|parent| parent.value);
    let days = days.unwrap_or_default();
    let data = CalendarData { name: name.value, title, parent, covers, days, office_hours };
    Some(CalendarSource { span, parent: parent_span, data })
}

fn covers(decoder: &mut Decoder, node: &Node) -> Option<Covers> {
    let mut fields = decoder.fields(node)?;
    let from = fields.required(decoder, keyword::FROM, Decoder::date);
    let to = fields.required(decoder, keyword::TO_DAY, Decoder::date);
    fields.finish(decoder);
    in_order(decoder, from?.value, &to?)
}

/// The first and last day, if they stand in order.
fn in_order(decoder: &mut Decoder, from: Date, to: &Spanned<Date>) -> Option<Covers> {
    if from <= to.value {
        return Some((from, to.value));
    }
    let message = Bilingual::new(
        format!("“到”不应早于“自”（{from}），写的是 {}", to.value),
        format!("`to` should not be before `from` ({from}), found {}", to.value),
    );
    decoder.problem(Code::Contradiction, to.span, message, None);
    None
}

fn office_hours(decoder: &mut Decoder, node: &Node) -> Option<Vec<(NaiveTime, NaiveTime)>> {
    let expected =
        || Bilingual::new("先后排列、不重叠的时段，例如 08:30-11:30", "spans one after another, such as 08:30-11:30");
    let mut hours: Vec<(NaiveTime, NaiveTime)> = Vec::new();
    for item in decoder.list(node) {
        let read = decoder.scalar(item).and_then(|scalar| hours_of(&scalar.text));
        let after = hours.last().map_or(NaiveTime::MIN, |last| last.1);
        match read.filter(|(open, close)| after <= *open && open < close) {
            Some(span) => hours.push(span),
            None => return decoder.bad_scalar(item, expected()),
        }
    }
    if hours.is_empty() {
        decoder.wrong_shape(node, Bilingual::new("至少一个时段", "at least one span"));
        return None;
    }
    Some(hours)
}

fn hours_of(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (open, close) = text.split_once('-')?;
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    Some((time(open)?, time(close)?))
}

/// The special days of all years.
fn years(decoder: &mut Decoder, node: &Node, covers: Option<Covers>) -> Days {
    let mut days = Days::new();
    let Some((entries, _)) = decoder.mapping(node) else { return days };
    for entry in entries {
        let Some(year) = year_of(&entry.key.text) else {
            let message = Bilingual::new(
                format!("应为年份，例如 2020，写的是“{}”", entry.key.text),
                format!("expected a year such as 2020, found `{}`", entry.key.text),
            );
            decoder.problem(Code::BadScalar, entry.key.span, message, None);
            continue;
        };
        decoder.within(&entry.key.text, |decoder| {
            Year { year, covers, days: &mut days }.read(decoder, &entry.value);
        });
    }
    days
}

fn year_of(text: &str) -> Option<i32> {
    text.parse().ok().filter(|year| text.len() == 4 && *year > 0)
}

/// One year's notice while it is read.
struct Year<'d> {
    year: i32,
    covers: Option<Covers>,
    days: &'d mut Days,
}

impl Year<'_> {
    fn read(&mut self, decoder: &mut Decoder, node: &Node) {
        let Some(mut fields) = decoder.fields(node) else { return };
        fields.optional(decoder, keyword::SOURCE, Decoder::text);
        fields.optional(decoder, keyword::OFF, |decoder, node| {
            Some(decoder.every(node, |decoder, node| self.off(decoder, node)))
        });
        fields.optional(decoder, keyword::WORK, |decoder, node| {
            Some(decoder.every(node, |decoder, node| self.work(decoder, node)))
        });
        fields.finish(decoder);
    }

    /// A run of days off: `{from, to, name}`; one day without `to`.
    fn off(&mut self, decoder: &mut Decoder, node: &Node) -> Option<()> {
        let mut fields = decoder.fields(node)?;
        let from = fields.required(decoder, keyword::FROM, Decoder::date);
        let to = fields.optional(decoder, keyword::TO_DAY, Decoder::date);
        let reason = fields.required(decoder, keyword::NAME, Decoder::bilingual);
        fields.finish(decoder);
        let (from, reason) = (from?, reason?.value);
        let to = to.unwrap_or_else(|| from.clone());
        let (first, last) = in_order(decoder, from.value, &to)?;
        if !(self.fits(decoder, &from) && self.fits(decoder, &to)) {
            return None;
        }
        for day in first.iter_days().take_while(|day| *day <= last) {
            let place = Spanned::new(day, from.span);
            self.put(decoder, &place, SpecialDay::Off { reason: reason.clone() })?;
        }
        Some(())
    }

    fn work(&mut self, decoder: &mut Decoder, node: &Node) -> Option<()> {
        let day = decoder.date(node)?;
        if !self.fits(decoder, &day) {
            return None;
        }
        self.put(decoder, &day, SpecialDay::Work { reason: Bilingual::new("调休上班", "make-up working day") })
    }

    /// Whether a day belongs to this year's notice and to what the calendar covers; tells it if not.
    fn fits(&self, decoder: &mut Decoder, day: &Spanned<Date>) -> bool {
        let (year, date) = (self.year, day.value);
        let before = date.year() + 1 == year && date.month() == DECEMBER;
        if date.year() != year && !before {
            let message = Bilingual::new(
                format!("{date} 不属于 {year} 年的安排"),
                format!("{date} is no day of the arrangement of {year}"),
            );
            let help = Bilingual::new(
                "只能是当年的日期，或上一年 12 月的日期",
                "only days of that year and of the December before it stand here",
            );
            decoder.problem(Code::Contradiction, day.span, message, Some(help));
            return false;
        }
        let Some((first, last)) = self.covers.filter(|(first, last)| date < *first || *last < date) else {
            return true;
        };
        let message = Bilingual::new(
            format!("{date} 不在日历覆盖的范围内（{first} 到 {last}）"),
            format!("{date} is outside what the calendar covers ({first} to {last})"),
        );
        let help = Bilingual::new("改正日期，或改 covers（覆盖）", "mend the date, or `covers`");
        decoder.problem(Code::Contradiction, day.span, message, Some(help));
        false
    }

    /// Notes a day; a day has one entry in the whole file.
    fn put(&mut self, decoder: &mut Decoder, day: &Spanned<Date>, special: SpecialDay) -> Option<()> {
        let Some(earlier) = self.days.get(&day.value) else {
            self.days.insert(day.value, special);
            return Some(());
        };
        let word = |special: &SpecialDay| match special {
            SpecialDay::Off { .. } => Bilingual::new("放假", "off"),
            SpecialDay::Work { .. } => Bilingual::new("上班", "work"),
        };
        let (before, now, date) = (word(earlier), word(&special), day.value);
        let message = Bilingual::new(
            format!("{date} 已写为“{}”，这里又写为“{}”", before.zh, now.zh),
            format!("{date} stands as `{}` already and here as `{}`", before.en, now.en),
        );
        let help = Bilingual::new("按通知原文核对，只留一处", "check it against the notice and keep one");
        decoder.problem(Code::Contradiction, day.span, message, Some(help));
        None
    }
}
