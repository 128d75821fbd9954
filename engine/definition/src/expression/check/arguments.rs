//! Arguments by number and name, and the functions whose arguments are literals or names.

use super::super::function::Function;
use super::super::node::{Node, NodeKind};
use super::super::problem::Problem;
use super::super::syntax::{Argument, Call, Syntax, SyntaxKind};
use super::{Checker, constant, named};
use crate::diagnostic::Code;
use crate::moment::{Date, Moment};
use crate::name::ParameterName;
use crate::text::Span;
use crate::value::{Type, Value, read_month};

/// The name of the one named argument there is: `parameter("name", on: date)`.
const ON: [&str; 2] = ["on", "按"];

impl Checker<'_> {
    /// Exactly so many arguments, each checked by itself.
    pub(super) fn arguments<const COUNT: usize>(
        &mut self,
        function: Function,
        call: &Call,
        span: Span,
    ) -> Option<[Node; COUNT]> {
        self.exactly(function, call, COUNT, span)?;
        let checked: Vec<Option<Node>> = call.arguments.iter().map(|argument| self.node(&argument.value)).collect();
        checked.into_iter().collect::<Option<Vec<Node>>>()?.try_into().ok()
    }

    pub(super) fn exactly(&mut self, function: Function, call: &Call, count: usize, span: Span) -> Option<()> {
        if call.arguments.len() == count { Some(()) } else { self.refuse(self.wrong_count(function, call, span)) }
    }

    pub(super) fn wrong_count(&self, function: Function, call: &Call, span: Span) -> Problem {
        let (name, count) = (&call.function.text, call.arguments.len());
        self.wrong_type(
            span,
            format!("{name} 的参数个数不对：给了 {count} 个"),
            format!("{name} does not take {count} argument(s)"),
        )
        .helped(format!("写成 {}", function.usage()), format!("write {}", function.usage()))
    }

    pub(super) fn no_named_arguments(&mut self, call: &Call) -> Option<()> {
        let name = call.arguments.iter().find_map(|argument| argument.name.as_ref());
        let Some(name) = name else { return Some(()) };
        self.refuse(
            Problem::new(
                Code::ExpressionSyntax,
                name.span,
                format!("{} 没有名为“{}”的参数", call.function.text, name.text),
                format!("{} has no argument named `{}`", call.function.text, name.text),
            )
            .helped("去掉名称和冒号", "remove the name and the colon"),
        )
    }

    /// `given(field)`
    pub(super) fn given(&mut self, call: &Call, span: Span) -> Option<Node> {
        self.exactly(Function::Given, call, 1, span)?;
        let argument = &call.arguments[0].value;
        let SyntaxKind::Name(name) = &argument.kind else {
            return self.refuse(
                self.wrong_type(argument.span, "given 里只能是一个表单项的名称", "given takes the name of one field")
                    .helped("写成 given(表单项)，不加引号", "write given(field), without quotes"),
            );
        };
        self.variable(name, argument.span)?;
        Some(Node::new(NodeKind::Given(name.clone()), Type::Boolean, span))
    }

    /// `parameter("name")`, `parameter("name", on: date)`
    pub(super) fn parameter(&mut self, call: &Call, span: Span) -> Option<Node> {
        let (name, on) = match call.arguments.as_slice() {
            [name] if name.name.is_none() => (&name.value, None),
            [name, on] if name.name.is_none() => (&name.value, Some(on)),
            _ => return self.refuse(self.wrong_count(Function::Parameter, call, span)),
        };
        let day = on.map(|on| self.on(on));
        let SyntaxKind::Text(text) = &name.kind else {
            return self.refuse(
                Problem::new(
                    Code::ExpressionSyntax,
                    name.span,
                    "参数名要写在引号里",
                    "the name of a parameter stands in quotes",
                )
                .helped(
                    "写成 parameter(\"dibao.urban.standard_month\")，不能用变量代替",
                    "write parameter(\"dibao.urban.standard_month\"); a variable cannot stand for it",
                ),
            );
        };
        let Some(of) = self.names.parameter(text) else {
            return self.refuse(named::no_parameter(self.names, text, name.span));
        };
        let day = day.map_or(Some(None), |day| day.map(|day| Some(Box::new(day))))?;
        Some(Node::new(NodeKind::Parameter(ParameterName::new(text), day), of, span))
    }

    fn on(&mut self, argument: &Argument) -> Option<Node> {
        let named_on = argument.name.as_ref().is_some_and(|name| ON.contains(&name.text.as_str()));
        if !named_on {
            return self.refuse(
                Problem::new(
                    Code::ExpressionSyntax,
                    argument.value.span,
                    "第二个参数要写明 on:",
                    "the second argument is written with its name: on:",
                )
                .helped("写成 parameter(\"名称\", on: 日期)", "write parameter(\"name\", on: date)"),
            );
        }
        let day = self.node(&argument.value)?;
        self.of_type(day, &Type::Date)
    }

    /// `date("2020-04-20")`
    pub(super) fn date(&mut self, call: &Call, span: Span) -> Option<Node> {
        self.exactly(Function::Date, call, 1, span)?;
        let argument = &call.arguments[0].value;
        let text = self.literal_text(Function::Date, argument)?;
        match read_date(text) {
            Some(date) => constant(Value::Date(date), Type::Date, span),
            None => self.refuse(
                Problem::new(
                    Code::ExpressionSyntax,
                    argument.span,
                    format!("“{text}”不是一个日期"),
                    format!("\"{text}\" is not a date"),
                )
                .helped(
                    "写成 年-月-日，例如 date(\"2020-04-20\")，并确有这一天",
                    "write year-month-day, as in date(\"2020-04-20\"), and a day that exists",
                ),
            ),
        }
    }

    /// `moment("2020-04-20T10:12+08:00")`
    pub(super) fn moment(&mut self, call: &Call, span: Span) -> Option<Node> {
        self.exactly(Function::Moment, call, 1, span)?;
        let argument = &call.arguments[0].value;
        let text = self.literal_text(Function::Moment, argument)?;
        match Moment::parse(text) {
            Some(moment) => constant(Value::Moment(moment), Type::Moment, span),
            None => self.refuse(
                Problem::new(
                    Code::ExpressionSyntax,
                    argument.span,
                    format!("“{text}”不是一个时刻"),
                    format!("\"{text}\" is not a moment"),
                )
                .helped("写成 moment(\"2020-04-20T10:12+08:00\")", "write moment(\"2020-04-20T10:12+08:00\")"),
            ),
        }
    }

    /// `month("2020-04")`, or `month(date)`: a month of the calendar, or which of the twelve.
    pub(super) fn month(&mut self, call: &Call, span: Span) -> Option<Node> {
        self.exactly(Function::Month, call, 1, span)?;
        let argument = &call.arguments[0].value;
        let SyntaxKind::Text(text) = &argument.kind else {
            let date = self.node(argument)?;
            let date = self.of_type(date, &Type::Date)?;
            return Some(Node::new(NodeKind::Call(Function::Month, vec![date]), Type::Number, span));
        };
        match read_month(text) {
            Some(first) => constant(Value::Month(first), Type::Month, span),
            None => self.refuse(
                Problem::new(
                    Code::ExpressionSyntax,
                    argument.span,
                    format!("“{text}”不是一个月份"),
                    format!("\"{text}\" is not a month"),
                )
                .helped("写成 month(\"2020-04\")", "write month(\"2020-04\")"),
            ),
        }
    }

    /// `first_of_month(date)`, `first_of_month(month)`
    pub(super) fn first_of_month(&mut self, call: &Call, span: Span) -> Option<Node> {
        let [day] = self.arguments(Function::FirstOfMonth, call, span)?;
        let day = if day.of == Type::Month { day } else { self.of_type(day, &Type::Date)? };
        Some(Node::new(NodeKind::Call(Function::FirstOfMonth, vec![day]), Type::Date, span))
    }

    fn literal_text<'s>(&mut self, function: Function, argument: &'s Syntax) -> Option<&'s str> {
        if let SyntaxKind::Text(text) = &argument.kind {
            return Some(text);
        }
        let usage = function.usage();
        self.refuse(
            Problem::new(
                Code::ExpressionSyntax,
                argument.span,
                "此处只能是引号里的文字",
                "only a text in quotes can stand here",
            )
            .helped(format!("写成 {usage}"), format!("write {usage}")),
        )
    }
}

/// Exactly `2020-04-20`: four, two and two digits.
fn read_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if shape { text.parse().ok() } else { None }
}
