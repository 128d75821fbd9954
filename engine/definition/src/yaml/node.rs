//! The tree a YAML text becomes.

use crate::text::Span;

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it stands.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// A block of lines (`|` or `>`).
    Block,
}

/// A scalar: its text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, with quotes and escapes resolved and nothing else.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// Its place, quotes included.
    pub span: Span,
    /// Whether the text stands in the file letter for letter, so that places inside it can be pointed at.
    pub verbatim: bool,
}

impl Scalar {
    /// A place inside the text as a place in the file; the whole scalar where the text is not written letter for letter.
    pub fn inner(&self, within: Span) -> Span {
        if !self.verbatim {
            return self.span;
        }
        let opening = usize::from(self.style == Style::Quoted);
        within.shifted(self.span.start + opening)
    }

    /// Whether nothing was written: `key:` with an empty value, `~` or `null`.
    pub fn is_nothing(&self) -> bool {
        self.style == Style::Plain && matches!(self.text.as_str(), "" | "~" | "null")
    }
}

/// One `key: value` of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Scalar,
    /// The value.
    pub value: Node,
}

/// A value in a YAML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A text, number, date: anything without parts.
    Scalar(Scalar),
    /// `- a` or `[a, b]`
    Sequence(Vec<Node>, Span),
    /// `a: b` or `{a: b}`; keys in the order written, none twice.
    Mapping(Vec<Entry>, Span),
}

impl Node {
    /// Where the value stands.
    pub fn span(&self) -> Span {
        match self {
            Node::Scalar(scalar) => scalar.span,
            Node::Sequence(_, span) | Node::Mapping(_, span) => *span,
        }
    }
}
