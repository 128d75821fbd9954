//! Lists of records: their parts, and what is asked of each item. Every item costs its steps.

use super::super::facts::{Failure, FailureKind};
use super::super::node::{Node, NodeEach};
use super::super::syntax::Every;
use super::taken::unusable;
use super::{Evaluation, Outcome};
use crate::value::Value;

impl Evaluation<'_> {
    pub(super) fn item(&mut self, name: &str, node: &Node) -> Outcome {
        let found = self.items.iter().rev().find(|(item, _)| item == name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| unusable(node))
    }

    pub(super) fn part(&mut self, whole: &Node, name: &str, node: &Node) -> Outcome {
        let record = self.value(whole)?;
        part_of(&record, name, node)
    }

    pub(super) fn part_of_each(&mut self, list: &Node, name: &str, node: &Node) -> Outcome {
        let records = self.list(list)?;
        self.spend(records.len(), node.span)?;
        records.iter().map(|record| part_of(record, name, node)).collect::<Result<_, _>>().map(Value::List)
    }

    pub(super) fn each(&mut self, each: &NodeEach) -> Outcome {
        let list = self.list(&each.list)?;
        self.spend(list.len(), each.list.span)?;
        let mut kept = Vec::new();
        for item in list {
            self.items.push((each.item.clone(), item));
            let outcome = self.value(&each.body);
            let item = self.items.pop().map(|(_, item)| item);
            let value = outcome?;
            let holds = value == Value::Boolean(true);
            match each.what {
                Every::Some if holds => return Ok(Value::Boolean(true)),
                Every::All if !holds => return Ok(Value::Boolean(false)),
                Every::Those if holds => kept.extend(item),
                Every::Mapped => kept.push(value),
                Every::Some | Every::All | Every::Those => {}
            }
        }
        Ok(match each.what {
            Every::Some => Value::Boolean(false),
            Every::All => Value::Boolean(true),
            Every::Those | Every::Mapped => Value::List(kept),
        })
    }
}

/// A part that was never filled in is as unset as a field.
fn part_of(record: &Value, name: &str, node: &Node) -> Outcome {
    let Value::Record(values) = record else { return Err(unusable(node)) };
    let unset = || Failure { span: node.span, kind: FailureKind::Unset { name: name.to_owned() } };
    values.get(name).cloned().ok_or_else(unset)
}
