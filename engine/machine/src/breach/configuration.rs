//! The states a case is in make a whole: of each state around others one is active, of each with regions all are, and nothing is
//! active whose surroundings are not.

use definition::model::{Definition, StateKind};

use crate::case::{Case, Status};

use super::{Breach, breach};

pub(super) fn check(definition: &Definition, case: &Case, found: &mut Vec<Breach>) {
    if case.status == Status::Open && top(definition, case) != 1 {
        found.push(breach("configuration", format!("the case is in {} states at the top", top(definition, case))));
    }
    for (name, active) in &case.active {
        let Some(state) = definition.state(name) else { continue };
        if active.around == state.is_leaf() {
            found.push(breach("configuration", format!("{name} is around others: {}", active.around)));
        }
        if state.parent.as_ref().is_some_and(|around| !case.active.contains_key(around)) {
            found.push(breach("configuration", format!("{name} is active, what it stands in is not")));
        }
        let regions = state.children.iter().filter_map(|child| definition.state(child));
        let regions = regions.filter(|child| !matches!(child.kind, StateKind::History(_)));
        let (all, inside) = regions.fold((0, 0), |(all, inside), child| {
            (all + 1, inside + usize::from(case.active.contains_key(&child.name)))
        });
        let wanted = if state.is_parallel() { all } else { usize::from(!state.is_leaf()) };
        if inside != wanted {
            found.push(breach("configuration", format!("in {name} {inside} states are active, expected {wanted}")));
        }
    }
    for (history, states) in &case.remembered {
        let is_history = definition.state(history).is_some_and(|state| matches!(state.kind, StateKind::History(_)));
        if !is_history || states.iter().any(|state| definition.state(state).is_none()) {
            found.push(breach("configuration", format!("{history} remembers what the process does not have")));
        }
    }
}

fn top(definition: &Definition, case: &Case) -> usize {
    case.active.keys().filter(|name| definition.state(name).is_some_and(|state| state.parent.is_none())).count()
}
