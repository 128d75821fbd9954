//! Who is told what by a step, and why somebody is not.

use std::collections::BTreeMap;

use definition::name::{PersonName, TemplateName};
use serde::{Deserialize, Serialize};

/// Somebody to be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notified {
    /// Whom: a person, or the applicant.
    pub to: Addressee,
    /// In which words.
    pub template: TemplateName,
    /// What the words may use. Never a sensitive value.
    pub data: BTreeMap<String, serde_json::Value>,
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// Somebody who works in an office.
    Person(PersonName),
    /// The applicant of the case.
    Applicant,
}

/// Why nobody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suppression {
    /// Nobody holds the role there.
    NobodyHolds,
    /// No task was open, so nobody has it.
    NoOpenTask,
    /// No address is known.
    NoAddress,
}
