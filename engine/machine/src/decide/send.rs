//! Events within a case: raised at once, sent to itself later, taken back; and what an event brings about.

use definition::model::{ERROR, Raise, Send};
use definition::name::{EventName, StateName};

use crate::case::{Pending, SendNumber};
use crate::command::FieldInput;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::run::Run;
use super::{Failed, Trouble};

/// The most a case may have sent itself and not yet received.
const SENDS_MAX: usize = 100;

/// An event that has come about.
#[derive(Debug)]
pub(super) struct Occurrence {
    /// Its name.
    pub event: EventName,
    /// What it carries for guards and effects.
    pub data: FieldInput,
    /// What was given with it from outside; none for an event from within.
    pub given: Option<FieldInput>,
    /// Whether who sent it has been looked at already.
    pub permitted: bool,
    /// What failed, if it says so.
    pub failed: Option<Box<Failed>>,
}

impl Occurrence {
    /// An event of the engine's own.
    pub fn within(event: EventName) -> Self {
        Self { event, data: FieldInput::new(), given: None, permitted: false, failed: None }
    }
}

impl Run<'_> {
    /// Lets an event happen to the case; whether any state took it.
    pub fn happen(&mut self, occurrence: &Occurrence) -> Result<bool, Trouble> {
        self.data = occurrence.data.clone();
        let chosen = self.select(Some(occurrence))?;
        for one in &chosen {
            self.emit(Event::EventReceived { event: occurrence.event.clone(), state: one.source.clone() });
        }
        if !chosen.is_empty() {
            self.microstep(&chosen)?;
        }
        self.data.clear();
        Ok(!chosen.is_empty())
    }

    /// Puts an event behind those raised before it.
    pub fn raise(&mut self, occurrence: Occurrence) {
        self.raised.push_back(occurrence);
    }

    /// The event that comes next: what was raised within goes before what the case sent itself.
    pub fn next_occurrence(&mut self) -> Option<Occurrence> {
        self.raised.pop_front().or_else(|| self.sent.pop_front())
    }

    /// Makes an event of what failed, where the file waits for it; else it stays what it is.
    pub fn contain(&mut self, failed: Failed) -> Result<(), Trouble> {
        let error = EventName::new(ERROR);
        if !self.definition.waits_for(&error) {
            return Err(Trouble::Failed(Box::new(failed)));
        }
        self.raise(Occurrence { failed: Some(Box::new(failed)), ..Occurrence::within(error) });
        Ok(())
    }

    pub fn raise_event(&mut self, raise: &Raise, state: Option<&StateName>) -> Result<(), Trouble> {
        let data = self.handed_over(&raise.data, raise.event.as_str(), state)?;
        self.raise(Occurrence { data, ..Occurrence::within(raise.event.clone()) });
        Ok(())
    }

    pub fn send_event(&mut self, send: &Send, state: Option<&StateName>) -> Result<(), Trouble> {
        let data = self.handed_over(&send.data, send.event.as_str(), state)?;
        let Some(wait) = &send.wait else {
            self.sent.push_back(Occurrence { data, ..Occurrence::within(send.event.clone()) });
            return Ok(());
        };
        let Some(at) = self.wait_is_over(wait, state, &format!("send.{}", send.event))? else { return Ok(()) };
        if self.case()?.sends.len() >= SENDS_MAX {
            let message = Rejection::new(
                RejectionKind::Limit,
                format!("办件待发给自己的消息已有 {SENDS_MAX} 条"),
                format!("the case has {SENDS_MAX} events to itself still to come"),
            );
            return Err(message.into());
        }
        let number = self.case()?.sent + 1;
        let pending = Pending { key: send.key.clone(), event: send.event.clone(), data, at };
        self.emit(Event::SendScheduled { number, pending });
        Ok(())
    }

    /// Takes back everything still to come under a key.
    pub fn cancel_sends(&mut self, key: &str) -> Result<(), Trouble> {
        let sends = self.case()?.sends.iter();
        let numbers: Vec<SendNumber> =
            sends.filter(|(_, pending)| pending.key.as_deref() == Some(key)).map(|(number, _)| *number).collect();
        for number in numbers {
            self.emit(Event::SendCancelled { number });
        }
        Ok(())
    }

    /// What the case sent itself has come: it happens to whoever wants it, or to nobody.
    pub fn reach_send(&mut self, number: SendNumber) -> Result<(), Trouble> {
        let Some(pending) = self.ready()?.sends.get(&number).cloned() else {
            return Err(super::reach::not_awaited().into());
        };
        if self.context.now < pending.at {
            return Err(super::reach::not_due(&pending.at.shown()).into());
        }
        self.emit(Event::SendReached { number });
        self.happen(&Occurrence { data: pending.data, ..Occurrence::within(pending.event) })?;
        self.settle()
    }
}
