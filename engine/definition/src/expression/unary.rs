//! Cells of decision tables: FEEL's unary tests. A cell says of its column's value what an expression says of `?`, so it is
//! read as one: `< 4000` is `? < 4000`, `"a","b"` is `? in ("a","b")`.

use rust_decimal::Decimal;

use super::lexer;
use super::names::{Names, Suggestions};
use super::node::{Node, NodeKind, NodeTest};
use super::problem::Problem;
use super::syntax::Comparison;
use super::token::{Symbol, Token, TokenKind};
use super::word::Word;
use super::{Expression, Facts, Failure, FailureKind, checked, parser};
use crate::diagnostic::Code;
use crate::moment::{Date, Moment};
use crate::name::ParameterName;
use crate::text::Span;
use crate::value::{Type, Value};

/// What the value of the column is called inside a cell.
pub(super) const INPUT: &str = "?";

/// A cell of a decision table: what it lets pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// As written.
    pub written: String,
    /// What it asks; nothing for `-`, which lets everything pass.
    pub asks: Option<Expression>,
}

/// One alternative of a cell, as far as it can be told without a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The value is this.
    Equal(Bound),
    /// The value is not this.
    Different(Bound),
    /// The value lies between these; open where none is given.
    Between(Option<Limit>, Option<Limit>),
}

/// One end of what a cell lets pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Where.
    pub at: Bound,
    /// Whether it lets this very value pass.
    pub included: bool,
}

/// A value a cell compares with.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// Known from the table alone.
    Value(Value),
    /// Known only in a case, as written: `parameter("dibao.standard")`.
    Term(String),
}

/// What a cell lets pass, as far as it can be told without a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Passes {
    /// Everything.
    Everything,
    /// What one of these lets pass; nothing, if there is none.
    Any(Vec<Test>),
    /// What none of these lets pass.
    None(Vec<Test>),
    /// It cannot be told.
    Unknown,
}

/// Checks a cell against the type of its column.
///
/// # Errors
/// Every problem that could be found, in source order, placed in the cell as written.
pub fn cell(
    written: &str,
    of: &Type,
    bounds: (Option<Decimal>, Option<Decimal>),
    names: &dyn Names,
) -> Result<Cell, Vec<Problem>> {
    if written.trim() == "-" {
        return Ok(Cell { written: written.to_owned(), asks: None });
    }
    let tokens = lexer::tokens_of_cell(written)?;
    let (before, inside, after) = frame(&tokens, written);
    let source = format!("{before}{inside}{after}");
    let names = InCell { names, of, bounds };
    let shift = written.find(inside).unwrap_or_default();
    let placed = |problems: Vec<Problem>| {
        let end = before.len() + inside.len();
        let told = |problem: Problem| {
            if problem.span.start >= end && !after.is_empty() {
                unfinished(written)
            } else {
                within(problem, before.len(), shift, written)
            }
        };
        problems.into_iter().map(told).collect::<Vec<_>>()
    };
    let syntax = parser::parse_cell(&source).map_err(placed)?;
    let asks = checked(&source, &syntax, &names, Some(&Type::Boolean)).map_err(placed)?;
    Ok(Cell { written: written.to_owned(), asks: Some(asks) })
}

/// What was found is not in the cell, but in what we put after it.
fn unfinished(written: &str) -> Problem {
    let end = Span::new(written.len(), written.len());
    Problem::new(Code::ExpressionSyntax, end, "这一格没有写完", "this cell is not complete").helped(
        "例如 < 4000、[4000..8000)、\"甲\",\"乙\"；不限的格写 -",
        "write < 4000, [4000..8000), \"a\",\"b\", or - where anything will do",
    )
}

fn within(mut problem: Problem, before: usize, shift: usize, written: &str) -> Problem {
    let at = |byte: usize| (byte.saturating_sub(before) + shift).min(written.len());
    problem.span = Span::new(at(problem.span.start), at(problem.span.end));
    problem
}

/// The expression a cell is read as: what stands before it, the cell (without the word of a negation), what stands after.
fn frame<'w>(tokens: &[Token], written: &'w str) -> (&'static str, &'w str, &'static str) {
    if tokens.iter().any(|token| token.kind == TokenKind::Name(INPUT.to_owned())) {
        return ("", written, "");
    }
    match negated(tokens) {
        Some(inside) => ("not(? in (", &written[inside.range()], "))"),
        None => {
            let (before, after) = plain(tokens);
            (before, written, after)
        }
    }
}

/// What stands between the parentheses of `not(...)`, if that is the whole cell.
fn negated(tokens: &[Token]) -> Option<Span> {
    let [not, open, inside @ .., close, _end] = tokens else { return None };
    let is = |token: &Token, symbol| token.kind == TokenKind::Symbol(symbol);
    let whole = not.kind == TokenKind::Word(Word::Not)
        && is(open, Symbol::LeftParenthesis)
        && is(close, Symbol::RightParenthesis)
        && !inside.is_empty();
    whole.then(|| Span::new(open.span.end, close.span.start))
}

fn plain(tokens: &[Token]) -> (&'static str, &'static str) {
    if has_top_level(tokens, Symbol::Comma) {
        return ("? in (", ")");
    }
    match tokens.first().map(|token| &token.kind) {
        Some(TokenKind::Symbol(
            Symbol::Less
            | Symbol::LessOrEqual
            | Symbol::Greater
            | Symbol::GreaterOrEqual
            | Symbol::Equal
            | Symbol::NotEqual,
        )) => ("? ", ""),
        Some(TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Word(Word::True | Word::False))
            if tokens.len() == 2 =>
        {
            ("? = ", "")
        }
        _ if is_one_range(tokens) => ("? in ", ""),
        _ => ("? in (", ")"),
    }
}

