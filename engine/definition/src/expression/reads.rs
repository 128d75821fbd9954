//! What an expression reads: for loading what it needs, and for finding fields read before anything sets them.

use super::function::Function;
use super::knowledge::{Knowledge, walk};
use super::names::Names;
use super::syntax::{Call, Syntax, SyntaxKind};
use crate::name::{ParameterName, StateName};
use crate::text::Span;

/// One reading. An expression that names a thing twice reads it twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What is read.
    pub what: ReadOf,
    /// Where the expression does so.
    pub span: Span,
    /// Whether evaluation comes here only when `given(...)` of the same field holds, so that it cannot be unset.
    pub guarded: bool,
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadOf {
    /// The value of a field or named value.
    Variable(String),
    /// Whether a field is set.
    Given(String),
    /// A parameter.
    Parameter(ParameterName),
    /// Whether a state is active.
    State(StateName),
    /// The time of the command: `today()`, `now()`.
    Clock,
}

/// Every reading, in source order. Names are taken as they stand: the tree has been checked.
/// Where one stands for an item of a list (`items`), nothing is read.
pub(super) fn reads(syntax: &Syntax, names: &dyn Names, items: &[Span]) -> Vec<Read> {
    let mut found = Vec::new();
    walk(syntax, names, &mut |operand, knowledge| {
        if !items.contains(&operand.span)
            && let Some(what) = read_of(operand)
        {
            found.push(Read { guarded: is_guarded(&what, knowledge), what, span: operand.span });
        }
    });
    found
}

fn is_guarded(what: &ReadOf, knowledge: &Knowledge) -> bool {
    match what {
        ReadOf::Variable(name) => knowledge.is_given(name),
        ReadOf::Given(_) | ReadOf::Parameter(_) | ReadOf::State(_) | ReadOf::Clock => false,
    }
}

fn read_of(operand: &Syntax) -> Option<ReadOf> {
    match &operand.kind {
        SyntaxKind::Name(name) => Some(ReadOf::Variable(name.clone())),
        SyntaxKind::State(name) => Some(ReadOf::State(StateName::new(&name.text))),
        SyntaxKind::Call(call) => read_by_call(call),
        SyntaxKind::Number(_)
        | SyntaxKind::Text(_)
        | SyntaxKind::Boolean(_)
        | SyntaxKind::Negate(_)
        | SyntaxKind::Not(_)
        | SyntaxKind::Arithmetic(..)
        | SyntaxKind::Comparison(..)
        | SyntaxKind::All(_)
        | SyntaxKind::Any(_)
        | SyntaxKind::In(..)
        | SyntaxKind::Part(..)
        | SyntaxKind::Each(_)
        | SyntaxKind::If(_)
        | SyntaxKind::List(_) => None,
    }
}

fn read_by_call(call: &Call) -> Option<ReadOf> {
    let function = Function::named(&call.function.text)?;
    if matches!(function, Function::Today | Function::Now) {
        return Some(ReadOf::Clock);
    }
    match (function, &call.arguments.first()?.value.kind) {
        (Function::Given, SyntaxKind::Name(name)) => Some(ReadOf::Given(name.clone())),
        (Function::Parameter, SyntaxKind::Text(name)) => Some(ReadOf::Parameter(ParameterName::new(name))),
        _ => None,
    }
}
