//! 中止办理与恢复办理: a case stands still as a whole, and goes on. Its tasks stay and cannot be acted on meanwhile.

use std::collections::BTreeMap;

use definition::calendar::{self, RestDay, Stop, Term};
use definition::model::{OnReturn, Suspension, Wait};
use definition::moment::Moment;

use crate::case::Clock;
use crate::change::Grounds;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl<'r> Run<'r> {
    pub fn suspend(&mut self, grounds: &Grounds) -> Result<(), Trouble> {
        self.ready()?;
        let rule = self.suspension()?;
        let note =
            self.authorised(&rule.roles, rule.comment, rule.source.as_ref(), grounds, ("中止办理", "suspending"))?;
        let stops = matches!(rule.clock, definition::model::SuspendedClock::Stops);
        if stops {
            let running = self.case()?.deadlines.iter().filter(|(_, armed)| armed.clock == Clock::Running);
            let running: Vec<_> = running.map(|(name, _)| name.clone()).collect();
            for deadline in running {
                self.emit(Event::DeadlineStopped { deadline });
            }
        }
        self.emit(Event::CaseSuspended { stops, note });
        Ok(())
    }

    pub fn resume(&mut self, grounds: &Grounds) -> Result<(), Trouble> {
        let case = self.case()?;
        let Some(stops) = case.suspended().map(|suspended| suspended.stops) else {
            let number = &case.number;
            let running = Rejection::new(
                RejectionKind::Suspended,
                format!("办件 {number} 没有中止办理，无须恢复"),
                format!("case {number} is not suspended"),
            );
            return Err(running.into());
        };
        let rule = self.suspension()?;
        let note =
            self.authorised(&rule.roles, rule.comment, rule.source.as_ref(), grounds, ("恢复办理", "resuming"))?;
        self.emit(Event::CaseResumed { note });
        if stops || rule.on_resume == OnReturn::Restart {
            self.resume_clocks(rule.on_resume)?;
            self.resume_timers(rule.on_resume)?;
        }
        Ok(())
    }

    /// A case that is suspended cannot be acted on.
    pub fn is_not_suspended(&self) -> Result<(), Trouble> {
        let case = self.case()?;
        let Some(suspended) = case.suspended() else { return Ok(()) };
        let (at, by, reason) = (suspended.at.shown(), self.title(&suspended.note.by), &suspended.note.reason);
        let stands = Rejection::new(
            RejectionKind::Suspended,
            format!("办件 {} 已由 {by} 于 {at} 中止办理：{reason}", case.number),
            format!("case {} was suspended by {by} at {at}: {reason}", case.number),
        );
        Err(stands.with_help("恢复办理后再办", "it has to be resumed first").into())
    }

    fn suspension(&self) -> Result<&'r Suspension, Trouble> {
        let definition = self.definition;
        definition.suspend.as_ref().ok_or_else(|| {
            Rejection::new(
                RejectionKind::NotOffered,
                "本流程没有规定中止办理（suspend）",
                "this process does not allow suspending (`suspend`)",
            )
            .into()
        })
    }

    /// Every clock that stood because of the suspension goes on, but for those that stand where the case is anyway.
    fn resume_clocks(&mut self, how: OnReturn) -> Result<(), Trouble> {
        let definition = self.definition;
        for deadline in definition.deadlines.values() {
            let Some(clock) = self.case()?.deadlines.get(&deadline.name).map(|armed| armed.clock) else { continue };
            let counts = matches!(clock, Clock::Stopped | Clock::Running);
            let begins_anew = how == OnReturn::Restart && counts;
            if (begins_anew || clock == Clock::Stopped) && !self.stands_where_it_is(deadline)? {
                self.resume_clock(deadline, how)?;
            }
        }
        Ok(())
    }

    /// The `after` of the states the case is in count as its clocks do. A day that is named stays.
    fn resume_timers(&mut self, how: OnReturn) -> Result<(), Trouble> {
        let now = self.context.now;
        let active: Vec<_> = self.case()?.active.iter().map(|(name, active)| (name.clone(), active.clone())).collect();
        for (state, active) in active {
            let since = match how {
                OnReturn::Restart => now,
                OnReturn::Remaining => active.since,
                OnReturn::Keep => continue,
            };
            let mut timers = BTreeMap::new();
            for position in active.timers.keys() {
                let due = self.counted_wait(&state, *position, since)?;
                timers.extend(due.map(|due| (*position, due)));
            }
            if !timers.is_empty() {
                self.emit(Event::AfterMoved { state, timers });
            }
        }
        Ok(())
    }

    /// When an `after` of a state is over that counts from an instant, with the suspensions since; none of a named day.
    pub fn counted_wait(
        &self,
        state: &definition::name::StateName,
        position: usize,
        since: Moment,
    ) -> Result<Option<Moment>, Trouble> {
        let Some(after) = self.definition.after(state).get(position) else { return Ok(None) };
        let Wait::For(budget) = after.wait else { return Ok(None) };
        let Some(calendar) = self.calendar(None) else { return Ok(None) };
        let suspensions = self.case()?.suspensions.iter().filter(|suspended| suspended.stops && since <= suspended.at);
        let stops: Vec<Stop> =
            suspensions.map(|suspended| Stop { from: suspended.at, until: suspended.until }).collect();
        let term = Term { budget, if_rest_day: RestDay::Stay };
        Ok(calendar::due(since, &term, &calendar, &stops).map(|due| due.due_before))
    }
}