/// `[4000..8000)` and nothing else.
fn is_one_range(tokens: &[Token]) -> bool {
    let bracketed = matches!(
        tokens.first().map(|token| &token.kind),
        Some(TokenKind::Symbol(Symbol::LeftBracket | Symbol::LeftParenthesis))
    );
    let inside = tokens.get(1..tokens.len().saturating_sub(2)).unwrap_or_default();
    bracketed && has_top_level(inside, Symbol::DotDot)
}

fn has_top_level(tokens: &[Token], symbol: Symbol) -> bool {
    let mut depth = 0_usize;
    tokens.iter().any(|token| {
        match token.kind {
            TokenKind::Symbol(Symbol::LeftParenthesis | Symbol::LeftBracket) => depth += 1,
            TokenKind::Symbol(Symbol::RightParenthesis | Symbol::RightBracket) => depth = depth.saturating_sub(1),
            TokenKind::Symbol(found) => return depth == 0 && found == symbol,
            TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Name(_) | TokenKind::Word(_) | TokenKind::End => {}
        }
        false
    })
}

impl Cell {
    /// Whether it lets a value of its column pass.
    ///
    /// # Errors
    /// Where the cell failed, and why.
    pub fn passes(&self, value: &Value, facts: &dyn Facts) -> Result<bool, Failure> {
        let Some(asks) = &self.asks else { return Ok(true) };
        Ok(asks.evaluate(&OfCell { facts, value })? == Value::Boolean(true))
    }

    /// What it comes to with a value, for people: `3200.00 < 4000`.
    pub fn shown(&self, value: &Value, facts: &dyn Facts) -> String {
        let explained = self.asks.as_ref().map(|asks| asks.explain(&OfCell { facts, value }).substituted);
        explained.unwrap_or_else(|| "-".to_owned())
    }

    /// What it lets pass, as far as that can be told without a case.
    pub fn allows(&self) -> Passes {
        self.asks.as_ref().map_or(Passes::Everything, |asks| passes(&asks.root, asks.source()))
    }
}

fn passes(node: &Node, source: &str) -> Passes {
    match &node.kind {
        NodeKind::Comparison(comparison, left, right) if is_input(left) => {
            Passes::Any(vec![compared(*comparison, bound(right, source))])
        }
        NodeKind::In(value, tests) if is_input(value) => tested(tests, source),
        NodeKind::Not(inner) => match passes(inner, source) {
            Passes::Any(tests) => Passes::None(tests),
            Passes::None(tests) => Passes::Any(tests),
            Passes::Everything => Passes::Any(Vec::new()),
            Passes::Unknown => Passes::Unknown,
        },
        _ => Passes::Unknown,
    }
}

fn is_input(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Variable(name) if name == INPUT)
}

pub(super) fn tested(tests: &[NodeTest], source: &str) -> Passes {
    let mut found = Vec::new();
    for test in tests {
        match test {
            NodeTest::Equal(operand) => found.push(Test::Equal(bound(operand, source))),
            NodeTest::Compared(comparison, operand) => found.push(compared(*comparison, bound(operand, source))),
            NodeTest::Between(between) => {
                let low = Limit { at: bound(&between.low, source), included: between.low_included };
                let high = Limit { at: bound(&between.high, source), included: between.high_included };
                found.push(Test::Between(Some(low), Some(high)));
            }
            NodeTest::Member(list) => match &list.kind {
                NodeKind::List(items) => found.extend(items.iter().map(|item| Test::Equal(bound(item, source)))),
                _ => return Passes::Unknown,
            },
        }
    }
    Passes::Any(found)
}

pub(super) fn compared(comparison: Comparison, at: Bound) -> Test {
    match comparison {
        Comparison::Equal => Test::Equal(at),
        Comparison::NotEqual => Test::Different(at),
        Comparison::Less => Test::Between(None, Some(Limit { at, included: false })),
        Comparison::LessOrEqual => Test::Between(None, Some(Limit { at, included: true })),
        Comparison::Greater => Test::Between(Some(Limit { at, included: false }), None),
        Comparison::GreaterOrEqual => Test::Between(Some(Limit { at, included: true }), None),
    }
}

pub(super) fn bound(node: &Node, source: &str) -> Bound {
    match &node.kind {
        NodeKind::Constant(value) => Bound::Value(value.clone()),
        _ => Bound::Term(source[node.span.range()].to_owned()),
    }
}

/// What exists in a cell: also the value of its column.
struct InCell<'n> {
    names: &'n dyn Names,
    of: &'n Type,
    bounds: (Option<Decimal>, Option<Decimal>),
}

impl Names for InCell<'_> {
    fn variable(&self, name: &str) -> Option<Type> {
        if name == INPUT { Some(self.of.clone()) } else { self.names.variable(name) }
    }

    fn bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        if name == INPUT { self.bounds } else { self.names.bounds(name) }
    }

    fn parameter(&self, name: &str) -> Option<Type> {
        self.names.parameter(name)
    }

    fn parameter_bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        self.names.parameter_bounds(name)
    }

    fn state(&self, name: &str) -> bool {
        self.names.state(name)
    }

    fn suggestions(&self) -> Suggestions {
        self.names.suggestions()
    }
}

/// What holds in a cell.
struct OfCell<'f> {
    facts: &'f dyn Facts,
    value: &'f Value,
}

impl Facts for OfCell<'_> {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        if name == INPUT { Ok(self.value.clone()) } else { self.facts.variable(name) }
    }

    fn given(&self, name: &str) -> bool {
        self.facts.given(name)
    }

    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind> {
        self.facts.parameter(name, on)
    }

    fn state(&self, name: &str) -> bool {
        self.facts.state(name)
    }

    fn now(&self) -> Moment {
        self.facts.now()
    }
}
