//! An event from outside is broadcast: every active state that wants it takes it, in document order.

use definition::name::{EventName, StateName};

use crate::actor::Actor;
use crate::case::Status;
use crate::command::FieldInput;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    pub fn receive(&mut self, event: &EventName, fields: &FieldInput) -> Result<(), Trouble> {
        if self.is_too_late()? {
            self.emit(Event::EventIgnored { event: event.clone() });
            return Ok(());
        }
        self.ready()?;
        let definition = self.definition;
        let active: Vec<StateName> = self.case()?.active.keys().cloned().collect();
        let mut taken = false;
        for name in definition.states.keys().filter(|name| active.contains(name)) {
            let working = definition.state(name).and_then(|state| state.working());
            let Some(receive) = working.and_then(|working| working.receive.get(event)) else { continue };
            if self.generation(name).is_none() {
                continue;
            }
            self.fill_in(&receive.form, fields)?;
            let chosen = self.choose(name, &format!("receive.{event}"), &receive.branches)?;
            let Some(branch) = chosen.and_then(|position| receive.branches.get(position)) else { continue };
            self.emit(Event::EventReceived { event: event.clone(), state: name.clone() });
            self.take(name, branch)?;
            taken = true;
        }
        if taken { Ok(()) } else { Err(unwanted(event).into()) }
    }
}

impl Run<'_> {
    /// Whether another case tells something to one that is closed. It is no fault of the officer there, who must be able to
    /// finish; a person or system telling a closed case something is refused.
    fn is_too_late(&self) -> Result<bool, Trouble> {
        let ended = matches!(self.case()?.status, Status::Ended { .. });
        Ok(ended && matches!(self.actor, Actor::Case { .. }))
    }
}

fn unwanted(event: &EventName) -> Rejection {
    Rejection::new(
        RejectionKind::NotAwaited,
        format!("办件当前环节不等待“{event}”"),
        format!("the case does not wait for {event} where it stands"),
    )
}
