//! 模板: the words of a notification, checked before anyone is told anything.

mod assemble;
mod check;
mod place;
mod read;
mod scan;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::name::TemplateName;
use crate::text::{SourceText, Spanned};

pub use read::{TemplateSource, Wording, read};

/// A notification template that reads. Its syntax is minijinja's, with the built-in filters and strict variables.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its id.
    pub name: TemplateName,
    /// Its name for people.
    pub title: Bilingual,
    /// The subject line, as written.
    pub subject: Bilingual,
    /// The text, as written.
    pub body: Bilingual,
    variables: Vec<Spanned<String>>,
    source: Arc<SourceText>,
}

/// The templates of a workspace. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    templates: Arc<IndexMap<TemplateName, Template>>,
}

impl Template {
    /// Every variable it reads that it does not set itself, dotted as in `fields.members`, with the first place in each
    /// of subject and body and each language, in the order of the file.
    pub fn variables(&self) -> &[Spanned<String>] {
        &self.variables
    }

    /// The text in which those places are.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }
}

impl Templates {
    /// The template of this name.
    pub fn get(&self, name: &TemplateName) -> Option<&Template> {
        self.templates.get(name)
    }

    /// All of them, in the order written.
    pub fn all(&self) -> &IndexMap<TemplateName, Template> {
        &self.templates
    }
}
