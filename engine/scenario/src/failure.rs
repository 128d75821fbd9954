//! A scenario that did not hold: where, what was expected, what was found.

use definition::bilingual::Bilingual;
use definition::diagnostic::Diagnostic;
use definition::text::{SourceText, Span};
use serde::Serialize;

/// Why a scenario did not pass. Points at the very expectation that did not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Where in the structure, e.g. `scenarios.0.steps.2.expect.tasks`.
    pub path: String,
    /// What was expected, as a scenario writes it; empty where nothing was.
    pub expected: String,
    /// What was found, as a scenario writes it; empty where nothing was.
    pub found: String,
    /// Both, in words.
    pub message: Bilingual,
}

/// An expectation that did not hold, before its place is turned into a line.
#[derive(Clone, Debug)]
pub(crate) struct Miss {
    pub span: Span,
    pub path: String,
    pub expected: String,
    pub found: String,
    pub message: Bilingual,
}

impl Miss {
    /// As told, with the line in its text.
    pub fn into_failure(self, source: &SourceText) -> Failure {
        let at = source.position(self.span.start);
        let Miss { path, expected, found, message, span: _ } = self;
        Failure { line: at.line, column: at.column, path, expected, found, message }
    }
}

impl Failure {
    /// A scenario that could not even begin.
    pub(crate) fn of(diagnostic: &Diagnostic) -> Self {
        let at = diagnostic.source.position(diagnostic.span.start);
        let help = diagnostic.help.clone().unwrap_or_default();
        let joined = |message: &str, help: &str, between: &str| {
            if help.is_empty() { message.to_owned() } else { format!("{message}{between}{help}") }
        };
        Self {
            line: at.line,
            column: at.column,
            path: diagnostic.path.clone(),
            expected: String::new(),
            found: String::new(),
            message: Bilingual::new(
                joined(&diagnostic.message.zh, &help.zh, "；"),
                joined(&diagnostic.message.en, &help.en, "; "),
            ),
        }
    }
}
