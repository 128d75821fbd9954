//! Evaluating an expression on a case: what it reads is recorded, and formulas it uses are recorded with what they read.

use std::cell::RefCell;

use definition::expression::{Expression, Facts, Failure, FailureKind};
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::{ParameterName, StateName};
use definition::table::Table;
use definition::value::Value;

use crate::actor::Actor;
use crate::case::Case;
use crate::context::Context;
use crate::decision::{Decision, Place, Read};
use crate::event::Event;

use super::run::Run;
use super::{Failed, Trouble};

/// What an expression comes to on a case, recording nothing; for properties and questions, not for decisions.
///
/// # Errors
/// The failure of the expression.
pub fn evaluate(
    definition: &Definition,
    case: &Case,
    expression: &Expression,
    context: &Context<'_>,
) -> Result<Value, Failure> {
    let run = Run::new(definition, None, Actor::Time, *context);
    expression.evaluate(&Evaluation { run: &run, case, reads: RefCell::default(), formulas: RefCell::default() })
}

/// What a field, formula or table is on a case, recording nothing.
///
/// # Errors
/// Why it has no value.
pub fn value_of(definition: &Definition, case: &Case, name: &str, context: &Context<'_>) -> Result<Value, FailureKind> {
    let run = Run::new(definition, None, Actor::Time, *context);
    Evaluation { run: &run, case, reads: RefCell::default(), formulas: RefCell::default() }.variable(name)
}

impl Run<'_> {
    /// Evaluates and records: first the formulas used, then the decision itself.
    pub fn evaluate(
        &mut self,
        expression: &Expression,
        state: Option<&StateName>,
        place: Place,
    ) -> Result<Value, Trouble> {
        let (outcome, reads, formulas) = {
            let evaluation = Evaluation::new(self)?;
            let outcome = expression.evaluate(&evaluation);
            (outcome, evaluation.reads.into_inner(), evaluation.formulas.into_inner())
        };
        let result = outcome.map_err(|failure| {
            let expression = expression.source().to_owned();
            Trouble::Failed(Box::new(Failed { state: state.cloned(), expression, failure }))
        })?;
        for formula in formulas {
            self.record(formula);
        }
        let expression = expression.source().to_owned();
        self.record(Decision { place, expression, result: result.clone(), reads, rows: Vec::new() });
        Ok(result)
    }

    /// Whether a condition holds; no condition holds.
    pub fn holds(
        &mut self,
        when: Option<&Expression>,
        state: Option<&StateName>,
        place: Place,
    ) -> Result<bool, Trouble> {
        match when {
            None => Ok(true),
            Some(expression) => Ok(self.evaluate(expression, state, place)? == Value::Boolean(true)),
        }
    }

    /// What a condition comes to in words, for a person it did not let pass.
    pub fn explanation(&self, when: &Expression) -> Option<(Vec<String>, Vec<String>)> {
        let evaluation = Evaluation::new(self).ok()?;
        let trace = when.explain(&evaluation);
        Some((trace.lines(definition::bilingual::Language::Zh), trace.lines(definition::bilingual::Language::En)))
    }

    /// The value of a field or formula, without recording; for the words of a notification.
    pub fn look_up(&self, name: &str) -> Option<Value> {
        let evaluation = Evaluation::new(self).ok()?;
        evaluation.variable(name).ok()
    }

    /// A decision that read nothing (a literal amount, a plain number) needs no grounds and is not recorded.
    fn record(&mut self, decision: Decision) {
        if decision.reads.is_empty() {
            return;
        }
        let event = Event::Decided(decision);
        if !self.events().contains(&event) {
            self.emit(event);
        }
    }
}

struct Evaluation<'e, 'r> {
    run: &'e Run<'r>,
    case: &'e Case,
    reads: RefCell<Vec<Read>>,
    formulas: RefCell<Vec<Decision>>,
}

