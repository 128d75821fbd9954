//! Fields as they came -> values of the definition's types. Money and numbers stay exact.

use std::str::FromStr;

use definition::model::{Definition, Field, FieldKind};
use definition::moment::Moment;
use definition::name::FieldName;
use definition::value::Value;
use machine::{FieldInput, Rejection, RejectionKind};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

/// A JSON number of more digits than this has already lost some on the way; it must come as text.
const NUMBER_DIGITS_MAX: usize = 15;

/// The fields as values; a null clears nothing and is left out.
pub fn read_fields(definition: &Definition, given: &Map<String, Json>) -> Result<FieldInput, Rejection> {
    let mut fields = FieldInput::new();
    for (name, json) in given.iter().filter(|(_, json)| !json.is_null()) {
        let field = definition.fields.get(name.as_str()).or_else(|| definition.event_data(name));
        let field = field.ok_or_else(|| unknown(definition, name))?;
        fields.insert(FieldName::new(name), read(name, field, json)?);
    }
    Ok(fields)
}

fn unknown(definition: &Definition, name: &str) -> Rejection {
    let names = definition.fields.keys().map(FieldName::as_str);
    let near = definition::source::decode::nearest(name, names);
    let rejection = Rejection::new(
        RejectionKind::Field,
        format!("流程“{}”没有表单项“{name}”", definition.title.zh),
        format!("{} has no field {name}", definition.title.en),
    );
    let rejection = match near {
        Some(near) => rejection.with_help(format!("是不是“{near}”？"), format!("did you mean {near}?")),
        None => rejection,
    };
    rejection.about(name)
}

fn read(name: &str, field: &Field, json: &Json) -> Result<Value, Rejection> {
    let value = match (&field.kind, json) {
        (FieldKind::Boolean, Json::Bool(value)) => Some(Value::Boolean(*value)),
        (FieldKind::Integer { .. } | FieldKind::Decimal { .. }, _) => decimal(json).map(Value::Number),
        (FieldKind::Money { .. }, _) => decimal(json).map(Value::Money),
        (FieldKind::Text { .. } | FieldKind::IdentityNumber, Json::String(text)) => {
            Some(Value::Text(text.trim().to_owned()))
        }
        (FieldKind::Choice(_), Json::String(text)) => Some(Value::Choice(text.clone())),
        (FieldKind::Date, Json::String(text)) => text.parse().ok().map(Value::Date),
        (FieldKind::Moment, Json::String(text)) => Moment::parse(text).map(Value::Moment),
        (
            FieldKind::Boolean
            | FieldKind::Text { .. }
            | FieldKind::IdentityNumber
            | FieldKind::Choice(_)
            | FieldKind::Date
            | FieldKind::Moment,
            _,
        ) => None,
    };
    value.ok_or_else(|| wrong(name, field))
}

fn decimal(json: &Json) -> Option<Decimal> {
    match json {
        Json::String(text) => Decimal::from_str(text.trim()).ok(),
        Json::Number(number) => {
            let text = number.to_string();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            if digits > NUMBER_DIGITS_MAX { None } else { Decimal::from_str(&text).ok() }
        }
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn wrong(name: &str, field: &Field) -> Rejection {
    let (zh, en) = match &field.kind {
        FieldKind::Boolean => ("true 或 false", "true or false"),
        FieldKind::Integer { .. } => ("整数", "a whole number"),
        FieldKind::Decimal { .. } => ("数（超过 15 位请写成文字）", "a number (as text beyond 15 digits)"),
        FieldKind::Money { .. } => {
            ("以元为单位的金额（超过 15 位请写成文字）", "an amount in yuan (as text beyond 15 digits)")
        }
        FieldKind::Text { .. } | FieldKind::IdentityNumber => ("文字", "text"),
        FieldKind::Choice(_) => ("一个选项的代号（文字）", "the id of an option, as text"),
        FieldKind::Date => ("日期，例如 \"2020-04-20\"", "a date such as \"2020-04-20\""),
        FieldKind::Moment => ("时刻，例如 \"2020-04-20T10:12+08:00\"", "a moment such as \"2020-04-20T10:12+08:00\""),
    };
    Rejection::new(
        RejectionKind::Field,
        format!("“{}”应为{zh}", field.title.zh),
        format!("{}: expected {en}", field.title.en),
    )
    .about(name)
}
