//! Checked tree + facts -> value. Visits every operand at most once, and only those the result needs.

mod calls;
mod each;
mod period;
mod power;
mod taken;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::facts::{Facts, Failure, FailureKind};
use super::limits::{EVALUATION_STEPS_MAX, LIST_ITEMS_MAX, TEXT_BYTES_PER_STEP};
use super::node::{Node, NodeKind, NodeTest};
use super::syntax::{Arithmetic, Comparison};
use crate::name::ParameterName;
use crate::text::Span;
use crate::value::{Type, Value};

/// What came of every operand that was visited, by its place.
pub(super) type Observed = BTreeMap<Span, Result<Value, Failure>>;

/// The value of a tree.
pub(super) fn evaluate(root: &Node, facts: &dyn Facts) -> Result<Value, Failure> {
    Evaluation { facts, steps_left: EVALUATION_STEPS_MAX, observed: None, items: Vec::new() }.value(root)
}

/// What came of every operand of a tree, in the same evaluation.
pub(super) fn observe(root: &Node, facts: &dyn Facts) -> Observed {
    let observed = Some(Observed::new());
    let mut evaluation = Evaluation { facts, steps_left: EVALUATION_STEPS_MAX, observed, items: Vec::new() };
    // The result is among what was observed.
    let _ = evaluation.value(root);
    evaluation.observed.unwrap_or_default()
}

struct Evaluation<'a> {
    facts: &'a dyn Facts,
    steps_left: u32,
    observed: Option<Observed>,
    /// The items of lists under way, innermost last.
    items: Vec<(String, Value)>,
}

type Outcome = Result<Value, Failure>;

