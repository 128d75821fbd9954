//! What expressions of an obligation see: the period, the office, the due day, and, once it was missed, its case.

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::occurrence::{Occurrence, World};
use crate::bilingual::Language;
use crate::expression::{Facts, FailureKind, Names, Suggestions};
use crate::moment::{Date, Moment};
use crate::name::{OfficeName, ParameterName};
use crate::parameter::Parameters;
use crate::value::{Type, Value};

/// What exists in an obligation's expressions.
pub(super) struct DutyNames<'p> {
    pub parameters: &'p Parameters,
    pub missed: bool,
}

/// The names there are, with their types; the last two only once an occurrence was missed.
fn variables(missed: bool) -> Vec<(&'static str, Type)> {
    let record = |parts: &[(&str, Type)]| {
        Type::Record(parts.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect())
    };
    let mut names = vec![
        ("period", record(&[("key", Type::Text), ("name", Type::Text), ("from", Type::Date), ("to", Type::Date)])),
        ("office", record(&[("id", Type::Text), ("name", Type::Text)])),
        ("due", Type::Date),
        ("target", Type::Date),
        ("below", Type::Number),
    ];
    if missed {
        names.extend([("case_number", Type::Text), ("counted", Type::Number)]);
    }
    names
}

impl Names for DutyNames<'_> {
    fn variable(&self, name: &str) -> Option<Type> {
        variables(self.missed).into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    fn parameter(&self, name: &str) -> Option<Type> {
        self.parameters.declared().get(name).map(|declaration| declaration.kind.clone())
    }

    fn state(&self, _: &str) -> bool {
        false
    }

    fn suggestions(&self) -> Suggestions {
        Suggestions {
            variables: variables(self.missed).into_iter().map(|(name, _)| name.to_owned()).collect(),
            parameters: self.parameters.declared().keys().map(ToString::to_string).collect(),
            states: Vec::new(),
        }
    }
}

/// What is known of an occurrence that was missed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The number of its case; empty if it has none.
    pub case_number: String,
    /// How many cases counted, where a count is what is wanted.
    pub counted: u32,
}

/// An occurrence, as its obligation's expressions ask about it.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// The world.
    pub world: &'q World<'q>,
    /// The occurrence.
    pub occurrence: &'q Occurrence,
    /// What it was missed with.
    pub missing: Option<&'q Missing>,
}

impl Question<'_> {
    fn lineage(&self, on: Date) -> Vec<OfficeName> {
        self.world.organisation.lineage(&self.occurrence.office, on)
    }
}

impl Facts for Question<'_> {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        let Occurrence { office, period, due, target, below, .. } = self.occurrence;
        let record = |parts: Vec<(&str, Value)>| {
            Value::Record(parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<IndexMap<_, _>>())
        };
        let unset = || FailureKind::Unset { name: name.to_owned() };
        Ok(match name {
            "period" => record(vec![
                ("key", Value::Text(period.key.clone())),
                ("name", Value::Text(period.title().zh)),
                ("from", Value::Date(period.from)),
                ("to", Value::Date(period.to)),
            ]),
            "office" => record(vec![
                ("id", Value::Text(office.to_string())),
                ("name", Value::Text(self.world.organisation.path(office, *due, Language::Zh))),
            ]),
            "due" => Value::Date(*due),
            "target" => Value::Date(*target),
            "below" => Value::Number(Decimal::from(*below)),
            "case_number" => Value::Text(self.missing.ok_or_else(unset)?.case_number.clone()),
            "counted" => Value::Number(Decimal::from(self.missing.ok_or_else(unset)?.counted)),
            _ => return Err(unset()),
        })
    }

    fn given(&self, name: &str) -> bool {
        self.variable(name).is_ok()
    }

    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind> {
        let day = on.unwrap_or(self.occurrence.period.from);
        let row = self.world.parameters.value(name, &self.lineage(day), day);
        row.map(|row| row.value.clone()).ok_or_else(|| FailureKind::ParameterMissing { name: name.clone(), on })
    }

    fn state(&self, _: &str) -> bool {
        false
    }

    fn now(&self) -> Moment {
        Moment::start_of(self.occurrence.period.from)
    }
}
