//! Which types may be added, subtracted, multiplied and divided, and what comes out.

use super::super::node::{Direction, Node, NodeKind, Unit};
use super::super::problem::Problem;
use super::super::syntax::{Arithmetic, Syntax};
use super::super::type_word::type_word;
use super::{Checker, complaint};
use crate::diagnostic::Code;
use crate::text::Span;
use crate::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn arithmetic(
        &mut self,
        operation: Arithmetic,
        left: &Syntax,
        right: &Syntax,
        span: Span,
    ) -> Option<Node> {
        let (left, right) = (self.node(left), self.node(right));
        let (left, right) = (left?, right?);
        match (operation, &left.of, &right.of) {
            (Arithmetic::Subtract, Type::Date, Type::Date) => {
                Some(Node::new(NodeKind::DaysBetween(Box::new(left), Box::new(right)), Type::Number, span))
            }
            (Arithmetic::Add, Type::Text, Type::Text) => {
                let kind = NodeKind::Join(Box::new(left), Box::new(right));
                Some(Node::new(kind, Type::Text, span))
            }
            (Arithmetic::Add, Type::Date | Type::Moment | Type::Month, Type::Duration) => {
                self.shift(left, Direction::Later, right, span)
            }
            (Arithmetic::Add, Type::Duration, Type::Date | Type::Moment | Type::Month) => {
                self.shift(right, Direction::Later, left, span)
            }
            (Arithmetic::Subtract, Type::Date | Type::Moment | Type::Month, Type::Duration) => {
                self.shift(left, Direction::Earlier, right, span)
            }
            (_, left_type, right_type) => match on_decimals(operation, left_type, right_type) {
                Some(of) => {
                    let kind = NodeKind::Arithmetic(operation, Box::new(left), Box::new(right));
                    Some(Node::new(kind, of, span))
                }
                None => self.refuse(cannot(operation, &left, &right, span, self.source)),
            },
        }
    }

    fn shift(&mut self, base: Node, direction: Direction, period: Node, span: Span) -> Option<Node> {
        if base.of == Type::Date && has_hours(&period) {
            return self.refuse(
                self.wrong_type(
                    period.span,
                    "日期没有钟点，不能加减小时",
                    "a date has no time of day; hours cannot be added to it",
                )
                .helped(
                    "对时刻加减小时，例如 now() + hours(3)；日期用 days(…)",
                    "add hours to a moment, as in now() + hours(3); use days(…) on a date",
                ),
            );
        }
        if base.of == Type::Month && !only_months(&period) {
            return self.refuse(
                self.wrong_type(period.span, "月份只能加减整月", "a month moves by whole months only")
                    .helped("写成 months(3) 或 years(1)", "write months(3) or years(1)"),
            );
        }
        let of = base.of.clone();
        Some(Node::new(NodeKind::Shift(Box::new(base), direction, Box::new(period)), of, span))
    }

    pub(super) fn negate(&mut self, inner: &Syntax, span: Span) -> Option<Node> {
        let inner = self.node(inner)?;
        match (inner.kind, inner.of) {
            (NodeKind::Constant(Value::Number(number)), of) => {
                Some(Node::new(NodeKind::Constant(Value::Number(-number)), of, span))
            }
            (kind, of @ (Type::Number | Type::Money)) => {
                let inner = Node::new(kind, of.clone(), inner.span);
                Some(Node::new(NodeKind::Negate(Box::new(inner)), of, span))
            }
            (_, of) => {
                let word = type_word(&of);
                self.refuse(
                    self.wrong_type(span, format!("{}不能取负", word.zh), format!("a {} has no negative", word.en))
                        .helped("只有数字和金额可以取负", "only numbers and money have a negative"),
                )
            }
        }
    }
}

