//! How a value came about, for decision letters and screens: `800.10 <= 1000 成立`.

use super::evaluate::Observed;
use super::facts::{Failure, FailureKind};
use super::limits::SHOWN_CHARACTERS_MAX;
use super::node::{Node, NodeKind};
use crate::bilingual::Language;
use crate::text::Span;
use crate::value::{Type, Value};

/// One operation, what it came to, and the operations it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// As written: `income_per_person <= 1000`.
    pub source: String,
    /// With every value that was read in place of its name: `800.10 <= 1000`. Conditions keep their names.
    pub substituted: String,
    /// What it came to; [`FailureKind::NotComputed`] where the result did not need it.
    pub result: Result<Value, Failure>,
    /// The conditions and computed operands it rests on, in source order.
    pub parts: Vec<Trace>,
}

impl Trace {
    /// One line an operation, parts two spaces further in: `800.10 <= 1000 成立`, `9000.00 / 3 = 3000.00`, `x > 3 未计算`.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        self.add_lines(language, 0, &mut lines);
        lines
    }

    fn add_lines(&self, language: Language, indent: usize, lines: &mut Vec<String>) {
        lines.push(format!("{}{}", "  ".repeat(indent), self.line(language)));
        for part in &self.parts {
            part.add_lines(language, indent + 1, lines);
        }
    }

    fn line(&self, language: Language) -> String {
        let (holds, does_not_hold, cannot) = match language {
            Language::Zh => ("成立", "不成立", "无法计算："),
            Language::En => ("holds", "does not hold", "cannot be computed: "),
        };
        match &self.result {
            Ok(Value::Boolean(true)) => format!("{} {holds}", self.substituted),
            Ok(Value::Boolean(false)) => format!("{} {does_not_hold}", self.substituted),
            Ok(value) => {
                let shown = shown(value);
                // A name alone would read `800.10 = 800.10`.
                let left = if self.substituted == shown { &self.source } else { &self.substituted };
                format!("{left} = {shown}")
            }
            Err(failure @ Failure { kind: FailureKind::NotComputed, .. }) => {
                format!("{} {}", self.source, failure.message().get(language))
            }
            Err(failure) => format!("{} {cannot}{}", self.substituted, failure.message().get(language)),
        }
    }
}

/// The trace of a tree, from what was observed while it was evaluated.
pub(super) fn trace(root: &Node, source: &str, observed: &Observed) -> Trace {
    Tracing { source, observed }.of(root)
}

struct Tracing<'a> {
    source: &'a str,
    observed: &'a Observed,
}

impl Tracing<'_> {
    fn of(&self, node: &Node) -> Trace {
        let mut parts = Vec::new();
        parts_of(node, &mut parts);
        Trace {
            source: self.source[node.span.range()].to_owned(),
            substituted: self.substituted(node),
            result: self.result(node),
            parts: parts.into_iter().map(|part| self.of(part)).collect(),
        }
    }

    fn result(&self, node: &Node) -> Result<Value, Failure> {
        match (self.observed.get(&node.span), &node.kind) {
            (Some(result), _) => result.clone(),
            (None, NodeKind::Constant(value)) => Ok(value.clone()),
            (None, _) => Err(Failure { span: node.span, kind: FailureKind::NotComputed }),
        }
    }

    fn substituted(&self, node: &Node) -> String {
        let mut values = Vec::new();
        self.values_read(node, &mut values);
        values.sort_by_key(|(span, _)| *span);
        let mut text = String::new();
        let mut at = node.span.start;
        for (span, value) in values {
            text.push_str(&self.source[at..span.start]);
            text.push_str(&value);
            at = span.end;
        }
        text.push_str(&self.source[at..node.span.end]);
        text
    }

    fn values_read(&self, node: &Node, values: &mut Vec<(Span, String)>) {
        if !is_read(node) {
            return node.below().into_iter().for_each(|operand| self.values_read(operand, values));
        }
        if let Some(Ok(value)) = self.observed.get(&node.span)
            && node.of != Type::Boolean
        {
            values.push((node.span, shown(value)));
        }
    }
}

