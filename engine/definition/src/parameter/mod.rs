//! 参数: numbers and switches of a rulebook, effective-dated, nearest office up the tree. Read by processes, never asked for.

mod assemble;
mod declaration;
mod read;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::days::Days;
use crate::moment::Date;
use crate::name::{OfficeName, ParameterName};
use crate::value::Value;

pub use declaration::{Declaration, Floor};
pub use read::{DeclarationSource, ParameterSource, ParametersSource, RowSource, read};

/// The checked parameters of a workspace. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    declared: Arc<IndexMap<ParameterName, Declaration>>,
    rows: Arc<HashMap<ParameterName, Rows>>,
    overrides: Arc<IndexMap<ParameterName, ParameterRow>>,
}

/// The rows of one parameter by office, each office's earliest first.
type Rows = IndexMap<OfficeName, Vec<ParameterRow>>;

/// 取值: one value at one office for some days. What a decision that used it cites.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Stable: `name@office@first day`, with `-` where the first day is open; `name@scenario` for an override.
    pub id: String,
    /// The parameter.
    pub name: ParameterName,
    /// Where it holds: this office and whatever lies below without a row of its own. Everywhere if none; only a scenario says so.
    pub office: Option<OfficeName>,
    /// The first day; open if not given.
    pub from: Option<Date>,
    /// The first day no longer; open if not given.
    pub until: Option<Date>,
    /// The value.
    pub value: Value,
    /// The document that sets it.
    pub source: Option<String>,
}

impl Parameters {
    /// The declarations, in the order written.
    pub fn declared(&self) -> &IndexMap<ParameterName, Declaration> {
        &self.declared
    }

    /// The row in force on a day at the nearest office up the tree; `lineage` is an office and its ancestors that day.
    pub fn value(&self, name: &ParameterName, lineage: &[OfficeName], on: Date) -> Option<&ParameterRow> {
        if let Some(row) = self.overrides.get(name) {
            return Some(row);
        }
        let rows = self.rows.get(name)?;
        let in_force = |office| rows.get(office)?.iter().find(|row| row.days().contains(on));
        lineage.iter().find_map(in_force)
    }

    /// Every row of a parameter: by office in the order written, each office's earliest first.
    pub fn rows(&self, name: &ParameterName) -> impl Iterator<Item = &ParameterRow> {
        self.rows.get(name).into_iter().flat_map(IndexMap::values).flatten()
    }

    /// These parameters, but one has this value everywhere and always; for scenarios.
    pub fn with_override(&self, name: ParameterName, value: Value) -> Parameters {
        let id = format!("{name}@scenario");
        let row = ParameterRow { id, name: name.clone(), office: None, from: None, until: None, value, source: None };
        let mut changed = self.clone();
        Arc::make_mut(&mut changed.overrides).insert(name, row);
        changed
    }
}

impl ParameterRow {
    /// When it holds.
    pub fn days(&self) -> Days {
        Days { from: self.from, until: self.until }
    }

    fn id_of(name: &ParameterName, office: &OfficeName, days: Days) -> String {
        let from = days.from.map_or_else(|| "-".to_owned(), |day| day.to_string());
        format!("{name}@{office}@{from}")
    }
}
