//! 待遇: granting, amending and stopping, month by month.

use definition::expression::{Expression, Failure, FailureKind};
use definition::model::{Again, FirstMonth, Grant, Months, Phase, fen};
use definition::name::{GrantKey, StateName};
use definition::text::Span;
use definition::value::Value;
use rust_decimal::prelude::ToPrimitive;

use crate::decision::Place;
use crate::event::Event;
use crate::month::Month;

use super::run::Run;
use super::{Failed, Trouble};

/// The longest a benefit is granted for at once.
const GRANT_MONTHS_MAX: u32 = 600;

impl Run<'_> {
    /// Grants a benefit, each phase from where the one before ends; met again, it does nothing or amends.
    pub fn grant(&mut self, grant: &Grant, state: Option<&StateName>) -> Result<(), Trouble> {
        if grant.again == Again::Nothing && self.case()?.grants.contains_key(&grant.key) {
            return Ok(());
        }
        let mut from = self.month(&grant.from, &grant.key, state)?;
        for (position, phase) in grant.phases.iter().enumerate() {
            let months = self.months_of(phase, position, &grant.key, state)?;
            if months == Some(0) {
                continue;
            }
            let amount_fen = self.amount_of(phase, &grant.key, state)?;
            let (key, kind) = (grant.key.clone(), grant.kind.clone());
            self.emit(Event::BenefitGranted { grant: key, kind, amount_fen, from, months });
            // What is open-ended has nothing after it.
            let Some(months) = months else { return Ok(()) };
            from = from.plus(months);
        }
        Ok(())
    }

    /// Stops a benefit, if it still runs.
    pub fn stop(&mut self, grant: &GrantKey, from: &FirstMonth, state: Option<&StateName>) -> Result<(), Trouble> {
        if self.case()?.grants.get(grant).is_some_and(|state| state.stopped_from.is_none()) {
            let from = self.month(from, grant, state)?;
            self.emit(Event::BenefitStopped { grant: grant.clone(), from });
        }
        Ok(())
    }

    fn amount_of(&mut self, phase: &Phase, key: &GrantKey, state: Option<&StateName>) -> Result<i64, Trouble> {
        let amount = self.evaluate(&phase.amount, state, place(key))?;
        let amount_fen = match &amount {
            Value::Money(yuan) => fen(*yuan).filter(|fen| *fen >= 0),
            _ => None,
        };
        amount_fen.ok_or_else(|| invalid(&phase.amount, state, &amount))
    }

    /// The number of months of a phase; none if it is open-ended. Only the first must have at least one.
    fn months_of(
        &mut self,
        phase: &Phase,
        position: usize,
        key: &GrantKey,
        state: Option<&StateName>,
    ) -> Result<Option<u32>, Trouble> {
        let Months::Count(expression) = &phase.months else { return Ok(None) };
        let count = self.evaluate(expression, state, place(key))?;
        let whole = match &count {
            Value::Number(number) if number.fract().is_zero() => number.to_u32(),
            _ => None,
        };
        let least = u32::from(position == 0);
        let whole = whole.filter(|count| (least..=GRANT_MONTHS_MAX).contains(count));
        whole.map(Some).ok_or_else(|| invalid(expression, state, &count))
    }

    fn month(&mut self, first: &FirstMonth, key: &GrantKey, state: Option<&StateName>) -> Result<Month, Trouble> {
        let Some(expression) = first.day() else {
            let this = Month::of(self.today());
            return Ok(if matches!(first, FirstMonth::This) { this } else { this.plus(1) });
        };
        let day = self.evaluate(expression, state, place(key))?;
        let Value::Date(day) = day else { return Err(invalid(expression, state, &day)) };
        let month = Month::of(day);
        Ok(if matches!(first, FirstMonth::Of(_)) { month } else { month.plus(1) })
    }
}

fn place(key: &GrantKey) -> Place {
    Place::Effect { of: key.to_string() }
}

fn invalid(expression: &Expression, state: Option<&StateName>, found: &Value) -> Trouble {
    let kind = FailureKind::Invalid {
        reason: definition::bilingual::Bilingual::new(
            format!("得出 {}，不能作发放的数额、月数或起始日期", found.shown()),
            format!("{} cannot be an amount, a number of months or a day to begin", found.shown()),
        ),
    };
    let failure = Failure { span: Span::default(), kind };
    Trouble::Failed(Box::new(Failed { state: state.cloned(), expression: expression.source().to_owned(), failure }))
}
