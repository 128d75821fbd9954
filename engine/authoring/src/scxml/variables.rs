//! The data of a chart: which variables there are, of which kind, and what they can be.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::ecma::{self, Binary, Ecma};
use super::names::Names;

/// What kind of value something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Boolean,
}

/// Inferring kinds is repeated until nothing changes, at most so often.
const ROUNDS_MAX: usize = 8;

/// The variables of a chart, and what its events carry.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// Our names for them.
    pub names: Names,
    /// The kinds of those that are known.
    kinds: BTreeMap<String, Kind>,
    /// The kinds of what events carry, by name.
    carried: BTreeMap<String, Kind>,
    /// Every text a variable can be; none if that cannot be told.
    texts: BTreeMap<String, Option<BTreeSet<String>>>,
    declared: BTreeSet<String>,
    /// Those with a value from the beginning.
    begun: BTreeSet<String>,
}

impl Variables {
    /// Reads them from a chart.
    pub fn read(document: &Document<'_>) -> Self {
        let mut found = Self { names: Names::with_taken(&[super::FAILS]), ..Self::default() };
        for data in of_tag(document, "data") {
            let Some(id) = data.attribute("id") else { continue };
            found.names.give(id);
            found.declared.insert(id.to_owned());
        }
        for _ in 0..ROUNDS_MAX {
            let before = (found.kinds.len(), found.carried.len());
            found.infer(document);
            if before == (found.kinds.len(), found.carried.len()) {
                break;
            }
        }
        found.list_texts(document);
        found
    }

    fn infer(&mut self, document: &Document<'_>) {
        for data in of_tag(document, "data") {
            let (Some(id), Some(value)) = (data.attribute("id"), value_of(data)) else { continue };
            if let Ok(read) = ecma::read(&value) {
                self.begun.insert(id.to_owned());
                self.learn(id, &read);
            }
        }
        for assign in of_tag(document, "assign") {
            let (Some(id), Some(value)) = (assign.attribute("location"), value_of(assign)) else { continue };
            if let Ok(read) = ecma::read(&value) {
                self.learn(id, &read);
            }
        }
        for script in of_tag(document, "script") {
            for (id, value) in ecma::assignments(script.text().unwrap_or_default()).unwrap_or_default() {
                if let Ok(read) = ecma::read(&value) {
                    self.learn(&id, &read);
                }
            }
        }
        for node in document.descendants() {
            if let Some(id) = node.attribute("idlocation") {
                self.kinds.insert(id.to_owned(), Kind::Text);
            }
        }
        self.infer_carried(document);
    }

    fn infer_carried(&mut self, document: &Document<'_>) {
        for send in of_tag(document, "send") {
            for name in send.attribute("namelist").unwrap_or_default().split_whitespace() {
                if let Some(kind) = self.kinds.get(name) {
                    self.carried.insert(name.to_owned(), *kind);
                }
            }
            for param in send.children().filter(|child| child.has_tag_name_of("param")) {
                let value = param.attribute("expr").or_else(|| param.attribute("location"));
                let kind = value.and_then(|value| self.kind(&ecma::read(value).ok()?));
                if let (Some(name), Some(kind)) = (param.attribute("name"), kind) {
                    self.carried.insert(name.to_owned(), kind);
                }
            }
            if let Some(content) = send.children().find(|child| child.has_tag_name_of("content"))
                && let Some(kind) = content_of(content).and_then(|value| self.kind(&value))
            {
                self.carried.insert(super::DATA.to_owned(), kind);
            }
        }
    }

    fn learn(&mut self, id: &str, value: &Ecma) {
        if let Some(kind) = self.kind(value) {
            self.kinds.entry(id.to_owned()).or_insert(kind);
        }
    }

