//! What may stand at one place of a text.

use definition::yaml::{Entry, Node};

use super::{Key, Map, Shape};

/// A place in a tree.
#[derive(Clone, Copy, Debug)]
pub enum Place<'n> {
    /// A key of a map of words.
    Key {
        /// The map.
        map: &'static Map,
        /// What stands in it already.
        entries: &'n [Entry],
    },
    /// A value, by the key it stands under.
    Value {
        /// What may stand there.
        shape: &'static Shape,
        /// The key above, where the value is its own.
        key: Option<&'static Key>,
    },
}

/// The place of an offset: the innermost key or scalar that holds it.
pub fn locate<'n>(root: &'static Map, node: &'n Node, offset: usize) -> Option<Place<'n>> {
    in_map(root, node, offset)
}

fn holds(node: &Node, offset: usize) -> bool {
    let span = node.span();
    span.start <= offset && offset <= span.end
}

fn in_map<'n>(map: &'static Map, node: &'n Node, offset: usize) -> Option<Place<'n>> {
    let Node::Mapping(entries, _) = node else { return None };
    for entry in entries {
        if entry.key.span.start <= offset && offset <= entry.key.span.end {
            return Some(Place::Key { map, entries });
        }
        if holds(&entry.value, offset) {
            let key = map.key(&entry.key.text)?;
            return in_shape(&key.shape, Some(key), &entry.value, offset);
        }
    }
    None
}

fn in_shape<'n>(shape: &'static Shape, key: Option<&'static Key>, node: &'n Node, offset: usize) -> Option<Place<'n>> {
    match (shape, node) {
        (Shape::Map(map), Node::Mapping(..)) => in_map(map, node, offset),
        (Shape::Named(_, inner), Node::Mapping(entries, _)) => {
            let entry = entries.iter().find(|entry| holds(&entry.value, offset))?;
            in_shape(inner, None, &entry.value, offset)
        }
        (Shape::List(item), Node::Sequence(items, _)) => {
            in_shape(item, key, items.iter().find(|item| holds(item, offset))?, offset)
        }
        (Shape::List(item), Node::Mapping(..)) => in_shape(item, key, node, offset),
        (Shape::Either(shapes), Node::Mapping(..) | Node::Sequence(..)) => {
            shapes.iter().find_map(|shape| in_shape(shape, key, node, offset))
        }
        (_, Node::Scalar(_)) => Some(Place::Value { shape, key }),
        (_, Node::Mapping(..) | Node::Sequence(..)) => None,
    }
}
