//! A problem of one expression, at a place inside that expression's own source.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::text::Span;

/// One problem of an expression. Its caller carries the span into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which check found it.
    pub code: Code,
    /// The bytes of the expression's source it concerns.
    pub span: Span,
    /// What was expected and what was found.
    pub message: Bilingual,
    /// What to do about it.
    pub help: Option<Bilingual>,
}

impl Problem {
    pub(super) fn new(code: Code, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, span, message: Bilingual::new(zh, en), help: None }
    }

    pub(super) fn helped(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Bilingual::new(zh, en));
        self
    }

    pub(super) fn maybe_helped(mut self, help: Option<Bilingual>) -> Self {
        self.help = help;
        self
    }
}
