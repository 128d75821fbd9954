//! `fmt`: every keyword of a text in one language, by edits at places; ids, expressions, comments and layout stay as they are.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use definition::bilingual::Language;
use definition::diagnostic::Diagnostic;
use definition::keyword::Keyword;
use definition::text::{SourceText, Span};
use definition::workspace::kind_of;
use definition::yaml;

use crate::edit::{Edit, apply};
use crate::grammar::{Found, root, walk};

/// The edits that give a text its keywords in one language; none where it has them already, or where it does not say what it is
/// about. Fails with what is wrong where it is not YAML.
pub fn edits(source: &Arc<SourceText>, language: Language) -> Result<Vec<Edit>, Vec<Diagnostic>> {
    let node = yaml::parse(source)?;
    let Some(kind) = kind_of(&node) else { return Ok(Vec::new()) };
    let mut wanted: BTreeMap<Span, Option<Keyword>> = BTreeMap::new();
    for (span, word) in walk(root(kind), &node).iter().filter_map(place) {
        let known = wanted.entry(span).or_insert(Some(word));
        // What an alias carries to places of different meaning has no one other spelling: it stays as it is.
        if known.is_some_and(|known| known != word) {
            *known = None;
        }
    }
    let edits = wanted.into_iter().filter_map(|(span, word)| {
        let text = word?.get(language);
        (source.slice(span) != text).then(|| Edit { span, text: text.to_owned() })
    });
    Ok(edits.collect())
}

/// The text with its keywords in one language.
pub fn format(source: &Arc<SourceText>, language: Language) -> Result<String, Vec<Diagnostic>> {
    Ok(apply(&source.text, &edits(source, language)?))
}

/// A keyword that stands letter for letter in the text, and where.
fn place(found: &Found<'_>) -> Option<(Span, Keyword)> {
    match found {
        Found::Key { written, key } if written.verbatim => {
            Some((written.inner(Span::new(0, written.text.len())), key.word))
        }
        Found::Word { span, word, verbatim: true } => Some((*span, *word)),
        Found::Key { .. }
        | Found::Word { .. }
        | Found::Map { .. }
        | Found::Unknown { .. }
        | Found::Name(_)
        | Found::Expression(_) => None,
    }
}
