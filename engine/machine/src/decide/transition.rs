//! Leaving, going, entering; then on by itself until the case waits.

use definition::bilingual::Bilingual;
use definition::calendar;
use definition::expression::Expression;
use definition::model::{Branch, From, StateKind, Until, Wait};
use definition::moment::Moment;
use definition::name::StateName;
use definition::value::Value;
use std::collections::BTreeMap;

use crate::case::{Clock, Generation};
use crate::event::{Event, Place};

use super::run::Run;
use super::{Failed, Trouble};
use definition::expression::{Failure, FailureKind};
use definition::text::Span;

/// The most automatic transitions in one step; `check` proves loops bounded, this is the last line.
const AUTOMATIC_MAX: usize = 100;

impl Run<'_> {
    /// Takes a branch out of a state, and goes on until the case waits.
    pub fn take(&mut self, state: &StateName, branch: &Branch) -> Result<(), Trouble> {
        let Some(to) = &branch.to else {
            self.effects(&branch.effects, Some(state))?;
            return self.settle();
        };
        self.leave(state)?;
        self.effects(&branch.effects, Some(state))?;
        self.enter(to)?;
        self.settle()
    }

    /// Enters a state and goes on until the case waits.
    pub fn go_to(&mut self, state: &StateName) -> Result<(), Trouble> {
        self.enter(state)?;
        self.settle()
    }

    /// Leaves a state: its open tasks fall away, deadlines that ran until then are met.
    pub fn leave(&mut self, name: &StateName) -> Result<(), Trouble> {
        let definition = self.definition;
        if let Some(state) = definition.state(name) {
            self.effects(&state.leave, Some(name))?;
        }
        let open: Vec<u32> =
            self.case()?.open_tasks().filter(|(_, task)| task.state == *name).map(|(task, _)| task).collect();
        for task in open {
            self.emit(Event::TaskCancelled { task });
        }
        self.emit(Event::StateLeft { state: name.clone() });
        self.meet(&Until::Leave(name.clone()))?;
        self.arm_all(&From::Leave(name.clone()))
    }

    fn enter(&mut self, name: &StateName) -> Result<(), Trouble> {
        let definition = self.definition;
        let Some(state) = definition.state(name) else { return Ok(()) };
        let generation = self.case()?.entered.get(name).copied().unwrap_or_default() + 1;
        let timers = self.timers(name)?;
        self.emit(Event::StateEntered { state: name.clone(), generation, timers });
        self.meet(&Until::Reach(name.clone()))?;
        self.arm_all(&From::Reach(name.clone()))?;
        self.open_task(name)?;
        self.effects(&state.enter, Some(name))?;
        if let StateKind::End(end) = &state.kind {
            self.end(name, &end.outcome)?;
        }
        Ok(())
    }

    fn end(&mut self, name: &StateName, outcome: &str) -> Result<(), Trouble> {
        self.meet(&Until::End)?;
        let running = |clock: Clock| matches!(clock, Clock::Running | Clock::Stopped);
        let still: Vec<_> = self
            .case()?
            .deadlines
            .iter()
            .filter(|(_, armed)| running(armed.clock))
            .map(|(name, _)| name.clone())
            .collect();
        for deadline in still {
            self.emit(Event::DeadlineEnded { deadline });
        }
        self.emit(Event::CaseEnded { state: name.clone(), outcome: outcome.to_owned() });
        Ok(())
    }

    /// When the state's `after` come due.
    fn timers(&mut self, name: &StateName) -> Result<BTreeMap<usize, Moment>, Trouble> {
        let definition = self.definition;
        let mut timers = BTreeMap::new();
        for (position, after) in definition.after(name).iter().enumerate() {
            let due = match &after.wait {
                Wait::For(budget) => self.wait_ends(*budget),
                // A day that is past is waited for no longer.
                Wait::Until(day) => Some(self.beginning(day, name, position)?.max(self.context.now)),
            };
            timers.extend(due.map(|due| (position, due)));
        }
        Ok(timers)
    }

    fn wait_ends(&self, budget: calendar::Budget) -> Option<Moment> {
        let calendar = self.calendar(None)?;
        let term = calendar::Term { budget, if_rest_day: calendar::RestDay::Stay };
        calendar::due(self.context.now, &term, &calendar, &[]).map(|due| due.due_before)
    }

    fn beginning(&mut self, day: &Expression, state: &StateName, position: usize) -> Result<Moment, Trouble> {
        let found = self.evaluate(day, Some(state), Place::Effect { of: format!("after.{position}") })?;
        match found {
            Value::Date(day) => Ok(Moment::start_of(day)),
            other => Err(Trouble::Failed(Box::new(Failed {
                state: Some(state.clone()),
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

    /// Takes automatic transitions until none is left, then lets clocks stop or go on.
    pub fn settle(&mut self) -> Result<(), Trouble> {
        for _ in 0..AUTOMATIC_MAX {
            if !self.take_automatic()? {
                return self.stop_or_resume();
            }
            if self.is_running_away() {
                break;
            }
        }
        let state = self.case()?.active.keys().next().cloned();
        Err(Trouble::Failed(Box::new(Failed {
            state,
            expression: "always".to_owned(),
            failure: Failure { span: Span::default(), kind: FailureKind::Fuel },
        })))
    }

    fn take_automatic(&mut self) -> Result<bool, Trouble> {
        let definition = self.definition;
        let active: Vec<StateName> = self.case()?.active.keys().cloned().collect();
        for name in active {
            let Some(working) = definition.state(&name).and_then(|state| state.working()) else { continue };
            let chosen = self.choose(&name, "always", &working.always)?;
            let Some(branch) = chosen.and_then(|position| working.always.get(position)) else { continue };
            let Some(to) = &branch.to else { continue };
            self.leave(&name)?;
            self.effects(&branch.effects, Some(&name))?;
            self.enter(to)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// How often a state has been entered, if the case is in it.
    pub fn generation(&self, name: &StateName) -> Option<Generation> {
        self.case().ok()?.active.get(name).map(|active| active.generation)
    }

    /// Lets deadlines that count from a field begin, where the field has just got its value.
    pub fn arm_from_fields(&mut self) -> Result<(), Trouble> {
        let definition = self.definition;
        for deadline in definition.deadlines.values() {
            let From::Field(field) = &deadline.from else { continue };
            let start = match self.case()?.fields.get(field) {
                Some(Value::Moment(at)) => *at,
                Some(Value::Date(day)) => Moment::start_of(*day),
                _ => continue,
            };
            if !self.counts_from(&deadline.name, start)? {
                self.arm(deadline, start)?;
            }
        }
        Ok(())
    }
}
