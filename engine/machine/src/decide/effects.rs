//! Effects, in order. Those with a life of their own have a key: met again, they do nothing or amend, never add.

use definition::expression::{Failure, FailureKind};
use definition::model::{Again, Effect, EffectKind, FirstMonth, Grant, Months, NewCase, fen};
use definition::name::StateName;
use definition::text::Span;
use definition::value::Value;
use rust_decimal::prelude::ToPrimitive;

use crate::case::{Case, CaseId};
use crate::command::FieldInput;
use crate::event::{Event, Place};
use crate::month::Month;

use super::run::Run;
use super::{Failed, Trouble};

/// The longest a benefit is granted for at once.
const GRANT_MONTHS_MAX: u32 = 600;

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
            EffectKind::Stop { grant, from } => {
                let open = self.case()?.grants.get(grant).is_some_and(|state| state.stopped_from.is_none());
                if open {
                    let from = self.month(*from);
                    self.emit(Event::BenefitStopped { grant: grant.clone(), from });
                }
                Ok(())
            }
            EffectKind::Set { field, to } => {
                let value = self.evaluate(to, state, Place::Effect { of: field.to_string() })?;
                self.emit(Event::FieldsSet { fields: FieldInput::from([(field.clone(), value)]) });
                self.arm_from_fields()
            }
            EffectKind::Start(new) => self.request_case(new, state),
        }
    }

    fn grant(&mut self, grant: &Grant, state: Option<&StateName>) -> Result<(), Trouble> {
        if grant.again == Again::Nothing && self.case()?.grants.contains_key(&grant.key) {
            return Ok(());
        }
        let place = Place::Effect { of: grant.key.to_string() };
        let amount = self.evaluate(&grant.amount, state, place.clone())?;
        let amount_fen = match &amount {
            Value::Money(yuan) => fen(*yuan).filter(|fen| *fen >= 0),
            _ => None,
        };
        let Some(amount_fen) = amount_fen else { return Err(invalid(&grant.amount, state, &amount)) };
        let months = match &grant.months {
            Months::OpenEnded => None,
            Months::Count(expression) => {
                let count = self.evaluate(expression, state, place)?;
                let whole = match &count {
                    Value::Number(number) if number.fract().is_zero() => number.to_u32(),
                    _ => None,
                };
                let Some(whole) = whole.filter(|count| (1..=GRANT_MONTHS_MAX).contains(count)) else {
                    return Err(invalid(expression, state, &count));
                };
                Some(whole)
            }
        };
        let from = self.month(grant.from);
        self.emit(Event::BenefitGranted {
            grant: grant.key.clone(),
            kind: grant.kind.clone(),
            amount_fen,
            from,
            months,
        });
        Ok(())
    }

    fn request_case(&mut self, new: &NewCase, state: Option<&StateName>) -> Result<(), Trouble> {
        if self.case()?.started.contains_key(&new.key) {
            return Ok(());
        }
        let mut fields = FieldInput::new();
        for (name, expression) in &new.fields {
            let value = self.evaluate(expression, state, Place::Effect { of: format!("{}.{name}", new.key) })?;
            fields.insert(name.clone(), value);
        }
        let id = child_id(self.case()?, &new.key);
        self.emit(Event::CaseRequested { key: new.key.clone(), id, process: new.process.clone(), fields });
        Ok(())
    }

    fn month(&self, first: FirstMonth) -> Month {
        let this = Month::of(self.today());
        match first {
            FirstMonth::This => this,
            FirstMonth::Next => this.plus(1),
        }
    }
}

/// What an effect is about, in a word.
fn subject(kind: &EffectKind) -> String {
    match kind {
        EffectKind::Notify { notice, .. } => notice.template.to_string(),
        EffectKind::Grant(grant) => grant.key.to_string(),
        EffectKind::Stop { grant, .. } => grant.to_string(),
        EffectKind::Set { field, .. } => field.to_string(),
        EffectKind::Start(new) => new.key.clone(),
    }
}

fn invalid(expression: &definition::expression::Expression, state: Option<&StateName>, found: &Value) -> Trouble {
    let kind = FailureKind::Invalid {
        reason: definition::bilingual::Bilingual::new(
            format!("得出 {}，不能作发放的数额或月数", found.shown()),
            format!("{} cannot be an amount or a number of months", found.shown()),
        ),
    };
    let failure = Failure { span: Span::default(), kind };
    Trouble::Failed(Box::new(Failed { state: state.cloned(), expression: expression.source().to_owned(), failure }))
}

/// The identity of a case started by another: follows from the starter and the key, so that the same step always names the same.
fn child_id(parent: &Case, key: &str) -> CaseId {
    use sm3::{Digest, Sm3};
    let digest = Sm3::new().chain_update(parent.id.0.as_bytes()).chain_update(key.as_bytes()).finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    CaseId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
