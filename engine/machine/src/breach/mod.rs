//! What must hold of every case at rest and of every history, whoever or whatever brought it about. Verification, scenarios
//! and simulation ask here, so that all of them mean the same. Nothing is mended: what is found is a fault of ours.

mod configuration;
mod course;
mod law;
mod shape;

use std::fmt;

use definition::model::Definition;

use crate::case::Case;

pub use course::Course;
pub use shape::breaches_of_shape;

/// Something that must hold, and does not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// Which invariant, in a word: `task`, `deadline`, `state`.
    pub invariant: &'static str,
    /// What exactly.
    pub detail: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.detail)
    }
}

/// What does not hold of a case at rest, by itself and under its definition. Empty if all is well.
pub fn breaches(definition: &Definition, case: &Case) -> Vec<Breach> {
    let mut found = breaches_of_shape(case);
    law::check(definition, case, &mut found);
    found
}

fn breach(invariant: &'static str, detail: String) -> Breach {
    Breach { invariant, detail }
}
