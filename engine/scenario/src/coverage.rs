//! What of a process the scenarios have been through: every way out of every state, and every rung of every deadline.

use std::collections::{BTreeMap, BTreeSet};

use definition::model::{Branch, Definition};
use definition::value::Value;
use machine::{Event, Place, Step};

use crate::report::Coverage;

/// What has been gone through of one process.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    transitions: BTreeSet<String>,
    rungs: BTreeSet<String>,
}

impl Seen {
    /// Takes in a history.
    pub fn add(&mut self, definition: &Definition, steps: &[Step]) {
        for step in steps {
            let decided = decided(step);
            for event in &step.events {
                let (state, of) = match event {
                    Event::ActionTaken { state, action, .. } => (state, format!("on.{action}")),
                    Event::EventReceived { state, event } => (state, format!("receive.{event}")),
                    Event::AfterReached { state, position } => (state, format!("after.{position}")),
                    Event::RungReached { deadline, rung, .. } => {
                        self.rungs.insert(format!("{deadline}[{rung}]"));
                        continue;
                    }
                    _ => continue,
                };
                let key = format!("{state}.{of}");
                let free = || free_branch(definition, state.as_str(), &of);
                let position = decided.get(&key).copied().or_else(free).unwrap_or_default();
                self.transitions.insert(format!("{key}[{position}]"));
            }
            for (key, position) in decided.iter().filter(|(key, _)| key.ends_with(".always")) {
                self.transitions.insert(format!("{key}[{position}]"));
            }
        }
    }

    /// Set against everything there is.
    pub fn coverage(&self, definition: &Definition) -> Coverage {
        let all = transitions(definition);
        let rungs = rungs(definition);
        Coverage {
            process: definition.process.to_string(),
            transitions: all.len(),
            transitions_covered: all.intersection(&self.transitions).count(),
            uncovered: all.difference(&self.transitions).cloned().collect(),
            rungs: rungs.len(),
            rungs_covered: rungs.intersection(&self.rungs).count(),
            rungs_uncovered: rungs.difference(&self.rungs).cloned().collect(),
        }
    }
}

/// The branches whose guard held in a step, by state and of what.
fn decided(step: &Step) -> BTreeMap<String, usize> {
    let decisions = step.events.iter().filter_map(|event| match event {
        Event::Decided(decision) if decision.result == Value::Boolean(true) => match &decision.place {
            Place::Branch { state, of, position } => Some((format!("{state}.{of}"), *position)),
            Place::Start | Place::Effect { .. } | Place::Value { .. } => None,
        },
        _ => None,
    });
    decisions.collect()
}

fn free_branch(definition: &Definition, state: &str, of: &str) -> Option<usize> {
    branches(definition, state).into_iter().find(|(name, _)| name == of)?.1.iter().position(|branch| branch.when.is_none())
}

fn branches<'d>(definition: &'d Definition, state: &str) -> Vec<(String, &'d [Branch])> {
    let Some(working) = definition.states.get(state).and_then(|state| state.working()) else { return Vec::new() };
    let actions = working.actions.iter().map(|(name, action)| (format!("on.{name}"), action.branches.as_slice()));
    let events = working.receive.iter().map(|(name, receive)| (format!("receive.{name}"), receive.branches.as_slice()));
    let times = working.after.iter().enumerate().map(|(at, after)| (format!("after.{at}"), after.branches.as_slice()));
    actions.chain(events).chain(times).chain([("always".to_owned(), working.always.as_slice())]).collect()
}

fn transitions(definition: &Definition) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for state in definition.states.keys() {
        for (of, branches) in branches(definition, state.as_str()) {
            all.extend((0..branches.len()).map(|position| format!("{state}.{of}[{position}]")));
        }
    }
    all
}

fn rungs(definition: &Definition) -> BTreeSet<String> {
    let deadlines = definition.deadlines.iter();
    deadlines.flat_map(|(name, deadline)| (0..deadline.ladder.len()).map(move |rung| format!("{name}[{rung}]"))).collect()
}
