//! The rulebook an editor has open: its files from disk, and over them what the editor holds unsaved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use authoring::editor::Desk;
use definition::bilingual::Language;
use definition::diagnostic::{Diagnostic, Severity};
use definition::text::SourceText;
use lsp_types::{DiagnosticSeverity, InitializeParams, NumberOrString, Uri};

use super::place;
use crate::command::today;
use crate::texts::Texts;

/// What is on the desk, and which of it the editor holds.
pub(super) struct Rulebook {
    pub desk: Desk,
    language: Language,
    open: BTreeSet<String>,
}

impl Rulebook {
    pub fn new(language: Language) -> Self {
        Self { desk: Desk::new(language, today()), language, open: BTreeSet::new() }
    }

    /// Reads the rulebooks of the folders an editor opens. A folder without one says so when a file of it is opened.
    pub fn open_folders(&mut self, parameters: &InitializeParams) {
        for folder in parameters.workspace_folders.iter().flatten() {
            if let Some(path) = place::path(&folder.uri).filter(|path| path.join("processes").is_dir()) {
                self.read(&path);
            }
        }
    }

    /// Takes what the editor holds of a file, and the rulebook around it if it is new.
    pub fn open(&mut self, uri: &Uri, text: String) {
        let Some(path) = place::path(uri) else { return };
        let shown = path.to_string_lossy().into_owned();
        if self.desk.text(&shown).is_none() {
            self.read(&path);
        }
        self.open.insert(shown.clone());
        self.desk.put(SourceText::new(shown, text));
    }

    /// Falls back to what is on disk.
    pub fn close(&mut self, uri: &Uri) {
        let Some(path) = place::path(uri) else { return };
        self.open.remove(path.to_string_lossy().as_ref());
        self.changed_on_disk(uri);
    }

    /// Reads a file again, unless the editor holds it.
    pub fn changed_on_disk(&mut self, uri: &Uri) {
        let Some(path) = place::path(uri) else { return };
        let shown = path.to_string_lossy().into_owned();
        if self.open.contains(&shown) {
            return;
        }
        if path.is_file() {
            self.read(&path);
        } else {
            self.desk.remove(&shown);
        }
    }

    /// Reads a rulebook anew. A file that cannot be read is left out; the editor shows what is wrong with it when it is opened.
    fn read(&mut self, path: &Path) {
        let Ok(texts) = Texts::collect(&[path.to_owned()]) else { return };
        for source in texts.all() {
            let real = std::fs::canonicalize(&source.path).unwrap_or_else(|_| PathBuf::from(&source.path));
            let shown = real.to_string_lossy().into_owned();
            if !self.open.contains(&shown) {
                self.desk.put(SourceText::new(shown, source.text.clone()));
            }
        }
        // What a thing is called is told from what was last checked.
        self.desk.check();
    }

    /// The problems of every file that has any.
    pub fn problems(&mut self) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
        let language = self.language;
        let workspace = self.desk.check();
        let of_scenarios = scenario::diagnostics(workspace);
        let mut found: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for diagnostic in workspace.diagnostics.iter().chain(&of_scenarios) {
            let path = diagnostic.source.path.clone();
            found.entry(path).or_default().push(converted(diagnostic, language));
        }
        found
    }

    /// The text of a file.
    pub fn text(&self, uri: &Uri) -> Option<(String, Arc<SourceText>)> {
        let path = place::path(uri)?.to_string_lossy().into_owned();
        let text = Arc::clone(self.desk.text(&path)?);
        Some((path, text))
    }
}

fn converted(diagnostic: &Diagnostic, language: Language) -> lsp_types::Diagnostic {
    let help = diagnostic.help.as_ref().map(|help| format!("\n{}", help.get(language))).unwrap_or_default();
    lsp_types::Diagnostic {
        range: place::range(&diagnostic.source, diagnostic.span),
        severity: Some(match diagnostic.severity() {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(diagnostic.code.as_str().to_owned())),
        source: Some(super::NAME.to_owned()),
        message: diagnostic.text(language).to_owned() + &help,
        ..lsp_types::Diagnostic::default()
    }
}
