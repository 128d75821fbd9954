//! Fields as they came -> values of the definition's types. Money and numbers stay exact.

use std::str::FromStr;

use definition::model::{ATTACHMENT_PARTS, Definition, Field, FieldKind, Part, read_percent};
use definition::moment::Moment;
use definition::name::FieldName;
use definition::value::{Value, read_month};
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
    value(&field.kind, json).ok_or_else(|| wrong(name, field))
}

/// JSON as a value of a kind; limits are looked at where it is decided.
fn value(kind: &FieldKind, json: &Json) -> Option<Value> {
    match (kind, json) {
        (FieldKind::Boolean, Json::Bool(value)) => Some(Value::Boolean(*value)),
        (FieldKind::Integer { .. } | FieldKind::Decimal { .. }, _) => decimal(json).map(Value::Number),
        (FieldKind::Money { .. }, _) => decimal(json).map(Value::Money),
        (FieldKind::Percent { .. }, Json::String(text)) => read_percent(text).map(Value::Number),
        (FieldKind::Text { .. } | FieldKind::IdentityNumber | FieldKind::Office, Json::String(text)) => {
            Some(Value::Text(text.trim().to_owned()))
        }
        (FieldKind::Choice(_), Json::String(text)) => Some(Value::Choice(text.clone())),
        (FieldKind::Date, Json::String(text)) => text.parse().ok().map(Value::Date),
        (FieldKind::Month, Json::String(text)) => read_month(text).map(Value::Month),
        (FieldKind::Moment, Json::String(text)) => Moment::parse(text).map(Value::Moment),
        (FieldKind::Attachment, Json::Object(parts)) => attachment(parts),
        (FieldKind::Record(parts), Json::Object(given)) => record(parts, given),
        (FieldKind::List { item, .. }, Json::Array(items)) => {
            items.iter().map(|json| value(item, json)).collect::<Option<_>>().map(Value::List)
        }
        (
            FieldKind::Boolean
            | FieldKind::Percent { .. }
            | FieldKind::Text { .. }
            | FieldKind::IdentityNumber
            | FieldKind::Office
            | FieldKind::Choice(_)
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Moment
            | FieldKind::Attachment
            | FieldKind::Record(_)
            | FieldKind::List { .. },
            _,
        ) => None,
    }
}

/// The parts of a record in their order; a null is left out, a part that is not one of them makes it no such record.
fn record(parts: &[Part], given: &Map<String, Json>) -> Option<Value> {
    if given.keys().any(|name| !parts.iter().any(|part| part.id == *name)) {
        return None;
    }
    let there = parts.iter().filter_map(|part| Some((part, given.get(&part.id).filter(|json| !json.is_null())?)));
    there
        .map(|(part, json)| Some((part.id.clone(), value(&part.kind, json)?)))
        .collect::<Option<_>>()
        .map(Value::Record)
}

fn attachment(parts: &Map<String, Json>) -> Option<Value> {
    let read = ATTACHMENT_PARTS.map(|name| {
        let json = parts.get(name)?;
        let value = match json {
            Json::String(text) => Value::Text(text.clone()),
            Json::Number(_) => Value::Number(decimal(json)?),
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
        };
        Some((name.to_owned(), value))
    });
    read.into_iter().collect::<Option<_>>().map(Value::Record)
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
        FieldKind::Percent { .. } => ("百分比，例如 \"50%\"", "a percentage such as \"50%\""),
        FieldKind::Month => ("月份，例如 \"2020-04\"", "a month such as \"2020-04\""),
        FieldKind::Office => ("机构代码（文字）", "the code of an office, as text"),
        FieldKind::Attachment => {
            ("附件：{\"name\", \"bytes\", \"sm3\"}", "an attachment: {\"name\", \"bytes\", \"sm3\"}")
        }
        FieldKind::Record(_) => ("一组数据，只含声明的分项", "an object of the parts declared"),
        FieldKind::List { .. } => ("列表，每项如声明的那样", "an array of items as declared"),
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
