//! What a transition leaves and what it enters, as statecharts say: the same for checking and for running.

use std::collections::{BTreeMap, BTreeSet};

use crate::name::StateName;

use super::Definition;
use super::effect::Effect;
use super::state::{Branch, Depth, Inside, StateKind};

/// What each history remembers: the states, in document order.
pub type Remembered = BTreeMap<StateName, Vec<StateName>>;

/// How far up a transition reaches: what is inside is left and entered, the state itself is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Everything.
    Whole,
    /// The state at a position of the document.
    Inside(usize),
}

/// The states to be entered, by position in the document, and what is done besides entering them.
#[derive(Debug, Default)]
pub struct Entry<'d> {
    /// What is entered.
    pub states: BTreeSet<usize>,
    /// Which of it begins at its initial state.
    pub beginning: BTreeSet<usize>,
    /// The effects of histories that remembered nothing, by the state they stand in.
    pub histories: BTreeMap<usize, &'d [Effect]>,
}

impl Definition {
    /// How far up a branch of a state reaches; none if it leads nowhere.
    pub fn domain(&self, source: &StateName, branch: &Branch, remembered: &Remembered) -> Option<Domain> {
        let targets = self.effective(&branch.to, remembered);
        if targets.is_empty() {
            return None;
        }
        let inside = |outer: &StateName| targets.iter().all(|target| self.is_within(target, outer));
        if branch.internal && inside(source) {
            return self.position(source).map(Domain::Inside);
        }
        // Between regions that is the state they are regions of: it stays, and all its regions are begun anew.
        let common = self.around(source).find(|state| inside(&state.name));
        Some(common.and_then(|state| self.position(&state.name)).map_or(Domain::Whole, Domain::Inside))
    }

    /// Whether a state lies in what a transition leaves and enters.
    pub fn is_in_domain(&self, name: &StateName, domain: Domain) -> bool {
        match domain {
            Domain::Whole => true,
            Domain::Inside(outer) => self.states.get_index(outer).is_some_and(|(outer, _)| self.is_within(name, outer)),
        }
    }

    /// The states meant by targets: a history stands for what it remembers, or for where it leads.
    fn effective<'a>(&'a self, to: &'a [StateName], remembered: &'a Remembered) -> Vec<&'a StateName> {
        to.iter().flat_map(|target| self.meant(target, remembered)).collect()
    }

    fn meant<'a>(&'a self, target: &'a StateName, remembered: &'a Remembered) -> Vec<&'a StateName> {
        match self.state(target).map(|state| &state.kind) {
            Some(StateKind::History(history)) => remembered.get(target).unwrap_or(&history.to).iter().collect(),
            Some(StateKind::Working(_) | StateKind::End(_) | StateKind::Final) | None => vec![target],
        }
    }

    /// What a history is to remember of the states a case is in; none if it stands in none of them.
    pub fn remembers(&self, history: &StateName, active: &dyn Fn(&StateName) -> bool) -> Option<Vec<StateName>> {
        let state = self.state(history)?;
        let StateKind::History(rule) = &state.kind else { return None };
        let around = self.state(state.parent.as_ref()?)?;
        let found: Vec<StateName> = match rule.depth {
            Depth::Shallow => around.children.iter().filter(|child| active(child)).cloned().collect(),
            Depth::Deep => {
                let leaves = self.leaves_of(&around.name).into_iter();
                leaves.map(|leaf| &leaf.name).filter(|name| active(name)).cloned().collect()
            }
        };
        (!found.is_empty()).then_some(found)
    }
}

impl<'d> Entry<'d> {
    /// Takes in what entering some targets within a domain enters.
    pub fn add(&mut self, definition: &'d Definition, to: &[StateName], domain: Domain, remembered: &Remembered) {
        for target in to {
            self.down(definition, target, remembered);
        }
        let targets: Vec<StateName> = definition.effective(to, remembered).into_iter().cloned().collect();
        let outer = match domain {
            Domain::Whole => None,
            Domain::Inside(outer) => Some(outer),
        };
        for target in &targets {
            self.up(definition, target, outer, remembered);
        }
        // What was left with it is begun anew beside the targets.
        let parallel = outer.and_then(|at| definition.states.get_index(at)).filter(|(_, state)| state.is_parallel());
        if let Some((name, _)) = parallel {
            self.regions(definition, name, remembered);
        }
    }

    /// A state, and where it begins inside.
    fn down(&mut self, definition: &'d Definition, name: &StateName, remembered: &Remembered) {
        let Some((at, _, state)) = definition.states.get_full(name) else { return };
        match &state.kind {
            StateKind::History(history) => {
                let around = state.parent.as_ref().and_then(|parent| definition.position(parent));
                let remembers = remembered.get(name);
                if let (None, Some(around)) = (remembers, around) {
                    self.histories.insert(around, &history.effects);
                }
                let targets = remembers.unwrap_or(&history.to);
                targets.iter().for_each(|target| self.down(definition, target, remembered));
                targets.iter().for_each(|target| self.up(definition, target, around, remembered));
            }
            StateKind::End(_) | StateKind::Final => {
                self.states.insert(at);
            }
            StateKind::Working(working) => {
                self.states.insert(at);
                match &working.inside {
                    Inside::Nothing => {}
                    Inside::One { initial, effects: _ } => {
                        self.beginning.insert(at);
                        initial.iter().for_each(|target| self.down(definition, target, remembered));
                        initial.iter().for_each(|target| self.up(definition, target, Some(at), remembered));
                    }
                    Inside::All => self.regions(definition, name, remembered),
                }
            }
        }
    }

    /// The states around a state, up to one that is not left; of those with regions, the other regions too.
    fn up(&mut self, definition: &'d Definition, name: &StateName, until: Option<usize>, remembered: &Remembered) {
        let until = until.and_then(|at| definition.states.get_index(at)).map(|(outer, _)| outer);
        for around in definition.around(name).take_while(|around| Some(&around.name) != until) {
            self.states.extend(definition.position(&around.name));
            if around.is_parallel() {
                self.regions(definition, &around.name, remembered);
            }
        }
    }

    fn regions(&mut self, definition: &'d Definition, parallel: &StateName, remembered: &Remembered) {
        let Some(state) = definition.state(parallel) else { return };
        for region in &state.children {
            let is_region = definition.state(region).is_some_and(|state| !matches!(state.kind, StateKind::History(_)));
            let is_entered = self.states.iter().any(|at| {
                definition
                    .states
                    .get_index(*at)
                    .is_some_and(|(name, _)| name == region || definition.is_within(name, region))
            });
            if is_region && !is_entered {
                self.down(definition, region, remembered);
            }
        }
    }
}
