//! Which types may be compared, and what may stand after `in`.

use super::super::node::{Node, NodeBetween, NodeKind, NodeTest};
use super::super::syntax::{Between, Comparison, Syntax, Test};
use super::super::type_word::type_word;
use super::{Checker, complaint, literal};
use crate::text::Span;
use crate::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        comparison: Comparison,
        left: &Syntax,
        right: &Syntax,
        span: Span,
    ) -> Option<Node> {
        let (left, right) = (self.node(left), self.node(right));
        let (left, right) = self.alike(left?, right?)?;
        self.comparable(&left, &right, comparison.is_order(), span)?;
        let kind = NodeKind::Comparison(comparison, Box::new(left), Box::new(right));
        Some(Node::new(kind, Type::Boolean, span))
    }

    fn comparable(&mut self, left: &Node, right: &Node, order: bool, span: Span) -> Option<()> {
        let Some(of) = literal::common(&left.of, &right.of) else {
            let place = ("比较的两边", "the two sides of the comparison");
            return self.refuse(complaint::unlike(span, place, &left.of, &right.of));
        };
        if !has_equality(&of) || (order && !has_order(&of)) {
            return self.refuse(self.not_comparable(&of, span));
        }
        self.overlapping(left, right, span)
    }

    fn not_comparable(&self, of: &Type, span: Span) -> super::Problem {
        let word = type_word(of);
        let problem = if has_equality(of) {
            self.wrong_type(span, format!("{}没有大小先后", word.zh), format!("a {} has no order", word.en))
        } else {
            self.wrong_type(span, format!("{}不能比较", word.zh), format!("a {} cannot be compared", word.en))
        };
        match of {
            Type::List(_) => problem.helped(
                "比较其中的值：x in 列表，或 count(列表) > 0",
                "compare what is in it: x in list, or count(list) > 0",
            ),
            Type::Duration => problem.helped("比较日期：甲 + days(3) < 乙", "compare dates: a + days(3) < b"),
            Type::Record(_) => problem.helped("比较其中的一项：甲.名称 = …", "compare a part of it: a.name = …"),
            Type::Boolean
            | Type::Number
            | Type::Money
            | Type::Text
            | Type::Date
            | Type::Moment
            | Type::Month
            | Type::Choice(_) => problem.helped("只能用 = 或 != 比较", "compare with = or != only"),
        }
    }

    /// Two choices without an option in common can never be equal.
    fn overlapping(&mut self, left: &Node, right: &Node, span: Span) -> Option<()> {
        let (Type::Choice(first), Type::Choice(second)) = (&left.of, &right.of) else { return Some(()) };
        if first.iter().any(|option| second.contains(option)) {
            return Some(());
        }
        self.refuse(
            self.wrong_type(
                span,
                "两边没有相同的选项，永远不会相等",
                "the two sides share no option and can never be equal",
            )
            .helped(
                format!("左边可选：{}；右边可选：{}", first.join("、"), second.join("、")),
                format!("left: {}; right: {}", first.join(", "), second.join(", ")),
            ),
        )
    }

    /// `value in …`
    pub(super) fn tested(&mut self, value: &Syntax, tests: &[Test], span: Span) -> Option<Node> {
        let mut value = self.node(value);
        let mut checked = Vec::with_capacity(tests.len());
        for test in tests {
            let result = match test {
                Test::Equal(operand) => self.equal_test(&mut value, operand),
                Test::Compared(comparison, operand) => self.compared(&mut value, *comparison, operand),
                Test::Between(between) => self.between(&mut value, between),
            };
            checked.push(result);
        }
        let tests: Vec<NodeTest> = checked.into_iter().collect::<Option<_>>()?;
        Some(Node::new(NodeKind::In(Box::new(value?), tests), Type::Boolean, span))
    }

    fn equal_test(&mut self, value: &mut Option<Node>, operand: &Syntax) -> Option<NodeTest> {
        let operand = self.node(operand)?;
        let span = operand.span;
        let found = value.clone()?;
        if let Type::List(item) = &operand.of
            && !matches!(found.of, Type::List(_))
        {
            let found = self.adapted(found, item)?;
            let member = Node::new(operand.kind.clone(), item.as_ref().clone(), span);
            self.comparable(&found, &member, false, span)?;
            *value = Some(found);
            return Some(NodeTest::Member(operand));
        }
        let (found, operand) = self.alike(found, operand)?;
        self.comparable(&found, &operand, false, span)?;
        *value = Some(found);
        Some(NodeTest::Equal(operand))
    }

    fn compared(&mut self, value: &mut Option<Node>, comparison: Comparison, operand: &Syntax) -> Option<NodeTest> {
        let operand = self.node(operand)?;
        let span = operand.span;
        let (found, operand) = self.alike(value.clone()?, operand)?;
        self.comparable(&found, &operand, comparison.is_order(), span)?;
        *value = Some(found);
        Some(NodeTest::Compared(comparison, operand))
    }

    fn between(&mut self, value: &mut Option<Node>, between: &Between) -> Option<NodeTest> {
        let (low, high) = (self.node(&between.low), self.node(&between.high));
        let (found, low) = self.alike(value.clone()?, low?)?;
        let (found, high) = self.alike(found, high?)?;
        let low = self.adapted(low, &found.of)?;
        self.comparable(&found, &low, true, low.span)?;
        self.comparable(&found, &high, true, high.span)?;
        self.not_upside_down(&low, &high)?;
        *value = Some(found);
        let Between { low_included, high_included, .. } = *between;
        Some(NodeTest::Between(Box::new(NodeBetween { low, low_included, high, high_included })))
    }

    fn not_upside_down(&mut self, low: &Node, high: &Node) -> Option<()> {
        let upside_down = match (&low.kind, &high.kind) {
            (NodeKind::Constant(low), NodeKind::Constant(high)) => is_greater(low, high),
            _ => false,
        };
        if !upside_down {
            return Some(());
        }
        let span = Span::new(low.span.start, high.span.end);
        self.refuse(
            self.wrong_type(
                span,
                "区间的下限大于上限，没有值在其中",
                "the range ends before it begins; no value is in it",
            )
            .helped("小的写在前面：[小..大]", "write the smaller end first: [low..high]"),
        )
    }
}

fn has_equality(of: &Type) -> bool {
    match of {
        Type::Boolean
        | Type::Number
        | Type::Money
        | Type::Text
        | Type::Date
        | Type::Moment
        | Type::Month
        | Type::Choice(_) => true,
        Type::Duration | Type::List(_) | Type::Record(_) => false,
    }
}

/// Whether values of a type come one before the other.
pub(super) fn has_order(of: &Type) -> bool {
    match of {
        Type::Number | Type::Money | Type::Date | Type::Moment | Type::Month => true,
        Type::Boolean | Type::Text | Type::Duration | Type::Choice(_) | Type::List(_) | Type::Record(_) => false,
    }
}

fn is_greater(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::Number(low), Value::Number(high)) | (Value::Money(low), Value::Money(high)) => low > high,
        (Value::Date(low), Value::Date(high)) | (Value::Month(low), Value::Month(high)) => low > high,
        (Value::Moment(low), Value::Moment(high)) => low > high,
        _ => false,
    }
}
