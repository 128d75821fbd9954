//! The explanation of a period: which day started the clock, which days counted, which did not and why.

use serde::Serialize;

use super::limit::Limit;
use super::remaining::Left;
use super::term::{Stop, Term};
use super::{budget::Budget, words};
use crate::bilingual::{Bilingual, Language};
use crate::moment::{Date, Moment};

/// Why a period ends when it ends. In JSON dates are ISO days and moments RFC 3339; see the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The instant that started the clock.
    pub start: Moment,
    /// How long, or by which day, and the rule for rest days.
    #[serde(rename = "term")]
    pub limit: Limit,
    /// The last day; `None` while the clock stands.
    pub due: Option<Date>,
    /// The first instant too late; `None` while the clock stands.
    pub due_before: Option<Moment>,
    /// Rests on days whose arrangement is not published yet.
    pub provisional: bool,
    /// The days that count, in order; the n-th is the n-th day of the budget. Empty for a budget in hours or of 0 days.
    pub counted: Vec<Date>,
    /// The days that do not count, from the day of start to the last day, in order, each with the reason.
    pub skipped: Vec<DayNote>,
    /// Counted days that would be rest days by their weekday, each with the reason.
    pub make_up: Vec<DayNote>,
    /// Of a budget in working hours: how much each counted day gave.
    pub worked: Vec<WorkedDay>,
    /// The last day of the budget was a rest day and the end moved.
    pub moved: Option<Moved>,
    /// Days above whose arrangement is not published yet and which the result rests on.
    pub provisional_days: Vec<Date>,
    /// The stops that were taken into account, as given.
    pub stops: Vec<Stop>,
    /// The event that stopped the clock, if nothing has resumed it.
    pub stopped_since: Option<Moment>,
    /// What is left for the clock to count when it resumes; only while it stands.
    pub left: Option<Left>,
}

/// A day and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayNote {
    /// The day.
    pub date: Date,
    /// Why.
    pub reason: Bilingual,
}

/// What a day gave to a budget in working hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WorkedDay {
    /// The day.
    pub date: Date,
    /// Minutes, rounded up.
    pub minutes: u64,
}

/// An end that moved off a rest day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The last day of the budget.
    pub from: Date,
    /// The last day of the period.
    pub to: Date,
    /// Why `from` is a rest day.
    pub reason: Bilingual,
}

impl Explanation {
    /// The explanation in words: the start, one line a day, the move, the stops of a budget in hours, the result.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = vec![self.first_line(language)];
        lines.extend(self.day_lines(language));
        lines.extend(self.moved.as_ref().map(|moved| moved.line(language)));
        if self.is_in_hours() {
            lines.extend(self.stops.iter().map(|stop| stop_line(stop, language)));
        }
        lines.push(self.result(language));
        lines
    }

    fn first_line(&self, language: Language) -> String {
        let day = words::day(self.start.date(), language);
        let time = self.start.time().format("%H:%M");
        let budget = match self.limit {
            Limit::Term(term) => term.budget.text(language),
            Limit::Day(_) => self.limit.text(language),
        };
        match language {
            Language::Zh => format!("自 {day} {time} 起算，期限{budget}"),
            Language::En => format!("Starts {day} {time}, {budget}"),
        }
    }

    fn is_in_hours(&self) -> bool {
        let budget = self.limit.term().map(|Term { budget, if_rest_day: _ }| budget);
        matches!(budget, Some(Budget::Hours(_) | Budget::WorkingHours(_)))
    }

    fn day_lines(&self, language: Language) -> Vec<String> {
        let counted =
            self.counted.iter().enumerate().map(|(index, date)| (*date, self.counted_line(index, *date, language)));
        let skipped = self.skipped.iter().map(|note| (note.date, self.skipped_line(note, language)));
        let mut lines: Vec<(Date, String)> = counted.chain(skipped).collect();
        lines.sort_by_key(|(date, _)| *date);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn counted_line(&self, index: usize, date: Date, language: Language) -> String {
        let day = self.marked_day(date, language);
        let made_up = self.make_up.binary_search_by_key(&date, |note| note.date).ok();
        let note = made_up.and_then(|index| self.make_up.get(index)).map(|note| note.reason.get(language));
        let worked = self.worked.get(index).map(|worked| words::duration(worked.minutes, language));
        let counted = match (language, worked) {
            (Language::Zh, Some(worked)) => format!("{day} 计{worked}"),
            (Language::Zh, None) => format!("{day} 第{}日", index + 1),
            (Language::En, Some(worked)) => format!("{day} counts {worked}"),
            (Language::En, None) => format!("{day} day {}", index + 1),
        };
        match (language, note) {
            (_, None) => counted,
            (Language::Zh, Some(note)) => format!("{counted}（{note}）"),
            (Language::En, Some(note)) => format!("{counted} ({note})"),
        }
    }

    fn skipped_line(&self, note: &DayNote, language: Language) -> String {
        let day = self.marked_day(note.date, language);
        let reason = note.reason.get(language);
        match language {
            Language::Zh => format!("{day} 不计：{reason}"),
            Language::En => format!("{day} not counted: {reason}"),
        }
    }

    fn marked_day(&self, date: Date, language: Language) -> String {
        let day = words::day(date, language);
        if self.provisional_days.binary_search(&date).is_err() {
            return day;
        }
        match language {
            Language::Zh => format!("{day}〔暂定〕"),
            Language::En => format!("{day} [provisional]"),
        }
    }

    fn result(&self, language: Language) -> String {
        let Some(due_before) = self.due_before else {
            return self.stopped_line(language);
        };
        let provisional = match (self.provisional, language) {
            (false, _) => "",
            (true, Language::Zh) => "（暂定：有关日期的放假安排尚未公布）",
            (true, Language::En) => " (provisional: the arrangement of holidays is not published that far)",
        };
        match language {
            Language::Zh => format!("到期：{}{provisional}", due_before.shown_as_end()),
            Language::En => format!("Due: {}{provisional}", due_before.shown_as_end()),
        }
    }

    fn stopped_line(&self, language: Language) -> String {
        let since = self.stopped_since.map(Moment::shown).unwrap_or_default();
        let left = self.left.map(|left| left.text(language)).unwrap_or_default();
        match language {
            Language::Zh => format!("自 {since} 起暂停计时，尚未恢复，剩余{left}"),
            Language::En => format!("Clock stopped since {since} and not resumed, {left} left"),
        }
    }
}

impl Moved {
    fn line(&self, language: Language) -> String {
        let (from, to) = (words::day(self.from, language), words::day(self.to, language));
        let reason = self.reason.get(language);
        match (language, self.from < self.to) {
            (Language::Zh, true) => format!("最后一日 {from} 是休息日（{reason}），顺延至 {to}"),
            (Language::Zh, false) => format!("最后一日 {from} 是休息日（{reason}），提前至 {to}"),
            (Language::En, true) => format!("The last day, {from}, is a rest day ({reason}): moved on to {to}"),
            (Language::En, false) => format!("The last day, {from}, is a rest day ({reason}): moved back to {to}"),
        }
    }
}

fn stop_line(stop: &Stop, language: Language) -> String {
    let from = stop.from.shown();
    match (language, stop.until.map(Moment::shown)) {
        (Language::Zh, Some(until)) => format!("{from} 至 {until} 暂停计时"),
        (Language::Zh, None) => format!("{from} 起暂停计时"),
        (Language::En, Some(until)) => format!("Clock stopped from {from} to {until}"),
        (Language::En, None) => format!("Clock stopped from {from}"),
    }
}
