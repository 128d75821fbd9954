//! What can be seen of a case from outside.

use machine::{Benefit, Case, Step, entries, schedule};

use crate::told::{self, Told};

/// A case as it is by now. A venue that keeps benefits and notifications in tables of its own puts what stands there in place of
/// what follows from the history, so that a difference shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The case.
    pub case: Case,
    /// Its history, from its start; sensitive values readable.
    pub steps: Vec<Step>,
    /// What it pays.
    pub benefits: Vec<Benefit>,
    /// What it has queued to be said, oldest first.
    pub notified: Vec<Told>,
}

impl Observation {
    /// Everything that follows from a case and its history.
    pub fn new(case: Case, steps: Vec<Step>) -> Self {
        let benefits = schedule(&entries(&steps));
        let notified = told::told(&steps);
        Self { case, steps, benefits, notified }
    }
}
