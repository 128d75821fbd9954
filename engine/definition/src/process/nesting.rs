//! Which states there are and which stands in which, before anything in them is read.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword as k;
use crate::name::StateName;
use crate::source::decode::Decoder;
use crate::yaml::{Entry, Node, Scalar};

/// States stand at most so many levels deep.
pub(crate) const STATE_LEVELS_MAX: usize = 10;

/// What kind of state a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Leaf,
    Compound,
    Parallel,
    End,
    Final,
    History,
}

#[derive(Debug)]
struct Nested {
    parent: Option<StateName>,
    children: Vec<StateName>,
    shape: Shape,
}

/// The states of a process by name, in document order.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    states: IndexMap<StateName, Nested>,
}

impl Nesting {
    /// Reads the names of all states; tells what stands twice or too deep.
    pub fn read(decoder: &mut Decoder, node: &Node) -> Self {
        let mut nesting = Self::default();
        match node {
            Node::Mapping(entries, _) => nesting.take(decoder, entries, None, 1),
            Node::Scalar(_) | Node::Sequence(..) => {
                decoder.wrong_shape(node, Bilingual::new("若干“环节名: …”", "a map of states"));
            }
        }
        nesting
    }

    fn take(&mut self, decoder: &mut Decoder, entries: &[Entry], parent: Option<&StateName>, level: usize) {
        for entry in entries {
            let name = StateName::new(&entry.key.text);
            if self.states.contains_key(&name) {
                twice(decoder, &entry.key);
                continue;
            }
            let (shape, inner) = shape_of(&entry.value);
            self.states.insert(name.clone(), Nested { parent: parent.cloned(), children: Vec::new(), shape });
            if let Some(around) = parent.and_then(|parent| self.states.get_mut(parent)) {
                around.children.push(name.clone());
            }
            let Some(inner) = inner else { continue };
            if level == STATE_LEVELS_MAX {
                too_deep(decoder, &entry.key);
                continue;
            }
            self.take(decoder, inner, Some(&name), level + 1);
        }
    }

    /// The names, in document order.
    pub fn names(&self) -> Vec<StateName> {
        self.states.keys().cloned().collect()
    }

    /// The state around a state.
    pub fn parent(&self, name: &StateName) -> Option<&StateName> {
        self.states.get(name)?.parent.as_ref()
    }

    /// What stands right in a state, in document order.
    pub fn children(&self, name: &StateName) -> Vec<StateName> {
        self.states.get(name).map(|nested| nested.children.clone()).unwrap_or_default()
    }

    /// What kind of state it is.
    pub fn shape(&self, name: &StateName) -> Option<Shape> {
        self.states.get(name).map(|nested| nested.shape)
    }

    /// Whether a state stands, at any depth, inside another.
    pub fn is_within(&self, name: &StateName, outer: &StateName) -> bool {
        self.around(name).any(|state| state == outer)
    }

    fn around<'n>(&'n self, name: &StateName) -> impl Iterator<Item = &'n StateName> {
        std::iter::successors(self.parent(name), |state| self.parent(state))
    }

    /// Whether a case can be in two states at once: neither stands in the other, and what is around both has regions.
    pub fn go_together(&self, one: &StateName, other: &StateName) -> bool {
        if one == other || self.is_within(one, other) || self.is_within(other, one) {
            return false;
        }
        let common = self.around(one).find(|state| self.is_within(other, state));
        common.is_some_and(|common| self.shape(common) == Some(Shape::Parallel))
    }
}

fn shape_of(node: &Node) -> (Shape, Option<&[Entry]>) {
    let Node::Mapping(entries, _) = node else { return (Shape::Leaf, None) };
    let under = |keyword: k::Keyword| entries.iter().find(|entry| keyword.is(&entry.key.text));
    if let Some(regions) = under(k::REGIONS) {
        return (Shape::Parallel, inner_of(regions));
    }
    if let Some(states) = under(k::STATES) {
        return (Shape::Compound, inner_of(states));
    }
    let shapes = [(k::END, Shape::End), (k::FINAL, Shape::Final), (k::HISTORY, Shape::History)];
    let found = shapes.into_iter().find(|(keyword, _)| under(*keyword).is_some());
    (found.map_or(Shape::Leaf, |(_, shape)| shape), None)
}

fn inner_of(entry: &Entry) -> Option<&[Entry]> {
    match &entry.value {
        Node::Mapping(entries, _) => Some(entries),
        Node::Scalar(_) | Node::Sequence(..) => None,
    }
}

fn twice(decoder: &mut Decoder, name: &Scalar) {
    let message = Bilingual::new(
        format!("环节“{}”在别处已经写过：同一流程里环节不得重名，里外都算", name.text),
        format!("a state `{}` stands elsewhere already; names are unique in a process, at every level", name.text),
    );
    let help = Bilingual::new("给它另起一个名字", "give it another name");
    decoder.problem(Code::StateShape, name.span, message, Some(help));
}

fn too_deep(decoder: &mut Decoder, name: &Scalar) {
    let message = Bilingual::new(
        format!("环节“{}”里的环节套得太深（最多 {STATE_LEVELS_MAX} 层）", name.text),
        format!("the states inside `{}` stand too deep (at most {STATE_LEVELS_MAX} levels)", name.text),
    );
    decoder.problem(Code::StateShape, name.span, message, None);
}
