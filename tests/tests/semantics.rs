//! Every rule of `docs/semantics.md` has a process and scenarios under its number in `tests/semantics/`, and they hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::diagnostic::{Code, Severity};
use definition::text::SourceText;
use definition::workspace::Workspace;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn texts(folder: &Path) -> impl Iterator<Item = Arc<SourceText>> {
    files(folder).into_iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        SourceText::new(name, std::fs::read_to_string(path).unwrap())
    })
}

fn workspace() -> Workspace {
    let shipped = ["organisations", "calendars", "templates"].map(|folder| root().join("workflows").join(folder));
    let all: Vec<Arc<SourceText>> =
        shipped.iter().flat_map(|folder| texts(folder)).chain(texts(&root().join("tests/semantics"))).collect();
    definition::check(&all, "2020-04-20".parse().unwrap())
}

#[test]
fn every_rule_is_a_sound_process() {
    let workspace = workspace();
    let errors: Vec<String> = workspace
        .diagnostics
        .iter()
        .filter(|found| found.severity() == Severity::Error)
        .map(|found| format!("{} {} {}", found.place(), found.code.as_str(), found.message.en))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn every_scenario_of_every_rule_holds() {
    let report = scenario::run(&workspace());
    let failed: Vec<String> = report
        .scenarios
        .iter()
        .filter_map(|outcome| outcome.failure.as_ref().map(|failure| format!("{}: {failure:?}", outcome.name)))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(report.scenarios.len() >= 30, "{} scenarios were found", report.scenarios.len());
}

#[test]
fn every_numbered_sentence_has_its_files_and_every_file_its_sentence() {
    let page = std::fs::read_to_string(root().join("docs/semantics.md")).unwrap();
    let numbers = page.lines().filter_map(|line| line.split_once(". ")?.0.parse::<u32>().ok());
    let sentences: Vec<u32> = numbers.collect();
    assert!((1..).zip(&sentences).all(|(expected, number)| expected == *number), "{sentences:?}");
    let numbered = |end: &str| -> BTreeSet<u32> {
        let names = files(&root().join("tests/semantics")).into_iter();
        let names = names.map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
        let names = names.filter(|name| name.ends_with(end) && (end == ".test.yaml") == name.contains(".test."));
        names.map(|name| name.split('-').next().unwrap().parse().unwrap()).collect()
    };
    let expected: BTreeSet<u32> = sentences.into_iter().collect();
    assert_eq!(numbered(".yaml"), expected);
    assert_eq!(numbered(".test.yaml"), expected);
}

#[test]
fn a_way_between_regions_is_warned_of_and_only_that() {
    let workspace = workspace();
    let warned = workspace.diagnostics.iter().filter(|found| found.code == Code::RegionsRestart);
    let places: BTreeSet<&str> = warned.map(|found| found.source.path.as_str()).collect();
    assert_eq!(places, BTreeSet::from(["11-between-regions.yaml"]));
}
