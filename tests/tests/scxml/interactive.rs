//! Charts with a script of events, and where the chart is after each.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::run::Running;
use crate::verdict::Chart;

/// The W3C's tests in the same folder have a suite of their own.
const NOT_INTERACTIVE: [&str; 2] = ["w3c-ecma", "benchmarks"];

/// Every chart of the suite that has a script beside it.
pub fn charts(folder: &Path) -> Vec<Chart> {
    let root = folder.join("test");
    let mut open = vec![root.clone()];
    let mut charts = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                let skipped = path.file_name().is_some_and(|name| NOT_INTERACTIVE.iter().any(|other| name == *other));
                open.extend((!skipped).then_some(path));
            } else if path.extension().is_some_and(|end| end == "scxml") && script(&path).exists() {
                let name = path.strip_prefix(&root).unwrap().with_extension("").to_string_lossy().into_owned();
                charts.push(Chart { name, path });
            }
        }
    }
    charts.sort_by(|one, other| one.name.cmp(&other.name));
    charts
}

fn script(chart: &Path) -> PathBuf {
    chart.with_extension("json")
}

/// Runs a chart by its script.
pub fn run(chart: &Chart) -> Result<(), String> {
    let text = std::fs::read_to_string(&chart.path).unwrap();
    let script: Json = serde_json::from_str(&std::fs::read_to_string(script(&chart.path)).unwrap()).unwrap();
    let mut running = Running::start(&text)?;
    is_in(&running, &script["initialConfiguration"], "the start")?;
    for event in script["events"].as_array().into_iter().flatten() {
        if let Some(milliseconds) = event["after"].as_i64() {
            running.wait(milliseconds)?;
        }
        let name = event["event"]["name"].as_str().unwrap();
        running.tell(name)?;
        is_in(&running, &event["nextConfiguration"], name)?;
    }
    Ok(())
}

fn is_in(running: &Running, expected: &Json, after: &str) -> Result<(), String> {
    if let Some(incident) = running.incident() {
        return Err(format!("after {after}: {incident}"));
    }
    let expected: BTreeSet<String> =
        expected.as_array().into_iter().flatten().map(|state| state.as_str().unwrap().to_owned()).collect();
    let found = running.active();
    if found == expected { Ok(()) } else { Err(format!("after {after}: expected {expected:?}, found {found:?}")) }
}