impl Evaluation<'_> {
    fn value(&mut self, node: &Node) -> Outcome {
        let outcome = self.spend(1, node.span).and_then(|()| self.compute(node));
        if let Some(observed) = &mut self.observed {
            observed.insert(node.span, outcome.clone());
        }
        outcome
    }

    fn compute(&mut self, node: &Node) -> Outcome {
        match &node.kind {
            NodeKind::Constant(value) => Ok(value.clone()),
            NodeKind::Variable(name) => {
                let read = self.facts.variable(name);
                self.read(read, name, node)
            }
            NodeKind::Given(name) => Ok(Value::Boolean(self.facts.given(name))),
            NodeKind::State(name) => Ok(Value::Boolean(self.facts.state(name.as_str()))),
            NodeKind::Parameter(name, on) => self.parameter(name, on.as_deref(), node),
            NodeKind::Today => Ok(Value::Date(self.facts.now().date())),
            NodeKind::Now => Ok(Value::Moment(self.facts.now())),
            NodeKind::Negate(inner) => Ok(of_type(&node.of, -self.decimal(inner)?)),
            NodeKind::Not(inner) => Ok(Value::Boolean(!self.boolean(inner)?)),
            NodeKind::Arithmetic(operation, left, right) => self.arithmetic(*operation, left, right, node),
            NodeKind::Shift(base, direction, period) => self.shift(base, *direction, period, node),
            NodeKind::DaysBetween(later, earlier) => self.days_between(later, earlier),
            NodeKind::Comparison(comparison, left, right) => self.comparison(*comparison, left, right),
            NodeKind::All(parts) => self.until(parts, false),
            NodeKind::Any(parts) => self.until(parts, true),
            NodeKind::In(value, tests) => self.tested(value, tests),
            NodeKind::If(branches) => {
                let holds = self.boolean(&branches.condition)?;
                self.value(if holds { &branches.yes } else { &branches.no })
            }
            NodeKind::List(items) => {
                items.iter().map(|item| self.value(item)).collect::<Result<_, _>>().map(Value::List)
            }
            // A duration has no value of its own; only `shift` asks for one.
            NodeKind::Period(..) => Err(taken::unusable(node)),
            NodeKind::Call(function, arguments) => self.call(*function, arguments, node),
            NodeKind::Item(name) => self.item(name, node),
            NodeKind::Part(whole, name) => self.part(whole, name, node),
            NodeKind::PartOfEach(list, name) => self.part_of_each(list, name, node),
            NodeKind::Each(each) => self.each(each),
            NodeKind::Join(left, right) => {
                let joined = self.text(left)? + &self.text(right)?;
                self.spend(joined.len() / TEXT_BYTES_PER_STEP, node.span)?;
                Ok(Value::Text(joined))
            }
        }
    }

    fn spend(&mut self, steps: usize, span: Span) -> Result<(), Failure> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        match self.steps_left.checked_sub(steps) {
            Some(left) => self.steps_left = left,
            None => return Err(Failure { span, kind: FailureKind::Fuel }),
        }
        Ok(())
    }

    /// Takes a value from outside, if it is of the type it was declared with.
    fn read(&mut self, read: Result<Value, FailureKind>, name: &str, node: &Node) -> Outcome {
        let value = read.map_err(|kind| Failure { span: node.span, kind })?;
        match &value {
            Value::Sealed(_) => {
                return Err(Failure { span: node.span, kind: FailureKind::Sealed { name: name.to_owned() } });
            }
            Value::List(items) if items.len() > LIST_ITEMS_MAX => {
                return Err(Failure { span: node.span, kind: FailureKind::Fuel });
            }
            Value::List(items) => self.spend(items.len(), node.span)?,
            Value::Boolean(_)
            | Value::Number(_)
            | Value::Money(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Moment(_)
            | Value::Month(_)
            | Value::Record(_)
            | Value::Choice(_) => {}
        }
        if taken::is_of(&value, &node.of) { Ok(value) } else { Err(taken::of_another_type(name, node)) }
    }

    fn parameter(&mut self, name: &ParameterName, on: Option<&Node>, node: &Node) -> Outcome {
        let on = on.map(|day| self.date(day)).transpose()?;
        let read = self.facts.parameter(name, on);
        self.read(read, name.as_str(), node)
    }

    fn arithmetic(&mut self, operation: Arithmetic, left: &Node, right: &Node, node: &Node) -> Outcome {
        let (first, second) = (self.decimal(left)?, self.decimal(right)?);
        let result = match operation {
            Arithmetic::Add => first.checked_add(second),
            Arithmetic::Subtract => first.checked_sub(second),
            Arithmetic::Multiply => first.checked_mul(second),
            Arithmetic::Divide if second.is_zero() => {
                return Err(Failure { span: right.span, kind: FailureKind::DivisionByZero });
            }
            Arithmetic::Divide => first.checked_div(second),
            Arithmetic::Power => return power::power(first, second, right).map(|result| of_type(&node.of, result)),
        };
        result.map(|result| of_type(&node.of, result)).ok_or_else(|| overflow(node))
    }

    fn comparison(&mut self, comparison: Comparison, left: &Node, right: &Node) -> Outcome {
        let (first, second) = (self.value(left)?, self.value(right)?);
        Ok(Value::Boolean(comparison.holds(taken::order(&first, &second, right)?)))
    }

    /// `and` goes on until a part does not hold, `or` until one does.
    fn until(&mut self, parts: &[Node], decides: bool) -> Outcome {
        let mut unset = None;
        for part in parts {
            match self.boolean(part) {
                Ok(value) if value == decides => return Ok(Value::Boolean(decides)),
                Ok(_) => {}
                // A later part may decide alone: `A or B` holds where B does, whatever A may be.
                Err(failure @ Failure { kind: FailureKind::Unset { .. }, .. }) => unset = unset.or(Some(failure)),
                Err(failure) => return Err(failure),
            }
        }
        unset.map_or(Ok(Value::Boolean(!decides)), Err)
    }

    fn tested(&mut self, value: &Node, tests: &[NodeTest]) -> Outcome {
        let found = self.value(value)?;
        for test in tests {
            if self.passes(&found, test)? {
                return Ok(Value::Boolean(true));
            }
        }
        Ok(Value::Boolean(false))
    }

    fn passes(&mut self, found: &Value, test: &NodeTest) -> Result<bool, Failure> {
        match test {
            NodeTest::Equal(operand) => {
                let other = self.value(operand)?;
                Ok(taken::order(found, &other, operand)?.is_eq())
            }
            NodeTest::Compared(comparison, operand) => {
                let other = self.value(operand)?;
                Ok(comparison.holds(taken::order(found, &other, operand)?))
            }
            NodeTest::Member(list) => {
                let items = self.list(list)?;
                self.spend(items.len(), list.span)?;
                Ok(items.contains(found))
            }
            NodeTest::Between(between) => {
                let low = self.value(&between.low)?;
                let above = taken::order(found, &low, &between.low)?;
                if above.is_lt() || (above.is_eq() && !between.low_included) {
                    return Ok(false);
                }
                let high = self.value(&between.high)?;
                let below = taken::order(found, &high, &between.high)?;
                Ok(below.is_lt() || (below.is_eq() && between.high_included))
            }
        }
    }
}

pub(super) use power::exactly as power_exactly;

fn of_type(of: &Type, amount: Decimal) -> Value {
    if *of == Type::Money { Value::Money(amount) } else { Value::Number(amount) }
}

fn overflow(node: &Node) -> Failure {
    Failure { span: node.span, kind: FailureKind::Overflow }
}

#[cfg(test)]
mod tests;
