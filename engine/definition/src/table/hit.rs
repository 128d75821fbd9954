//! What counts where several rows of a table hold.

use indexmap::IndexMap;

use super::Output;
use crate::keyword::{self as k, Keyword};
use crate::model::FieldKind;
use crate::value::Type;

/// A hit policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// At most one row holds.
    Unique,
    /// The first row that holds.
    First,
    /// Several may hold if they agree.
    Same,
    /// The row whose outputs stand highest in the order of their options.
    Priority,
    /// All that hold, in the order of the rows.
    List,
    /// All that hold, those of the highest priority first.
    Ranked,
    /// The sum of all that hold.
    Sum,
    /// The least of all that hold.
    Min,
    /// The greatest of all that hold.
    Max,
    /// How many hold.
    Count,
}

impl Hit {
    /// Each with its word.
    pub const WORDS: &'static [(Keyword, Hit)] = &[
        (k::UNIQUE, Hit::Unique),
        (k::FIRST, Hit::First),
        (k::SAME, Hit::Same),
        (k::PRIORITY, Hit::Priority),
        (k::COLLECT, Hit::List),
        (k::RANKED, Hit::Ranked),
        (k::SUM, Hit::Sum),
        (k::MIN, Hit::Min),
        (k::MAX, Hit::Max),
        (k::COUNT, Hit::Count),
    ];

    /// Its word.
    pub fn keyword(self) -> Keyword {
        Self::WORDS.iter().find(|(_, hit)| *hit == self).map_or(k::UNIQUE, |(keyword, _)| *keyword)
    }

    /// Whether a case in which no row holds comes to nothing at all, and so must be impossible.
    pub fn needs_a_row(self) -> bool {
        match self {
            Hit::Unique | Hit::First | Hit::Same | Hit::Priority | Hit::Min | Hit::Max => true,
            Hit::List | Hit::Ranked | Hit::Sum | Hit::Count => false,
        }
    }

    /// Whether the order of options decides.
    pub fn needs_an_order(self) -> bool {
        match self {
            Hit::Priority | Hit::Ranked => true,
            Hit::Unique | Hit::First | Hit::Same | Hit::List | Hit::Sum | Hit::Min | Hit::Max | Hit::Count => false,
        }
    }

    /// Whether it reckons with numbers of one output.
    pub fn reckons(self) -> bool {
        match self {
            Hit::Sum | Hit::Min | Hit::Max => true,
            Hit::Unique | Hit::First | Hit::Same | Hit::Priority | Hit::List | Hit::Ranked | Hit::Count => false,
        }
    }

    /// The type of what a table of these outputs comes to.
    pub(super) fn result_type(self, outputs: &IndexMap<String, Output>) -> Type {
        let row = row_type(outputs);
        match self {
            Hit::Unique | Hit::First | Hit::Same | Hit::Priority | Hit::Sum | Hit::Min | Hit::Max => row,
            Hit::List | Hit::Ranked => Type::List(Box::new(row)),
            Hit::Count => Type::Number,
        }
    }
}

fn row_type(outputs: &IndexMap<String, Output>) -> Type {
    if outputs.len() == 1
        && let Some(output) = outputs.values().next()
    {
        return output.kind.value_type();
    }
    Type::Record(outputs.iter().map(|(name, output)| (name.clone(), output.kind.value_type())).collect())
}

/// Where an option stands in the order of its column.
pub(super) fn rank(kind: &FieldKind, option: &str) -> Option<usize> {
    let FieldKind::Choice(options) = kind else { return None };
    options.iter().position(|candidate| candidate.id == option)
}
