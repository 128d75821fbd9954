//! Values taken as what the checker says they are. The failures here are for facts that break their own declaration.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::facts::{Failure, FailureKind};
use super::super::node::Node;
use super::super::type_word::type_word;
use super::Evaluation;
use crate::bilingual::Bilingual;
use crate::moment::{Date, Moment};
use crate::value::{Type, Value};

impl Evaluation<'_> {
    pub(super) fn boolean(&mut self, node: &Node) -> Result<bool, Failure> {
        let Value::Boolean(value) = self.value(node)? else { return Err(unusable(node)) };
        Ok(value)
    }

    pub(super) fn decimal(&mut self, node: &Node) -> Result<Decimal, Failure> {
        let value = self.value(node)?;
        decimal_in(&value).ok_or_else(|| unusable(node))
    }

    pub(super) fn date(&mut self, node: &Node) -> Result<Date, Failure> {
        let Value::Date(value) = self.value(node)? else { return Err(unusable(node)) };
        Ok(value)
    }

    pub(super) fn moment(&mut self, node: &Node) -> Result<Moment, Failure> {
        let Value::Moment(value) = self.value(node)? else { return Err(unusable(node)) };
        Ok(value)
    }

    pub(super) fn text(&mut self, node: &Node) -> Result<String, Failure> {
        let Value::Text(value) = self.value(node)? else { return Err(unusable(node)) };
        Ok(value)
    }

    pub(super) fn list(&mut self, node: &Node) -> Result<Vec<Value>, Failure> {
        let Value::List(values) = self.value(node)? else { return Err(unusable(node)) };
        Ok(values)
    }
}

pub(super) fn decimal_in(value: &Value) -> Option<Decimal> {
    if let Value::Number(amount) | Value::Money(amount) = value { Some(*amount) } else { None }
}

/// Which of two values of one type comes first; for types without order, whether they are equal.
pub(super) fn order(left: &Value, right: &Value, node: &Node) -> Result<Ordering, Failure> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) | (Value::Money(left), Value::Money(right)) => Ok(left.cmp(right)),
        (Value::Boolean(left), Value::Boolean(right)) => Ok(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) | (Value::Choice(left), Value::Choice(right)) => Ok(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) | (Value::Month(left), Value::Month(right)) => Ok(left.cmp(right)),
        (Value::Moment(left), Value::Moment(right)) => Ok(left.cmp(right)),
        _ => Err(unusable(node)),
    }
}

/// Whether a value is of a type, as far as its kind goes.
pub(super) fn is_of(value: &Value, of: &Type) -> bool {
    match value {
        Value::Boolean(_) => *of == Type::Boolean,
        Value::Number(_) => *of == Type::Number,
        Value::Money(_) => *of == Type::Money,
        Value::Text(_) => *of == Type::Text,
        Value::Date(_) => *of == Type::Date,
        Value::Moment(_) => *of == Type::Moment,
        Value::Month(_) => *of == Type::Month,
        Value::Choice(_) => matches!(of, Type::Choice(_)),
        Value::Record(values) => matches!(of, Type::Record(parts) if parts.iter().all(|(name, part)| {
            values.get(name).is_none_or(|value| is_of(value, part))
        })),
        Value::List(items) => matches!(of, Type::List(item) if items.iter().all(|each| is_of(each, item))),
        Value::Sealed(_) => false,
    }
}

pub(super) fn of_another_type(name: &str, node: &Node) -> Failure {
    let wanted = type_word(&node.of);
    invalid(
        node,
        format!("“{name}”应为{}，保存的值却是另一种类型", wanted.zh),
        format!("`{name}` is declared as {}, but the value kept is of another type", wanted.en),
    )
}

/// A value the checker has ruled out.
pub(super) fn unusable(node: &Node) -> Failure {
    let wanted = type_word(&node.of);
    invalid(
        node,
        format!("此处应为{}，得到的却是另一种类型的值", wanted.zh),
        format!("expected {} here, but the value is of another type", wanted.en),
    )
}

pub(super) fn invalid(node: &Node, zh: impl Into<String>, en: impl Into<String>) -> Failure {
    Failure { span: node.span, kind: FailureKind::Invalid { reason: Bilingual::new(zh, en) } }
}
