//! Table + facts -> what it comes to, and which rows held.

use std::cmp::Ordering;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::hit::rank;
use super::{Hit, Row, Table};
use crate::bilingual::Bilingual;
use crate::expression::{Expression, Facts, Failure, FailureKind};
use crate::text::Span;
use crate::value::Value;

/// What a table came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The result.
    pub result: Value,
    /// The rows it rests on, counted from 1; none if no row held.
    pub rows: Vec<usize>,
}

impl Table {
    /// What it comes to now. Rows are asked in order, cells from the left, and no further than the result needs.
    ///
    /// # Errors
    /// What failed and why: something unset, no row that holds, or two where only one may.
    pub fn decide(&self, facts: &dyn Facts) -> Result<Decided, Failure> {
        let inputs = self.input_values(facts)?;
        let mut held = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            if !holds(row, &inputs, facts)? {
                continue;
            }
            held.push((at + 1, self.results(&row.results, facts)?));
            if self.hit == Hit::First {
                break;
            }
        }
        self.outcome(held, facts)
    }

    pub(super) fn input_values(&self, facts: &dyn Facts) -> Result<Vec<Value>, Failure> {
        self.inputs.iter().map(|input| input.expression.evaluate(facts)).collect()
    }

    fn results(&self, results: &[Expression], facts: &dyn Facts) -> Result<Vec<Value>, Failure> {
        let given = results.iter().zip(self.outputs.values());
        given.map(|(expression, output)| Ok(output.kind.adopt(expression.evaluate(facts)?))).collect()
    }

    fn outcome(&self, held: Vec<(usize, Vec<Value>)>, facts: &dyn Facts) -> Result<Decided, Failure> {
        if held.is_empty()
            && let Some(otherwise) = &self.otherwise
        {
            let given = self.results(otherwise, facts)?;
            return Ok(Decided { result: self.joined(vec![given])?, rows: Vec::new() });
        }
        if held.is_empty() && self.hit.needs_a_row() {
            return Err(self.no_row());
        }
        let held = self.those_that_count(held)?;
        let rows = held.iter().map(|(number, _)| *number).collect();
        let result = self.joined(held.into_iter().map(|(_, given)| given).collect())?;
        Ok(Decided { result, rows })
    }

    fn those_that_count(&self, mut held: Vec<(usize, Vec<Value>)>) -> Result<Vec<(usize, Vec<Value>)>, Failure> {
        match self.hit {
            Hit::Unique if held.len() > 1 => return Err(self.several_rows(&held)),
            Hit::Same if held.iter().any(|(_, given)| *given != held[0].1) => return Err(self.several_rows(&held)),
            Hit::Priority | Hit::Ranked => {
                held.sort_by(|(_, one), (_, other)| self.priority(one, other));
                held.truncate(if self.hit == Hit::Priority { 1 } else { usize::MAX });
            }
            Hit::Unique | Hit::First | Hit::Same | Hit::List | Hit::Sum | Hit::Min | Hit::Max | Hit::Count => {}
        }
        Ok(held)
    }

    /// Which comes first: by the first column with an order in which they differ.
    fn priority(&self, one: &[Value], other: &[Value]) -> Ordering {
        let columns = self.outputs.values().zip(one.iter().zip(other));
        let orders = columns.map(|(output, pair)| match pair {
            (Value::Choice(one), Value::Choice(other)) => rank(&output.kind, one).cmp(&rank(&output.kind, other)),
            _ => Ordering::Equal,
        });
        orders.fold(Ordering::Equal, Ordering::then)
    }

    fn joined(&self, held: Vec<Vec<Value>>) -> Result<Value, Failure> {
        match self.hit {
            Hit::Count => Ok(Value::Number(held.len().into())),
            Hit::Sum | Hit::Min | Hit::Max => self.reckoned(held.into_iter().flatten().collect()),
            Hit::List | Hit::Ranked => Ok(Value::List(held.into_iter().map(|given| self.row_value(given)).collect())),
            Hit::Unique | Hit::First | Hit::Same | Hit::Priority => {
                let first = held.into_iter().next().ok_or_else(|| self.no_row())?;
                Ok(self.row_value(first))
            }
        }
    }

    fn row_value(&self, given: Vec<Value>) -> Value {
        if self.outputs.len() == 1
            && let Some(only) = given.first()
        {
            return only.clone();
        }
        Value::Record(self.outputs.keys().cloned().zip(given).collect::<IndexMap<_, _>>())
    }

    fn reckoned(&self, given: Vec<Value>) -> Result<Value, Failure> {
        let money =
            self.outputs.values().next().is_some_and(|output| output.kind.value_type() == crate::value::Type::Money);
        let numbers = given.into_iter().filter_map(|value| match value {
            Value::Number(number) | Value::Money(number) => Some(number),
            _ => None,
        });
        let mut numbers = numbers;
        let result = match self.hit {
            Hit::Min => numbers.min().ok_or_else(|| self.no_row())?,
            Hit::Max => numbers.max().ok_or_else(|| self.no_row())?,
            Hit::Unique | Hit::First | Hit::Same | Hit::Priority | Hit::List | Hit::Ranked | Hit::Sum | Hit::Count => {
                numbers
                    .try_fold(Decimal::ZERO, Decimal::checked_add)
                    .ok_or(Failure { span: Span::new(0, 0), kind: FailureKind::Overflow })?
            }
        };
        Ok(if money { Value::Money(result) } else { Value::Number(result) })
    }

    fn no_row(&self) -> Failure {
        let name = &self.name;
        self.failure(
            format!("决策表“{name}”没有一行成立，请补上缺的情形"),
            format!("no row of the table `{name}` holds; add the case that is missing"),
        )
    }

    fn several_rows(&self, held: &[(usize, Vec<Value>)]) -> Failure {
        let name = &self.name;
        let rows: Vec<String> = held.iter().map(|(number, _)| number.to_string()).collect();
        self.failure(
            format!("决策表“{name}”第 {} 行同时成立，结果不一", rows.join("、")),
            format!("rows {} of the table `{name}` hold at once and differ", rows.join(", ")),
        )
    }

    fn failure(&self, zh: String, en: String) -> Failure {
        Failure { span: Span::new(0, 0), kind: FailureKind::Invalid { reason: Bilingual::new(zh, en) } }
    }
}

fn holds(row: &Row, inputs: &[Value], facts: &dyn Facts) -> Result<bool, Failure> {
    for (cell, value) in row.cells.iter().zip(inputs) {
        if !cell.passes(value, facts)? {
            return Ok(false);
        }
    }
    Ok(true)
}
