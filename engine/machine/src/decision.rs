//! What was decided on the way, and on which grounds: enough to explain it again for ever.

use definition::name::StateName;
use definition::value::Value;
use serde::{Deserialize, Serialize};

/// A decision and its grounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub place: Place,
    /// The expression, as written.
    pub expression: String,
    /// What came of it.
    pub result: Value,
    /// What it read.
    pub reads: Vec<Read>,
    /// Of a table, the rows that held, counted from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<usize>,
}

/// What a decision was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// May the case start.
    Start,
    /// A branch of an action, event, time or automatic transition; by position.
    Branch {
        /// Of which state.
        state: StateName,
        /// Of what in it.
        of: String,
        /// The how-manyth branch.
        position: usize,
    },
    /// The condition, amount or value of an effect.
    Effect {
        /// What it is: a grant's key, a field, a template.
        of: String,
    },
    /// A named formula.
    Value {
        /// Its name.
        name: String,
    },
    /// A decision table.
    Table {
        /// Its name.
        name: String,
    },
}

/// Something an expression read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// A field, a formula or a parameter.
    pub name: String,
    /// What it was.
    pub value: Value,
    /// The row of a parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}
