//! What must hold of every case of a process, in any scenario or none: what stands at the head of its scenario files.

use definition::bilingual::Bilingual;
use definition::expression::{Problem, compile_as};
use definition::keyword as k;
use definition::model::Definition;
use definition::name::ProcessName;
use definition::text::Span;
use definition::value::Type;
use definition::workspace::Workspace;
use machine::{Case, Context};

use super::{Kind, Property, Vocabulary};
use crate::read;

/// What must never, or always, hold of the cases of one process.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    found: Vec<Property>,
}

impl Properties {
    /// Those of the scenario files of a process.
    pub fn of(workspace: &Workspace, process: &ProcessName) -> Self {
        let files = read::files(workspace).into_iter().filter(|file| file.process.as_ref() == Some(process));
        Self { found: files.flat_map(|file| file.properties).collect() }
    }

    /// Each of them.
    pub(crate) fn into_found(self) -> Vec<Property> {
        self.found
    }

    /// Adds something that must never hold.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn never(&mut self, workspace: &Workspace, definition: &Definition, source: &str) -> Result<(), Vec<Problem>> {
        let vocabulary = Vocabulary { definition, parameters: &workspace.parameters };
        let expression = compile_as(source, &vocabulary, &Type::Boolean)?;
        let path = k::NEVER.en.to_owned();
        self.found.push(Property { kind: Kind::Never, expression, span: Span::default(), path });
        Ok(())
    }

    /// Each of them as a scenario file writes it: the key it stands under, and the expression.
    pub fn written(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.found.iter().map(|property| {
            let key = match property.kind {
                Kind::Never => k::NEVER.en,
                Kind::Always => k::ALWAYS_HOLDS.en,
            };
            (key, property.expression.source())
        })
    }

    /// The first that a case breaks at a moment, as written; none if all hold.
    pub fn broken(&self, definition: &Definition, case: &Case, context: &Context<'_>) -> Option<String> {
        let occasion = Bilingual::same("");
        let mut broken = self.found.iter().filter_map(|property| property.broken(definition, case, context, &occasion));
        broken.next().map(|miss| miss.expected)
    }
}