/// Whether a node takes its value from outside.
fn is_read(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Variable(_)
        | NodeKind::Given(_)
        | NodeKind::State(_)
        | NodeKind::Parameter(..)
        | NodeKind::Today
        | NodeKind::Part(..)
        | NodeKind::PartOfEach(..)
        | NodeKind::Item(_)
        | NodeKind::Now => true,
        NodeKind::Constant(_)
        | NodeKind::Negate(_)
        | NodeKind::Not(_)
        | NodeKind::Arithmetic(..)
        | NodeKind::Shift(..)
        | NodeKind::DaysBetween(..)
        | NodeKind::Comparison(..)
        | NodeKind::All(_)
        | NodeKind::Any(_)
        | NodeKind::In(..)
        | NodeKind::If(_)
        | NodeKind::List(_)
        | NodeKind::Period(..)
        | NodeKind::Each(_)
        | NodeKind::Join(..)
        | NodeKind::Call(..) => false,
    }
}

/// What a reader wants to see below an operation: every part of a condition; of a computation, only what is not already
/// plain from its own line.
fn parts_of<'a>(node: &'a Node, parts: &mut Vec<&'a Node>) {
    match &node.kind {
        NodeKind::All(_) | NodeKind::Any(_) | NodeKind::Not(_) | NodeKind::If(_) => {
            parts.extend(node.below().into_iter().filter(|part| part.of != Type::Duration));
        }
        NodeKind::Comparison(..) | NodeKind::In(..) | NodeKind::Call(..) | NodeKind::List(_) | NodeKind::Shift(..) => {
            parts.extend(node.below().into_iter().filter(|part| is_computed(part)));
        }
        NodeKind::Arithmetic(..) | NodeKind::Negate(_) | NodeKind::DaysBetween(..) => {
            for operand in node.below() {
                add_computed(operand, parts);
            }
        }
        NodeKind::Constant(_)
        | NodeKind::Variable(_)
        | NodeKind::Given(_)
        | NodeKind::State(_)
        | NodeKind::Parameter(..)
        | NodeKind::Today
        | NodeKind::Now
        | NodeKind::Part(..)
        | NodeKind::PartOfEach(..)
        | NodeKind::Item(_)
        | NodeKind::Each(_)
        | NodeKind::Join(..)
        | NodeKind::Period(..) => {}
    }
}

/// The steps of one long sum are not shown one by one.
fn add_computed<'a>(operand: &'a Node, parts: &mut Vec<&'a Node>) {
    if matches!(operand.kind, NodeKind::Arithmetic(..) | NodeKind::Negate(_) | NodeKind::DaysBetween(..)) {
        parts_of(operand, parts);
    } else if is_computed(operand) {
        parts.push(operand);
    }
}

fn is_computed(node: &Node) -> bool {
    !is_read(node) && !matches!(node.kind, NodeKind::Constant(_) | NodeKind::List(_)) && node.of != Type::Duration
}

/// A value inside a line: text in quotes, and never longer than a line can bear.
fn shown(value: &Value) -> String {
    let plain = value.shown();
    let long = plain.chars().count() > SHOWN_CHARACTERS_MAX;
    let short = if long { plain.chars().take(SHOWN_CHARACTERS_MAX).chain(['…']).collect() } else { plain };
    match value {
        Value::Text(_) | Value::Choice(_) => format!("\"{short}\""),
        Value::List(_) => format!("[{short}]"),
        Value::Record(_) => format!("{{{short}}}"),
        Value::Boolean(_)
        | Value::Number(_)
        | Value::Money(_)
        | Value::Date(_)
        | Value::Moment(_)
        | Value::Month(_)
        | Value::Sealed(_) => short,
    }
}
