//! Functions: how many arguments of which types, and what comes out.

use super::super::function::Function;
use super::super::limits::ROUNDING_PLACES_MAX;
use super::super::node::{Node, NodeKind, Unit};
use super::super::syntax::{Call, Syntax, SyntaxKind};
use super::super::type_word::type_word;
use super::comparison::has_order;
use super::{Checker, complaint, named};
use crate::text::Span;
use crate::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &Call, span: Span) -> Option<Node> {
        let Some(function) = Function::named(&call.function.text) else {
            for argument in &call.arguments {
                self.node(&argument.value);
            }
            return self.refuse(named::no_function(&call.function));
        };
        if function != Function::Parameter {
            self.no_named_arguments(call)?;
        }
        match function {
            Function::Date => self.date(call, span),
            Function::Moment => self.moment(call, span),
            Function::Parameter => self.parameter(call, span),
            Function::Given => self.given(call, span),
            Function::Today => {
                let [] = self.arguments(function, call, span)?;
                Some(Node::new(NodeKind::Today, Type::Date, span))
            }
            Function::Now => {
                let [] = self.arguments(function, call, span)?;
                Some(Node::new(NodeKind::Now, Type::Moment, span))
            }
            Function::Min | Function::Max => self.extreme(function, call, span),
            Function::Abs | Function::Floor | Function::Ceiling => {
                let [amount] = self.arguments(function, call, span)?;
                let amount = self.decimal_argument(amount)?;
                let of = amount.of.clone();
                Some(Node::new(NodeKind::Call(function, vec![amount]), of, span))
            }
            Function::Round | Function::RoundUp | Function::RoundDown => self.rounding(function, call, span),
            Function::Yuan => self.yuan(call, span),
            Function::Hours => self.period(function, Unit::Hours, call, span),
            Function::Days => self.period(function, Unit::Days, call, span),
            Function::Months => self.period(function, Unit::Months, call, span),
            Function::Years => self.period(function, Unit::Years, call, span),
            Function::Year | Function::Day => self.simple(function, call, &[Type::Date], Type::Number, span),
            Function::Month => self.month(call, span),
            Function::MonthOf => self.simple(function, call, &[Type::Date], Type::Month, span),
            Function::FirstOfMonth => self.first_of_month(call, span),
            Function::DateOf => self.simple(function, call, &[Type::Moment], Type::Date, span),
            Function::Length => self.simple(function, call, &[Type::Text], Type::Number, span),
            Function::Contains | Function::StartsWith => {
                self.simple(function, call, &[Type::Text, Type::Text], Type::Boolean, span)
            }
            Function::All | Function::Any => {
                self.simple(function, call, &[Type::List(Box::new(Type::Boolean))], Type::Boolean, span)
            }
            Function::Count => {
                let [list] = self.arguments(function, call, span)?;
                let (list, _) = self.list_argument(list)?;
                Some(Node::new(NodeKind::Call(function, vec![list]), Type::Number, span))
            }
            Function::Sum => self.sum(call, span),
        }
    }

    /// A function whose arguments have one type each.
    fn simple(&mut self, function: Function, call: &Call, wanted: &[Type], result: Type, span: Span) -> Option<Node> {
        self.exactly(function, call, wanted.len(), span)?;
        let checked: Vec<Option<Node>> = call
            .arguments
            .iter()
            .zip(wanted)
            .map(|(argument, of)| self.node(&argument.value).and_then(|node| self.of_type(node, of)))
            .collect();
        let arguments: Vec<Node> = checked.into_iter().collect::<Option<_>>()?;
        Some(Node::new(NodeKind::Call(function, arguments), result, span))
    }

    /// `min(a, b)`, `max(list)`
    fn extreme(&mut self, function: Function, call: &Call, span: Span) -> Option<Node> {
        if call.arguments.is_empty() {
            return self.refuse(self.wrong_count(function, call, span));
        }
        let checked: Vec<Option<Node>> = call.arguments.iter().map(|argument| self.node(&argument.value)).collect();
        let mut nodes: Vec<Node> = checked.into_iter().collect::<Option<_>>()?;
        let of = match nodes.as_slice() {
            [Node { of: Type::List(item), .. }] => item.as_ref().clone(),
            _ => {
                let (items, of) = self.items_alike(nodes, span)?;
                nodes = items;
                of
            }
        };
        if !has_order(&of) {
            let word = type_word(&of);
            return self.refuse(
                self.wrong_type(span, format!("{}没有大小先后", word.zh), format!("a {} has no order", word.en))
                    .helped("可用于数字、金额、日期、时刻", "numbers, money, dates and moments have one"),
            );
        }
        Some(Node::new(NodeKind::Call(function, nodes), of, span))
    }

    fn sum(&mut self, call: &Call, span: Span) -> Option<Node> {
        let [list] = self.arguments(Function::Sum, call, span)?;
        let (list, item) = self.list_argument(list)?;
        if !matches!(item, Type::Number | Type::Money) {
            let word = type_word(&item);
            return self.refuse(
                self.wrong_type(list.span, format!("{}不能合计", word.zh), format!("a {} cannot be summed", word.en))
                    .helped("只能合计数字或金额", "only numbers or money can be summed"),
            );
        }
        Some(Node::new(NodeKind::Call(Function::Sum, vec![list]), item, span))
    }

    fn rounding(&mut self, function: Function, call: &Call, span: Span) -> Option<Node> {
        self.exactly(function, call, 2, span)?;
        let places = self.places(&call.arguments[1].value);
        let amount = self.node(&call.arguments[0].value).and_then(|node| self.decimal_argument(node));
        let (amount, places) = (amount?, places?);
        let of = amount.of.clone();
        Some(Node::new(NodeKind::Call(function, vec![amount, places]), of, span))
    }

    /// How many decimal places to keep: a literal, so that a result's precision can be read off the page.
    fn places(&mut self, syntax: &Syntax) -> Option<Node> {
        if let SyntaxKind::Number(places) = syntax.kind
            && places.fract().is_zero()
            && places <= ROUNDING_PLACES_MAX.into()
        {
            return Some(Node::new(NodeKind::Constant(Value::Number(places)), Type::Number, syntax.span));
        }
        self.refuse(
            self.wrong_type(
                syntax.span,
                format!("保留的位数应为 0 到 {ROUNDING_PLACES_MAX} 的整数"),
                format!("the number of places is a whole number from 0 to {ROUNDING_PLACES_MAX}"),
            )
            .helped("保留到分写 2，到元写 0", "2 keeps the fen, 0 the yuan"),
        )
    }

    fn yuan(&mut self, call: &Call, span: Span) -> Option<Node> {
        let [number] = self.arguments(Function::Yuan, call, span)?;
        let number = self.of_type(number, &Type::Number)?;
        match number.kind {
            NodeKind::Constant(Value::Number(amount)) => {
                Some(Node::new(NodeKind::Constant(Value::Money(amount)), Type::Money, span))
            }
            kind => {
                let number = Node::new(kind, Type::Number, number.span);
                Some(Node::new(NodeKind::Call(Function::Yuan, vec![number]), Type::Money, span))
            }
        }
    }

    fn period(&mut self, function: Function, unit: Unit, call: &Call, span: Span) -> Option<Node> {
        let [count] = self.arguments(function, call, span)?;
        let count = self.of_type(count, &Type::Number)?;
        if let NodeKind::Constant(Value::Number(number)) = count.kind
            && !number.fract().is_zero()
        {
            return self.refuse(
                self.wrong_type(count.span, "时长要用整数", "a duration is a whole number of its unit").helped(
                    "半天写成 hours(12)，或先用 round_up(…, 0) 取整",
                    "write half a day as hours(12), or round first: round_up(…, 0)",
                ),
            );
        }
        Some(Node::new(NodeKind::Period(unit, Box::new(count)), Type::Duration, span))
    }

    fn decimal_argument(&mut self, node: Node) -> Option<Node> {
        if matches!(node.of, Type::Number | Type::Money) {
            return Some(node);
        }
        self.refuse(complaint::not_of_type(node.span, &Type::Number, &node.of))
    }

    pub(super) fn list_argument(&mut self, node: Node) -> Option<(Node, Type)> {
        if let Type::List(item) = &node.of {
            let item = item.as_ref().clone();
            return Some((node, item));
        }
        let word = type_word(&node.of);
        self.refuse(
            self.wrong_type(
                node.span,
                format!("此处应为列表，却是{}", word.zh),
                format!("expected a list, found {}", word.en),
            )
            .helped("列表写成 [a, b]", "write a list as [a, b]"),
        )
    }
}
