//! Diagnostics for programs.

use definition::bilingual::Language;
use definition::diagnostic::{Diagnostic, Severity};
use serde::Serialize;

/// One diagnostic. Lines and columns count from 1, columns in characters; the end is just past the last character.
#[derive(Serialize)]
pub(super) struct Row<'d> {
    code: &'static str,
    severity: &'static str,
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    path: &'d str,
    message: &'d str,
    help: Option<&'d str>,
}

/// An array of all, in the order given.
pub fn json(diagnostics: &[Diagnostic], language: Language) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&rows(diagnostics, language))? + "\n")
}

/// All of them as rows.
pub(super) fn rows(diagnostics: &[Diagnostic], language: Language) -> Vec<Row<'_>> {
    diagnostics.iter().map(|diagnostic| row(diagnostic, language)).collect()
}

fn row(diagnostic: &Diagnostic, language: Language) -> Row<'_> {
    let start = diagnostic.source.position(diagnostic.span.start);
    let end = diagnostic.source.position(diagnostic.span.end);
    Row {
        code: diagnostic.code.as_str(),
        severity: match diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        file: &diagnostic.source.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        path: &diagnostic.path,
        message: diagnostic.text(language),
        help: diagnostic.help.as_ref().map(|help| help.get(language)),
    }
}
