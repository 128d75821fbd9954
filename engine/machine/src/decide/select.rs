//! Which transitions are taken: of each innermost active state the first that holds, deeper states first, in document order;
//! of two that would leave the same state, the one from deeper inside, else the one that comes first in the document.

use std::collections::{BTreeMap, BTreeSet};

use definition::model::{Branch, Receive, Working};
use definition::name::StateName;

use crate::decision::Place;

use super::Trouble;
use super::run::Run;
use super::send::Occurrence;

/// A transition to be taken.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'d> {
    /// The state it belongs to.
    pub source: &'d StateName,
    /// The way.
    pub branch: &'d Branch,
}

/// What a state's own transitions came to, so that none is decided twice.
type Tried<'d> = BTreeMap<&'d StateName, Option<Chosen<'d>>>;

impl<'r> Run<'r> {
    /// The transitions an event takes, or those that need none.
    pub fn select(&mut self, occurrence: Option<&Occurrence>) -> Result<Vec<Chosen<'r>>, Trouble> {
        let mut tried = Tried::new();
        let mut chosen: Vec<Chosen<'r>> = Vec::new();
        for leaf in self.active_leaves()? {
            let Some(found) = self.select_from(leaf, occurrence, &mut tried)? else { continue };
            if !chosen.iter().any(|other| std::ptr::eq(other.branch, found.branch)) {
                chosen.push(found);
            }
        }
        self.without_conflicts(chosen)
    }

    /// The innermost active states, in document order.
    fn active_leaves(&self) -> Result<Vec<&'r StateName>, Trouble> {
        let definition = self.definition;
        let positions: BTreeSet<usize> =
            self.case()?.leaves().filter_map(|(name, _)| definition.position(name)).collect();
        Ok(positions.into_iter().filter_map(|at| definition.states.get_index(at)).map(|(name, _)| name).collect())
    }

    fn select_from(
        &mut self,
        leaf: &StateName,
        occurrence: Option<&Occurrence>,
        tried: &mut Tried<'r>,
    ) -> Result<Option<Chosen<'r>>, Trouble> {
        for state in self.definition.outwards(leaf) {
            let Some(working) = state.working() else { continue };
            let found = match tried.get(&state.name) {
                Some(found) => *found,
                None => {
                    let found = self.select_in(&state.name, working, occurrence)?;
                    tried.insert(&state.name, found);
                    found
                }
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn select_in(
        &mut self,
        source: &'r StateName,
        working: &'r Working,
        occurrence: Option<&Occurrence>,
    ) -> Result<Option<Chosen<'r>>, Trouble> {
        let Some(occurrence) = occurrence else {
            let branch = self.first_that_holds(source, "always", &working.always)?;
            return Ok(branch.map(|branch| Chosen { source, branch }));
        };
        for receive in working.receive.iter().filter(|receive| receive.takes(&occurrence.event)) {
            if let Some(branch) = self.select_received(source, receive, occurrence)? {
                return Ok(Some(Chosen { source, branch }));
            }
        }
        Ok(None)
    }

    fn select_received(
        &mut self,
        source: &'r StateName,
        receive: &'r Receive,
        occurrence: &Occurrence,
    ) -> Result<Option<&'r Branch>, Trouble> {
        if let Some(given) = &occurrence.given {
            if !occurrence.permitted && !self.may_send(&receive.senders)? {
                return Ok(None);
            }
            self.fill_in_received(receive, given)?;
        }
        self.first_that_holds(source, &receive.of, &receive.branches)
    }

    /// The first branch whose guard holds. A guard that fails does not hold; the file may wait for that as an event.
    fn first_that_holds(
        &mut self,
        source: &StateName,
        of: &str,
        branches: &'r [Branch],
    ) -> Result<Option<&'r Branch>, Trouble> {
        for (position, branch) in branches.iter().enumerate() {
            let place = Place::Branch { state: source.clone(), of: of.to_owned(), position };
            match self.holds(branch.when.as_ref(), Some(source), place) {
                Ok(true) => return Ok(Some(branch)),
                Ok(false) => {}
                Err(Trouble::Failed(failed)) => self.contain(*failed)?,
                Err(refused @ Trouble::Rejected(_)) => return Err(refused),
            }
        }
        Ok(None)
    }

    fn without_conflicts(&self, chosen: Vec<Chosen<'r>>) -> Result<Vec<Chosen<'r>>, Trouble> {
        if chosen.len() < 2 {
            return Ok(chosen);
        }
        let mut kept: Vec<(Chosen<'r>, BTreeSet<usize>)> = Vec::new();
        for one in chosen {
            let exits = self.exits(&one)?;
            let conflicting: Vec<usize> =
                kept.iter().enumerate().filter(|(_, (_, other))| !exits.is_disjoint(other)).map(|(at, _)| at).collect();
            let is_deeper = |at: &usize| self.definition.is_within(one.source, kept[*at].0.source);
            if !conflicting.iter().all(is_deeper) {
                continue;
            }
            let mut at = 0;
            kept.retain(|_| {
                at += 1;
                !conflicting.contains(&(at - 1))
            });
            kept.push((one, exits));
        }
        Ok(kept.into_iter().map(|(one, _)| one).collect())
    }
}
