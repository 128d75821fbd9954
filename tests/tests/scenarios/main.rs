//! Every shipped scenario through service, storage and scheduler, beside the bare machine: after every step both show the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod both;
mod stored;
mod texts;

use definition::workspace::Workspace;
use scenario::Report;
use tests::harness::{Backend, shipped_texts};

use both::Both;

fn workspace() -> Workspace {
    let workspace = definition::check(&shipped_texts(), "2020-04-20".parse().unwrap());
    assert!(!workspace.has_errors());
    workspace
}

fn run_on(backend: Backend) -> Report {
    let workspace = workspace();
    let sources = shipped_texts();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    scenario::run_in(&workspace, |setting| Both::open(&workspace, &sources, setting, &runtime, backend))
}

fn assert_passed(report: &Report) {
    let failed: Vec<String> = report
        .scenarios
        .iter()
        .filter_map(|outcome| outcome.failure.as_ref().map(|failure| format!("{}: {failure:?}", outcome.name)))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(report.scenarios.len() >= 30, "the scenarios were found: {}", report.scenarios.len());
}

#[test]
fn every_scenario_has_the_same_course_on_sqlite_as_on_the_bare_machine() {
    assert_passed(&run_on(Backend::Sqlite));
}

#[test]
fn every_scenario_has_the_same_course_on_postgresql_as_on_the_bare_machine() {
    assert_passed(&run_on(Backend::Postgres));
}
