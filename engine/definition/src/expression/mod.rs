//! The expression language: a typed, total, bounded subset of FEEL (DMN 1.5) with Chinese names and exact decimals.
//!
//! Source goes through rooms in this order: `lexer` (tokens), `parser` (tree as written), `check` (tree with types),
//! `division` (proof that no divisor is zero, on `knowledge` and `range`), `reads`; then any number of times through
//! `evaluate`, or `trace`, which is an evaluation that is watched.

mod check;
mod condition;
mod division;
mod evaluate;
mod facts;
mod function;
mod knowledge;
mod lexer;
mod limits;
mod names;
mod node;
mod parser;
mod problem;
mod range;
mod reads;
mod stranger;
mod syntax;
mod token;
mod trace;
mod type_word;
mod unary;
mod word;

pub use condition::{Asked, Condition};
pub use facts::{Facts, Failure, FailureKind};
pub use function::{FunctionEntry, functions};
pub use limits::{
    EVALUATION_STEPS_MAX, LIST_ITEMS_MAX, NESTING_LEVELS_MAX, NODES_MAX, SOURCE_BYTES_MAX, TREE_LEVELS_MAX,
};
pub use names::{Names, Suggestions};
pub use problem::Problem;
pub use reads::{Read, ReadOf};
pub use trace::Trace;
pub use type_word::type_word;
pub use unary::{Bound, Cell, Limit, Passes, Test, cell};
pub use word::is_name;

use rust_decimal::Decimal;

use crate::value::{Type, Value};
use node::Node;

/// A checked expression. Its result type is known, and evaluating it cannot loop.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    source: String,
    root: Node,
    reads: Vec<Read>,
    bounds: Option<Box<Bounds>>,
}

/// Between which numbers something lies, both included; nothing where it is open.
type Bounds = (Option<Decimal>, Option<Decimal>);

/// Checks an expression against what exists.
///
/// # Errors
/// Every problem that could be found, in source order.
pub fn compile(source: &str, names: &dyn Names) -> Result<Expression, Vec<Problem>> {
    compile_for(source, names, None)
}

/// Checks an expression for a place that wants one type. Bare literals take it: `500` becomes yuan, `"dibao"` an option.
///
/// # Errors
/// Every problem that could be found, in source order.
pub fn compile_as(source: &str, names: &dyn Names, expected: &Type) -> Result<Expression, Vec<Problem>> {
    compile_for(source, names, Some(expected))
}

fn compile_for(source: &str, names: &dyn Names, expected: Option<&Type>) -> Result<Expression, Vec<Problem>> {
    checked(source, &parser::parse(source)?, names, expected)
}

fn checked(
    source: &str,
    syntax: &syntax::Syntax,
    names: &dyn Names,
    expected: Option<&Type>,
) -> Result<Expression, Vec<Problem>> {
    let check::Checked { root, mut problems, items } = check::check(syntax, source, names, expected);
    let unproved = division::check(syntax, source, names, &problems);
    problems.extend(unproved);
    match root {
        Some(root) if problems.is_empty() => {
            let range = knowledge::range_of(syntax, names);
            let bounds = (range.low.map(|low| low.at), range.high.map(|high| high.at));
            let bounds = (bounds != (None, None)).then(|| Box::new(bounds));
            let reads = reads::reads(syntax, names, &items);
            Ok(Expression { source: source.to_owned(), root, reads, bounds })
        }
        Some(_) | None => {
            problems.sort_by_key(|problem| problem.span);
            Err(problems)
        }
    }
}

/// Whether the result of an expression may stand where `expected` is wanted. Literals are taken as they are: where a bare
/// number should become yuan, or a text an option, compile with [`compile_as`].
///
/// # Errors
/// A problem over the whole expression.
pub fn expect_type(expression: &Expression, expected: &Type) -> Result<(), Problem> {
    if check::fits(&expression.root.of, expected) {
        return Ok(());
    }
    Err(check::not_of_type(expression.root.span, expected, &expression.root.of))
}

impl Expression {
    /// The text it was compiled from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The type of its result; never a duration.
    pub fn result_type(&self) -> &Type {
        &self.root.of
    }

    /// What it reads, in source order; a thing named twice is there twice.
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// Between which numbers its result is known to lie, both included, where anything is known.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        self.bounds.as_deref().copied().unwrap_or_default()
    }

    /// The one name it is, if it is nothing but a name.
    pub fn only_name(&self) -> Option<&str> {
        if let node::NodeKind::Variable(name) = &self.root.kind { Some(name) } else { None }
    }

    /// Its value now. `and`, `or` and `if` come only to the parts they need.
    ///
    /// # Errors
    /// Where it failed, and why.
    pub fn evaluate(&self, facts: &dyn Facts) -> Result<Value, Failure> {
        evaluate::evaluate(&self.root, facts)
    }

    /// Its value now, and how it came about. The result is that of [`Expression::evaluate`].
    pub fn explain(&self, facts: &dyn Facts) -> Trace {
        let observed = evaluate::observe(&self.root, facts);
        trace::trace(&self.root, &self.source, &observed)
    }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
