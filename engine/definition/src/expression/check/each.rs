//! Parts of records, and what is asked of each item of a list. An item's name may hide no name that exists outside.

use super::super::names::nearest;
use super::super::node::{Node, NodeEach, NodeKind};
use super::super::problem::Problem;
use super::super::syntax::{Each, Every, Name, Syntax, SyntaxKind};
use super::super::type_word::type_word;
use super::{Checker, named};
use crate::diagnostic::Code;
use crate::text::Span;
use crate::value::Type;

/// What an item is called where its body is read.
pub(super) struct Scope {
    item: String,
    of: Type,
    /// Whether the parts of the item stand by their own names too: inside `[...]`.
    open: bool,
}

impl Checker<'_> {
    /// A name that stands for an item, or for a part of the item of a filter.
    pub(super) fn in_scope(&mut self, name: &str, span: Span) -> Option<Node> {
        let node = self.scopes.iter().rev().find_map(|scope| scope.named(name, span))?;
        self.items.push(span);
        Some(node)
    }

    pub(super) fn each(&mut self, each: &Each, span: Span) -> Option<Node> {
        let list = self.node(&each.list)?;
        let (list, of) = self.list_argument(list)?;
        if each.what != Every::Those && self.names.variable(&each.item.text).is_some() {
            return self.refuse(hides(&each.item));
        }
        self.scopes.push(Scope { item: each.item.text.clone(), of: of.clone(), open: each.what == Every::Those });
        let body = if each.what == Every::Mapped { self.node(&each.body) } else { self.condition(&each.body) };
        self.scopes.pop();
        let body = body?;
        let result = match each.what {
            Every::Some | Every::All => Type::Boolean,
            Every::Those => Type::List(Box::new(of)),
            Every::Mapped if body.of == Type::Duration => {
                return self.refuse(super::complaint::durations_in_list(body.span));
            }
            Every::Mapped => Type::List(Box::new(body.of.clone())),
        };
        let each = NodeEach { what: each.what, item: each.item.text.clone(), list, body };
        Some(Node::new(NodeKind::Each(Box::new(each)), result, span))
    }

    pub(super) fn part(&mut self, whole: &Syntax, name: &Name, span: Span) -> Option<Node> {
        if let Some(parameter) = self.parameter_without_quotes(whole, name) {
            return self.refuse(named::parameter_in_quotes(&parameter, span));
        }
        let whole = self.node(whole)?;
        let (parts, each) = match &whole.of {
            Type::Record(parts) => (parts.clone(), false),
            Type::List(item) => match item.as_ref() {
                Type::Record(parts) => (parts.clone(), true),
                _ => return self.refuse(self.no_parts(&whole)),
            },
            _ => return self.refuse(self.no_parts(&whole)),
        };
        let Some((_, of)) = parts.iter().find(|(part, _)| *part == name.text) else {
            return self.refuse(no_part(name, &parts));
        };
        let (whole, name) = (Box::new(whole), name.text.clone());
        Some(if each {
            Node::new(NodeKind::PartOfEach(whole, name), Type::List(Box::new(of.clone())), span)
        } else {
            Node::new(NodeKind::Part(whole, name), of.clone(), span)
        })
    }

    /// `dibao.standard` where no variable `dibao` is: the whole is what was meant.
    fn parameter_without_quotes(&self, whole: &Syntax, name: &Name) -> Option<String> {
        let dotted = dotted(whole)?;
        let first = dotted.split('.').next().unwrap_or_default();
        let stranger = self.names.variable(first).is_none() && !self.scopes.iter().any(|scope| scope.has(first));
        stranger.then(|| format!("{dotted}.{}", name.text))
    }

    fn no_parts(&self, whole: &Node) -> Problem {
        let found = type_word(&whole.of);
        self.wrong_type(whole.span, format!("{}没有可取的分项", found.zh), format!("a {} has no parts", found.en))
            .helped(
                "点号只用于一组数据或其列表，例如 members.income",
                "a dot takes a part of a record or of a list of records: members.income",
            )
    }
}

impl Scope {
    fn has(&self, name: &str) -> bool {
        self.named(name, Span::new(0, 0)).is_some()
    }

    fn named(&self, name: &str, span: Span) -> Option<Node> {
        let item = Node::new(NodeKind::Item(self.item.clone()), self.of.clone(), span);
        if name == self.item {
            return Some(item);
        }
        let Type::Record(parts) = &self.of else { return None };
        let (_, of) = parts.iter().find(|(part, _)| self.open && part == name)?;
        Some(Node::new(NodeKind::Part(Box::new(item), name.to_owned()), of.clone(), span))
    }
}

fn dotted(syntax: &Syntax) -> Option<String> {
    match &syntax.kind {
        SyntaxKind::Name(name) => Some(name.clone()),
        SyntaxKind::Part(whole, name) => dotted(whole).map(|whole| format!("{whole}.{}", name.text)),
        _ => None,
    }
}

fn hides(item: &Name) -> Problem {
    let name = &item.text;
    Problem::new(
        Code::ExpressionName,
        item.span,
        format!("“{name}”已是别的名称，不能再作各项的名称"),
        format!("`{name}` is a name already and cannot stand for an item"),
    )
    .helped("给各项另起一个名称", "give the item another name")
}

fn no_part(name: &Name, parts: &[(String, Type)]) -> Problem {
    let known: Vec<&str> = parts.iter().map(|(part, _)| part.as_str()).collect();
    let (zh, en) = match nearest(&name.text, known.iter().copied()) {
        Some(meant) => (format!("，是不是“{meant}”？"), format!("; did you mean `{meant}`?")),
        None => (String::new(), String::new()),
    };
    Problem::new(
        Code::ExpressionName,
        name.span,
        format!("其中没有“{}”{zh}", name.text),
        format!("it has no part `{}`{en}", name.text),
    )
    .helped(format!("其中有：{}", known.join("、")), format!("its parts: {}", known.join(", ")))
}
