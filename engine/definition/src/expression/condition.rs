//! What a condition asks, taken apart so that others can reason about it: which values of which subject it lets pass.

use super::node::{Node, NodeKind};
use super::syntax::Comparison;
use super::unary::{bound, compared, tested};
use super::{Bound, Expression, Passes, Test};
use crate::value::{Type, Value};

/// A condition by its parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Holds always, or never.
    Sure(bool),
    /// Asks whether the value of something passes.
    Asks(Asked),
    /// Something of which nothing is known but that it holds or not, as written.
    Free(String),
    /// Holds where this does not.
    Not(Box<Condition>),
    /// Holds where all of these do.
    All(Vec<Condition>),
    /// Holds where one of these does.
    Any(Vec<Condition>),
}

/// A question about the value of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is about, as written: a name, or what is compared.
    pub subject: String,
    /// What values it has.
    pub of: Type,
    /// Which of them pass.
    pub passes: Passes,
}

impl Expression {
    /// The parts of a condition.
    pub fn condition(&self) -> Condition {
        taken_apart(&self.root, &self.source)
    }
}

fn taken_apart(node: &Node, source: &str) -> Condition {
    let parts = |parts: &[Node]| parts.iter().map(|part| taken_apart(part, source)).collect();
    match &node.kind {
        NodeKind::Constant(Value::Boolean(holds)) => Condition::Sure(*holds),
        NodeKind::Variable(name) if node.of == Type::Boolean => Condition::Asks(Asked {
            subject: name.clone(),
            of: Type::Boolean,
            passes: Passes::Any(vec![Test::Equal(Bound::Value(Value::Boolean(true)))]),
        }),
        NodeKind::Not(inner) => Condition::Not(Box::new(taken_apart(inner, source))),
        NodeKind::All(all) => Condition::All(parts(all)),
        NodeKind::Any(any) => Condition::Any(parts(any)),
        NodeKind::If(branches) => {
            let condition = taken_apart(&branches.condition, source);
            let yes = Condition::All(vec![condition.clone(), taken_apart(&branches.yes, source)]);
            let no = Condition::All(vec![Condition::Not(Box::new(condition)), taken_apart(&branches.no, source)]);
            Condition::Any(vec![yes, no])
        }
        NodeKind::Comparison(comparison, left, right) => comparison_of(*comparison, left, right, source),
        NodeKind::In(value, tests) => asks(value, tested(tests, source), source),
        _ => Condition::Free(words(node, source)),
    }
}

/// About what is not a constant; of two such, about the left one.
fn comparison_of(comparison: Comparison, left: &Node, right: &Node, source: &str) -> Condition {
    let is_constant = |node: &Node| matches!(node.kind, NodeKind::Constant(_));
    if is_constant(left) && !is_constant(right) {
        return asks(right, Passes::Any(vec![compared(comparison.mirrored(), bound(left, source))]), source);
    }
    asks(left, Passes::Any(vec![compared(comparison, bound(right, source))]), source)
}

fn asks(of: &Node, passes: Passes, source: &str) -> Condition {
    if passes == Passes::Unknown {
        return Condition::Free(words(of, source));
    }
    Condition::Asks(Asked { subject: words(of, source), of: of.of.clone(), passes })
}

/// The text of a part, spaces evened out, so that the same thing written twice is the same.
fn words(node: &Node, source: &str) -> String {
    let text = source.get(node.span.range()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
