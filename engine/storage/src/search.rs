//! What a case is found by: its searchable fields, written in the same commit.

use std::collections::BTreeSet;

use definition::value::Value;
use machine::Case;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::entities::{search_gram, search_value};
use crate::keys::Keys;
use crate::scope::day_number;
use crate::seal::SealingRules;

/// Only so many characters of a text are found by parts of it.
const GRAM_CHARACTERS_MAX: usize = 64;
/// A sensitive value shorter than this has no "last four": they would be most of it.
const LAST_FOUR_LENGTH_MIN: usize = 8;
/// How many characters "last four" are.
const LAST_FOUR: usize = 4;

/// The rows a case is found by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchRows {
    pub values: Vec<search_value::Model>,
    pub grams: BTreeSet<(String, String)>,
}

/// The rows of a case whose values are open to read. What is sealed is found by nothing.
pub(crate) fn search_rows(case: &Case, rules: &SealingRules, keys: Option<&Keys>) -> SearchRows {
    let mut rows = SearchRows::default();
    for field in &rules.search {
        let Some(value) = case.fields.get(field) else { continue };
        let empty = search_value::Model {
            case_id: case.id.0,
            field: field.to_string(),
            office: case.office.to_string(),
            text: None,
            number: None,
            digest: None,
            last_four: None,
        };
        if rules.is_sensitive(field.as_str()) {
            rows.values.extend(keys.and_then(|keys| sensitive(empty, value, keys)));
        } else if let Some(row) = plain(empty, value) {
            let text = row.text.as_deref().unwrap_or_default();
            rows.grams.extend(grams(text).into_iter().map(|gram| (gram, field.to_string())));
            rows.values.push(row);
        }
    }
    rows
}

fn sensitive(row: search_value::Model, value: &Value, keys: &Keys) -> Option<search_value::Model> {
    if matches!(value, Value::Sealed(_) | Value::List(_) | Value::Record(_)) {
        return None;
    }
    let shown = value.shown();
    Some(search_value::Model { digest: Some(keys.digest(&shown)), last_four: last_four(&shown), ..row })
}

fn plain(row: search_value::Model, value: &Value) -> Option<search_value::Model> {
    match stored(value)? {
        Stored::Text(text) => Some(search_value::Model { text: Some(text), ..row }),
        Stored::Number(number) => Some(search_value::Model { number: Some(number), ..row }),
    }
}

/// A value as it is searched for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    Text(String),
    Number(i64),
}

/// How a value that is not sensitive is searched for; lists and sealed values are not.
pub(crate) fn stored(value: &Value) -> Option<Stored> {
    match value {
        Value::Boolean(value) => Some(Stored::Number(i64::from(*value))),
        Value::Number(value) => value.floor().to_i64().map(Stored::Number),
        Value::Money(value) => value.checked_mul(Decimal::ONE_HUNDRED)?.floor().to_i64().map(Stored::Number),
        Value::Date(value) | Value::Month(value) => Some(Stored::Number(day_number(*value))),
        Value::Moment(value) => Some(Stored::Number(value.milliseconds())),
        Value::Text(value) => Some(Stored::Text(folded(value))),
        Value::Choice(value) => Some(Stored::Text(value.clone())),
        Value::List(_) | Value::Record(_) | Value::Sealed(_) => None,
    }
}

/// Text as it is compared: without spaces and control characters, letters small.
pub(crate) fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect()
}

/// A whole number or account as it is compared: without spaces, letters large.
pub(crate) fn whole(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_uppercase).collect()
}

/// The last four characters of a value long enough to have them.
pub(crate) fn last_four(text: &str) -> Option<String> {
    let characters: Vec<char> = whole(text).chars().collect();
    (characters.len() >= LAST_FOUR_LENGTH_MIN).then(|| characters[characters.len() - LAST_FOUR..].iter().collect())
}

/// Every character and every two neighbouring ones of a folded text.
pub(crate) fn grams(folded: &str) -> BTreeSet<String> {
    let characters: Vec<char> = folded.chars().take(GRAM_CHARACTERS_MAX).collect();
    let single = characters.iter().map(char::to_string);
    single.chain(characters.windows(2).map(|two| two.iter().collect())).collect()
}

/// The grams a text is looked up by: itself if it is that short, else every two neighbouring characters.
pub(crate) fn looked_up(folded: &str) -> Vec<String> {
    let characters: Vec<char> = folded.chars().take(GRAM_CHARACTERS_MAX).collect();
    match characters.len() {
        0 => Vec::new(),
        1 | 2 => vec![characters.iter().collect()],
        _ => characters.windows(2).map(|two| two.iter().collect()).collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

/// The rows of grams.
pub(crate) fn gram_rows(case: &Case, grams: impl IntoIterator<Item = (String, String)>) -> Vec<search_gram::Model> {
    grams.into_iter().map(|(gram, field)| search_gram::Model { gram, case_id: case.id.0, field }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_any_one_or_two_characters() {
        let grams = grams(&folded("王 小明"));
        assert_eq!(grams.into_iter().collect::<Vec<_>>(), ["小", "小明", "明", "王", "王小"]);
        assert_eq!(looked_up("小明"), ["小明"]);
        assert_eq!(looked_up("王小明"), ["小明", "王小"]);
    }

    #[test]
    fn a_short_value_has_no_last_four() {
        assert_eq!(last_four("22240319900101123x").as_deref(), Some("123X"));
        assert_eq!(last_four("1234567"), None);
    }

    #[test]
    fn a_value_has_one_searchable_form() {
        let cases = [
            (Value::Money("9000.5".parse().unwrap()), Some(Stored::Number(900_050))),
            (Value::Number("3".parse().unwrap()), Some(Stored::Number(3))),
            (Value::Boolean(true), Some(Stored::Number(1))),
            (Value::Text("Dūn Huà".to_owned()), Some(Stored::Text("dūnhuà".to_owned()))),
            (Value::Sealed("x".to_owned()), None),
        ];
        for (value, expected) in cases {
            assert_eq!(stored(&value), expected);
        }
    }
}
