//! Every shipped scenario through service, storage and scheduler, beside the bare machine: after every step both show the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod both;
mod stored;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::text::SourceText;
use definition::workspace::{Kind, Workspace, kind_of};
use definition::yaml;
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

/// The texts of the rules of semantics beside what is shipped, but for processes.
fn rules() -> Vec<Arc<SourceText>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("semantics");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let of_rules =
        paths.iter().map(|path| SourceText::new(path.to_string_lossy(), std::fs::read_to_string(path).unwrap()));
    let is_of_a_process = |source: &Arc<SourceText>| {
        let kind = yaml::parse(source).ok().as_ref().and_then(kind_of);
        matches!(kind, Some(Kind::Process | Kind::Scenarios))
    };
    shipped_texts().into_iter().filter(|source| !is_of_a_process(source)).chain(of_rules).collect()
}

#[test]
fn every_rule_of_semantics_has_the_same_course_on_sqlite_as_on_the_bare_machine() {
    let sources = rules();
    let workspace = definition::check(&sources, "2020-04-20".parse().unwrap());
    assert!(!workspace.has_errors());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let report =
        scenario::run_in(&workspace, |setting| Both::open(&workspace, &sources, setting, &runtime, Backend::Sqlite));
    assert_passed(&report);
}

#[test]
fn every_scenario_has_the_same_course_on_postgresql_as_on_the_bare_machine() {
    assert_passed(&run_on(Backend::Postgres));
}
