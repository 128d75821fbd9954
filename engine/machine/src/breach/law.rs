//! What must hold of a case at rest under its definition.

use definition::model::{Deadline, Definition, Each, From, Rung, StateKind, Until, Working};
use definition::name::{OpinionName, StateName};

use crate::case::{Active, ArmedDeadline, Case, Clock, Status, Task, TaskState};

use crate::decide::items_waiting;

use super::{Breach, breach, configuration};

pub(super) fn check(definition: &Definition, case: &Case, found: &mut Vec<Breach>) {
    for (name, active) in &case.active {
        state(definition, case, name, active, found);
    }
    configuration::check(definition, case, found);
    for (name, armed) in &case.deadlines {
        match definition.deadlines.get(name) {
            Some(deadline) => armed_deadline(deadline, case, armed, found),
            None => found.push(breach("deadline", format!("the process has no deadline {name}"))),
        }
    }
    for deadline in definition.deadlines.values() {
        own_deadline(deadline, case, found);
    }
    if case.status == Status::Open
        && case.incident.is_none()
        && case.suspended().is_none()
        && !can_go_on(definition, case)
    {
        let detail = "nobody can act, no event and no time is waited for: the case is stuck".to_owned();
        found.push(breach("stuck", detail));
    }
}

fn state(definition: &Definition, case: &Case, name: &StateName, active: &Active, found: &mut Vec<Breach>) {
    let Some(state) = definition.state(name) else {
        return found.push(breach("state", format!("the process has no state {name}")));
    };
    match (&state.kind, &case.status) {
        (StateKind::Working(working), Status::Open) => waiting(working, case, name, active, found),
        (StateKind::End(end), Status::Ended { outcome, .. }) if end.outcome == *outcome => {}
        (StateKind::End(_), Status::Ended { outcome, .. }) => {
            found.push(breach("state", format!("the case ended in {name}, which does not give {outcome}")));
        }
        (StateKind::Final, Status::Open) => {}
        (StateKind::Working(_) | StateKind::Final, Status::Ended { .. }) => {
            found.push(breach("state", format!("a closed case is in {name}, which is no end")));
        }
        (StateKind::History(_), _) => {
            found.push(breach("state", format!("the case is in {name}, which only remembers")));
        }
        (StateKind::End(_), Status::Open) => {
            found.push(breach("state", format!("an open case is in {name}, which is an end")));
        }
    }
}

fn waiting(working: &Working, case: &Case, name: &StateName, active: &Active, found: &mut Vec<Breach>) {
    if let Some(each) = working.task.as_ref().and_then(|task| task.each.as_deref()) {
        items(each, case, name, found);
    }
    let waits = |task: &Task| task.is_open() || matches!(task.condition, TaskState::Held { .. });
    let own = case.tasks.iter().filter(|(_, task)| task.aside.is_none() && waits(task));
    let mut open = own.filter(|(_, task)| task.state == *name);
    match (&working.task, open.next()) {
        (Some(rule), Some((number, task))) if task.role != rule.role => {
            found.push(breach("task", format!("task {number} is for {}, {name} wants {}", task.role, rule.role)));
        }
        (Some(_), Some(_)) | (None, None) => {}
        (Some(_), None) => found.push(breach("task", format!("the task of {name} is not open"))),
        (None, Some((number, _))) => {
            found.push(breach("task", format!("task {number} is open, {name} has no task")));
        }
    }
    for (position, at) in &active.timers {
        if *position >= working.after.len() || *at < active.since {
            found.push(breach("timer", format!("{name} waits for its after {position} at {}", at.shown())));
        }
    }
}

