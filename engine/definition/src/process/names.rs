//! What exists in a process, as expressions see it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::expression::{Names, Suggestions};
use crate::model::{Definition, Field, counts_type};
use crate::name::{FieldName, StateName};
use crate::parameter::Parameters;
use crate::value::Type;

type Bounds = (Option<Decimal>, Option<Decimal>);

/// The names of a checked process, for expressions written beside it.
pub fn names_of(definition: &Definition, parameters: &Parameters) -> ProcessNames {
    let mut names = ProcessNames { states: definition.places().cloned().collect(), ..ProcessNames::default() };
    names.fields(&definition.fields, parameters);
    for (name, formula) in &definition.values {
        names.value(name.as_str(), formula.expression.result_type().clone(), formula.expression.bounds());
    }
    for (name, table) in &definition.tables {
        names.value(name.as_str(), table.result_type(), (None, None));
    }
    for (name, state) in definition.states.iter().filter(|(_, state)| state.each().is_some()) {
        let actions = state.working().into_iter().flat_map(|working| working.actions.keys());
        names.value(name.as_str(), counts_type(actions), (None, None));
    }
    names
}

/// Names of fields, formulas, parameters and states, with their types and bounds.
#[derive(Debug, Default)]
pub struct ProcessNames {
    variables: BTreeMap<String, (Type, Bounds)>,
    parameters: BTreeMap<String, (Type, Bounds)>,
    steps: BTreeMap<String, Decimal>,
    /// The states.
    pub states: Vec<StateName>,
}

impl ProcessNames {
    /// Takes in the fields and the declared parameters.
    pub fn fields(&mut self, fields: &IndexMap<FieldName, Field>, parameters: &Parameters) {
        for (name, field) in fields {
            self.variables.insert(name.to_string(), (field.kind.value_type(), field.kind.bounds()));
            self.steps.extend(field.kind.step().map(|step| (name.to_string(), step)));
        }
        for (name, declaration) in parameters.declared() {
            self.parameters.insert(name.to_string(), (declaration.kind.clone(), (declaration.min, declaration.max)));
        }
        self.variables.insert("received_at".to_owned(), (Type::Moment, (None, None)));
    }

    /// Takes in a formula or table, and between which numbers it lies.
    pub fn value(&mut self, name: &str, kind: Type, bounds: Bounds) {
        self.variables.insert(name.to_owned(), (kind, bounds));
    }

    /// The least by which two values of a field can differ, where there is a least.
    pub fn step(&self, name: &str) -> Option<Decimal> {
        self.steps.get(name).copied()
    }

    /// Takes in what an event carries, while what it brings about is read.
    pub(super) fn event_data(&mut self, data: &IndexMap<FieldName, Field>) {
        for (name, field) in data {
            self.variables.insert(name.to_string(), (field.kind.value_type(), field.kind.bounds()));
        }
    }

    /// Forgets what an event carried.
    pub(super) fn forget(&mut self, data: &IndexMap<FieldName, Field>) {
        for name in data.keys() {
            self.variables.remove(name.as_str());
        }
    }

    /// Whether a variable of this name exists already.
    pub fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }
}

impl Names for ProcessNames {
    fn variable(&self, name: &str) -> Option<Type> {
        self.variables.get(name).map(|(kind, _)| kind.clone())
    }

    fn bounds(&self, name: &str) -> Bounds {
        self.variables.get(name).map_or((None, None), |(_, bounds)| *bounds)
    }

    fn parameter(&self, name: &str) -> Option<Type> {
        self.parameters.get(name).map(|(kind, _)| kind.clone())
    }

    fn parameter_bounds(&self, name: &str) -> Bounds {
        self.parameters.get(name).map_or((None, None), |(_, bounds)| *bounds)
    }

    fn state(&self, name: &str) -> bool {
        self.states.iter().any(|state| state.as_str() == name)
    }

    fn suggestions(&self) -> Suggestions {
        Suggestions {
            variables: self.variables.keys().cloned().collect(),
            parameters: self.parameters.keys().cloned().collect(),
            states: self.states.iter().map(ToString::to_string).collect(),
        }
    }
}
