//! 片段: fields, values, tables, deadlines and states that several processes share. A process takes them over with `use`, before
//! anything of it is checked, so that a shared state is judged in each process as if it were written there; what is wrong is
//! told in the file it stands in.

mod expand;
mod place;
mod read;

pub(crate) use expand::{Expanded, expand};
pub use place::Placement;
pub(crate) use read::{Fragment, Fragments, read};

use crate::keyword::{self as k, Keyword};

/// The keys a fragment may hold, each added to that of the process.
pub(crate) const SHARED: [Keyword; 5] = [k::FIELDS, k::VALUES, k::TABLES, k::DEADLINES, k::STATES];
/// The most fragments one process may take over.
pub const USES_MAX: usize = 20;