fn armed_deadline(deadline: &Deadline, case: &Case, armed: &ArmedDeadline, found: &mut Vec<Breach>) {
    let name = &deadline.name;
    if let Some(rung) = armed.rungs.keys().find(|rung| **rung >= deadline.ladder.len()) {
        found.push(breach("deadline", format!("{name} waits for rung {rung}, which its ladder does not have")));
    }
    let pass = deadline.ladder.iter().position(|rung| *rung == Rung::Pass);
    let still_to_pass = pass.is_some_and(|pass| armed.rungs.contains_key(&pass));
    if pass.is_some() && armed.passed == still_to_pass {
        let detail = format!("{name} has passed: {}, is still to pass: {still_to_pass}", armed.passed);
        found.push(breach("deadline", detail));
    }
    for (rung, at) in &armed.rungs {
        let is_out_of_place = match pass {
            Some(pass) if *rung < pass => *at >= armed.due_before,
            Some(_) | None => *at < armed.due_before,
        };
        if is_out_of_place {
            let (at, due) = (at.shown(), armed.due_before.shown());
            found.push(breach("ladder", format!("rung {rung} of {name} comes at {at}, on the wrong side of {due}")));
        }
    }
    // A case that stands still has not come to rest where its clocks would be looked at.
    let at_rest = case.status == Status::Open && case.incident.is_none();
    let stands = deadline.stops_while.iter().find(|state| case.active.contains_key(*state));
    let suspended = case.suspended().is_some_and(|suspended| suspended.stops);
    match (armed.clock, stands) {
        (Clock::Running, _) if at_rest && suspended => {
            found.push(breach("deadline", format!("{name} runs, though the case is suspended and its clocks stand")));
        }
        (Clock::Running, Some(state)) if at_rest => {
            found
                .push(breach("deadline", format!("{name} runs, though its clock stands while the case is in {state}")));
        }
        (Clock::Stopped, None) if at_rest && !suspended => {
            found.push(breach("deadline", format!("{name} stands still, though the case is where its clock runs")));
        }
        (Clock::Running | Clock::Stopped | Clock::Met(_) | Clock::Ended(_), _) => {}
    }
}

/// Of a state's items exactly those that wait have a task, and some do.
fn items(each: &Each, case: &Case, name: &StateName, found: &mut Vec<Breach>) {
    let Some(round) = case.rounds.get(name) else {
        return found.push(breach("item", format!("{name} has not begun with its items")));
    };
    let mut open: Vec<_> =
        case.open_tasks().filter(|(_, task)| task.state == *name).map(|(_, task)| task.item).collect();
    open.sort_unstable();
    let wanted: Vec<_> = items_waiting(round, each.order).map(Some).collect();
    if open != wanted {
        found.push(breach("item", format!("tasks about {open:?} are open in {name}, expected {wanted:?}")));
    }
    if each.list() != round.list.as_ref() {
        found.push(breach("item", format!("the items of {name} are of {:?}", round.list)));
    }
}

/// A deadline of the short form runs exactly while its state is active.
fn own_deadline(deadline: &Deadline, case: &Case, found: &mut Vec<Breach>) {
    if let Some(opinion) = deadline.opinion() {
        return asked(deadline, opinion, case, found);
    }
    let From::Reach(state) = &deadline.from else { return };
    if deadline.until != [Until::Leave(state.clone())] || case.status != Status::Open {
        return;
    }
    let armed = case.deadlines.get(&deadline.name);
    let counts = armed.is_some_and(|armed| matches!(armed.clock, Clock::Running | Clock::Stopped));
    if counts != case.active.contains_key(state) {
        let detail = format!("{} counts: {counts}, its state {state} is active: {}", deadline.name, !counts);
        found.push(breach("deadline", detail));
    }
}

/// The deadline of an opinion runs exactly while the office asked has to answer.
fn asked(deadline: &Deadline, opinion: &OpinionName, case: &Case, found: &mut Vec<Breach>) {
    let armed = case.deadlines.get(&deadline.name);
    let counts = armed.is_some_and(|armed| matches!(armed.clock, Clock::Running | Clock::Stopped));
    if counts != case.asked(opinion).is_some() {
        let detail = format!("{} counts: {counts}, its answer is awaited: {}", deadline.name, !counts);
        found.push(breach("deadline", detail));
    }
}

/// Whether some person, event or time can move an open case on, guards taken as free.
fn can_go_on(definition: &Definition, case: &Case) -> bool {
    let waits = case.active.iter().any(|(name, active)| {
        let Some(working) = definition.state(name).and_then(|state| state.working()) else { return false };
        let offered = || {
            let mut around = definition.outwards(name).filter_map(|state| state.working());
            around.any(|working| !working.actions.is_empty())
        };
        let can_act = case.own_tasks().any(|(_, task)| task.state == *name) && offered();
        can_act || !working.receive.is_empty() || !active.timers.is_empty()
    });
    waits || !case.sends.is_empty()
}
