//! Values of fields, parameters and expressions. Exact decimals, no floats, no nulls.

use std::fmt;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::moment::{Date, Moment};

/// A value. Written as JSON: `true`, `"text"`, `{"number":"3"}`, `{"money":"9000.00"}` (yuan), `{"date":"2020-04-20"}`,
/// `{"moment":"2020-04-20T10:12:00+08:00"}`, `{"month":"2020-04"}`, `{"choice":"dibao"}`, `{"record":{"name":"..."}}`,
/// `{"sealed":"..."}`, `[..]`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// 是 / 否
    Boolean(bool),
    /// A plain number, whole or decimal.
    Number(Decimal),
    /// An amount in yuan. Exact; rounded to the fen only where money is granted or stored in a money field.
    Money(Decimal),
    /// Text.
    Text(String),
    /// A local day.
    Date(Date),
    /// An instant.
    Moment(Moment),
    /// A calendar month, as its first day.
    Month(Date),
    /// One of a field's options, by id.
    Choice(String),
    /// Values under names, in the order declared: a person, a row of a list, the outputs of a table.
    Record(IndexMap<String, Value>),
    /// A list, all of one type.
    List(Vec<Value>),
    /// A sensitive value as it is kept: encrypted under its person's key. Opaque to every formula.
    Sealed(String),
}

impl Value {
    /// As people read it in either language: yuan with two decimals at least, dates in ISO form, 是/否 left to the screen.
    pub fn shown(&self) -> String {
        match self {
            Value::Boolean(value) => value.to_string(),
            Value::Number(value) => value.normalize().to_string(),
            Value::Money(value) => shown_money(*value),
            Value::Text(value) | Value::Choice(value) => value.clone(),
            Value::Date(value) => value.to_string(),
            Value::Moment(value) => value.shown(),
            Value::Month(first) => shown_month(*first),
            Value::Record(values) => {
                let shown: Vec<String> =
                    values.iter().map(|(name, value)| format!("{name} {}", value.shown())).collect();
                shown.join("，")
            }
            Value::List(values) => values.iter().map(Value::shown).collect::<Vec<_>>().join("、"),
            Value::Sealed(_) => "******".to_owned(),
        }
    }
}

/// `2020-04`
fn shown_month(first: Date) -> String {
    first.format("%Y-%m").to_string()
}

/// A month as written, `2020-04`: its first day.
pub fn read_month(text: &str) -> Option<Date> {
    let shape = text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if shape { format!("{text}-01").parse().ok() } else { None }
}

fn shown_money(amount: Decimal) -> String {
    let plain = amount.normalize();
    if plain.scale() <= 2 { format!("{plain:.2}") } else { plain.to_string() }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (tag, text) = match self {
            Value::Boolean(value) => return serializer.serialize_bool(*value),
            Value::Text(value) => return serializer.serialize_str(value),
            Value::List(values) => return values.serialize(serializer),
            Value::Record(values) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("record", values)?;
                return map.end();
            }
            Value::Month(first) => ("month", shown_month(*first)),
            Value::Number(value) => ("number", value.to_string()),
            Value::Money(value) => ("money", value.to_string()),
            Value::Date(value) => ("date", value.to_string()),
            Value::Moment(value) => ("moment", value.to_string()),
            Value::Choice(value) => ("choice", value.clone()),
            Value::Sealed(value) => ("sealed", value.clone()),
        };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(tag, &text)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value as the history writes it")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let Some(tag) = map.next_key::<String>()? else {
            return Err(de::Error::custom("expected a tagged value, found an empty map"));
        };
        if tag == "record" {
            return map.next_value().map(Value::Record);
        }
        let text = map.next_value::<String>()?;
        let wrong = || de::Error::custom(format!("expected a value of kind {tag}, found {text}"));
        match tag.as_str() {
            "number" => text.parse().map(Value::Number).map_err(|_| wrong()),
            "money" => text.parse().map(Value::Money).map_err(|_| wrong()),
            "date" => text.parse().map(Value::Date).map_err(|_| wrong()),
            "moment" => Moment::parse(&text).map(Value::Moment).ok_or_else(wrong),
            "month" => read_month(&text).map(Value::Month).ok_or_else(wrong),
            "choice" => Ok(Value::Choice(text)),
            "sealed" => Ok(Value::Sealed(text)),
            other => Err(de::Error::custom(format!("no kind of value is called {other}"))),
        }
    }
}

/// The type of a field, a formula or a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// 是 / 否
    Boolean,
    /// A plain number.
    Number,
    /// An amount in yuan.
    Money,
    /// Text.
    Text,
    /// A local day.
    Date,
    /// An instant.
    Moment,
    /// A whole number of months, days or hours, as in `date + days(3)`; exists in expressions only.
    Duration,
    /// A calendar month.
    Month,
    /// One of these options, by id.
    Choice(Vec<String>),
    /// Values under names.
    Record(Vec<(String, Type)>),
    /// A list of one type.
    List(Box<Type>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_survives_its_json() {
        let values = [
            r#"true"#,
            r#""文字""#,
            r#"{"number":"3"}"#,
            r#"{"money":"12345678901234567.89"}"#,
            r#"{"date":"2020-04-20"}"#,
            r#"{"moment":"2020-04-20T10:12:00+08:00"}"#,
            r#"{"month":"2020-04"}"#,
            r#"{"choice":"dibao"}"#,
            r#"{"record":{"name":"李梅","income":{"money":"3.00"}}}"#,
            r#"{"sealed":"AAEC"}"#,
            r#"[{"number":"1.50"}]"#,
        ];
        for json in values {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }
}
