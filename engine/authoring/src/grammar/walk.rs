//! Walking a tree by the table: what every key, word, name and expression in a text is.

use definition::keyword::{self as k, Keyword};
use definition::text::Span;
use definition::yaml::{self, Entry, Node};

use super::{Key, Map, Name, Scalar, Shape};

/// Something met in a text. What an alias brings in is met again, at the place where it was written.
#[derive(Clone, Debug)]
pub enum Found<'n> {
    /// A map of words of the language.
    Map {
        /// Which.
        map: &'static Map,
        /// What stands in it.
        entries: &'n [Entry],
        /// Where.
        span: Span,
    },
    /// A key the table knows.
    Key {
        /// As written.
        written: &'n yaml::Scalar,
        /// What it is.
        key: &'static Key,
    },
    /// A key that no table has here.
    Unknown {
        /// As written.
        written: &'n yaml::Scalar,
        /// Where it stands.
        map: &'static Map,
    },
    /// A word of the language as a value, or in front of a bracket.
    Word {
        /// Its place, without quotes.
        span: Span,
        /// What it is.
        word: Keyword,
        /// Whether the place holds it letter for letter.
        verbatim: bool,
    },
    /// A name of something.
    Name(Mention<'n>),
    /// An expression.
    Expression(&'n yaml::Scalar),
}

/// A name of something, where it is given or meant.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'n> {
    /// Its place, without quotes.
    pub span: Span,
    /// The name.
    pub text: &'n str,
    /// What it names.
    pub of: Name,
    /// Whether standing here is what makes it exist.
    pub declares: bool,
    /// The process or case whose name it is, where that is not the file's own.
    pub scope: Option<&'n str>,
    /// Whether the place holds it letter for letter.
    pub verbatim: bool,
}

/// Everything in a text whose root is this map, in document order.
pub fn walk<'n>(root: &'static Map, node: &'n Node) -> Vec<Found<'n>> {
    let mut walker = Walker { found: Vec::new(), scope: None, is_root: true };
    walker.map(root, node);
    walker.found
}

struct Walker<'n> {
    found: Vec<Found<'n>>,
    scope: Option<&'n str>,
    is_root: bool,
}

impl<'n> Walker<'n> {
    fn map(&mut self, map: &'static Map, node: &'n Node) {
        let Node::Mapping(entries, span) = node else { return };
        let outer = self.scope;
        self.scope = self.scope_within(entries).or(outer);
        self.is_root = false;
        self.found.push(Found::Map { map, entries, span: *span });
        for entry in entries {
            match map.key(&entry.key.text) {
                Some(key) => {
                    self.found.push(Found::Key { written: &entry.key, key });
                    self.shape(&key.shape, &entry.value);
                }
                None => self.found.push(Found::Unknown { written: &entry.key, map }),
            }
        }
        self.scope = outer;
    }

