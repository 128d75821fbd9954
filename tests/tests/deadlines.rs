//! Every rule of `docs/deadlines.md` has a process and scenarios under its number in `tests/deadlines/`, and they hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::diagnostic::Severity;
use definition::text::SourceText;
use definition::workspace::Workspace;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn names(folder: &str) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<(String, PathBuf)> =
        entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect();
    files.sort();
    files
}

fn texts(folder: &str) -> Vec<Arc<SourceText>> {
    let read = |(name, path): (String, PathBuf)| SourceText::new(name, std::fs::read_to_string(path).unwrap());
    names(folder).into_iter().map(read).collect()
}

fn workspace() -> Workspace {
    let folders = ["workflows/organisations", "workflows/calendars", "workflows/templates", "tests/deadlines"];
    let all: Vec<Arc<SourceText>> = folders.iter().flat_map(|folder| texts(folder)).collect();
    definition::check(&all, "2020-04-20".parse().unwrap())
}

#[test]
fn every_rule_of_deadlines_is_a_sound_process_and_its_scenarios_hold() {
    let workspace = workspace();
    let errors = workspace.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    let errors: Vec<String> =
        errors.map(|found| format!("{} {} {}", found.place(), found.code.as_str(), found.message.en)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let report = scenario::run(&workspace);
    let failed = report
        .scenarios
        .iter()
        .filter_map(|outcome| outcome.failure.as_ref().map(|failure| format!("{}: {failure:?}", outcome.name)));
    let failed: Vec<String> = failed.collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(report.scenarios.len() >= 15, "{} scenarios were found", report.scenarios.len());
}

#[test]
fn every_numbered_sentence_of_deadlines_has_its_files_and_every_file_its_sentence() {
    let page = std::fs::read_to_string(root().join("docs/deadlines.md")).unwrap();
    let sentences: Vec<u32> = page.lines().filter_map(|line| line.split_once(". ")?.0.parse::<u32>().ok()).collect();
    assert!((1..).zip(&sentences).all(|(expected, number)| expected == *number), "{sentences:?}");
    let numbered = |scenarios: bool| -> BTreeSet<u32> {
        let files = names("tests/deadlines").into_iter().map(|(name, _)| name);
        let files = files.filter(|name| name.contains(".test.") == scenarios);
        files.map(|name| name.split('-').next().unwrap().parse().unwrap()).collect()
    };
    let expected: BTreeSet<u32> = sentences.into_iter().collect();
    assert_eq!(numbered(false), expected);
    assert_eq!(numbered(true), expected);
}

#[test]
fn the_example_of_the_page_on_deadlines_is_sound() {
    let page = std::fs::read_to_string(root().join("docs/deadlines.md")).unwrap();
    let example = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let head = "process: example\nversion: 1\nname: {zh: 例, en: Example}\neffective: {from: 2020-01-01}\n\
        number: \"EX-{year}-{seq:3}\"\nstart: {role: village_clerk}\ninitial: accepted\n";
    let states = "states:\n  accepted: {task: {role: village_clerk}, on: {tell: {to: told}, ask: {to: awaiting}}}\n  \
        awaiting: {task: {role: village_clerk}, on: {back: {to: accepted}}}\n  told: {end: told}\n";
    let mut all =
        [texts("workflows/organisations"), texts("workflows/calendars"), texts("workflows/templates")].concat();
    all.push(SourceText::new("example.yaml", format!("{head}{example}{states}")));
    let workspace = definition::check(&all, "2020-04-20".parse().unwrap());
    let errors = workspace.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    let errors: Vec<String> = errors.map(|found| format!("{} {}", found.place(), found.message.en)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
