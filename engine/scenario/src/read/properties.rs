//! What must never, or always, hold.

use definition::expression::compile_as;
use definition::keyword::{self as k, Keyword};
use definition::source::decode::Fields;
use definition::value::Type;
use definition::yaml::Node;

use super::Reader;
use crate::properties::{Kind, Property, Vocabulary};

impl Reader<'_> {
    /// `never` and `always` of a file or a scenario.
    pub(super) fn properties(&mut self, fields: &mut Fields<'_>) -> Vec<Property> {
        let mut found = self.of_kind(fields, k::NEVER, Kind::Never);
        found.extend(self.of_kind(fields, k::ALWAYS_HOLDS, Kind::Always));
        found
    }

    fn of_kind(&mut self, fields: &mut Fields<'_>, keyword: Keyword, kind: Kind) -> Vec<Property> {
        let Some(node) = fields.take(&mut self.decoder, keyword) else { return Vec::new() };
        let mut properties = Vec::new();
        for (at, item) in self.decoder.list(node).iter().enumerate() {
            self.decoder.enter(&format!("{}.{at}", keyword.en));
            properties.extend(self.property(item, kind));
            self.decoder.leave();
        }
        properties
    }

    fn property(&mut self, node: &Node, kind: Kind) -> Option<Property> {
        let scalar = self.decoder.scalar(node)?.clone();
        let vocabulary = Vocabulary { definition: self.definition, parameters: &self.workspace.parameters };
        match compile_as(&scalar.text, &vocabulary, &Type::Boolean) {
            Ok(expression) => Some(Property { kind, expression, span: scalar.span, path: self.decoder.path() }),
            Err(problems) => {
                for problem in problems {
                    self.decoder.problem(problem.code, scalar.inner(problem.span), problem.message, problem.help);
                }
                None
            }
        }
    }
}
