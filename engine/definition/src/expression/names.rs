//! What exists where an expression stands, and what a misspelt name was meant to be.

use rust_decimal::Decimal;

use super::limits::LISTED_NAMES_MAX;
use crate::bilingual::Bilingual;
use crate::value::Type;

/// What exists, statically. Asked while an expression is compiled.
pub trait Names {
    /// The type of a field or named value.
    fn variable(&self, name: &str) -> Option<Type>;

    /// The declared least and greatest value of a variable, both included.
    fn bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        let _ = name;
        (None, None)
    }

    /// The type of a parameter.
    fn parameter(&self, name: &str) -> Option<Type>;

    /// The declared least and greatest value of a parameter, both included.
    fn parameter_bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        let _ = name;
        (None, None)
    }

    /// Whether the process has this state.
    fn state(&self, name: &str) -> bool;

    /// Every name there is, asked only when one was not found.
    fn suggestions(&self) -> Suggestions;
}

/// The names that exist, for "did you mean".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Fields and named values.
    pub variables: Vec<String>,
    /// Parameters.
    pub parameters: Vec<String>,
    /// States.
    pub states: Vec<String>,
}

/// The nearest of some names, if one is near enough to have been meant: one letter in three may differ, one at least.
pub(super) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let allowed = (length / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= allowed && *distance < length.max(name.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A help that lists the names there are.
pub(super) fn listed(zh: &str, en: &str, names: &[String]) -> Option<Bilingual> {
    if names.is_empty() {
        return None;
    }
    let shown: Vec<&str> = names.iter().take(LISTED_NAMES_MAX).map(String::as_str).collect();
    let more = names.len() - shown.len();
    let (zh_more, en_more) = if more > 0 {
        (format!(" 等 {} 个", names.len()), format!(" and {more} more"))
    } else {
        (String::new(), String::new())
    };
    Some(Bilingual::new(format!("{zh}：{}{zh_more}", shown.join("、")), format!("{en}: {}{en_more}", shown.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_found_and_a_far_one_is_not_offered() {
        let names = ["家庭人口", "家庭人均收入", "members"];
        let cases = [
            ("家庭人均收人", Some("家庭人均收入")),
            ("menbers", Some("members")),
            ("mebmers", Some("members")),
            ("人", None),
            ("income", None),
        ];
        for (written, meant) in cases {
            assert_eq!(nearest(written, names), meant, "{written}");
        }
    }
}
