//! States inside states.

use crate::name::{EventName, StateName};

use super::Definition;
use super::field::Field;
use super::state::State;

/// What the event that says that a state is done begins with; its name follows after a dot.
pub const DONE: &str = "done";
/// What the event that says that a case started under a key has ended begins with; the key follows after a dot.
const DONE_CASE: &str = "done.case";
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

/// Whether an event says that a case started by another has ended.
pub fn is_report(event: &EventName) -> bool {
    event.as_str().strip_prefix(DONE_CASE).is_some_and(|rest| rest.starts_with('.'))
}

impl Definition {
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

    /// What an event of the process carries under a name, whichever event it is.
    pub fn event_data(&self, name: &str) -> Option<&Field> {
        let received = self.states.values().filter_map(State::working).flat_map(|working| &working.receive);
        received.filter_map(|receive| receive.data.get(name)).next()
    }

    /// Where a state stands in the document.
    pub fn position(&self, name: &StateName) -> Option<usize> {
        self.states.get_index_of(name)
    }
}
