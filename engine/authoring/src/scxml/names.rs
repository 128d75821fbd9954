//! Names of a chart as names of ours: letters, digits and underscores, none twice, none a word of the language.

use std::collections::BTreeMap;

use definition::expression::is_name;

/// Names given so far, by the chart's own.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeMap<String, String>,
}

impl Names {
    /// Names that are taken from the beginning.
    pub fn with_taken(taken: &[&str]) -> Self {
        Self { given: taken.iter().map(|name| (format!(" {name}"), (*name).to_owned())).collect() }
    }

    /// Gives a name to what the chart calls so.
    pub fn give(&mut self, id: &str) -> String {
        if let Some(given) = self.given.get(id) {
            return given.clone();
        }
        let mut name: String = id.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '_' }).collect();
        while !is_name(&name) || name.starts_with('_') {
            name = if name.starts_with(char::is_alphabetic) { format!("{name}_") } else { format!("s{name}") };
        }
        while self.given.values().any(|other| *other == name) {
            name.push('_');
        }
        self.given.insert(id.to_owned(), name.clone());
        name
    }

    /// The name given to what the chart calls so.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.given.get(id).map(String::as_str)
    }

    /// The chart's own names with ours.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().filter(|(id, _)| !id.starts_with(' ')).map(|(id, name)| (id.as_str(), name.as_str()))
    }
}

/// An event of a chart as one of ours, where it is raised.
pub(super) fn event(name: &str) -> String {
    let name: String =
        name.chars().map(|sign| if sign.is_alphanumeric() || "_-.".contains(sign) { sign } else { '_' }).collect();
    if name.starts_with(char::is_alphanumeric) { name } else { format!("e{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_ids_get_the_same_name_and_none_a_word_of_the_language() {
        let mut names = Names::with_taken(&["begin"]);
        let given = ["b1.1", "b1_1", "and", "1a", "begin", "_x", "b1.1"].map(|id| names.give(id));
        assert_eq!(given, ["b1_1", "b1_1_", "and_", "s1a", "begin_", "s_x", "b1_1"]);
    }
}
