//! Time passed: a rung of a deadline, or a state's `after`, is due.

use definition::model::Rung;
use definition::name::{DeadlineName, StateName};

use crate::case::Generation;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

/// A rung reached later than this after its moment says so: there was an outage.
const LATE_AFTER_MILLISECONDS: i64 = 10 * 60 * 1000;

impl Run<'_> {
    pub fn reach_deadline(&mut self, name: &DeadlineName, generation: Generation, rung: usize) -> Result<(), Trouble> {
        let armed = self.case()?.deadlines.get(name).filter(|armed| armed.generation == generation);
        let next = armed.and_then(|armed| armed.next_rung());
        let Some((_, due_at)) = next.filter(|(next, _)| *next == rung) else { return Err(not_awaited().into()) };
        let now = self.context.now;
        if now < due_at {
            return Err(not_due(&due_at.shown()).into());
        }
        if self.recount_before(name)? {
            return Ok(());
        }
        let late = now.milliseconds() - due_at.milliseconds() > LATE_AFTER_MILLISECONDS;
        self.emit(Event::RungReached { deadline: name.clone(), generation, rung, due_at, late });
        let definition = self.definition;
        let Some(deadline) = definition.deadlines.get(name) else { return Ok(()) };
        match deadline.ladder.get(rung) {
            Some(Rung::Pass) => {
                self.emit(Event::DeadlinePassed { deadline: name.clone() });
                deadline.opinion().map_or(Ok(()), |opinion| self.silence(opinion))
            }
            Some(Rung::Tell { to, notice, .. }) => self.tell_of_deadline(deadline, to, notice, late),
            None => Ok(()),
        }
    }

    pub fn reach_after(&mut self, name: &StateName, generation: Generation, position: usize) -> Result<(), Trouble> {
        let active = self.case()?.active.get(name).filter(|active| active.generation == generation);
        let Some(due_at) = active.and_then(|active| active.timers.get(&position).copied()) else {
            return Err(not_awaited().into());
        };
        if self.context.now < due_at {
            return Err(not_due(&due_at.shown()).into());
        }
        let definition = self.definition;
        self.emit(Event::AfterReached { state: name.clone(), position });
        let Some(state) = definition.state(name) else { return Ok(()) };
        let Some(after) = state.working().and_then(|working| working.after.get(position)) else { return Ok(()) };
        let chosen = self.choose(name, &format!("after.{position}"), &after.branches)?;
        match chosen.and_then(|position| after.branches.get(position)) {
            Some(branch) => self.take(&state.name, branch),
            None => Ok(()),
        }
    }
}

pub(super) fn not_awaited() -> Rejection {
    Rejection::new(RejectionKind::NotAwaited, "这一时点已不再等待", "this moment is no longer waited for")
}

pub(super) fn not_due(due: &str) -> Rejection {
    Rejection::new(RejectionKind::NotDue, format!("未到时间（{due}）"), format!("not due before {due}"))
}
