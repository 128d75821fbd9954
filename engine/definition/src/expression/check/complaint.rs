//! What the checker says about types that do not go together.

use super::super::node::Node;
use super::super::problem::Problem;
use super::super::type_word::type_word;
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::text::Span;
use crate::value::Type;

fn wrong(span: Span, zh: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::new(Code::ExpressionType, span, zh, en)
}

/// A value of one type where another is wanted.
pub(crate) fn not_of_type(span: Span, wanted: &Type, found: &Type) -> Problem {
    if let (Type::Choice(found), Type::Choice(wanted)) = (found, wanted) {
        let strange: Vec<&str> = found.iter().filter(|each| !wanted.contains(each)).map(String::as_str).collect();
        return wrong(
            span,
            format!("结果可能是“{}”，不在可选项之中", strange.join("、")),
            format!("the result may be {}, which is not among the options", strange.join(", ")),
        )
        .helped(format!("可选：{}", wanted.join("、")), format!("options: {}", wanted.join(", ")));
    }
    let (wanted_word, found_word) = (type_word(wanted), type_word(found));
    wrong(
        span,
        format!("此处应为{}，却是{}", wanted_word.zh, found_word.zh),
        format!("expected {}, found {}", wanted_word.en, found_word.en),
    )
    .maybe_helped(between(wanted, found))
}

pub(super) fn no_condition(node: &Node) -> Problem {
    let found = type_word(&node.of);
    let problem = wrong(
        node.span,
        format!("此处应为条件（成立或不成立），却是{}", found.zh),
        format!("expected a condition (yes or no), found {}", found.en),
    );
    problem.helped("拿它作比较，例如 … > 0，或用 given(表单项)", "compare it, as in … > 0, or use given(field)")
}

pub(super) fn unlike(span: Span, (zh, en): (&str, &str), left: &Type, right: &Type) -> Problem {
    let (left_word, right_word) = (type_word(left), type_word(right));
    wrong(
        span,
        format!("{zh}类型不同：{}与{}", left_word.zh, right_word.zh),
        format!("{en} differ in type: {} and {}", left_word.en, right_word.en),
    )
    .maybe_helped(between(left, right))
}

pub(super) fn unlike_item(of: &Type, item: &Node) -> Problem {
    let (wanted, found) = (type_word(of), type_word(&item.of));
    wrong(
        item.span,
        format!("各项类型要一致：其他项是{}，此项是{}", wanted.zh, found.zh),
        format!("items have one type: the others are {}, this one is {}", wanted.en, found.en),
    )
    .maybe_helped(between(of, &item.of))
}

pub(super) fn empty_list(span: Span) -> Problem {
    wrong(span, "列表是空的", "the list is empty").helped("至少写一项", "write at least one item")
}

pub(super) fn durations_in_list(span: Span) -> Problem {
    wrong(span, "时长不能放在列表里", "durations cannot stand in a list")
        .helped("时长只能与日期或时刻相加减", "a duration is only added to or taken from a date or moment")
}

pub(super) fn bare_duration(node: &Node) -> Problem {
    wrong(node.span, "整个表达式的结果是时长，无处可用", "the whole expression is a duration, which nothing can use")
        .helped("把它加到日期上，例如 today() + days(3)", "add it to a date, as in today() + days(3)")
}

/// What to write where these two types meet.
pub(super) fn between(left: &Type, right: &Type) -> Option<Bilingual> {
    one_way(left, right).or_else(|| one_way(right, left))
}

fn one_way(left: &Type, right: &Type) -> Option<Bilingual> {
    let (zh, en) = match (left, right) {
        (Type::Money, Type::Number) => (
            "数字若是元，写成 yuan(…)；金额若只要数，写成 金额 / yuan(1)",
            "if the number is in yuan, write yuan(…); for the bare number of an amount, divide by yuan(1)",
        ),
        (Type::Date, Type::Moment) => ("用 date_of(时刻) 取它所在的日期", "date_of(moment) is the day it falls in"),
        (Type::Date, Type::Text) => ("日期写成 date(\"2020-04-20\")", "write a date as date(\"2020-04-20\")"),
        (Type::Moment, Type::Text) => {
            ("时刻写成 moment(\"2020-04-20T10:12+08:00\")", "write a moment as moment(\"2020-04-20T10:12+08:00\")")
        }
        (Type::Date | Type::Moment, Type::Number) => {
            ("天数写成 days(3)，月数写成 months(3)", "write a number of days as days(3), of months as months(3)")
        }
        (Type::Number | Type::Money, Type::Text) => ("数字不加引号", "numbers stand without quotes"),
        (Type::Boolean, Type::Text) => ("写成不带引号的 true 或 false", "write true or false without quotes"),
        (Type::Boolean, Type::Number) => ("写成 true 或 false", "write true or false"),
        (Type::Choice(_), Type::Text) => {
            ("选项只能与引号里的选项名比较", "an option is compared with an option's name in quotes")
        }
        (Type::Number, Type::Duration) => ("倍数写在里面，例如 days(3 * n)", "put the factor inside: days(3 * n)"),
        _ => return None,
    };
    Some(Bilingual::new(zh, en))
}
