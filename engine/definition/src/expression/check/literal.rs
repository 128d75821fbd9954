//! Literals take the type their place wants: a bare number becomes yuan, a quoted text one of the options.

use super::super::names::nearest;
use super::super::node::{Branches, Node, NodeKind};
use super::super::problem::Problem;
use super::{Checker, complaint};
use crate::diagnostic::Code;
use crate::text::Span;
use crate::value::{Type, Value};

/// Whether a value of type `found` may stand where `wanted` is wanted.
pub(crate) fn fits(found: &Type, wanted: &Type) -> bool {
    match (found, wanted) {
        (Type::Choice(some), Type::Choice(all)) => some.iter().all(|option| all.contains(option)),
        (Type::List(found), Type::List(wanted)) => fits(found, wanted),
        (Type::Record(found), Type::Record(wanted)) => {
            found.len() == wanted.len()
                && found.iter().zip(wanted).all(|((name, of), (other, want))| name == other && fits(of, want))
        }
        _ => found == wanted,
    }
}

/// The type that values of both types have.
pub(super) fn common(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Choice(first), Type::Choice(second)) => {
            let further = second.iter().filter(|option| !first.contains(option));
            Some(Type::Choice(first.iter().chain(further).cloned().collect()))
        }
        (Type::List(left), Type::List(right)) => common(left, right).map(|item| Type::List(Box::new(item))),
        _ => (left == right).then(|| left.clone()),
    }
}

impl Checker<'_> {
    /// Makes a bare literal of the type wanted, if it can be one; anything else stays as it is.
    pub(super) fn adapted(&mut self, node: Node, wanted: &Type) -> Option<Node> {
        if node.is_bare() { self.bare_adapted(node, wanted) } else { Some(node) }
    }

    fn bare_adapted(&mut self, node: Node, wanted: &Type) -> Option<Node> {
        let Node { kind, of, span } = node;
        match (kind, wanted) {
            (NodeKind::Constant(Value::Number(number)), Type::Money) => {
                Some(Node::new(NodeKind::Constant(Value::Money(number)), Type::Money, span))
            }
            (NodeKind::Constant(Value::Text(text)), Type::Choice(options)) => self.option(text, options, span),
            (NodeKind::If(branches), _) => {
                let Branches { condition, yes, no } = *branches;
                let (yes, no) = (self.bare_adapted(yes, wanted), self.bare_adapted(no, wanted));
                let branches = Branches { condition, yes: yes?, no: no? };
                let of = common(&branches.yes.of, &branches.no.of)?;
                Some(Node::new(NodeKind::If(Box::new(branches)), of, span))
            }
            (NodeKind::List(items), Type::List(item)) => {
                let adapted: Vec<Option<Node>> = items.into_iter().map(|each| self.bare_adapted(each, item)).collect();
                let items: Vec<Node> = adapted.into_iter().collect::<Option<_>>()?;
                let of = items.first().map_or_else(|| item.as_ref().clone(), |first| first.of.clone());
                Some(Node::new(NodeKind::List(items), Type::List(Box::new(of)), span))
            }
            (kind, _) => Some(Node::new(kind, of, span)),
        }
    }

    fn option(&mut self, text: String, options: &[String], span: Span) -> Option<Node> {
        if options.contains(&text) {
            let of = Type::Choice(options.to_vec());
            return Some(Node::new(NodeKind::Constant(Value::Choice(text)), of, span));
        }
        self.refuse(no_option(&text, options, span))
    }

    /// Lets the literals of each of two operands take the type of the other. Their types may still differ afterwards.
    pub(super) fn alike(&mut self, left: Node, right: Node) -> Option<(Node, Node)> {
        let left = self.adapted(left, &right.of)?;
        let right = self.adapted(right, &left.of)?;
        Some((left, right))
    }

    /// The items of a list, all of one type: literals take the type of those that are not.
    pub(super) fn items_alike(&mut self, items: Vec<Node>, span: Span) -> Option<(Vec<Node>, Type)> {
        let leading = items.iter().find(|item| !item.is_bare()).or(items.first()).map(|item| item.of.clone());
        let Some(mut of) = leading else { return self.refuse(complaint::empty_list(span)) };
        if of == Type::Duration {
            return self.refuse(complaint::durations_in_list(span));
        }
        let mut alike = Vec::with_capacity(items.len());
        for item in items {
            let item = self.adapted(item, &of)?;
            match common(&of, &item.of) {
                Some(both) => of = both,
                None => return self.refuse(complaint::unlike_item(&of, &item)),
            }
            alike.push(item);
        }
        Some((alike, of))
    }
}

fn no_option(text: &str, options: &[String], span: Span) -> Problem {
    let listed = options.join("、");
    let listed_en = options.join(", ");
    let help = (format!("可选：{listed}"), format!("options: {listed_en}"));
    let problem = match nearest(text, options.iter().map(String::as_str)) {
        Some(meant) => Problem::new(
            Code::ExpressionType,
            span,
            format!("没有选项“{text}”，是不是“{meant}”？"),
            format!("there is no option \"{text}\"; did you mean \"{meant}\"?"),
        ),
        None => Problem::new(
            Code::ExpressionType,
            span,
            format!("没有选项“{text}”"),
            format!("there is no option \"{text}\""),
        ),
    };
    problem.helped(help.0, help.1)
}
