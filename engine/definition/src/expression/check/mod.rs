//! Tree as written -> checked tree: names looked up, types and units made to agree. Reports everything it finds.

mod arguments;
mod arithmetic;
mod calls;
mod comparison;
mod complaint;
mod each;
mod literal;
mod named;

use super::names::Names;
use super::node::{Branches, Node, NodeKind};
use super::problem::Problem;
use super::syntax::{Conditional, Name, Syntax, SyntaxKind};
use crate::diagnostic::Code;
use crate::name::StateName;
use crate::text::Span;
use crate::value::{Type, Value};

pub(super) use complaint::not_of_type;
pub(super) use literal::fits;

/// Checks a tree; with `expected`, also that its result is of that type, which literals then take.
pub(super) fn check(syntax: &Syntax, source: &str, names: &dyn Names, expected: Option<&Type>) -> Checked {
    let mut checker = Checker { names, source, problems: Vec::new(), scopes: Vec::new(), items: Vec::new() };
    let root = checker.node(syntax).and_then(|node| checker.as_result(node, expected));
    Checked { root, problems: checker.problems, items: checker.items }
}

/// What the checker found.
pub(super) struct Checked {
    pub(super) root: Option<Node>,
    pub(super) problems: Vec<Problem>,
    /// Where names stand for an item of a list or a part of one, and so for nothing outside.
    pub(super) items: Vec<Span>,
}

/// `None` from any of its functions means: wrong, and already reported.
struct Checker<'a> {
    names: &'a dyn Names,
    source: &'a str,
    problems: Vec<Problem>,
    scopes: Vec<each::Scope>,
    items: Vec<Span>,
}

impl Checker<'_> {
    fn node(&mut self, syntax: &Syntax) -> Option<Node> {
        let span = syntax.span;
        match &syntax.kind {
            SyntaxKind::Number(number) => constant(Value::Number(*number), Type::Number, span),
            SyntaxKind::Text(text) => constant(Value::Text(text.clone()), Type::Text, span),
            SyntaxKind::Boolean(value) => constant(Value::Boolean(*value), Type::Boolean, span),
            SyntaxKind::Name(name) => self.variable(name, span),
            SyntaxKind::State(name) => self.state(name, span),
            SyntaxKind::Negate(inner) => self.negate(inner, span),
            SyntaxKind::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(Node::new(NodeKind::Not(Box::new(inner)), Type::Boolean, span))
            }
            SyntaxKind::Arithmetic(operation, left, right) => self.arithmetic(*operation, left, right, span),
            SyntaxKind::Comparison(comparison, left, right) => self.comparison(*comparison, left, right, span),
            SyntaxKind::All(parts) => {
                let parts = self.conditions(parts)?;
                Some(Node::new(NodeKind::All(parts), Type::Boolean, span))
            }
            SyntaxKind::Any(parts) => {
                let parts = self.conditions(parts)?;
                Some(Node::new(NodeKind::Any(parts), Type::Boolean, span))
            }
            SyntaxKind::In(value, tests) => self.tested(value, tests, span),
            SyntaxKind::If(parts) => self.conditional(parts, span),
            SyntaxKind::List(items) => self.list(items, span),
            SyntaxKind::Call(call) => self.call(call, span),
            SyntaxKind::Part(whole, name) => self.part(whole, name, span),
            SyntaxKind::Each(each) => self.each(each, span),
        }
    }

    fn variable(&mut self, name: &str, span: Span) -> Option<Node> {
        if let Some(item) = self.in_scope(name, span) {
            return Some(item);
        }
        match self.names.variable(name) {
            Some(of) => Some(Node::new(NodeKind::Variable(name.to_owned()), of, span)),
            None => self.refuse(named::no_variable(self.names, name, span)),
        }
    }

    fn state(&mut self, name: &Name, span: Span) -> Option<Node> {
        if self.names.state(&name.text) {
            return Some(Node::new(NodeKind::State(StateName::new(&name.text)), Type::Boolean, span));
        }
        self.refuse(named::no_state(self.names, name))
    }

    fn condition(&mut self, syntax: &Syntax) -> Option<Node> {
        let node = self.node(syntax)?;
        if node.of == Type::Boolean {
            return Some(node);
        }
        self.refuse(complaint::no_condition(&node))
    }

    /// All parts are checked, so that all problems are reported.
    fn conditions(&mut self, parts: &[Syntax]) -> Option<Vec<Node>> {
        let checked: Vec<Option<Node>> = parts.iter().map(|part| self.condition(part)).collect();
        checked.into_iter().collect()
    }

    fn conditional(&mut self, parts: &Conditional, span: Span) -> Option<Node> {
        let condition = self.condition(&parts.condition);
        let (yes, no) = (self.node(&parts.yes), self.node(&parts.no));
        let (yes, no) = self.alike(yes?, no?)?;
        let Some(of) = literal::common(&yes.of, &no.of) else {
            let both = Span::new(yes.span.start, no.span.end);
            let place = ("if 的两个结果", "the two results of `if`");
            return self.refuse(complaint::unlike(both, place, &yes.of, &no.of));
        };
        let branches = Branches { condition: condition?, yes, no };
        Some(Node::new(NodeKind::If(Box::new(branches)), of, span))
    }

    fn list(&mut self, items: &[Syntax], span: Span) -> Option<Node> {
        let checked: Vec<Option<Node>> = items.iter().map(|item| self.node(item)).collect();
        let checked: Vec<Node> = checked.into_iter().collect::<Option<_>>()?;
        let (items, of) = self.items_alike(checked, span)?;
        Some(Node::new(NodeKind::List(items), Type::List(Box::new(of)), span))
    }

    /// A whole expression, as whoever wrote it will use it.
    fn as_result(&mut self, node: Node, expected: Option<&Type>) -> Option<Node> {
        if node.of == Type::Duration {
            return self.refuse(complaint::bare_duration(&node));
        }
        match expected {
            Some(wanted) => self.of_type(node, wanted),
            None => Some(node),
        }
    }

    fn of_type(&mut self, node: Node, wanted: &Type) -> Option<Node> {
        let node = self.adapted(node, wanted)?;
        if fits(&node.of, wanted) {
            return Some(node);
        }
        self.refuse(not_of_type(node.span, wanted, &node.of))
    }

    fn refuse<T>(&mut self, problem: Problem) -> Option<T> {
        self.problems.push(problem);
        None
    }

    fn wrong_type(&self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem::new(Code::ExpressionType, span, zh, en)
    }
}

// An `Option` like everything the checker gives, though a literal is never wrong in itself.
#[allow(clippy::unnecessary_wraps)]
fn constant(value: Value, of: Type, span: Span) -> Option<Node> {
    Some(Node::new(NodeKind::Constant(value), of, span))
}

#[cfg(test)]
mod tests;
