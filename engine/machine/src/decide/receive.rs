//! An event from outside is broadcast: every region takes it that wants it, in document order.

use definition::model::{Receive, Sender, is_report};
use definition::name::{EventName, FieldName, PersonName, RoleName};

use crate::actor::Actor;
use crate::case::Status;
use crate::command::FieldInput;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;
use super::send::Occurrence;

impl<'r> Run<'r> {
    pub fn receive(&mut self, event: &EventName, fields: &FieldInput) -> Result<(), Trouble> {
        if self.is_too_late()? {
            self.emit(Event::EventIgnored { event: event.clone() });
            return Ok(());
        }
        self.ready()?;
        let wanting = self.wanting(event)?;
        if wanting.is_empty() {
            if self.keep(event, fields)? {
                return Ok(());
            }
            return self.is_unwanted(event);
        }
        let mut permitted = Vec::new();
        for receive in wanting {
            if self.may_send(&receive.senders)? {
                permitted.push(receive);
            }
        }
        if permitted.is_empty() {
            return Err(not_yours(event).into());
        }
        let data = self.carried(&permitted, fields)?;
        let given = fields.iter().filter(|(name, _)| !data.contains_key(*name));
        let given = given.map(|(name, value)| (name.clone(), value.clone())).collect();
        if !self.happen(&Occurrence { data, given: Some(given), ..Occurrence::within(event.clone()) })? {
            return self.is_unwanted(event);
        }
        self.settle()
    }

    /// An event nobody waits for is refused; that another case has ended is noted, so that its end waits for nobody.
    fn is_unwanted(&mut self, event: &EventName) -> Result<(), Trouble> {
        if !(matches!(self.actor, Actor::Case { .. }) && is_report(event)) {
            return Err(unwanted(event).into());
        }
        self.emit(Event::EventIgnored { event: event.clone() });
        Ok(())
    }

    /// What the active states say of an event.
    pub fn wanting(&self, event: &EventName) -> Result<Vec<&'r Receive>, Trouble> {
        let (definition, active) = (self.definition, &self.case()?.active);
        let states = definition.states.values().filter(|state| active.contains_key(&state.name));
        let received = states.filter_map(|state| state.working()).flat_map(|working| &working.receive);
        Ok(received.filter(|receive| receive.takes(event)).collect())
    }

    /// What of the fields given is the event's own, each of its type; every other must be on some form.
    pub fn carried(&self, receives: &[&Receive], fields: &FieldInput) -> Result<FieldInput, Trouble> {
        let mut data = FieldInput::new();
        for (name, value) in fields {
            let declared = receives.iter().find_map(|receive| receive.data.get(name));
            if let Some(field) = declared {
                let value = field.kind.adopt(value.clone());
                self.check(name, field, &value)?;
                data.insert(name.clone(), value);
            } else if !receives.iter().any(|receive| receive.form.iter().any(|item| item.field == *name)) {
                return Err(self.not_on_form(name).into());
            }
        }
        Ok(data)
    }

    /// Takes what an event brings for one of the states that want it, before its guards are looked at.
    pub fn fill_in_received(&mut self, receive: &Receive, given: &FieldInput) -> Result<(), Trouble> {
        if let Some(name) = receive.data.keys().find(|name| !self.data.contains_key(*name)) {
            return Err(self.missing(name).into());
        }
        let mut own = FieldInput::new();
        for (name, value) in given.iter().filter(|(name, _)| receive.form.iter().any(|item| item.field == **name)) {
            // Another state has taken it already.
            if self.case()?.fields.get(name) != Some(value) || !self.has_set(name) {
                own.insert(name.clone(), value.clone());
            }
        }
        self.fill_in(&receive.form, &own)
    }

    /// Whether this step has set a field.
    fn has_set(&self, name: &FieldName) -> bool {
        self.events().iter().any(|event| matches!(event, Event::FieldsSet { fields } if fields.contains_key(name)))
    }

    /// Whether the actor may send an event that these may. What one case reports to another no person can make up.
    pub fn may_send(&self, senders: &[Sender]) -> Result<bool, Trouble> {
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
