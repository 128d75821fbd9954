//! The tree of an expression as checked: every name exists, every type is known, every literal has the type of its place.

use super::function::Function;
use super::syntax::{Arithmetic, Comparison, Every};
use crate::name::{ParameterName, StateName};
use crate::text::Span;
use crate::value::{Type, Value};

/// A checked operand or operation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) of: Type,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    Constant(Value),
    Variable(String),
    Given(String),
    State(StateName),
    Parameter(ParameterName, Option<Box<Node>>),
    Today,
    Now,
    Negate(Box<Node>),
    Not(Box<Node>),
    /// On numbers and money.
    Arithmetic(Arithmetic, Box<Node>, Box<Node>),
    /// A date or moment, moved by a duration.
    Shift(Box<Node>, Direction, Box<Node>),
    /// Days from the second date to the first.
    DaysBetween(Box<Node>, Box<Node>),
    Comparison(Comparison, Box<Node>, Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    In(Box<Node>, Vec<NodeTest>),
    If(Box<Branches>),
    List(Vec<Node>),
    /// A duration: a count of units.
    Period(Unit, Box<Node>),
    Call(Function, Vec<Node>),
    /// An item of a list, inside what is asked of each.
    Item(String),
    /// A part of a record.
    Part(Box<Node>, String),
    /// A part of each record of a list.
    PartOfEach(Box<Node>, String),
    Each(Box<NodeEach>),
    /// Two texts, one after the other.
    Join(Box<Node>, Box<Node>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct NodeEach {
    pub(super) what: Every,
    pub(super) item: String,
    pub(super) list: Node,
    pub(super) body: Node,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Branches {
    pub(super) condition: Node,
    pub(super) yes: Node,
    pub(super) no: Node,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeTest {
    Equal(Node),
    Member(Node),
    Between(Box<NodeBetween>),
    Compared(Comparison, Node),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct NodeBetween {
    pub(super) low: Node,
    pub(super) low_included: bool,
    pub(super) high: Node,
    pub(super) high_included: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Later,
    Earlier,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hours,
    Days,
    Months,
    Years,
}

impl Node {
    pub(super) fn new(kind: NodeKind, of: Type, span: Span) -> Self {
        Self { kind, of, span }
    }

    /// Whether it is only literals, also behind `if` and inside a list: then it may take the type its place wants.
    pub(super) fn is_bare(&self) -> bool {
        match &self.kind {
            NodeKind::Constant(_) => true,
            NodeKind::If(branches) => branches.yes.is_bare() && branches.no.is_bare(),
            NodeKind::List(items) => items.iter().all(Node::is_bare),
            NodeKind::Variable(_)
            | NodeKind::Given(_)
            | NodeKind::State(_)
            | NodeKind::Parameter(..)
            | NodeKind::Today
            | NodeKind::Now
            | NodeKind::Negate(_)
            | NodeKind::Not(_)
            | NodeKind::Arithmetic(..)
            | NodeKind::Shift(..)
            | NodeKind::DaysBetween(..)
            | NodeKind::Comparison(..)
            | NodeKind::All(_)
            | NodeKind::Any(_)
            | NodeKind::In(..)
            | NodeKind::Period(..)
            | NodeKind::Call(..)
            | NodeKind::Item(_)
            | NodeKind::Part(..)
            | NodeKind::PartOfEach(..)
            | NodeKind::Each(_)
            | NodeKind::Join(..) => false,
        }
    }

    /// The operands directly below, in source order.
    pub(super) fn below(&self) -> Vec<&Node> {
        match &self.kind {
            NodeKind::Constant(_)
            | NodeKind::Variable(_)
            | NodeKind::Given(_)
            | NodeKind::State(_)
            | NodeKind::Today
            | NodeKind::Now
            | NodeKind::Item(_) => Vec::new(),
            NodeKind::Parameter(_, on) => on.as_deref().into_iter().collect(),
            NodeKind::Negate(inner)
            | NodeKind::Not(inner)
            | NodeKind::Period(_, inner)
            | NodeKind::Part(inner, _)
            | NodeKind::PartOfEach(inner, _) => vec![inner],
            // The body has a value for each item, none of its own.
            NodeKind::Each(each) => vec![&each.list],
            NodeKind::Arithmetic(_, left, right)
            | NodeKind::Shift(left, _, right)
            | NodeKind::DaysBetween(left, right)
            | NodeKind::Comparison(_, left, right)
            | NodeKind::Join(left, right) => vec![left, right],
            NodeKind::All(parts) | NodeKind::Any(parts) | NodeKind::List(parts) | NodeKind::Call(_, parts) => {
                parts.iter().collect()
            }
            NodeKind::In(value, tests) => {
                std::iter::once(value.as_ref()).chain(tests.iter().flat_map(NodeTest::below)).collect()
            }
            NodeKind::If(branches) => vec![&branches.condition, &branches.yes, &branches.no],
        }
    }
}

impl NodeTest {
    fn below(&self) -> Vec<&Node> {
        match self {
            NodeTest::Equal(value) | NodeTest::Member(value) | NodeTest::Compared(_, value) => vec![value],
            NodeTest::Between(between) => vec![&between.low, &between.high],
        }
    }
}
