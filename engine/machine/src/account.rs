//! Why a deadline has the date it has: what happened to it, then every day. For screens, consoles and mails alike.

use definition::bilingual::{Bilingual, Language};
use definition::calendar::{Calendar, Explanation, Limit};
use definition::moment::Moment;
use definition::name::PersonName;

use crate::case::{ArmedDeadline, Clock, LedgerEntry};
use crate::change::Note;
use crate::counting::Counting;

/// Why a deadline has the date it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// What happened to its clock after it began, in order: when, and what.
    pub changes: Vec<(Moment, Bilingual)>,
    /// Day by day, by the calendar as it is now; none without a calendar.
    pub explanation: Option<Explanation>,
    /// The first instant too late.
    due_before: Moment,
    runs: bool,
}

impl Account {
    /// Of a deadline; `title` says the name of a person.
    pub fn of(
        armed: &ArmedDeadline,
        limit: Limit,
        calendar: Option<&Calendar>,
        title: impl Fn(&PersonName) -> String,
    ) -> Self {
        let counting = Counting::of(&armed.ledger, limit, None);
        Self {
            changes: armed.ledger.iter().filter_map(|entry| change(entry, &title)).collect(),
            explanation: counting.zip(calendar).map(|(counting, calendar)| counting.explain(calendar)),
            due_before: armed.due_before,
            runs: armed.clock == Clock::Running,
        }
    }

    /// In words: the start, what happened since, one line a day, the result.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = self.explanation.as_ref().map(|why| why.lines(language)).unwrap_or_default();
        let after_the_start = lines.len().min(1);
        let changes = self.changes.iter().map(|(_, what)| what.get(language).to_owned());
        lines.splice(after_the_start..after_the_start, changes);
        lines.extend(self.stands_apart(language));
        lines
    }

    /// A date that is not what the calendar says now says so.
    fn stands_apart(&self, language: Language) -> Option<String> {
        let counted = self.explanation.as_ref()?.due_before?;
        let due = (self.runs && counted != self.due_before).then(|| self.due_before.shown_as_end())?;
        Some(match language {
            Language::Zh => format!("现定到期：{due}（日历变更后尚未重新推算，或按规定日期不动）"),
            Language::En => format!("Due as it stands: {due} (not counted again since the calendar changed, or kept)"),
        })
    }
}

fn change(entry: &LedgerEntry, title: &impl Fn(&PersonName) -> String) -> Option<(Moment, Bilingual)> {
    let said = |note: &Note| {
        let reason = if note.reason.is_empty() { String::new() } else { format!("：{}", note.reason) };
        let source = note.source.as_ref().map(|source| format!("（{source}）")).unwrap_or_default();
        Bilingual::new(
            format!("{reason}{source}"),
            reason.replace('：', ": ") + &source.replace('（', " (").replace('）', ")"),
        )
    };
    let (at, zh, en) = match entry {
        LedgerEntry::Armed { .. } => return None,
        LedgerEntry::Stopped { at } => (*at, "暂停计时".to_owned(), "clock stopped".to_owned()),
        LedgerEntry::Resumed { at } => {
            (*at, "恢复计时，接续计算".to_owned(), "clock goes on with what was left".to_owned())
        }
        LedgerEntry::Kept { at } => {
            (*at, "恢复计时，暂停不计，日期不动".to_owned(), "clock goes on, the date stays".to_owned())
        }
        LedgerEntry::Extended { at, to, note } => {
            let (by, said) = (title(&note.by), said(note));
            let (zh, en) = (to.text(Language::Zh), to.text(Language::En));
            (*at, format!("{by} 延长至{zh}{}", said.zh), format!("extended to {en} by {by}{}", said.en))
        }
        LedgerEntry::Corrected { at, from, note } => {
            let (by, from, said) = (title(&note.by), from.shown(), said(note));
            (
                *at,
                format!("{by} 更正为自 {from} 起算{}", said.zh),
                format!("corrected by {by} to count from {from}{}", said.en),
            )
        }
        LedgerEntry::Reprojected { at } => {
            (*at, "工作日历变更，重新推算".to_owned(), "counted again, since the calendar had changed".to_owned())
        }
    };
    let shown = at.shown();
    Some((at, Bilingual::new(format!("{shown} {zh}"), format!("{shown} {en}"))))
}
