//! Every shipped scenario through service, storage and scheduler, beside the bare machine: after every step both show the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod both;
mod spans;
mod stored;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::text::SourceText;
use definition::workspace::{Kind, kind_of};
use definition::yaml;
use scenario::Report;
use tests::harness::{Backend, shipped_texts};

use both::Both;

/// So many tests share the files of scenarios on each store.
const SHARES: usize = 4;
/// There were so many scenarios when this was written; fewer, and some are not found.
const SCENARIOS_MIN: usize = 97;

/// The shipped texts with every `share`-th file of scenarios only.
fn texts_of(share: usize) -> Vec<Arc<SourceText>> {
    let mut scenarios = 0;
    let mut texts = shipped_texts();
    texts.retain(|text| {
        let is_scenarios = text.path.ends_with(".test.yaml");
        scenarios += usize::from(is_scenarios);
        !is_scenarios || scenarios % SHARES == share
    });
    texts
}

/// Runs one share of the scenarios; answers how many there were.
fn run_on(backend: Backend, share: usize) -> usize {
    let sources = texts_of(share);
    let workspace = definition::check(&sources, "2020-04-20".parse().unwrap());
    assert!(!workspace.has_errors());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let report = scenario::run_in(&workspace, |setting| Both::open(&workspace, &sources, setting, &runtime, backend));
    assert_passed(&report);
    report.scenarios.len()
}

fn assert_passed(report: &Report) {
    let failed: Vec<String> = report
        .scenarios
        .iter()
        .filter_map(|outcome| outcome.failure.as_ref().map(|failure| format!("{}: {failure:?}", outcome.name)))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_shares_hold_every_scenario() {
    let scenarios = |share| {
        let workspace = definition::check(&texts_of(share), "2020-04-20".parse().unwrap());
        scenario::run(&workspace).scenarios.len()
    };
    let all: usize = (0..SHARES).map(scenarios).sum();
    assert!(all >= SCENARIOS_MIN, "{all}");
}

/// Each share on each store.
macro_rules! shares {
    ($($name:ident: $backend:ident $share:literal;)*) => {
        $(#[test]
        fn $name() {
            assert!(run_on(Backend::$backend, $share) > 0);
        })*
    };
}

shares! {
    scenarios_have_the_same_course_on_sqlite_as_on_the_bare_machine_first_share: Sqlite 0;
    scenarios_have_the_same_course_on_sqlite_as_on_the_bare_machine_second_share: Sqlite 1;
    scenarios_have_the_same_course_on_sqlite_as_on_the_bare_machine_third_share: Sqlite 2;
    scenarios_have_the_same_course_on_sqlite_as_on_the_bare_machine_fourth_share: Sqlite 3;
    scenarios_have_the_same_course_on_postgresql_as_on_the_bare_machine_first_share: Postgres 0;
    scenarios_have_the_same_course_on_postgresql_as_on_the_bare_machine_second_share: Postgres 1;
    scenarios_have_the_same_course_on_postgresql_as_on_the_bare_machine_third_share: Postgres 2;
    scenarios_have_the_same_course_on_postgresql_as_on_the_bare_machine_fourth_share: Postgres 3;
}

/// The texts of the rules of a folder beside what is shipped, but for processes.
fn rules(folder: &str) -> Vec<Arc<SourceText>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
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
    run_rules("semantics");
}

#[test]
fn every_rule_of_deadlines_has_the_same_course_on_sqlite_as_on_the_bare_machine() {
    run_rules("deadlines");
}

fn run_rules(folder: &str) {
    let sources = rules(folder);
    let workspace = definition::check(&sources, "2020-04-20".parse().unwrap());
    assert!(!workspace.has_errors());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let report =
        scenario::run_in(&workspace, |setting| Both::open(&workspace, &sources, setting, &runtime, Backend::Sqlite));
    assert_passed(&report);
}