    /// A map that names another process or case speaks of that one's fields and states.
    fn scope_within(&self, entries: &'n [Entry]) -> Option<&'n str> {
        if self.is_root {
            return None;
        }
        let other = |entry: &&Entry| k::PROCESS.is(&entry.key.text) || k::CASE.is(&entry.key.text);
        match &entries.iter().find(other)?.value {
            Node::Scalar(scalar) => Some(&scalar.text),
            Node::Sequence(..) | Node::Mapping(..) => None,
        }
    }

    fn shape(&mut self, shape: &'static Shape, node: &'n Node) {
        match (shape, node) {
            (Shape::Map(map), Node::Mapping(..)) => self.map(map, node),
            (Shape::Named(names, inner), Node::Mapping(entries, _)) => {
                for entry in entries {
                    self.name(&entry.key, names.of, names.declares);
                    self.shape(inner, &entry.value);
                }
            }
            (Shape::List(item), Node::Sequence(items, _)) => items.iter().for_each(|node| self.shape(item, node)),
            (Shape::List(item), Node::Scalar(_) | Node::Mapping(..)) => self.shape(item, node),
            (Shape::Either(shapes), _) => {
                if let Some(shape) = fitting(shapes, node) {
                    self.shape(shape, node);
                }
            }
            (
                Shape::Word(_) | Shape::Mark(_) | Shape::Name(_) | Shape::Expression | Shape::Scalar(_),
                Node::Scalar(scalar),
            ) => self.scalar(shape, scalar),
            // Of another shape than the table wants: `check` tells it.
            (_, Node::Scalar(_) | Node::Sequence(..) | Node::Mapping(..)) => {}
        }
    }

    fn scalar(&mut self, shape: &'static Shape, scalar: &'n yaml::Scalar) {
        match shape {
            Shape::Word(words) => self.word(words, scalar),
            Shape::Scalar(Scalar::Flag) => self.word(&[k::TRUE, k::FALSE], scalar),
            Shape::Mark(words) => self.mark(words, scalar),
            Shape::Name(of) => self.name(scalar, *of, false),
            Shape::Expression => self.found.push(Found::Expression(scalar)),
            Shape::Scalar(_) | Shape::Map(_) | Shape::Named(..) | Shape::List(_) | Shape::Either(_) => {}
        }
    }

    fn word(&mut self, words: &[Keyword], scalar: &'n yaml::Scalar) {
        let Some(word) = words.iter().find(|word| word.is(&scalar.text)) else { return };
        let span = whole(scalar);
        self.found.push(Found::Word { span, word: *word, verbatim: scalar.verbatim });
    }

    /// `reach(state)`
    fn mark(&mut self, words: &[Keyword], scalar: &'n yaml::Scalar) {
        let Some((written, rest)) = scalar.text.split_once('(') else { return };
        let Some(word) = words.iter().find(|word| word.is(written)) else { return };
        let Some(state) = rest.strip_suffix(')') else { return };
        let verbatim = scalar.verbatim;
        let span = scalar.inner(Span::new(0, written.len()));
        self.found.push(Found::Word { span, word: *word, verbatim });
        let start = written.len() + 1;
        let span = scalar.inner(Span::new(start, start + state.len()));
        let mention = Mention { span, text: state, of: Name::State, declares: false, scope: None, verbatim };
        self.found.push(Found::Name(mention));
    }

    fn name(&mut self, scalar: &'n yaml::Scalar, of: Name, declares: bool) {
        if scalar.is_nothing() {
            return;
        }
        if of == Name::Event && k::ANY.is(&scalar.text) {
            self.found.push(Found::Word { span: whole(scalar), word: k::ANY, verbatim: scalar.verbatim });
            return;
        }
        let mention = Mention {
            span: whole(scalar),
            text: &scalar.text,
            of,
            declares,
            scope: self.scope,
            verbatim: scalar.verbatim,
        };
        self.found.push(Found::Name(mention));
    }
}

/// The text of a scalar as a place, without its quotes.
fn whole(scalar: &yaml::Scalar) -> Span {
    scalar.inner(Span::new(0, scalar.text.len()))
}

/// The first alternative that fits; a list also takes a single item, but only where nothing else does.
fn fitting(shapes: &'static [Shape], node: &Node) -> Option<&'static Shape> {
    let fits = |shape: &&Shape| match (shape, node) {
        (Shape::Map(_) | Shape::Named(..), Node::Mapping(..)) | (Shape::List(_), Node::Sequence(..)) => true,
        (Shape::Word(words), Node::Scalar(scalar)) => words.iter().any(|word| word.is(&scalar.text)),
        (Shape::Mark(_), Node::Scalar(scalar)) => scalar.text.contains('('),
        (Shape::Scalar(Scalar::Whole), Node::Scalar(scalar)) => scalar.text.parse::<u32>().is_ok(),
        (Shape::Name(_) | Shape::Expression | Shape::Scalar(_), Node::Scalar(_)) => true,
        (Shape::Either(_), Node::Scalar(_) | Node::Sequence(..) | Node::Mapping(..)) => true,
        (_, Node::Scalar(_) | Node::Sequence(..) | Node::Mapping(..)) => false,
    };
    shapes.iter().find(fits).or_else(|| shapes.iter().find(|shape| matches!(shape, Shape::List(_))))
}
