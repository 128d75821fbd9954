//! The rows of a case's tasks.

use definition::moment::Moment;
use machine::{ArmedDeadline, Case, Clock, Task, TaskNumber, TaskState};

use crate::entities::task;

/// Stands for "no deadline": sorts after every date.
pub(crate) const NO_DUE: i64 = i64::MAX;

/// The kind of a state's own task.
pub(crate) const OWN: &str = "task";

/// The rows of all tasks, in order of their numbers.
pub(crate) fn task_rows(case: &Case) -> Vec<task::Model> {
    case.tasks.iter().map(|(number, task)| task_row(case, *number, task)).collect()
}

fn task_row(case: &Case, number: TaskNumber, task: &Task) -> task::Model {
    let Told { condition, assignee, closed_at } = told(&task.condition);
    let aside = task.aside.as_ref();
    let due = if task.is_open() && !task.outlives() { due(case, task) } else { None };
    task::Model {
        case_id: case.id.0,
        number: i64::from(number),
        process: case.process.to_string(),
        state: task.state.to_string(),
        role: task.role.to_string(),
        office: task.office.to_string(),
        assignee,
        due: due.map_or(NO_DUE, Moment::milliseconds),
        opened_at: task.opened_at.milliseconds(),
        closed_at: closed_at.map(Moment::milliseconds),
        condition: condition.to_owned(),
        item: task.item.map(i64::from),
        kind: aside.map_or(OWN, |aside| aside.kind.as_str()).to_owned(),
        asked_by: aside.map(|aside| aside.by.to_string()),
        note: aside.and_then(|aside| aside.kind.note()).map(str::to_owned),
    }
}

struct Told {
    condition: &'static str,
    assignee: Option<String>,
    closed_at: Option<Moment>,
}

fn told(condition: &TaskState) -> Told {
    match condition {
        TaskState::Open => Told { condition: "open", assignee: None, closed_at: None },
        TaskState::Claimed { by, at: _ } => {
            Told { condition: "claimed", assignee: Some(by.to_string()), closed_at: None }
        }
        TaskState::Answered { by, at, action: _ } => {
            Told { condition: "answered", assignee: Some(by.to_string()), closed_at: Some(*at) }
        }
        TaskState::Held { by, at: _ } => {
            Told { condition: "held", assignee: by.as_ref().map(ToString::to_string), closed_at: None }
        }
        TaskState::Cancelled { at } => Told { condition: "cancelled", assignee: None, closed_at: Some(*at) },
    }
}

/// Whether a stored condition is that of a task still open.
pub(crate) fn condition_is_open(condition: &str) -> bool {
    matches!(condition, "open" | "claimed")
}

/// A task is due with the deadline of its own state, else with the case's earliest that runs.
fn due(case: &Case, task: &Task) -> Option<Moment> {
    let runs = |armed: &&ArmedDeadline| armed.clock == Clock::Running;
    let asked = task.aside.as_ref().and_then(|aside| aside.kind.opinion());
    let name = asked.map_or(task.state.as_str(), |opinion| opinion.as_str());
    let own = case.deadlines.get(name).filter(runs).map(|armed| armed.due_before);
    own.or_else(|| case.deadlines.values().filter(runs).map(|armed| armed.due_before).min())
}
