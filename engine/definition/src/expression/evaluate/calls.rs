//! What the functions compute.

use std::cmp::Ordering;

use chrono::Datelike;
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::facts::Failure;
use super::super::function::Function;
use super::super::limits::TEXT_BYTES_PER_STEP;
use super::super::node::Node;
use super::taken::{decimal_in, invalid, order, unusable};
use super::{Evaluation, Outcome, of_type, overflow};
use crate::value::{Type, Value};

impl Evaluation<'_> {
    pub(super) fn call(&mut self, function: Function, arguments: &[Node], node: &Node) -> Outcome {
        let [first, rest @ ..] = arguments else { return Err(unusable(node)) };
        match function {
            Function::Min => self.extreme(arguments, Ordering::Less, node),
            Function::Max => self.extreme(arguments, Ordering::Greater, node),
            Function::Abs => self.decimal(first).map(|amount| of_type(&node.of, amount.abs())),
            Function::Floor => self.decimal(first).map(|amount| of_type(&node.of, amount.floor())),
            Function::Ceiling => self.decimal(first).map(|amount| of_type(&node.of, amount.ceil())),
            Function::Round => self.rounded(first, rest, RoundingStrategy::MidpointAwayFromZero, node),
            Function::RoundUp => self.rounded(first, rest, RoundingStrategy::AwayFromZero, node),
            Function::RoundDown => self.rounded(first, rest, RoundingStrategy::ToZero, node),
            Function::Yuan => self.decimal(first).map(Value::Money),
            Function::Year => self.date(first).map(|date| Value::Number(date.year().into())),
            Function::Month => self.date(first).map(|date| Value::Number(date.month().into())),
            Function::Day => self.date(first).map(|date| Value::Number(date.day().into())),
            Function::DateOf => self.moment(first).map(|moment| Value::Date(moment.date())),
            Function::MonthOf => {
                let date = self.date(first)?;
                date.with_day(1).map(Value::Month).ok_or_else(|| overflow(node))
            }
            Function::FirstOfMonth => {
                let date = match self.value(first)? {
                    Value::Date(date) | Value::Month(date) => date,
                    _ => return Err(unusable(first)),
                };
                date.with_day(1).map(Value::Date).ok_or_else(|| overflow(node))
            }
            Function::Length => {
                let text = self.looked_through(first)?;
                Ok(Value::Number(text.chars().count().into()))
            }
            Function::Contains => self.text_test(first, rest, node, |text, part| text.contains(part)),
            Function::StartsWith => self.text_test(first, rest, node, |text, part| text.starts_with(part)),
            Function::Count => self.items(first).map(|items| Value::Number(items.len().into())),
            Function::Sum => self.sum(first, node),
            Function::All => self.items(first).map(|items| Value::Boolean(!items.contains(&Value::Boolean(false)))),
            Function::Any => self.items(first).map(|items| Value::Boolean(items.contains(&Value::Boolean(true)))),
            // These have nodes of their own.
            Function::Date
            | Function::Moment
            | Function::Parameter
            | Function::Today
            | Function::Now
            | Function::Given
            | Function::Days
            | Function::Months
            | Function::Years
            | Function::Hours => Err(unusable(node)),
        }
    }

    fn items(&mut self, list: &Node) -> Result<Vec<Value>, Failure> {
        let items = self.list(list)?;
        self.spend(items.len(), list.span)?;
        Ok(items)
    }

    fn looked_through(&mut self, node: &Node) -> Result<String, Failure> {
        let text = self.text(node)?;
        self.spend(text.len() / TEXT_BYTES_PER_STEP, node.span)?;
        Ok(text)
    }

    fn text_test(&mut self, first: &Node, rest: &[Node], node: &Node, test: fn(&str, &str) -> bool) -> Outcome {
        let [part] = rest else { return Err(unusable(node)) };
        let (text, part) = (self.looked_through(first)?, self.looked_through(part)?);
        Ok(Value::Boolean(test(&text, &part)))
    }

    fn rounded(&mut self, first: &Node, rest: &[Node], strategy: RoundingStrategy, node: &Node) -> Outcome {
        let [places] = rest else { return Err(unusable(node)) };
        let amount = self.decimal(first)?;
        let places = u32::try_from(self.decimal(places)?).map_err(|_| overflow(node))?;
        Ok(of_type(&node.of, amount.round_dp_with_strategy(places, strategy)))
    }

    /// The least or greatest of the arguments, or of the items of the only one.
    fn extreme(&mut self, arguments: &[Node], wanted: Ordering, node: &Node) -> Outcome {
        let values = match arguments {
            [list] if matches!(list.of, Type::List(_)) => self.items(list)?,
            several => several.iter().map(|argument| self.value(argument)).collect::<Result<Vec<_>, _>>()?,
        };
        let mut values = values.into_iter();
        let Some(mut best) = values.next() else {
            return Err(invalid(
                node,
                "列表是空的，没有最小值或最大值",
                "the list is empty and has no least or greatest",
            ));
        };
        for value in values {
            if order(&value, &best, node)? == wanted {
                best = value;
            }
        }
        Ok(best)
    }

    fn sum(&mut self, list: &Node, node: &Node) -> Outcome {
        let mut total = Decimal::ZERO;
        for item in self.items(list)? {
            let amount = decimal_in(&item).ok_or_else(|| unusable(node))?;
            total = total.checked_add(amount).ok_or_else(|| overflow(node))?;
        }
        Ok(of_type(&node.of, total))
    }
}
