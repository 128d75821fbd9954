//! A small world for tests: a household that applies, as names and as facts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Expression, Facts, FailureKind, Names, Problem, Suggestions, compile};
use crate::moment::{Date, Moment};
use crate::name::ParameterName;
use crate::value::{Type, Value};

/// What exists, and what holds.
pub(super) struct World {
    pub(super) types: BTreeMap<&'static str, Type>,
    pub(super) values: BTreeMap<&'static str, Value>,
}

pub(super) fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

pub(super) fn number(text: &str) -> Value {
    Value::Number(decimal(text))
}

pub(super) fn money(text: &str) -> Value {
    Value::Money(decimal(text))
}

pub(super) fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

pub(super) fn moment(text: &str) -> Value {
    Value::Moment(Moment::parse(text).unwrap())
}

fn kinds() -> Type {
    Type::Choice(["dibao", "tekun", "临时救助"].map(str::to_owned).to_vec())
}

/// `unset` and `sealed` are declared and cannot be read; `members` is at least 1; the command comes at 2020-04-20 10:12.
pub(super) fn world() -> World {
    let list = |item: Type| Type::List(Box::new(item));
    let known = [
        ("members", Type::Number, number("3")),
        ("count_of_rooms", Type::Number, number("0")),
        ("factor", Type::Number, number("0.5")),
        ("annual_income", Type::Money, money("9000.00")),
        ("income_per_person", Type::Money, money("800.10")),
        ("家庭人均收入", Type::Money, money("800.10")),
        ("家庭人口", Type::Number, number("3")),
        ("committed", Type::Boolean, Value::Boolean(true)),
        ("refused", Type::Boolean, Value::Boolean(false)),
        ("name", Type::Text, Value::Text("李梅".to_owned())),
        ("born", Type::Date, date("1980-02-29")),
        ("received_at", Type::Moment, moment("2020-04-20T23:30+08:00")),
        ("kind", kinds(), Value::Choice("dibao".to_owned())),
        ("incomes", list(Type::Money), Value::List(vec![money("100.10"), money("200.20")])),
        ("ages", list(Type::Number), Value::List(vec![number("70"), number("8"), number("35")])),
        ("nobody", list(Type::Number), Value::List(vec![])),
        ("answers", list(Type::Boolean), Value::List(vec![Value::Boolean(true), Value::Boolean(false)])),
        ("kinds", list(kinds()), Value::List(vec![Value::Choice("tekun".to_owned())])),
    ];
    let mut world = World { types: BTreeMap::new(), values: BTreeMap::new() };
    for (name, of, value) in known {
        world.types.insert(name, of);
        world.values.insert(name, value);
    }
    world.types.insert("unset", Type::Money);
    world.types.insert("sealed", Type::Text);
    world.values.insert("sealed", Value::Sealed("AAEC".to_owned()));
    world.types.insert("broken", Type::Number);
    world.values.insert("broken", Value::Text("three".to_owned()));
    world
}

impl Names for World {
    fn variable(&self, name: &str) -> Option<Type> {
        self.types.get(name).cloned()
    }

    fn bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        if name == "members" { (Some(Decimal::ONE), None) } else { (None, None) }
    }

    fn parameter(&self, name: &str) -> Option<Type> {
        match name {
            "dibao.standard" | "dibao.ended" => Some(Type::Money),
            "ratio" => Some(Type::Number),
            _ => None,
        }
    }

    fn parameter_bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        if name == "ratio" { (Some(Decimal::ONE), Some(Decimal::TWO)) } else { (None, None) }
    }

    fn state(&self, name: &str) -> bool {
        ["approved", "乡镇审批"].contains(&name)
    }

    fn suggestions(&self) -> Suggestions {
        Suggestions {
            variables: self.types.keys().map(|name| (*name).to_owned()).collect(),
            parameters: ["dibao.standard", "dibao.ended", "ratio"].map(str::to_owned).to_vec(),
            states: ["approved", "乡镇审批"].map(str::to_owned).to_vec(),
        }
    }
}

impl Facts for World {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        self.values.get(name).cloned().ok_or_else(|| FailureKind::Unset { name: name.to_owned() })
    }

    fn given(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind> {
        let later = on.is_some_and(|day| day >= "2021-01-01".parse().unwrap());
        match (name.as_str(), later) {
            ("dibao.standard", false) => Ok(money("560.00")),
            ("dibao.standard", true) => Ok(money("600.00")),
            ("ratio", _) => Ok(number("1.5")),
            _ => Err(FailureKind::ParameterMissing { name: name.clone(), on }),
        }
    }

    fn state(&self, name: &str) -> bool {
        name == "approved"
    }

    fn now(&self) -> Moment {
        Moment::parse("2020-04-20T10:12:00+08:00").unwrap()
    }
}

#[track_caller]
pub(super) fn compiled(source: &str) -> Expression {
    compile(source, &world()).unwrap_or_else(|problems| panic!("{source}: {problems:#?}"))
}

#[track_caller]
pub(super) fn problems(source: &str) -> Vec<Problem> {
    match compile(source, &world()) {
        Ok(expression) => panic!("{source} compiled to {:?}", expression.result_type()),
        Err(problems) => problems,
    }
}

/// Each problem as `code «what it marks» message`, one a line.
#[track_caller]
pub(super) fn report(source: &str) -> String {
    let line = |problem: &Problem| {
        assert!(!problem.message.en.is_empty() && problem.help.as_ref().is_none_or(|help| !help.en.is_empty()));
        format!("{} «{}» {}", problem.code.as_str(), &source[problem.span.range()], problem.message.zh)
    };
    problems(source).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The first problem's help.
#[track_caller]
pub(super) fn help(source: &str) -> String {
    problems(source)[0].help.clone().unwrap_or_default().zh
}
