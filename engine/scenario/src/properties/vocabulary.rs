//! The names a property may use: those of its process.

use definition::expression::{Names, Suggestions};
use definition::model::Definition;
use definition::parameter::Parameters;
use definition::value::Type;
use rust_decimal::Decimal;

/// The field every case has.
const RECEIVED_AT: &str = "received_at";

/// Fields, formulas, states and parameters of a process.
pub(crate) struct Vocabulary<'w> {
    pub definition: &'w Definition,
    pub parameters: &'w Parameters,
}

impl Names for Vocabulary<'_> {
    fn variable(&self, name: &str) -> Option<Type> {
        if name == RECEIVED_AT {
            return Some(Type::Moment);
        }
        let field = self.definition.fields.get(name).map(|field| field.kind.value_type());
        let formula = || self.definition.values.get(name).map(|formula| formula.expression.result_type().clone());
        let table = || self.definition.tables.get(name).map(definition::table::Table::result_type);
        field.or_else(formula).or_else(table)
    }

    fn bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        self.definition.fields.get(name).map_or((None, None), |field| field.kind.bounds())
    }

    fn parameter(&self, name: &str) -> Option<Type> {
        self.parameters.declared().get(name).map(|declared| declared.kind.clone())
    }

    fn parameter_bounds(&self, name: &str) -> (Option<Decimal>, Option<Decimal>) {
        self.parameters.declared().get(name).map_or((None, None), |declared| (declared.min, declared.max))
    }

    fn state(&self, name: &str) -> bool {
        self.definition.states.contains_key(name)
    }

    fn suggestions(&self) -> Suggestions {
        let fields = self.definition.fields.keys().map(ToString::to_string);
        let values = self.definition.values.keys().map(ToString::to_string);
        Suggestions {
            variables: fields
                .chain(values)
                .chain(self.definition.tables.keys().map(ToString::to_string))
                .chain([RECEIVED_AT.to_owned()])
                .collect(),
            parameters: self.parameters.declared().keys().map(ToString::to_string).collect(),
            states: self.definition.states.keys().map(ToString::to_string).collect(),
        }
    }
}
