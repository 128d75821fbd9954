//! Any text as an expression over a few names: compiled, evaluated, explained, taken apart.
#![no_main]

use std::collections::BTreeMap;

use definition::expression::{Expression, FailureKind, Facts, Names, Suggestions, compile};
use definition::moment::{Date, Moment};
use definition::name::ParameterName;
use definition::value::{Type, Value};
use libfuzzer_sys::fuzz_target;

struct Around;

fn values() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("members", Value::Number(3.into())),
        ("annual_income", Value::Money(9000.into())),
        ("income_per_person", Value::Money(3000.into())),
        ("committed", Value::Boolean(true)),
        ("scheme", Value::Choice("dibao".to_owned())),
        ("reviewed_on", Value::Date(Date::default())),
        ("name", Value::Text("李梅".to_owned())),
        ("amounts", Value::List(vec![Value::Number(1.into()), Value::Number(2.into())])),
    ])
}

impl Names for Around {
    fn variable(&self, name: &str) -> Option<Type> {
        Some(match name {
            "members" => Type::Number,
            "annual_income" | "income_per_person" => Type::Money,
            "committed" => Type::Boolean,
            "scheme" => Type::Choice(vec!["dibao".to_owned(), "tekun".to_owned()]),
            "reviewed_on" => Type::Date,
            "name" => Type::Text,
            "amounts" => Type::List(Box::new(Type::Number)),
            _ => return None,
        })
    }
    fn parameter(&self, _: &str) -> Option<Type> {
        Some(Type::Money)
    }
    fn state(&self, _: &str) -> bool {
        true
    }
    fn suggestions(&self) -> Suggestions {
        Suggestions::default()
    }
}

impl Facts for Around {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        values().remove(name).ok_or_else(|| FailureKind::Unset { name: name.to_owned() })
    }
    fn given(&self, name: &str) -> bool {
        values().contains_key(name)
    }
    fn parameter(&self, _: &ParameterName, _: Option<Date>) -> Result<Value, FailureKind> {
        Ok(Value::Money(560.into()))
    }
    fn state(&self, _: &str) -> bool {
        false
    }
    fn now(&self) -> Moment {
        Moment::start_of(Date::default())
    }
}

fn looked_at(expression: &Expression) {
    let _ = expression.evaluate(&Around);
    let _ = expression.explain(&Around).lines(definition::bilingual::Language::Zh);
    let _ = expression.condition();
}

fuzz_target!(|text: &str| {
    match compile(text, &Around) {
        Ok(expression) => looked_at(&expression),
        Err(problems) => problems.iter().for_each(|problem| assert!(problem.span.end <= text.len())),
    }
    if let Ok(cell) = definition::expression::cell(text, &Type::Number, (None, None), &Around) {
        let _ = cell.allows();
        let _ = cell.passes(&Value::Number(3.into()), &Around);
    }
});
