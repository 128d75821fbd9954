//! 留存: an event that comes before any state waits for it is kept, where the file says so, until one does or its time is up.

use definition::calendar::{Budget, RestDay, Term, due};
use definition::model::{Receive, Wanted};
use definition::moment::Moment;
use definition::name::{EventName, FieldName};

use crate::case::{Kept, KeptNumber};
use crate::command::FieldInput;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;
use super::send::Occurrence;

/// The most events a case keeps until they are waited for.
const KEPT_MAX: usize = 20;

impl<'r> Run<'r> {
    /// Keeps an event that comes early, if some state says so and the actor may send it; whether it was kept.
    pub fn keep(&mut self, event: &EventName, fields: &FieldInput) -> Result<bool, Trouble> {
        let mut keeping: Vec<(&'r Receive, Budget)> = Vec::new();
        for (receive, budget) in self.keepers(event) {
            if self.may_send(&receive.senders)? {
                keeping.push((receive, budget));
            }
        }
        let until = keeping.iter().filter_map(|(_, budget)| self.kept_until(*budget)).max();
        let Some(until) = until else { return Ok(false) };
        if self.case()?.kept.len() >= KEPT_MAX {
            let message = Rejection::new(
                RejectionKind::Limit,
                format!("办件已留存 {KEPT_MAX} 条早到的消息"),
                format!("the case keeps {KEPT_MAX} events already that came early"),
            );
            return Err(message.into());
        }
        let receives: Vec<&Receive> = keeping.into_iter().map(|(receive, _)| receive).collect();
        let data = self.carried(&receives, fields)?;
        for receive in &receives {
            self.brings_all(receive, fields)?;
        }
        let given = fields.iter().filter(|(name, _)| !data.contains_key(*name));
        let fields = given.map(|(name, value)| (name.clone(), value.clone())).collect();
        let number = self.case()?.kept_count + 1;
        self.emit(Event::EventKept { number, kept: Kept { event: event.clone(), data, fields, until } });
        Ok(true)
    }

    /// What comes early must bring what its receiver will ask for: later nobody is there to be told.
    fn brings_all(&self, receive: &Receive, fields: &FieldInput) -> Result<(), Trouble> {
        let asked = receive.form.iter().filter(|item| item.required).map(|item| &item.field);
        let known = |name: &&FieldName| {
            fields.contains_key(*name) || self.case().is_ok_and(|case| case.fields.contains_key(*name))
        };
        match asked.chain(receive.data.keys()).find(|name| !known(name)) {
            Some(name) => Err(self.missing(name).into()),
            None => Ok(()),
        }
    }

    /// What keeps an event of this very name.
    fn keepers(&self, event: &EventName) -> Vec<(&'r Receive, Budget)> {
        let working = self.definition.states.values().filter_map(|state| state.working());
        let named = |receive: &&Receive| receive.events.contains(&Wanted::Named(event.clone()));
        let received = working.flat_map(|working| &working.receive).filter(named);
        received.filter_map(|receive| Some((receive, receive.keep?))).collect()
    }

    fn kept_until(&self, budget: Budget) -> Option<Moment> {
        let calendar = self.calendar(None)?;
        let term = Term { budget, if_rest_day: RestDay::Stay };
        due(self.context.now, &term, &calendar, &[]).map(|due| due.due_before)
    }

    /// Lets the first kept event happen that a state now waits for and takes; whether there was one.
    pub fn take_kept(&mut self) -> Result<bool, Trouble> {
        let numbers: Vec<KeptNumber> = self.case()?.kept.keys().copied().collect();
        for number in numbers {
            let Some(kept) = self.case()?.kept.get(&number).cloned() else { continue };
            if self.context.now >= kept.until || self.wanting(&kept.event)?.is_empty() {
                continue;
            }
            let mark = self.mark();
            self.emit(Event::KeptTaken { number });
            let within = Occurrence::within(kept.event);
            let taken =
                self.happen(&Occurrence { data: kept.data, given: Some(kept.fields), permitted: true, ..within });
            match taken {
                Ok(true) => return Ok(true),
                // Not taken as things stand, or not in this form: it goes on waiting for another state, or lapses.
                Ok(false) | Err(Trouble::Rejected(_)) => self.back_to(mark),
                Err(failed @ Trouble::Failed(_)) => return Err(failed),
            }
        }
        Ok(false)
    }

    /// An event that came early was never waited for in time.
    pub fn expire_kept(&mut self, number: KeptNumber) -> Result<(), Trouble> {
        let Some(until) = self.ready()?.kept.get(&number).map(|kept| kept.until) else {
            return Err(super::reach::not_awaited().into());
        };
        if self.context.now < until {
            return Err(super::reach::not_due(&until.shown()).into());
        }
        self.emit(Event::KeptExpired { number });
        Ok(())
    }
}
