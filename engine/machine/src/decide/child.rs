//! Cases that stand under another: owned ones are called off with the state that owns them; each tells how it came out.

use definition::model::CANCELLED_OUTCOME;
use definition::name::{EventName, StateName};

use crate::actor::Actor;
use crate::case::{CaseId, Clock, Status, Task, TaskNumber, TaskState};
use crate::command::FieldInput;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

/// Cases start one another at most so many deep.
pub(super) const DEPTH_MAX: u32 = 10;
/// What a closed case notes that was to be called off.
const CALL_OFF: &str = "call_off";

impl Run<'_> {
    /// Calls off what a state about to be left owns.
    pub fn call_off_owned(&mut self, state: &StateName) -> Result<(), Trouble> {
        let case = self.case()?;
        let owned = case.owned.iter().filter(|(_, owner)| *owner == state);
        let called: Vec<(String, CaseId)> =
            owned.filter_map(|(key, _)| Some((key.clone(), *case.started.get(key)?))).collect();
        for (key, case) in called {
            self.emit(Event::CaseCalledOff { key, case });
        }
        Ok(())
    }

    /// The case ends with the state that owned it: tasks, clocks and what it owns itself fall away, and nothing more is done.
    pub fn call_off(&mut self) -> Result<(), Trouble> {
        if !matches!(self.actor, Actor::Case { .. }) {
            let message = "只有另立它的办件能撤销它";
            return Err(Rejection::new(RejectionKind::Role, message, "only the case that owns it calls it off").into());
        }
        if matches!(self.case()?.status, Status::Ended { .. }) {
            self.emit(Event::EventIgnored { event: EventName::new(CALL_OFF) });
            return Ok(());
        }
        if self.case()?.incident.is_some() {
            self.emit(Event::IncidentResolved);
        }
        // Held tasks of a suspended case fall away too; its suspension ends with it.
        let waits = |task: &Task| task.is_open() || matches!(task.condition, TaskState::Held { .. });
        let tasks = self.case()?.tasks.iter().filter(|(_, task)| waits(task));
        let open: Vec<TaskNumber> = tasks.map(|(task, _)| *task).collect();
        open.into_iter().for_each(|task| self.emit(Event::TaskCancelled { task }));
        let definition = self.definition;
        let mut innermost = None;
        for state in definition.states.keys().rev() {
            if self.case()?.active.contains_key(state) {
                self.call_off_owned(state)?;
                self.emit(Event::StateLeft { state: state.clone() });
                innermost = innermost.or(Some(state));
            }
        }
        self.end_clocks()?;
        let state = innermost.cloned().unwrap_or_else(|| StateName::new(CANCELLED_OUTCOME));
        self.emit(Event::CaseEnded { state, outcome: CANCELLED_OUTCOME.to_owned() });
        Ok(())
    }

    /// Ends every deadline that still counts.
    pub fn end_clocks(&mut self) -> Result<(), Trouble> {
        let running = |clock: Clock| matches!(clock, Clock::Running | Clock::Stopped);
        let deadlines = &self.case()?.deadlines;
        let still: Vec<_> =
            deadlines.iter().filter(|(_, armed)| running(armed.clock)).map(|(name, _)| name.clone()).collect();
        still.into_iter().for_each(|deadline| self.emit(Event::DeadlineEnded { deadline }));
        Ok(())
    }

    /// Tells the case that started this one that it ends, or has failed by ending so.
    pub fn report(&mut self, outcome: &str) -> Result<(), Trouble> {
        let case = self.case()?;
        let failure = case.failing.as_ref().filter(|failing| failing.means(outcome)).map(|failing| &failing.event);
        if let (Some(starter), Some(event)) = (case.starter, failure.or(case.reports.as_ref()).cloned()) {
            self.emit(Event::CaseTold { case: starter, event, fields: FieldInput::new() });
        }
        Ok(())
    }
}