impl<'e, 'r> Evaluation<'e, 'r> {
    fn new(run: &'e Run<'r>) -> Result<Self, Trouble> {
        Ok(Self { run, case: run.case()?, reads: RefCell::default(), formulas: RefCell::default() })
    }

    fn read(&self, name: &str, value: &Value, row: Option<String>) {
        let read = Read { name: name.to_owned(), value: value.clone(), row };
        let mut reads = self.reads.borrow_mut();
        if !reads.contains(&read) {
            reads.push(read);
        }
    }

    fn formula(&self, name: &str, expression: &Expression) -> Result<Value, FailureKind> {
        let inner =
            Evaluation { run: self.run, case: self.case, reads: RefCell::default(), formulas: RefCell::default() };
        let result = expression.evaluate(&inner).map_err(|failure| failure.kind)?;
        let mut formulas = self.formulas.borrow_mut();
        formulas.extend(inner.formulas.into_inner());
        let decision = Decision {
            place: Place::Value { name: name.to_owned() },
            expression: expression.source().to_owned(),
            result: result.clone(),
            reads: inner.reads.into_inner(),
            rows: Vec::new(),
        };
        if !formulas.contains(&decision) {
            formulas.push(decision);
        }
        Ok(result)
    }
}

impl Evaluation<'_, '_> {
    /// On record with the rows that held and everything their cells read.
    fn table(&self, table: &Table) -> Result<Value, FailureKind> {
        let inner =
            Evaluation { run: self.run, case: self.case, reads: RefCell::default(), formulas: RefCell::default() };
        let decided = table.decide(&inner).map_err(|failure| failure.kind)?;
        let mut formulas = self.formulas.borrow_mut();
        formulas.extend(inner.formulas.into_inner());
        let decision = Decision {
            place: Place::Table { name: table.name.to_string() },
            expression: table.call(),
            result: decided.result.clone(),
            reads: inner.reads.into_inner(),
            rows: decided.rows,
        };
        if !formulas.contains(&decision) {
            formulas.push(decision);
        }
        Ok(decided.result)
    }
}

impl Facts for Evaluation<'_, '_> {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        let value = if name == "received_at" {
            Value::Moment(self.case.received_at)
        } else if let Some(formula) = self.run.definition.values.get(name) {
            self.formula(name, &formula.expression)?
        } else if let Some(table) = self.run.definition.tables.get(name) {
            self.table(table)?
        } else if let Some(counts) = super::each::counts(self.run.definition, self.case, name) {
            counts
        } else {
            match self.run.data.get(name).or_else(|| self.case.fields.get(name)) {
                None => return Err(FailureKind::Unset { name: name.to_owned() }),
                Some(Value::Sealed(_)) => return Err(FailureKind::Sealed { name: name.to_owned() }),
                Some(value) => value.clone(),
            }
        };
        self.read(name, &value, None);
        Ok(value)
    }

    /// On record as the value itself, or as what was asked where there is none: a guard may rest on nothing else.
    fn given(&self, name: &str) -> bool {
        let value = self.run.data.get(name).or_else(|| self.case.fields.get(name));
        match value {
            Some(value) => self.read(name, value, None),
            None => self.read(&format!("given({name})"), &Value::Boolean(false), None),
        }
        value.is_some()
    }

    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind> {
        let day = on.unwrap_or_else(|| self.run.today());
        let lineage = self.run.context.organisation.lineage(&self.case.office, day);
        let Some(row) = self.run.context.parameters.value(name, &lineage, day) else {
            return Err(FailureKind::ParameterMissing { name: name.clone(), on: Some(day) });
        };
        self.read(name.as_str(), &row.value, Some(row.id.clone()));
        Ok(row.value.clone())
    }

    fn state(&self, name: &str) -> bool {
        let is_active = self.case.active.contains_key(name);
        self.read(&format!("in({name})"), &Value::Boolean(is_active), None);
        is_active
    }

    fn now(&self) -> Moment {
        self.run.context.now
    }
}