fn on_decimals(operation: Arithmetic, left: &Type, right: &Type) -> Option<Type> {
    match (operation, left, right) {
        (_, Type::Number, Type::Number) | (Arithmetic::Divide, Type::Money, Type::Money) => Some(Type::Number),
        (Arithmetic::Add | Arithmetic::Subtract, Type::Money, Type::Money)
        | (Arithmetic::Multiply | Arithmetic::Divide, Type::Money, Type::Number)
        | (Arithmetic::Multiply, Type::Number, Type::Money) => Some(Type::Money),
        _ => None,
    }
}

/// Whether a duration may be one of hours.
fn has_hours(period: &Node) -> bool {
    if let NodeKind::If(branches) = &period.kind {
        return has_hours(&branches.yes) || has_hours(&branches.no);
    }
    matches!(period.kind, NodeKind::Period(Unit::Hours, _))
}

fn only_months(period: &Node) -> bool {
    if let NodeKind::If(branches) = &period.kind {
        return only_months(&branches.yes) && only_months(&branches.no);
    }
    matches!(period.kind, NodeKind::Period(Unit::Months | Unit::Years, _))
}

fn cannot(operation: Arithmetic, left: &Node, right: &Node, span: Span, source: &str) -> Problem {
    let (zh, en) = match operation {
        Arithmetic::Add => ("不能加", "cannot be added to"),
        Arithmetic::Subtract => ("不能减", "cannot be taken from"),
        Arithmetic::Multiply => ("不能乘以", "cannot be multiplied by"),
        Arithmetic::Divide => ("不能除以", "cannot be divided by"),
        Arithmetic::Power => ("不能以之为指数：", "cannot be raised to"),
    };
    let (left_word, right_word) = (type_word(&left.of), type_word(&right.of));
    // English adds and subtracts the other way round: the right operand to or from the left.
    let turned = matches!(operation, Arithmetic::Add | Arithmetic::Subtract);
    let (first, second) = if turned { (&right_word.en, &left_word.en) } else { (&left_word.en, &right_word.en) };
    let problem = Problem::new(
        Code::ExpressionType,
        span,
        format!("{}{zh}{}", left_word.zh, right_word.zh),
        format!("{first} {en} {second}"),
    );
    help(operation, left, right, source, problem)
}

fn help(operation: Arithmetic, left: &Node, right: &Node, source: &str, problem: Problem) -> Problem {
    match (operation, &left.of, &right.of) {
        (Arithmetic::Add | Arithmetic::Subtract, Type::Money, Type::Number) => in_yuan(right, source, problem),
        (Arithmetic::Add | Arithmetic::Subtract, Type::Number, Type::Money) => in_yuan(left, source, problem),
        (Arithmetic::Multiply, Type::Money, Type::Money) => {
            problem.helped("金额只能乘以数字；求比例用除法", "multiply money by a number; a ratio is a division")
        }
        (Arithmetic::Divide, Type::Number, Type::Money) => problem
            .helped("金额在前：金额 / 数字，或 金额 / 金额", "money comes first: money / number, or money / money"),
        (Arithmetic::Subtract, Type::Moment, Type::Moment)
        | (Arithmetic::Subtract, Type::Date, Type::Moment)
        | (Arithmetic::Subtract, Type::Moment, Type::Date) => problem.helped(
            "先取日期：date_of(甲) - date_of(乙)，得天数",
            "take their days first: date_of(a) - date_of(b) is a number of days",
        ),
        (_, Type::Duration, Type::Duration) => problem.helped(
            "逐个加到日期上：日期 + months(1) + days(3)",
            "add them to the date one by one: date + months(1) + days(3)",
        ),
        (_, left, right) => {
            let help = complaint::between(left, right);
            problem.maybe_helped(help)
        }
    }
}

fn in_yuan(number: &Node, source: &str, problem: Problem) -> Problem {
    let written = &source[number.span.range()];
    problem.helped(
        format!("“{written}”若是元，写成 yuan({written})"),
        format!("if `{written}` is in yuan, write yuan({written})"),
    )
}
