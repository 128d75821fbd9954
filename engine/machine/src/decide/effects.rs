//! Effects, in order. Those with a life of their own have a key: met again, they do nothing or amend, never add.

use definition::model::{
    Correspondent, Effect, EffectKind, Handed, Message, NewCase, done_case_event, failed_case_event, fen,
};
use definition::name::StateName;
use definition::value::Value;
use rust_decimal::Decimal;

use crate::case::{Case, CaseId, Failing};
use crate::command::FieldInput;
use crate::decision::Place;
use crate::event::Event;

use super::Trouble;
use super::run::Run;

/// The most cases started one after another under one key.
const STARTED_ANEW_MAX: usize = 1_000;

impl Run<'_> {
    /// Brings about effects in order.
    pub fn effects(&mut self, effects: &[Effect], state: Option<&StateName>) -> Result<(), Trouble> {
        for effect in effects {
            let place = Place::Effect { of: subject(&effect.kind) };
            if self.holds(effect.when.as_ref(), state, place)? {
                self.effect(&effect.kind, state)?;
            }
        }
        Ok(())
    }

    fn effect(&mut self, kind: &EffectKind, state: Option<&StateName>) -> Result<(), Trouble> {
        match kind {
            EffectKind::Notify { to, notice } => self.tell(to, notice, state),
            EffectKind::Grant(grant) => self.grant(grant, state),
            EffectKind::Stop { grant, from } => self.stop(grant, from, state),
            EffectKind::Set { field, to } => {
                let value = to_the_fen(self.evaluate(to, state, Place::Effect { of: field.to_string() })?);
                self.emit(Event::FieldsSet { fields: FieldInput::from([(field.clone(), value)]) });
                self.arm_from_fields()
            }
            EffectKind::Start(new) => self.request_case(new, state),
            EffectKind::Tell(message) => self.tell_case(message, state),
            EffectKind::Raise(raise) => self.raise_event(raise, state),
            EffectKind::Send(send) => self.send_event(send, state),
            EffectKind::Cancel { key } => self.cancel_sends(key),
        }
    }

    fn request_case(&mut self, new: &NewCase, state: Option<&StateName>) -> Result<(), Trouble> {
        let Some(key) = self.free_key(new)? else { return Ok(()) };
        let fields = self.handed_over(&new.fields, &new.key, state)?;
        let id = child_id(self.case()?, &key);
        let reports = Some(done_case_event(&new.key)).filter(|event| self.definition.waits_for(event));
        let failing = Failing { event: failed_case_event(&new.key), outcomes: new.failed.clone() };
        let failing = Some(failing).filter(|failing| !failing.outcomes.is_empty());
        let owner = state.filter(|_| new.owned).cloned();
        self.emit(Event::CaseRequested { key, id, process: new.process.clone(), fields, reports, failing, owner });
        Ok(())
    }

    /// The key another case is to be started under; none if one was started already and once is enough.
    fn free_key(&self, new: &NewCase) -> Result<Option<String>, Trouble> {
        let started = &self.case()?.started;
        if !started.contains_key(&new.key) {
            return Ok(Some(new.key.clone()));
        }
        let mut numbered = (2..=STARTED_ANEW_MAX).map(|count| numbered(&new.key, count));
        Ok(if new.anew { numbered.find(|key| !started.contains_key(key)) } else { None })
    }

    fn tell_case(&mut self, message: &Message, state: Option<&StateName>) -> Result<(), Trouble> {
        let case = match &message.to {
            Correspondent::Starter => self.case()?.starter,
            Correspondent::Started(key) => last_started(self.case()?, key),
        };
        // Started by a person, or nothing started yet: there is nobody to tell.
        let Some(case) = case else { return Ok(()) };
        let fields = self.handed_over(&message.fields, message.event.as_str(), state)?;
        self.emit(Event::CaseTold { case, event: message.event.clone(), fields });
        Ok(())
    }

    pub fn handed_over(
        &mut self,
        given: &[Handed],
        of: &str,
        state: Option<&StateName>,
    ) -> Result<FieldInput, Trouble> {
        let mut fields = FieldInput::new();
        for handed in given {
            let place = Place::Effect { of: format!("{of}.{}", handed.field) };
            let value = match self.evaluate(&handed.value, state, place) {
                Err(Trouble::Failed(failed)) if handed.optional && failed.is_unset() => continue,
                value => value?,
            };
            fields.insert(handed.field.clone(), to_the_fen(value));
        }
        Ok(fields)
    }
}

/// A value as a field keeps it: money in whole fen, rounded half up once, as it would be paid.
fn to_the_fen(value: Value) -> Value {
    match value {
        Value::Money(yuan) => Value::Money(fen(yuan).map_or(yuan, |fen| Decimal::new(fen, 2))),
        other => other,
    }
}

fn numbered(key: &str, count: usize) -> String {
    format!("{key}#{count}")
}

/// The case started last under a key.
fn last_started(case: &Case, key: &str) -> Option<CaseId> {
    let first = case.started.get(key);
    let later = (2..=STARTED_ANEW_MAX).map_while(|count| case.started.get(&numbered(key, count)));
    later.last().or(first).copied()
}

/// What an effect is about, in a word.
fn subject(kind: &EffectKind) -> String {
    match kind {
        EffectKind::Notify { notice, .. } => notice.template.to_string(),
        EffectKind::Grant(grant) => grant.key.to_string(),
        EffectKind::Stop { grant, .. } => grant.to_string(),
        EffectKind::Set { field, .. } => field.to_string(),
        EffectKind::Start(new) => new.key.clone(),
        EffectKind::Tell(message) => message.event.to_string(),
        EffectKind::Raise(raise) => raise.event.to_string(),
        EffectKind::Send(send) => send.event.to_string(),
        EffectKind::Cancel { key } => key.clone(),
    }
}

/// The identity of a case started by another: follows from the starter and the key, so that the same step always names the same.
fn child_id(parent: &Case, key: &str) -> CaseId {
    use sm3::{Digest, Sm3};
    let digest = Sm3::new().chain_update(parent.id.0.as_bytes()).chain_update(key.as_bytes()).finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    CaseId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
