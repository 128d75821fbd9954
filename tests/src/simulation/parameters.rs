//! Parameters that change over time, and sometimes are missing for a while: the shipped declarations with other rows, as a text.

use std::fmt::Write;

use definition::moment::Date;
use definition::organisation::Organisation;
use definition::parameter::{Declaration, Parameters};
use definition::value::{Type, Value};
use rand::Rng;
use rand::rngs::StdRng;
use rust_decimal::Decimal;

use super::scenario_text::{quoted, written};

/// How long a parameter may be missing, in days.
const GAP_DAYS: std::ops::Range<u64> = 3..25;

/// The declared parameters with rows at the root: a value until a day, then perhaps none for a while, then another.
pub fn varied(parameters: &Parameters, organisation: &Organisation, change: Date, random: &mut StdRng) -> String {
    let root = organisation.offices().values().find(|office| office.within.is_empty()).unwrap();
    let mut text = String::from("parameters:\n");
    for (name, declaration) in parameters.declared() {
        let Some(row) = parameters.rows(name).next() else { continue };
        let _ = writeln!(text, "  {name}:\n    name: {name}\n    type: {}\n    rows:", type_word(declaration));
        let office = quoted(root.name.as_str());
        let gap = if random.random_bool(0.4) { random.random_range(GAP_DAYS) } else { 0 };
        let again = change.checked_add_days(chrono::Days::new(gap)).unwrap();
        let (first, second) = (row.value.clone(), other(&row.value, declaration, random));
        let _ = writeln!(text, "      - {{office: {office}, until: {change}, value: {}}}", written(&first));
        let _ = writeln!(text, "      - {{office: {office}, from: {again}, value: {}}}", written(&second));
    }
    text
}

/// Another value, within the bounds: a switch thrown, a figure up to a third higher or lower.
fn other(value: &Value, declaration: &Declaration, random: &mut StdRng) -> Value {
    let bounded = |number: Decimal| {
        let least = declaration.min.map_or(number, |min| number.max(min));
        declaration.max.map_or(least, |max| least.min(max))
    };
    let factor = Decimal::new(random.random_range(70..135), 2);
    match value {
        Value::Boolean(value) => Value::Boolean(if random.random_bool(0.3) { !value } else { *value }),
        Value::Money(amount) => Value::Money(bounded((amount * factor).round_dp(2))),
        Value::Number(number) => {
            let moved = number * factor;
            Value::Number(bounded(if declaration.whole { moved.round() } else { moved.round_dp(4) }))
        }
        Value::Text(_)
        | Value::Date(_)
        | Value::Moment(_)
        | Value::Month(_)
        | Value::Choice(_)
        | Value::Record(_)
        | Value::List(_)
        | Value::Sealed(_) => value.clone(),
    }
}

fn type_word(declaration: &Declaration) -> String {
    let kind = match declaration.kind {
        Type::Boolean => "boolean",
        Type::Number if declaration.whole => "integer",
        Type::Number => "decimal",
        Type::Money => "money",
        Type::Date => "date",
        Type::Moment => "moment",
        Type::Text | Type::Month | Type::Duration | Type::Choice(_) | Type::Record(_) | Type::List(_) => "text",
    };
    let bound =
        |key: &str, bound: Option<Decimal>| bound.map(|bound| format!("\n    {key}: {bound}")).unwrap_or_default();
    kind.to_owned() + &bound("min", declaration.min) + &bound("max", declaration.max)
}
