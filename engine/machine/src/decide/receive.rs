//! An event from outside is broadcast: every active state that wants it takes it, in document order.

use definition::model::Sender;
use definition::name::{EventName, PersonName, RoleName, StateName};

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
        let (mut taken, mut barred) = (false, false);
        for name in definition.states.keys().filter(|name| active.contains(name)) {
            let working = definition.state(name).and_then(|state| state.working());
            let Some(receive) = working.and_then(|working| working.receive.get(event)) else { continue };
            if self.generation(name).is_none() {
                continue;
            }
            if !self.may_send(&receive.senders)? {
                barred = true;
                continue;
            }
            self.fill_in(&receive.form, fields)?;
            let chosen = self.choose(name, &format!("receive.{event}"), &receive.branches)?;
            let Some(branch) = chosen.and_then(|position| receive.branches.get(position)) else { continue };
            self.emit(Event::EventReceived { event: event.clone(), state: name.clone() });
            self.take(name, branch)?;
            taken = true;
        }
        match (taken, barred) {
            (true, _) => Ok(()),
            (false, true) => Err(not_yours(event).into()),
            (false, false) => Err(unwanted(event).into()),
        }
    }
}

impl Run<'_> {
    /// Whether the actor may send an event that these may. What one case reports to another no person can make up.
    fn may_send(&self, senders: &[Sender]) -> Result<bool, Trouble> {
        let (office, on) = (self.case()?.office.clone(), self.today());
        let organisation = self.context.organisation;
        let holds = |who: &PersonName, role: &RoleName| {
            let owning = organisation.owning_office(&office, role, on);
            owning.is_some_and(|owning| organisation.holds(who, role, &owning, on))
        };
        Ok(match &self.actor {
            Actor::Case { .. } | Actor::Time => true,
            Actor::Outside { .. } => senders.contains(&Sender::Outside),
            Actor::Person { person, acting_for } => senders.iter().any(|sender| match sender {
                Sender::Role(role) => holds(acting_for.as_ref().unwrap_or(person), role),
                Sender::Outside => false,
            }),
        })
    }

    /// Whether another case tells something to one that is closed. It is no fault of the officer there, who must be able to
    /// finish; a person or system telling a closed case something is refused.
    fn is_too_late(&self) -> Result<bool, Trouble> {
        let ended = matches!(self.case()?.status, Status::Ended { .. });
        Ok(ended && matches!(self.actor, Actor::Case { .. }))
    }
}

fn not_yours(event: &EventName) -> Rejection {
    Rejection::new(RejectionKind::Role, format!("“{event}”不由您发送"), format!("{event} is not yours to send"))
        .with_help(
            "由相关办件、外部系统或流程写明的角色发送",
            "another case, a system outside or the role the process names sends it",
        )
}

fn unwanted(event: &EventName) -> Rejection {
    Rejection::new(
        RejectionKind::NotAwaited,
        format!("办件当前环节不等待“{event}”"),
        format!("the case does not wait for {event} where it stands"),
    )
}
