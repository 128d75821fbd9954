//! What must hold inside any case at rest, whatever its process says.

use crate::case::{ArmedDeadline, Case, Clock, LedgerEntry, Status, Task, TaskState};
use crate::counting::stands_since;

use super::{Breach, breach};

/// What does not hold of a case at rest by itself; needs no definition.
pub fn breaches_of_shape(case: &Case) -> Vec<Breach> {
    let mut found = Vec::new();
    states(case, &mut found);
    tasks(case, &mut found);
    for (name, armed) in &case.deadlines {
        deadline(case, name.as_str(), armed, &mut found);
    }
    found
}

fn is_ended(case: &Case) -> bool {
    matches!(case.status, Status::Ended { .. })
}

fn states(case: &Case, found: &mut Vec<Breach>) {
    if !is_ended(case) && case.active.is_empty() {
        found.push(breach("state", "an open case is in no state".to_owned()));
    }
    for (state, active) in &case.active {
        let entered = case.entered.get(state).copied().unwrap_or_default();
        if entered != active.generation {
            let detail =
                format!("{state} is active for the {}. time, it was entered {entered} times", active.generation);
            found.push(breach("state", detail));
        }
    }
    if is_ended(case) && !case.sends.is_empty() {
        found.push(breach("send", "a closed case would still send itself something".to_owned()));
    }
    if is_ended(case) && case.suspended().is_some() {
        found.push(breach("state", "a closed case is suspended".to_owned()));
    }
    if is_ended(case) && !case.kept.is_empty() {
        found.push(breach("kept", "a closed case keeps events that came early".to_owned()));
    }
    for (key, owner) in &case.owned {
        if !case.active.contains_key(owner) || !case.started.contains_key(key) {
            found.push(breach("owned", format!("{owner} owns the case {key}, but is not active or started none")));
        }
    }
    if is_ended(case) && case.incident.is_some() {
        found.push(breach("state", "a closed case has an incident".to_owned()));
    }
}

fn tasks(case: &Case, found: &mut Vec<Breach>) {
    for (number, task) in case.open_tasks() {
        if task.outlives() {
            continue;
        }
        if is_ended(case) {
            found.push(breach("task", format!("task {number} is open in a closed case")));
        }
        if case.suspended().is_some() {
            found.push(breach("task", format!("task {number} is open in a suspended case")));
        }
        if !case.active.contains_key(&task.state) {
            found.push(breach("task", format!("task {number} is open, its state {} is not active", task.state)));
        }
        let of = task.aside.as_ref().and_then(|aside| aside.kind.of());
        if of.is_some_and(|of| !case.tasks.get(&of).is_some_and(Task::is_open)) {
            found.push(breach("task", format!("task {number} is open, the task it is for is not")));
        }
        let is_own = task.aside.is_none();
        let is_twin = |twin: &Task| twin.state == task.state && twin.item == task.item;
        if is_own && case.own_tasks().any(|(other, twin)| other < number && is_twin(twin)) {
            found.push(breach("task", format!("task {number} is a second open task of {}", task.state)));
        }
    }
    let held = case.tasks.iter().find(|(_, task)| matches!(task.condition, TaskState::Held { .. }));
    if let Some((number, _)) = held.filter(|_| case.suspended().is_none()) {
        found.push(breach("task", format!("task {number} is held, though the case is not suspended")));
    }
    if (1..).zip(case.tasks.keys()).any(|(expected, number)| expected != *number) {
        found.push(breach("task", "the numbers of the tasks have a gap".to_owned()));
    }
}

fn deadline(case: &Case, name: &str, armed: &ArmedDeadline, found: &mut Vec<Breach>) {
    let counts = matches!(armed.clock, Clock::Running | Clock::Stopped);
    if is_ended(case) && counts {
        found.push(breach("deadline", format!("{name} runs in a closed case")));
    }
    let last_stops = stands_since(&armed.ledger).is_some();
    let agrees = match armed.clock {
        Clock::Running => !last_stops,
        Clock::Stopped => last_stops,
        Clock::Met(_) | Clock::Ended(_) => true,
    };
    if !agrees {
        found.push(breach("deadline", format!("the clock of {name} is {:?}, its ledger says otherwise", armed.clock)));
    }
    if !matches!(armed.ledger.first(), Some(LedgerEntry::Armed { .. })) {
        found.push(breach("deadline", format!("the ledger of {name} does not begin with its beginning")));
    }
}
