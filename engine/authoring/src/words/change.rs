//! What may happen to a deadline or a case besides its course: extended, corrected, suspended.

use definition::model::{Correction, Deadline, Extension, OnCalendarChange, SuspendedClock, Suspension};

use super::Words;

impl Words<'_> {
    /// The target of a deadline and what may change its date, a sentence each.
    pub fn changes(&self, deadline: &Deadline) -> Vec<String> {
        let target = deadline.target.as_ref().map(|target| {
            let limit = self.term(&target.limit);
            self.either(format!("内部目标{limit}"), format!("target: {limit}"))
        });
        let extend = deadline.extend.as_ref().map(|extend| self.extension(extend));
        let correct = deadline.correct.as_ref().map(|correct| self.correction(correct));
        let keeps = (deadline.on_calendar_change == OnCalendarChange::Keep)
            .then(|| self.either("日历变更时日期不动", "keeps its date when the calendar changes").to_owned());
        [target, extend, correct, keeps].into_iter().flatten().collect()
    }

    fn extension(&self, extend: &Extension) -> String {
        let (roles, to) = (self.roles(&extend.roles), extend.to.text(self.language));
        match extend.once {
            true => self.either(
                format!("{roles}可延长一次，总共不超过{to}"),
                format!("{roles} may extend it once, to {to} at most"),
            ),
            false => {
                self.either(format!("{roles}可延长，总共不超过{to}"), format!("{roles} may extend it, to {to} at most"))
            }
        }
    }

    fn correction(&self, correct: &Correction) -> String {
        let (roles, days) = (self.roles(&correct.roles), correct.within_days);
        self.either(
            format!("{roles}可更正起算日，相差不超过{days}日"),
            format!("{roles} may correct its start by {days} days at most"),
        )
    }

    /// Who may suspend a case, and what its clocks do.
    pub fn suspension(&self, suspend: &Suspension) -> String {
        let roles = self.roles(&suspend.roles);
        let clock = match suspend.clock {
            SuspendedClock::Stops => self.either("停止计时", "clocks stand"),
            SuspendedClock::Runs => self.either("计时照走", "clocks run on"),
        };
        let then = self.on_return(suspend.on_resume);
        self.either(
            format!("{roles}可中止办理：{clock}，恢复后{then}"),
            format!("{roles} may suspend a case: {clock}; resumed, each {then}"),
        )
    }
}
