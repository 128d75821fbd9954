//! What an editor asks while somebody writes: what may stand here, what is this, where is it made, who else speaks of it. Pure: the
//! texts are arguments, the answers places and edits.

mod complete;
mod find;
mod hover;
mod index;
mod rename;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use definition::bilingual::Language;
use definition::moment::Date;
use definition::text::{SourceText, Span};
use definition::workspace::{Parsed, Workspace, check_trees};
use indexmap::IndexMap;

use index::Indexed;

pub use complete::{Completion, CompletionKind};
pub use rename::{Refusal, Renaming};

/// A rulebook while it is edited. Only a text that changed is read again.
pub struct Desk {
    files: IndexMap<String, Indexed>,
    /// The rulebook as last checked, for what needs all of it.
    workspace: Option<Workspace>,
    /// Whether nothing has changed since.
    is_checked: bool,
    today: Date,
    language: Language,
}

/// A place in one of the texts.
#[derive(Clone, Debug)]
pub struct Location {
    /// Which text.
    pub source: Arc<SourceText>,
    /// Where.
    pub span: Span,
}

impl Desk {
    /// An empty desk that answers in a language, as of a day.
    pub fn new(language: Language, today: Date) -> Self {
        Self { files: IndexMap::new(), workspace: None, is_checked: false, today, language }
    }

    /// Puts a text on the desk, or in the place of the one of that path.
    pub fn put(&mut self, source: Arc<SourceText>) {
        let before = self.files.swap_remove(&source.path);
        self.files.insert(source.path.clone(), Indexed::of(source, before));
        self.is_checked = false;
    }

    /// Takes a text off the desk.
    pub fn remove(&mut self, path: &str) {
        self.files.shift_remove(path);
        self.is_checked = false;
    }

    /// The text of a path.
    pub fn text(&self, path: &str) -> Option<&Arc<SourceText>> {
        self.files.get(path).map(|file| &file.source)
    }

    /// Every text, in order of path.
    pub fn texts(&self) -> Vec<Arc<SourceText>> {
        let mut texts: Vec<Arc<SourceText>> = self.files.values().map(|file| Arc::clone(&file.source)).collect();
        texts.sort_by(|one, other| one.path.cmp(&other.path));
        texts
    }

    /// Every text with its tree, in order of path.
    fn trees(&self) -> Vec<Parsed> {
        let mut trees: Vec<Parsed> =
            self.files.values().map(|file| (Arc::clone(&file.source), file.tree.clone())).collect();
        trees.sort_by(|one, other| one.0.path.cmp(&other.0.path));
        trees
    }

    /// Checks everything on the desk; what is found is in the workspace.
    pub fn check(&mut self) -> &Workspace {
        let workspace = check_trees(self.trees(), self.today);
        self.is_checked = true;
        self.workspace.insert(workspace)
    }
}
