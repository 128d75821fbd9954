//! States inside states.

use crate::name::{EventName, StateName};

use super::Definition;
use super::field::Field;
use super::state::{Receive, State, StateKind, Wanted};

/// What the event that says that a state is done begins with; its name follows after a dot.
pub const DONE: &str = "done";
/// What the event that says that a case started under a key has ended begins with; the key follows after a dot.
const DONE_CASE: &str = "done.case";
/// What the event that says that a case started under a key has failed begins with; the key follows after a dot.
const FAILED_CASE: &str = "failed.case";
/// The event raised when a guard or an effect fails.
pub const ERROR: &str = "error.execution";

/// The event that says that a state is done: `done.review`.
pub fn done_event(state: &StateName) -> EventName {
    EventName::new(format!("{DONE}.{state}"))
}

/// The event that says that the case started under a key has ended: `done.case.risk`.
pub fn done_case_event(key: &str) -> EventName {
    EventName::new(format!("{DONE_CASE}.{key}"))
}

/// The event that says that the case started under a key has failed: `failed.case.risk`.
pub fn failed_case_event(key: &str) -> EventName {
    EventName::new(format!("{FAILED_CASE}.{key}"))
}

/// Whether an event says that a case started by another has ended, or failed.
pub fn is_report(event: &EventName) -> bool {
    [DONE_CASE, FAILED_CASE].iter().any(|word| is_of(event, word))
}

/// Whether an event is one of the engine's own: no person, system or other case sends it by itself.
pub fn is_own(event: &EventName) -> bool {
    [DONE, FAILED_CASE, "error"].iter().any(|word| event.as_str() == *word || is_of(event, word))
}

fn is_of(event: &EventName, word: &str) -> bool {
    event.as_str().strip_prefix(word).is_some_and(|rest| rest.starts_with('.'))
}

impl State {
    /// Whether it comes to be done: states stand in it, or it has items.
    pub fn can_be_done(&self) -> bool {
        !self.children.is_empty() || self.each().is_some()
    }
}

impl Definition {
    /// The states whose being done an event says, if it says that of any: those of `done.` and their name.
    pub fn said_done(&self, receive: &Receive) -> Option<Vec<&State>> {
        let done = receive.events.iter().map(|wanted| match wanted {
            Wanted::Named(event) => {
                let name = event.as_str().strip_prefix(DONE)?.strip_prefix('.')?;
                self.states.get(name).filter(|state| state.can_be_done())
            }
            Wanted::Any => None,
        });
        done.collect()
    }

    /// Whether, for what a state waits for, the case may be in an innermost state when it comes: what surrounds that state is
    /// done only while it is final.
    pub fn may_come(&self, receive: &Receive, leaf: &State) -> bool {
        let is_final = matches!(leaf.kind, StateKind::Final);
        let said = self.said_done(receive);
        is_final || said.is_none_or(|done| done.iter().any(|state| !self.is_within(&leaf.name, &state.name)))
    }

    /// Whether some state waits for an event by its name, or for whatever comes.
    pub fn waits_for(&self, event: &EventName) -> bool {
        let working = self.states.values().filter_map(State::working);
        working.flat_map(|working| &working.receive).any(|receive| receive.takes(event))
    }

    /// The states around a state, from the inside out.
    pub fn around<'d>(&'d self, name: &StateName) -> impl Iterator<Item = &'d State> + use<'d> {
        let parent_of = |state: &'d State| state.parent.as_ref().and_then(|parent| self.state(parent));
        std::iter::successors(self.state(name).and_then(parent_of), move |state| parent_of(state))
    }

    /// A state and the states around it, from the inside out.
    pub fn outwards<'d>(&'d self, name: &StateName) -> impl Iterator<Item = &'d State> + use<'d> {
        self.state(name).into_iter().chain(self.around(name))
    }

    /// Whether a state stands, at any depth, inside another.
    pub fn is_within(&self, name: &StateName, outer: &StateName) -> bool {
        self.around(name).any(|state| state.name == *outer)
    }

    /// The innermost states, at any depth, inside a state; the state itself if it is one. In document order.
    pub fn leaves_of<'d>(&'d self, name: &StateName) -> Vec<&'d State> {
        let mut found = Vec::new();
        let mut open: Vec<&State> = self.state(name).into_iter().collect();
        while let Some(state) = open.pop() {
            if state.is_leaf() {
                found.push(state);
            }
            open.extend(state.children.iter().rev().filter_map(|child| self.state(child)));
        }
        found
    }

    /// What an event of the process carries, or is filled in for an item, under a name, whichever it is.
    pub fn event_data(&self, name: &str) -> Option<&Field> {
        let received = self.states.values().filter_map(State::working).flat_map(|working| &working.receive);
        let carried = received.filter_map(|receive| receive.data.get(name)).next();
        carried.or_else(|| self.eaches().find_map(|(_, each)| each.field(name)))
    }

    /// The states a case can be in; it is never in a history.
    pub fn places(&self) -> impl Iterator<Item = &StateName> {
        let places = self.states.iter().filter(|(_, state)| !matches!(state.kind, StateKind::History(_)));
        places.map(|(name, _)| name)
    }

    /// Where a state stands in the document.
    pub fn position(&self, name: &StateName) -> Option<usize> {
        self.states.get_index_of(name)
    }
}
