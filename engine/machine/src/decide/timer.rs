//! When waits end: the `after` of a state, and what a case sends itself later.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use definition::calendar;
use definition::expression::{Expression, Failure, FailureKind};
use definition::model::Wait;
use definition::moment::Moment;
use definition::name::StateName;
use definition::text::Span;
use definition::value::Value;

use crate::decision::Place;

use super::run::Run;
use super::{Failed, Trouble};

impl Run<'_> {
    /// When the state's `after` come due.
    pub fn timers(&mut self, name: &StateName) -> Result<BTreeMap<usize, Moment>, Trouble> {
        let definition = self.definition;
        let mut timers = BTreeMap::new();
        for (position, after) in definition.after(name).iter().enumerate() {
            let due = self.wait_is_over(&after.wait, Some(name), &format!("after.{position}"))?;
            timers.extend(due.map(|due| (position, due)));
        }
        Ok(timers)
    }

    /// When a wait that begins now is over; none without a calendar to count by.
    pub fn wait_is_over(
        &mut self,
        wait: &Wait,
        state: Option<&StateName>,
        of: &str,
    ) -> Result<Option<Moment>, Trouble> {
        match wait {
            Wait::For(budget) => Ok(self.wait_ends(*budget)),
            // A day that is past is waited for no longer.
            Wait::Until(day) => Ok(Some(self.beginning(day, state, of)?.max(self.context.now))),
        }
    }

    fn wait_ends(&self, budget: calendar::Budget) -> Option<Moment> {
        let calendar = self.calendar(None)?;
        let term = calendar::Term { budget, if_rest_day: calendar::RestDay::Stay };
        calendar::due(self.context.now, &term, &calendar, &[]).map(|due| due.due_before)
    }

    fn beginning(&mut self, day: &Expression, state: Option<&StateName>, of: &str) -> Result<Moment, Trouble> {
        let found = self.evaluate(day, state, Place::Effect { of: of.to_owned() })?;
        match found {
            Value::Date(day) => Ok(Moment::start_of(day)),
            other => Err(Trouble::Failed(Box::new(Failed {
                state: state.cloned(),
                expression: day.source().to_owned(),
                failure: Failure {
                    span: Span::default(),
                    kind: FailureKind::Invalid {
                        reason: Bilingual::new(
                            format!("得出 {}，不是日期", other.shown()),
                            format!("{} is not a day", other.shown()),
                        ),
                    },
                },
            }))),
        }
    }
}
