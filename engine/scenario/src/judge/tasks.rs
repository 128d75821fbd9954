//! 待办: the open tasks of a case, all of them.

use definition::keyword as k;
use machine::{Task, TaskState};

use super::list::Compared;
use super::{Scene, Verdict};
use crate::line::{Place, TaskLine};
use crate::read::Expect;

pub(super) fn tasks(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.tasks else { return Ok(()) };
    let found: Vec<TaskLine> = scene.observation.case.open_tasks().map(|(_, task)| line(task, scene)).collect();
    let compared = Compared { path: &expect.path, key: k::TASKS.en, noun: ("待办", "task") };
    compared.exactly(expected, &found, fits, |_| true)
}

fn fits(wanted: &TaskLine, found: &TaskLine) -> bool {
    let office = |line: &TaskLine| line.office.as_ref().map(|place| place.office.clone());
    wanted.state == found.state
        && wanted.kind == found.kind
        && (wanted.role.is_none() || wanted.role == found.role)
        && (wanted.office.is_none() || office(wanted) == office(found))
        && (wanted.assignee.is_none() || wanted.assignee == found.assignee)
}

fn line(task: &Task, scene: &Scene<'_>) -> TaskLine {
    let office = scene.context.organisation.offices().get(&task.office);
    let title = office.map(|office| office.title.zh.clone()).unwrap_or_default();
    let assignee = match &task.condition {
        TaskState::Claimed { by, .. } => Some(by.clone()),
        TaskState::Held { by, .. } => by.clone(),
        TaskState::Open | TaskState::Answered { .. } | TaskState::Cancelled { .. } => None,
    };
    TaskLine {
        state: task.state.clone(),
        role: Some(task.role.clone()),
        office: Some(Place { office: task.office.clone(), title }),
        assignee: Some(assignee),
        kind: task.aside.as_ref().map(|aside| aside.kind.as_str().to_owned()),
    }
}
