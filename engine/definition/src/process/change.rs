//! `target`, `extend`, `correct`, `on_calendar_change` of a deadline; `suspend` of a process.

use crate::bilingual::Bilingual;
use crate::calendar::Limit;
use crate::diagnostic::Code;
use crate::keyword as k;
use crate::model::{
    Comment, Correction, Extension, OnCalendarChange, OnReturn, Rung, SuspendedClock, Suspension, Target,
};
use crate::name::RoleName;
use crate::source::decode::{Decoder, Fields};
use crate::text::Span;
use crate::yaml::Node;

use super::Reader;
use super::action::comment;
use super::deadline::budget;
use super::length::{length, rest_day};

/// Whether what was left goes on, the count begins again, or the date stays.
pub(super) fn on_return(decoder: &mut Decoder, node: &Node) -> Option<OnReturn> {
    let words = [(k::REMAINING, OnReturn::Remaining), (k::RESTART, OnReturn::Restart), (k::KEEP_DATE, OnReturn::Keep)];
    decoder.word(node, &words).map(|word| word.value)
}

impl Reader<'_> {
    /// An earlier day that is aimed at, with its rungs.
    pub(super) fn target(&mut self, fields: &mut Fields<'_>, legal: Option<&Limit>) -> (Option<Target>, Vec<Rung>) {
        let Some(node) = fields.take(&mut self.decoder, k::TARGET) else { return (None, Vec::new()) };
        self.within(k::TARGET.en, |reader| {
            let Some(mut inner) = reader.decoder.fields(node) else { return (None, Vec::new()) };
            let due = inner.required(&mut reader.decoder, k::DUE, length);
            let if_rest_day = rest_day(&mut reader.decoder, &mut inner);
            let mut rungs = reader.ladder(&mut inner);
            rungs.retain(|rung| *rung != Rung::Pass);
            let span = inner.span;
            inner.finish(&mut reader.decoder);
            let Some(limit) = due.map(|due| due.with(if_rest_day)) else { return (None, rungs) };
            if legal.is_some_and(|legal| !is_shorter(&limit, legal)) {
                reader.target_too_late(span);
            }
            (Some(Target { limit, rungs: rungs.len() }), rungs)
        })
    }

    fn target_too_late(&mut self, span: Span) {
        let message = Bilingual::new(
            "内部目标（target）不早于法定期限（due）",
            "the `target` is not earlier than the deadline itself (`due`)",
        );
        let help = Bilingual::new("把目标改得比法定期限短", "make the target shorter than `due`");
        self.decoder.problem(Code::Contradiction, span, message, Some(help));
    }

    /// No stop moves a day that is named, so there is nothing left over to go on with.
    pub(super) fn named_day_stays(&mut self, limit: Option<&Limit>, stops: bool, on_return: OnReturn, span: Span) {
        if !(stops && on_return != OnReturn::Keep && matches!(limit, Some(Limit::Day(_)))) {
            return;
        }
        let message = Bilingual::new(
            "写明日期（by）的时限，暂停不改变日期",
            "a deadline on a named day (`by`) is not moved by stopping its clock",
        );
        let help = Bilingual::new("写 on_return: keep（日期不动）", "write `on_return: keep`");
        self.decoder.problem(Code::Contradiction, span, message, Some(help));
    }

    /// `extend: {to: {working_days: 45}, role: ..., once: true, comment: required}`
    pub(super) fn extension(&mut self, fields: &mut Fields<'_>, limit: Option<&Limit>) -> Option<Extension> {
        let node = fields.take(&mut self.decoder, k::EXTEND)?;
        self.within(k::EXTEND.en, |reader| {
            let mut inner = reader.decoder.fields(node)?;
            let to = inner.required(&mut reader.decoder, k::EXTEND_TO, budget);
            let once = inner.optional(&mut reader.decoder, k::ONCE, Decoder::boolean);
            let authority = reader.authority(&mut inner);
            let span = inner.span;
            inner.finish(&mut reader.decoder);
            let (to, authority) = (to?, authority?);
            if limit.is_some_and(|limit| !is_longer(to, limit)) {
                reader.not_longer(span);
            }
            let Authority { roles, comment, source } = authority;
            Some(Extension { roles, to, once: once.is_none_or(|flag| flag.value), comment, source })
        })
    }

    fn not_longer(&mut self, span: Span) {
        let message = Bilingual::new(
            "延长（extend）的 to 应与 due 同一单位，且比它长",
            "`to` under `extend` must have the unit of `due` and be longer",
        );
        let help = Bilingual::new(
            "例如 due: {working_days: 30} 配 extend: {to: {working_days: 45}}；写明日期（by）的时限不能延长",
            "such as `to: {working_days: 45}` beside `due: {working_days: 30}`; a named day (`by`) cannot be extended",
        );
        self.decoder.problem(Code::Contradiction, span, message, Some(help));
    }

    /// `correct: {within_days: 10, role: ...}`
    pub(super) fn correction(&mut self, fields: &mut Fields<'_>) -> Option<Correction> {
        let node = fields.take(&mut self.decoder, k::CORRECT)?;
        self.within(k::CORRECT.en, |reader| {
            let mut inner = reader.decoder.fields(node)?;
            let within = inner.required(&mut reader.decoder, k::AT_MOST, Decoder::whole);
            let authority = reader.authority(&mut inner);
            inner.finish(&mut reader.decoder);
            let Authority { roles, comment, source } = authority?;
            Some(Correction { roles, within_days: within?.value, comment, source })
        })
    }

    /// `on_calendar_change`; counted again where nothing is said.
    pub(super) fn on_calendar_change(&mut self, fields: &mut Fields<'_>) -> OnCalendarChange {
        let words = [(k::REMAINING, OnCalendarChange::Remaining), (k::KEEP_DATE, OnCalendarChange::Keep)];
        let word = |decoder: &mut Decoder, node: &Node| decoder.word(node, &words);
        let found = fields.optional(&mut self.decoder, k::ON_CALENDAR_CHANGE, word);
        found.map_or(OnCalendarChange::Remaining, |word| word.value)
    }

    /// `suspend: {role: ..., clock: stops, on_resume: remaining}`
    pub(super) fn suspension(&mut self, fields: &mut Fields<'_>) -> Option<Suspension> {
        let node = fields.take(&mut self.decoder, k::SUSPEND)?;
        self.within(k::SUSPEND.en, |reader| {
            let mut inner = reader.decoder.fields(node)?;
            let words = [(k::STOPS, SuspendedClock::Stops), (k::RUNS, SuspendedClock::Runs)];
            let clock = inner.required(&mut reader.decoder, k::CLOCK, |decoder, node| decoder.word(node, &words));
            let stated = inner.has(k::ON_RESUME);
            let on_resume = inner.optional(&mut reader.decoder, k::ON_RESUME, on_return);
            let authority = reader.authority(&mut inner);
            let span = inner.span;
            inner.finish(&mut reader.decoder);
            let clock = clock?.value;
            reader.resumes_as_stated(clock, stated, on_resume, span);
            let usual = match clock {
                SuspendedClock::Stops => OnReturn::Remaining,
                SuspendedClock::Runs => OnReturn::Keep,
            };
            let Authority { roles, comment, source } = authority?;
            Some(Suspension { roles, clock, on_resume: on_resume.unwrap_or(usual), comment, source })
        })
    }

    fn resumes_as_stated(&mut self, clock: SuspendedClock, stated: bool, on_resume: Option<OnReturn>, span: Span) {
        match (clock, stated, on_resume) {
            (SuspendedClock::Stops, false, _) => {
                let message = Bilingual::new(
                    "中止办理时停止计时（clock: stops），却没有写恢复后怎么计（on_resume）",
                    "the clocks stop while suspended (`clock: stops`), but `on_resume` does not say how they go on",
                );
                let help = Bilingual::new(
                    "写 on_resume: remaining（接着算）、restart（重新起算）或 keep（日期不动）",
                    "write `on_resume: remaining`, `restart` or `keep`",
                );
                self.decoder.problem(Code::ReturnUnstated, span, message, Some(help));
            }
            (SuspendedClock::Runs, _, Some(OnReturn::Remaining)) => {
                let message = Bilingual::new(
                    "中止办理时计时照走（clock: runs），恢复后没有剩余可接（on_resume: remaining）",
                    "the clocks run on while suspended (`clock: runs`), so nothing is left over to go on with (`on_resume: remaining`)",
                );
                let help = Bilingual::new(
                    "改为 on_resume: keep，或 clock: stops",
                    "write `on_resume: keep`, or `clock: stops`",
                );
                self.decoder.problem(Code::Contradiction, span, message, Some(help));
            }
            (SuspendedClock::Stops, true, _) | (SuspendedClock::Runs, _, _) => {}
        }
    }

    /// Who may do something, with which words, by which article.
    fn authority(&mut self, fields: &mut Fields<'_>) -> Option<Authority> {
        let role = fields.required(&mut self.decoder, k::ROLE, |_, node| Some(node));
        let roles = role.map(|node| self.within(k::ROLE.en, |reader| reader.roles_that_exist(node)));
        let wanted = fields.optional(&mut self.decoder, k::COMMENT, comment);
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text).map(|text| text.value);
        Some(Authority { roles: roles?, comment: wanted.unwrap_or(Comment::Required), source })
    }

    fn roles_that_exist(&mut self, node: &Node) -> Vec<RoleName> {
        let names = self.decoder.every(node, Decoder::name::<RoleName>);
        names.into_iter().filter_map(|role| self.known_role(role)).collect()
    }
}

struct Authority {
    roles: Vec<RoleName>,
    comment: Comment,
    source: Option<String>,
}

/// Whether a target ends before the deadline, where both are periods of one unit; what cannot be compared is left to its day.
fn is_shorter(target: &Limit, legal: &Limit) -> bool {
    match (target.term(), legal.term()) {
        (Some(target), Some(legal)) if target.budget.maximum() == legal.budget.maximum() => {
            target.budget.amount() < legal.budget.amount()
        }
        (Some(_) | None, Some(_) | None) => true,
    }
}

fn is_longer(to: crate::calendar::Budget, limit: &Limit) -> bool {
    let budget = limit.term().map(|term| term.budget);
    budget.is_some_and(|budget| budget.maximum() == to.maximum() && budget.amount() < to.amount())
}
