//! The scenarios of the shipped rulebook.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use scenario::run;

/// How many scenarios the rulebook has at least; a file that is no longer found must not pass for a file that passes.
const SCENARIOS_MIN: usize = 30;

#[test]
fn every_scenario_of_the_shipped_rulebook_passes() {
    let workspace = rulebook::shipped();
    let report = run(&workspace);
    for outcome in report.scenarios.iter().filter(|outcome| !outcome.passed) {
        let Some(failure) = &outcome.failure else { continue };
        println!("{}:{}: {}", outcome.file, failure.line, outcome.name);
        println!("    {}\n    expected {}\n    found    {}", failure.path, failure.expected, failure.found);
        println!("    {}\n    {}", failure.message.zh, failure.message.en);
    }
    assert_eq!(report.failed, 0);
    assert!(report.passed >= SCENARIOS_MIN, "only {} scenarios were found", report.passed);
    assert!(report.diagnostics.is_empty());
}

#[test]
fn the_shipped_scenarios_come_by_every_way_every_guard_and_every_rung() {
    let workspace = rulebook::shipped();
    let report = run(&workspace);
    assert!(!report.coverage.processes.is_empty());
    for (process, coverage) in &report.coverage.processes {
        for share in [&coverage.transitions, &coverage.guards, &coverage.rungs] {
            assert!(share.total == share.covered && share.uncovered.is_empty(), "{process}: {:?}", share.uncovered);
        }
    }
}
