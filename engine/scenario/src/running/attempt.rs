//! A scenario that is being made: each step is tried, and what is refused is answered instead of being a failure.

use machine::{Case, RejectionKind};

use super::{Running, Stand};
use crate::failure::Miss;
use crate::read::Step;
use crate::venue::Venue;

/// What came of a step that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// It was done.
    Done,
    /// It was refused; nothing has changed.
    Refused(RejectionKind),
    /// The case it is about has not been started.
    NoCase,
}

impl<V: Venue> Running<'_, V> {
    /// Tries to start the case.
    ///
    /// # Errors
    /// What does not hold after it: a property, an invariant, or that a case goes on.
    pub fn begin(&mut self) -> Result<Attempt, Box<Miss>> {
        let start = &self.scenario.start;
        let stand = Stand { span: start.span, path: &start.path };
        self.advance(start.at, stand)?;
        let case = match self.open() {
            Ok(case) => case,
            Err(rejection) => return Ok(Attempt::Refused(rejection.kind)),
        };
        self.tracks.begin(case);
        self.afterwards(start.at, case, &start.expect, stand)?;
        Ok(Attempt::Done)
    }

    /// Tries a step; nothing of what it expects is judged.
    ///
    /// # Errors
    /// What does not hold after it: a property, an invariant, or that a case goes on.
    pub fn attempt(&mut self, step: &Step) -> Result<Attempt, Box<Miss>> {
        let stand = Stand { span: step.span, path: &step.path };
        self.advance(step.at, stand)?;
        self.look(step.at, &step.expect, stand)?;
        let Some(case) = self.tracks.addressed(step.case.as_ref().map(|key| key.value.as_str())) else {
            return Ok(Attempt::NoCase);
        };
        let done = step.deed.as_ref().map_or(Ok(()), |deed| self.submit(deed, case));
        self.advance(step.at, stand)?;
        self.look(step.at, &step.expect, stand)?;
        Ok(done.err().map_or(Attempt::Done, |rejection| Attempt::Refused(rejection.kind)))
    }

    /// Every case as last seen, with the key it was started under; the scenario's own comes first.
    pub fn cases(&self) -> Vec<(Option<&str>, &Case)> {
        self.tracks.keyed()
    }

    /// What has been come by of the scenario's process.
    pub fn seen(&self) -> impl Iterator<Item = &str> {
        self.tally.seen(&self.scenario.definition.process)
    }
}
