//! Every place of a tree with where it stands in the structure, and edits of the text at it.

use definition::text::Span;
use definition::yaml::{Entry, Node};

/// A value of the tree.
pub struct Place<'n> {
    /// `states.approved.enter.0`
    pub path: Vec<String>,
    pub node: &'n Node,
}

impl Place<'_> {
    /// The key or position it stands under.
    pub fn last(&self) -> &str {
        self.path.last().map(String::as_str).unwrap_or_default()
    }

    /// What it stands in, so many steps up.
    pub fn above(&self, steps: usize) -> &str {
        self.path.len().checked_sub(steps + 1).map(|at| self.path[at].as_str()).unwrap_or_default()
    }

    pub fn has(&self, part: &str) -> bool {
        self.path.iter().any(|at| at == part)
    }

    pub fn text(&self) -> Option<&str> {
        match self.node {
            Node::Scalar(scalar) => Some(&scalar.text),
            Node::Sequence(..) | Node::Mapping(..) => None,
        }
    }

    pub fn entries(&self) -> &[Entry] {
        match self.node {
            Node::Mapping(entries, _) => entries,
            Node::Scalar(_) | Node::Sequence(..) => &[],
        }
    }

    pub fn items(&self) -> &[Node] {
        match self.node {
            Node::Sequence(items, _) => items,
            Node::Scalar(_) | Node::Mapping(..) => &[],
        }
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.text == key)
    }
}

/// Every value below a tree, in document order.
pub fn places(root: &Node) -> Vec<Place<'_>> {
    let mut found = Vec::new();
    visit(root, &mut Vec::new(), &mut found);
    found
}

fn visit<'n>(node: &'n Node, path: &mut Vec<String>, found: &mut Vec<Place<'n>>) {
    found.push(Place { path: path.clone(), node });
    match node {
        Node::Scalar(_) => {}
        Node::Sequence(items, _) => {
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                visit(item, path, found);
                path.pop();
            }
        }
        Node::Mapping(entries, _) => {
            for entry in entries {
                path.push(entry.key.text.clone());
                visit(&entry.value, path, found);
                path.pop();
            }
        }
    }
}

/// What has to go so that a part goes: its lines where it stands on lines of its own, else it and the comma beside it.
pub fn without(text: &str, part: Span, before: Option<Span>, after: Option<Span>) -> Span {
    let line_start = text[..part.start].rfind('\n').map_or(0, |at| at + 1);
    let lead = &text[line_start..part.start];
    let stands_alone = lead.trim().is_empty() || lead.trim() == "-";
    if stands_alone && after.is_none_or(|after| text[part.end..after.start].contains('\n')) {
        let end = text[part.end..].find('\n').map_or(text.len(), |at| part.end + at + 1);
        return Span::new(line_start, end);
    }
    match (before, after) {
        (_, Some(after)) => Span::new(part.start, after.start),
        (Some(before), None) => Span::new(before.end, part.end),
        (None, None) => part,
    }
}

/// The span of a map's entry without it, by its position.
pub fn without_entry(text: &str, entries: &[Entry], at: usize) -> Span {
    let whole = |entry: &Entry| Span::new(entry.key.span.start, entry.value.span().end.max(entry.key.span.end));
    let before = at.checked_sub(1).map(|at| whole(&entries[at]));
    without(text, whole(&entries[at]), before, entries.get(at + 1).map(whole))
}

/// The span of a list's item without it, by its position.
pub fn without_item(text: &str, items: &[Node], at: usize) -> Span {
    let before = at.checked_sub(1).map(|at| items[at].span());
    without(text, items[at].span(), before, items.get(at + 1).map(Node::span))
}
