//! What of each process the scenarios came by: every way a case can go, every guard both ways, every row of a table, every
//! rung.

mod taken;
mod ways;

use std::collections::BTreeSet;

use definition::model::Definition;
use definition::name::ProcessName;
use definition::workspace::Workspace;
use indexmap::IndexMap;
use machine::{Case, Command, Rejection, Step};
use serde::Serialize;

/// What the scenarios of a run came by, by process. In JSON `{process: {transitions: {covered, total, uncovered}, guards, rows, rungs}}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Coverage {
    /// Every process of the workspace, in the order written.
    pub processes: IndexMap<ProcessName, ProcessCoverage>,
}

/// What the scenarios came by of one process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProcessCoverage {
    /// `state.action`, with `.0`, `.1` where it has branches; `state.after.0`, `state.receive.event`, `state.always.0`,
    /// `state.reopen`.
    pub transitions: Share,
    /// Each guard twice: `state.action = true`, `state.action = false`.
    pub guards: Share,
    /// Each row of a decision table, from 1, and what is left over: `grade.row.1`, `grade.otherwise`.
    pub rows: Share,
    /// `deadline.remind.0`, `deadline.passed`, `deadline.overdue.0`.
    pub rungs: Share,
}

/// How much of something was come by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many.
    pub covered: usize,
    /// Of how many.
    pub total: usize,
    /// What was not, in document order.
    pub uncovered: Vec<String>,
}

/// What has been come by so far.
#[derive(Debug, Default)]
pub struct Tally {
    seen: IndexMap<ProcessName, BTreeSet<String>>,
}

impl ProcessCoverage {
    /// Each kind of thing there is to come by.
    pub fn shares(&self) -> [&Share; 4] {
        [&self.transitions, &self.guards, &self.rows, &self.rungs]
    }
}

impl Tally {
    /// Takes in a step of a case.
    pub fn step(&mut self, definition: &Definition, step: &Step) {
        self.add(definition, taken::by_step(definition, step));
    }

    /// Takes in that something was refused: then no guard of what was tried held.
    pub fn refused(
        &mut self,
        definition: &Definition,
        case: Option<&Case>,
        command: Option<&Command>,
        rejection: &Rejection,
    ) {
        self.add(definition, taken::by_refusal(definition, case, command, rejection));
    }

    fn add(&mut self, definition: &Definition, labels: impl IntoIterator<Item = String>) {
        self.seen.entry(definition.process.clone()).or_default().extend(labels);
    }

    /// The labels of a process that were come by.
    pub(crate) fn seen(&self, process: &ProcessName) -> impl Iterator<Item = &str> {
        self.seen.get(process).into_iter().flatten().map(String::as_str)
    }

    /// What was come by of all there is.
    pub fn coverage(&self, workspace: &Workspace) -> Coverage {
        let nothing = BTreeSet::new();
        let processes = workspace.processes.iter().map(|(process, checked)| {
            let seen = self.seen.get(process).unwrap_or(&nothing);
            let share = |labels: Vec<String>| share(labels, seen);
            let coverage = ProcessCoverage {
                transitions: share(ways::transitions(&checked.definition)),
                guards: share(ways::guards(&checked.definition)),
                rows: share(ways::rows(&checked.definition)),
                rungs: share(ways::rungs(&checked.definition)),
            };
            (process.clone(), coverage)
        });
        Coverage { processes: processes.collect() }
    }
}

fn share(labels: Vec<String>, seen: &BTreeSet<String>) -> Share {
    let total = labels.len();
    let uncovered: Vec<String> = labels.into_iter().filter(|label| !seen.contains(label)).collect();
    Share { covered: total - uncovered.len(), total, uncovered }
}
