//! What the scenarios of a process leave uncovered, looked for: a scenario, ready to be taken over, for each that is found.

use definition::name::ProcessName;
use definition::workspace::Workspace;
use serde::Serialize;

use super::ground::Ground;
use super::play::Played;
use super::search::{Search, smallest_file};
use super::shrink::shrink;
use crate::covered::{Coverage, ProcessCoverage};

/// The most walks taken to find what is uncovered in one process.
const WALKS_MAX: usize = 2_000;
/// As many walks in a row without anything new end the search.
const WALKS_IN_VAIN_MAX: usize = 600;

/// What stands at the head of the file.
const COMMENT: &str = "补齐覆盖的场景：照样可以运行，请核对每一步，并写上应有的期望。\n\
    Scenarios for what is uncovered: they run as they are; look at each step, and say what is to be expected.";

/// Scenarios for what is uncovered in one process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggested {
    /// Which.
    pub process: ProcessName,
    /// A scenario file; only comments, or nothing, if no scenario was found.
    pub text: String,
    /// What the scenarios in it come by.
    pub reached: Vec<String>,
    /// What no walk came by.
    pub unreached: Vec<String>,
}

/// Suggests scenarios for all that is uncovered in some processes. One seed gives one answer.
pub fn suggest(workspace: &Workspace, coverage: &Coverage, seed: u64) -> Vec<Suggested> {
    let processes = coverage.processes.iter().filter_map(|(process, covered)| {
        let definition = &workspace.processes.get(process)?.definition;
        Some((Ground::of(workspace, definition)?, uncovered(covered)))
    });
    processes.map(|(ground, uncovered)| of_process(&ground, uncovered, seed)).collect()
}

fn uncovered(covered: &ProcessCoverage) -> Vec<String> {
    covered.shares().into_iter().flat_map(|share| share.uncovered.iter().cloned()).collect()
}

fn of_process(ground: &Ground<'_>, mut wanted: Vec<String>, seed: u64) -> Suggested {
    let process = ground.definition.process.clone();
    let search = searched(ground, &wanted, seed);
    let mut found: Vec<(String, Played)> = Vec::new();
    let mut reached = Vec::new();
    while let Some(label) = wanted.iter().find(|label| search.script(label).is_some()).cloned() {
        let Some(script) = search.script(&label) else { break };
        let played = shrink(ground, script.clone(), &|played| played.wrong.is_none() && played.seen.contains(&label));
        // A scenario often comes by more than it was looked for.
        let (by, rest): (Vec<String>, Vec<String>) =
            wanted.into_iter().partition(|other| played.seen.contains(other) || *other == label);
        wanted = rest;
        if played.wrong.is_none() && played.seen.contains(&label) {
            found.push((by.join("，"), played));
            reached.extend(by);
        } else {
            wanted.extend(by.into_iter().filter(|other| *other != label));
        }
    }
    let unreached = wanted;
    let text = text(ground, &found, &unreached);
    Suggested { process, text, reached, unreached }
}

fn searched<'g>(ground: &'g Ground<'g>, wanted: &[String], seed: u64) -> Search<'g> {
    let mut search = Search::new(ground, seed);
    let (mut in_vain, mut known) = (0, 0);
    for _ in 0..WALKS_MAX {
        let is_done = wanted.iter().all(|label| search.script(label).is_some());
        if is_done || in_vain >= WALKS_IN_VAIN_MAX {
            break;
        }
        search.walk();
        in_vain = if search.covered() > known { 0 } else { in_vain + 1 };
        known = search.covered();
    }
    search
}

fn text(ground: &Ground<'_>, found: &[(String, Played)], unreached: &[String]) -> String {
    let left: String = unreached.iter().map(|label| format!("\n没有找到走法 / no way found: {label}")).collect();
    if found.is_empty() {
        return left.lines().filter(|line| !line.is_empty()).map(|line| format!("# {line}\n")).collect();
    }
    smallest_file(ground, &format!("{COMMENT}{left}"), found, |report| report.failed == 0)
}