    fn list_texts(&mut self, document: &Document<'_>) {
        let values = of_tag(document, "data").map(|node| (node.attribute("id"), value_of(node)));
        let values: Vec<_> =
            values.chain(of_tag(document, "assign").map(|node| (node.attribute("location"), value_of(node)))).collect();
        for (id, value) in values {
            let (Some(id), Some(value)) = (id, value) else { continue };
            let texts = self.texts.entry(id.to_owned()).or_insert_with(|| Some(BTreeSet::new()));
            match (texts.as_mut(), ecma::read(&value)) {
                (Some(texts), Ok(Ecma::Text(text))) => drop(texts.insert(text)),
                _ => *texts = None,
            }
        }
    }

    /// Whether the chart declares a variable.
    pub fn has(&self, id: &str) -> bool {
        self.declared.contains(id)
    }

    /// Whether a variable has a value from the beginning.
    pub fn is_begun(&self, id: &str) -> bool {
        self.begun.contains(id)
    }

    /// The kind of a variable; a number where nothing says so.
    pub fn kind_of(&self, id: &str) -> Kind {
        self.kinds.get(id).copied().unwrap_or(Kind::Number)
    }

    /// The kind of what events carry under a name; a number where nothing says so.
    pub fn carried(&self, name: &str) -> Kind {
        self.carried.get(name).copied().unwrap_or(Kind::Number)
    }

    /// Every text a variable can be.
    pub fn texts(&self, id: &str) -> Option<&BTreeSet<String>> {
        self.texts.get(id)?.as_ref()
    }

    /// The kind of a value, if it is known.
    pub fn kind(&self, value: &Ecma) -> Option<Kind> {
        match value {
            Ecma::Number(_) | Ecma::Minus(_) | Ecma::Power(..) => Some(Kind::Number),
            Ecma::Text(_) => Some(Kind::Text),
            Ecma::Boolean(_) | Ecma::In(_) | Ecma::Not(_) | Ecma::IsUndefined(_) => Some(Kind::Boolean),
            Ecma::Name(name) if name.starts_with('_') => Some(Kind::Text),
            Ecma::Name(name) => self.kinds.get(name).copied(),
            Ecma::Event(path) => match path.as_slice() {
                [data] if data == super::DATA => self.carried.get(super::DATA).copied(),
                [data, name] if data == super::DATA => self.carried.get(name).copied(),
                [_] => Some(Kind::Text),
                _ => None,
            },
            Ecma::Binary(Binary::Plus | Binary::Minus | Binary::Times | Binary::Over, ..) => Some(Kind::Number),
            Ecma::Binary(..) => Some(Kind::Boolean),
        }
    }

    /// The declared variables, with the names we gave them.
    pub fn declared(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.all().filter(|(id, _)| self.declared.contains(*id))
    }
}

/// Elements of one name, wherever they stand.
fn of_tag<'d>(document: &'d Document<'_>, tag: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    document.descendants().filter(move |node| node.has_tag_name_of(tag))
}

/// What is written as the value of a `data` or `assign`: its `expr`, or its text.
pub(super) fn value_of(node: Node<'_, '_>) -> Option<String> {
    if let Some(value) = node.attribute("expr") {
        return Some(value.to_owned());
    }
    let text = node.text().map(str::trim).filter(|text| !text.is_empty())?;
    Some(text.to_owned())
}

/// What `content` holds: its expression, or its text.
pub(super) fn content_of(node: Node<'_, '_>) -> Option<Ecma> {
    match node.attribute("expr") {
        Some(value) => ecma::read(value).ok(),
        None => {
            let text = node.text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            Some(match ecma::read(&text) {
                Ok(number @ Ecma::Number(_)) => number,
                _ => Ecma::Text(text),
            })
        }
    }
}

/// Elements go by their local name, whatever prefix the chart gives the namespace.
pub(super) trait LocalName {
    /// Whether it is an element of this local name.
    fn has_tag_name_of(&self, tag: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_of(&self, tag: &str) -> bool {
        self.is_element() && self.tag_name().name() == tag
    }
}
