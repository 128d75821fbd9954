//! Fields and named formulas: those mentioned are exactly so.

use definition::keyword as k;
use definition::model::fen;
use definition::value::Value;
use machine::value_of;
use rust_decimal::Decimal;

use super::{Scene, Verdict, differs};
use crate::read::Expect;

/// What nothing has set.
const NOTHING: &str = "~";

pub(super) fn fields(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    for (name, expected) in &expect.fields {
        let found = scene.observation.case.fields.get(name.as_str());
        let same = match (&expected.value, found) {
            (None, None) => true,
            (Some(expected), Some(found)) => is_same(expected, found),
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            let wanted = expected.value.as_ref().map_or(NOTHING.to_owned(), Value::shown);
            let found = found.map_or(NOTHING.to_owned(), Value::shown);
            let what = (format!("表单项“{name}”"), format!("the field `{name}`"));
            let key = format!("{}.{name}", k::FIELDS.en);
            return Err(differs(expect, &key, expected.span, (&what.0, &what.1), wanted, found));
        }
    }
    Ok(())
}

pub(super) fn values(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    for (name, expected) in &expect.values {
        let found = value_of(scene.definition, &scene.observation.case, name.as_str(), &scene.context);
        if found.as_ref().is_ok_and(|found| is_same(&expected.value, found)) {
            continue;
        }
        let found = found.map_or_else(|failure| failure.message().zh, |value| value.shown());
        let what = (format!("计算项“{name}”"), format!("the value `{name}`"));
        let key = format!("{}.{name}", k::VALUES.en);
        return Err(differs(expect, &key, expected.span, (&what.0, &what.1), expected.value.shown(), found));
    }
    Ok(())
}

/// Money is the same to the fen, as it is shown and stored; all else exactly.
fn is_same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Money(expected), Value::Money(found)) => {
            expected == found || whole_fen(*expected).is_some_and(|expected| fen(*found) == Some(expected))
        }
        (Value::Record(expected), Value::Record(found)) => {
            expected.len() == found.len()
                && expected.iter().all(|(name, value)| found.get(name).is_some_and(|found| is_same(value, found)))
        }
        (Value::List(expected), Value::List(found)) => {
            expected.len() == found.len() && expected.iter().zip(found).all(|(one, other)| is_same(one, other))
        }
        (expected, found) => expected == found,
    }
}

/// An amount that is whole fen as written.
fn whole_fen(amount: Decimal) -> Option<i64> {
    fen(amount).filter(|fen| Decimal::new(*fen, 2) == amount)
}
