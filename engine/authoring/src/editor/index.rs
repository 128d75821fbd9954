//! What is known of one text: every key and name in it, with its place.

use std::sync::Arc;

use definition::diagnostic::Diagnostic;
use definition::keyword::{self as k, Keyword};
use definition::text::{SourceText, Span};
use definition::workspace::{Kind, kind_of};
use definition::yaml::{self, Node};

use super::words::{Word, words};
use crate::grammar::{Found, Key, Name, root, walk};

/// A text with what is in it. While it does not read, what was known of it last is kept.
pub(super) struct Indexed {
    pub source: Arc<SourceText>,
    /// The tree of this very text, or why there is none.
    pub tree: Result<Node, Vec<Diagnostic>>,
    pub kind: Option<Kind>,
    /// The process it is, or tests.
    pub process: Option<String>,
    pub mentions: Vec<Named>,
    pub keys: Vec<(Span, &'static Key)>,
    /// Which case of which process it starts under which key.
    pub starts: Vec<(String, String)>,
    /// Whether what is known is of this very text.
    pub is_current: bool,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub span: Span,
    pub text: String,
    pub of: Name,
    pub declares: bool,
    /// The other process or case whose name it is.
    pub scope: Option<String>,
    /// Whether the place holds it letter for letter.
    pub verbatim: bool,
}

impl Indexed {
    /// Reads a text.
    pub fn of(source: Arc<SourceText>, before: Option<Indexed>) -> Self {
        match (yaml::parse(&source), before) {
            (Ok(node), _) => Self::read(source, node),
            (Err(problems), Some(before)) => Self { source, tree: Err(problems), is_current: false, ..before },
            (Err(problems), None) => Self {
                source,
                tree: Err(problems),
                kind: None,
                process: None,
                mentions: Vec::new(),
                keys: Vec::new(),
                starts: Vec::new(),
                is_current: false,
            },
        }
    }

    fn read(source: Arc<SourceText>, tree: Node) -> Self {
        let node = &tree;
        let kind = kind_of(node);
        let process = match kind {
            Some(Kind::Process | Kind::Scenarios) => child(node, k::PROCESS).map(str::to_owned),
            Some(
                Kind::Parameters
                | Kind::Calendar
                | Kind::Organisation
                | Kind::Template
                | Kind::Fragment
                | Kind::Obligation
                | Kind::Span,
            )
            | None => None,
        };
        let mut indexed = Self {
            source,
            tree: Err(Vec::new()),
            kind,
            process,
            mentions: Vec::new(),
            keys: Vec::new(),
            starts: Vec::new(),
            is_current: true,
        };
        if let Some(kind) = kind {
            let own = own_name(kind).and_then(|word| place(node, word));
            walk(root(kind), node).into_iter().for_each(|found| indexed.take(found, own));
        }
        indexed.mentions.sort_by_key(|named| named.span);
        indexed.mentions.dedup();
        indexed.tree = Ok(tree);
        indexed
    }

    fn take(&mut self, found: Found<'_>, own: Option<Span>) {
        match found {
            Found::Key { written, key } => self.keys.push((written.span, key)),
            Found::Name(mention) => self.mentions.push(Named {
                span: mention.span,
                text: mention.text.to_owned(),
                of: mention.of,
                declares: mention.declares || own == Some(mention.span),
                scope: mention.scope.map(str::to_owned),
                verbatim: mention.verbatim,
            }),
            Found::Expression(scalar) => {
                let found = words(&self.source.text, scalar.span);
                let found: Vec<Named> = found.into_iter().filter_map(|(span, word)| self.word(span, word)).collect();
                self.mentions.extend(found);
            }
            Found::Map { map, entries, .. } if map.key(k::PROCESS.en).is_some() && map.key(k::KEY.en).is_some() => {
                let value = |word: Keyword| {
                    entries.iter().find(|entry| word.is(&entry.key.text)).and_then(|entry| match &entry.value {
                        Node::Scalar(scalar) => Some(scalar.text.clone()),
                        Node::Sequence(..) | Node::Mapping(..) => None,
                    })
                };
                self.starts.extend(value(k::KEY).zip(value(k::PROCESS)));
            }
            Found::Map { .. } | Found::Unknown { .. } | Found::Word { .. } => {}
        }
    }

    fn word(&self, span: Span, word: Word) -> Option<Named> {
        let of = match word {
            Word::Variable => Name::Field,
            Word::State => Name::State,
            Word::Parameter => Name::Parameter,
            Word::Text => return None,
        };
        let text = self.source.slice(span).to_owned();
        Some(Named { span, text, of, declares: false, scope: None, verbatim: true })
    }

    /// The name at an offset; the innermost where several hold it.
    pub fn at(&self, offset: usize) -> Option<&Named> {
        let holds = |named: &&Named| named.span.start <= offset && offset <= named.span.end;
        self.mentions.iter().filter(holds).min_by_key(|named| named.span.end - named.span.start)
    }
}

/// The key under which a file says what it is.
fn own_name(kind: Kind) -> Option<Keyword> {
    match kind {
        Kind::Process => Some(k::PROCESS),
        Kind::Calendar => Some(k::CALENDAR),
        Kind::Template => Some(k::TEMPLATE),
        Kind::Fragment => Some(k::FRAGMENT),
        Kind::Obligation => Some(k::OBLIGATION),
        Kind::Scenarios | Kind::Span | Kind::Parameters | Kind::Organisation => None,
    }
}

fn place(node: &Node, word: Keyword) -> Option<Span> {
    let Node::Mapping(entries, _) = node else { return None };
    match &entries.iter().find(|entry| word.is(&entry.key.text))?.value {
        Node::Scalar(scalar) => Some(scalar.inner(Span::new(0, scalar.text.len()))),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}

fn child(node: &Node, word: Keyword) -> Option<&str> {
    let Node::Mapping(entries, _) = node else { return None };
    match &entries.iter().find(|entry| word.is(&entry.key.text))?.value {
        Node::Scalar(scalar) => Some(&scalar.text),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}
