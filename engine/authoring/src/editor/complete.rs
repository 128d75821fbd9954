//! What may stand at a place: keys, words, names.

use std::sync::Arc;

use definition::bilingual::Language;
use definition::text::{SourceText, Span};
use definition::workspace::kind_of;
use definition::yaml::{self, Entry, Node};

use super::Desk;
use super::index::Indexed;
use crate::edit::{Edit, apply};
use crate::grammar::{Key, Map, Name, Place, Scalar, Shape, locate, root};

/// Stands for what is about to be written.
const MARK: &str = "qqqcursorqqq";

/// Something that may stand at the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown.
    pub label: String,
    /// What is written in place of the word at the cursor.
    pub insert: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it means.
    pub detail: String,
    /// The word it takes the place of.
    pub span: Span,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// A word of the language.
    Word,
    /// A name.
    Name,
}

impl Desk {
    /// What may stand at a place, the likeliest language first.
    pub fn complete(&self, path: &str, offset: usize) -> Vec<Completion> {
        let Some(file) = self.files.get(path) else { return Vec::new() };
        let source = &file.source;
        let word = word_at(&source.text, offset);
        // A word alone on its line is a key about to be written; elsewhere a value. Whichever reads is meant.
        let as_key = attempt(source, word, &format!("{MARK}: ~"));
        let as_value = attempt(source, word, MARK);
        let mut found = Vec::new();
        for (node, at) in [as_value, as_key].into_iter().flatten() {
            let Some(kind) = kind_of(&node) else { continue };
            match locate(root(kind), &node, at) {
                Some(Place::Key { map, entries }) => self.keys(map, entries, source, word, &mut found),
                Some(Place::Value { shape, .. }) => self.values(file, shape, word, &mut found),
                None => {}
            }
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    fn keys(&self, map: &Map, entries: &[Entry], source: &SourceText, word: Span, found: &mut Vec<Completion>) {
        let is_there = |key: &&Key| !entries.iter().any(|entry| key.word.is(&entry.key.text));
        let colon = source.text.get(word.end..).is_some_and(|rest| rest.starts_with(':'));
        for key in map.keys.iter().filter(is_there) {
            for language in self.order(source) {
                let label = key.word.get(language).to_owned();
                let insert = if colon { label.clone() } else { format!("{label}: ") };
                let detail = self.help(key).to_owned();
                found.push(Completion { label, insert, kind: CompletionKind::Key, detail, span: word });
            }
        }
    }

    /// The language most keys of a text are in first.
    fn order(&self, source: &SourceText) -> [Language; 2] {
        let chinese = self.files.get(&source.path).is_some_and(|file| {
            let zh = file.keys.iter().filter(|(span, key)| source.slice(*span).contains(key.word.zh)).count();
            zh * 2 > file.keys.len()
        });
        if chinese { [Language::Zh, Language::En] } else { [Language::En, Language::Zh] }
    }

    pub(super) fn help(&self, key: &Key) -> &'static str {
        match self.language {
            Language::Zh => key.zh,
            Language::En => key.en,
        }
    }

    fn values(&self, file: &Indexed, shape: &'static Shape, word: Span, found: &mut Vec<Completion>) {
        let mut offer = |label: String, kind, detail: String| {
            found.push(Completion { insert: label.clone(), label, kind, detail, span: word });
        };
        match shape {
            Shape::Word(words) => {
                for one in *words {
                    for language in self.order(&file.source) {
                        let other = if language == Language::Zh { one.en } else { one.zh };
                        offer(one.get(language).to_owned(), CompletionKind::Word, other.to_owned());
                    }
                }
            }
            Shape::Mark(words) => {
                for (other, state) in self.names(file, Name::State) {
                    for one in *words {
                        let language = self.order(&file.source)[0];
                        let label = format!("{}({})", one.get(language), state.text);
                        offer(label, CompletionKind::Word, self.title(other, state));
                    }
                }
            }
            Shape::Scalar(Scalar::Flag) => {
                for word in ["true", "false"] {
                    offer(word.to_owned(), CompletionKind::Word, String::new());
                }
            }
            Shape::Name(of) => {
                for (other, named) in self.names(file, *of) {
                    offer(named.text.clone(), CompletionKind::Name, self.title(other, named));
                }
            }
            Shape::Expression => {
                for of in [Name::Field, Name::Value] {
                    for (other, named) in self.names(file, of) {
                        offer(named.text.clone(), CompletionKind::Name, self.title(other, named));
                    }
                }
            }
            Shape::List(item) => self.values(file, item, word, found),
            Shape::Either(shapes) => shapes.iter().for_each(|shape| self.values(file, shape, word, found)),
            Shape::Map(_) | Shape::Named(..) | Shape::Scalar(_) => {}
        }
    }
}

/// The word around an offset, as far as a name or key reaches.
fn word_at(text: &str, offset: usize) -> Span {
    let fits = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    let before = text.get(..offset).unwrap_or_default();
    let after = text.get(offset..).unwrap_or_default();
    let start = before.trim_end_matches(fits).len();
    let end = offset + after.len() - after.trim_start_matches(fits).len();
    Span::new(start, end)
}

/// The text with something in place of the word, if it reads, and where the middle of it stands.
fn attempt(source: &Arc<SourceText>, word: Span, instead: &str) -> Option<(Node, usize)> {
    let edit = Edit { span: word, text: instead.to_owned() };
    let text = apply(&source.text, &[edit]);
    let node = yaml::parse(&SourceText::new(source.path.clone(), text)).ok()?;
    Some((node, word.start + MARK.len() / 2))
}
