//! The simulation keeps its promises: it finds nothing, it finds what is planted, and one seed is one run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::path::Path;
use std::sync::Arc;

use definition::moment::Date;
use definition::text::SourceText;
use machine::{Case, Event, Step, TaskState, apply};
use scenario::Report;
use tests::harness::shipped_texts;
use tests::simulation::{Crashes, Failed, House, Move, Ran, Settings, Shrunk, shrink, simulate};

/// Enough for a few worlds of each kind.
const CASE_DAYS: u64 = 600;
/// The day on which workspaces are checked.
const TODAY: &str = "2025-10-01";

fn run(settings: &Settings) -> Ran {
    simulate(&shipped_texts(), settings, |_, _| {})
}

fn today() -> Date {
    TODAY.parse().unwrap()
}

fn told(failed: &Failed) -> String {
    let findings: Vec<String> = failed.findings.iter().take(3).map(ToString::to_string).collect();
    format!("world {} of {}: {}", failed.number, failed.world.setting.process, findings.join("; "))
}

#[test]
fn one_seed_gives_one_run_to_the_byte() {
    let (one, other) = (run(&Settings::new(7, CASE_DAYS)), run(&Settings::new(7, CASE_DAYS)));
    assert_eq!(one.digest, other.digest);
    assert_eq!(one.figures.json(), other.figures.json());
    assert_eq!(one.crashes, other.crashes);
    assert_ne!(one.digest, run(&Settings::new(8, CASE_DAYS)).digest);
}

#[test]
fn killed_at_any_point_everything_that_must_hold_holds() {
    let ran = run(&Settings::new(20_200_420, CASE_DAYS));
    let failed: Vec<String> = ran.failed.iter().map(told).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(ran.figures.crashes > 0 && ran.figures.audits > 0 && ran.figures.compared == ran.worlds);
}

#[test]
fn every_shipped_scenario_passes_in_a_house_that_is_killed_at_every_turn() {
    let workspace = definition::check(&shipped_texts(), today());
    let report = scenario::run_in(&workspace, |setting| {
        let crashes = Crashes::seeded(u64::try_from(setting.number).unwrap(), 150);
        House::new(&workspace, setting, apply, crashes, Default::default())
    });
    assert_eq!(failures(&report), Vec::<String>::new());
    assert!(report.passed > 30);
}

#[test]
fn a_property_that_does_not_hold_shrinks_to_a_scenario_that_fails_in_the_same_way() {
    let property = "in(approved) and given(grant_now) and grant_now";
    let mut settings = Settings::new(3, 100_000);
    settings.process = Some("epidemic-fast-track".into());
    settings.never = vec![property.to_owned()];
    settings.stop_at_failure = true;
    let ran = run(&settings);
    let failed = ran.failed.first().expect("sooner or later a grant is made at once");
    let shrunk = shrink(failed, apply, "replay");
    assert_eq!(shrunk.finding.invariant, "property");
    // Started, sent to the township, approved: nothing else is needed.
    assert_eq!(deeds(&shrunk), 3, "{}", shrunk.text);
    let failures = failures(&doudi_test(failed, &shrunk));
    assert!(failures.len() == 1 && failures[0].contains(property), "{failures:?}\n{}", shrunk.text);
}

/// Forgets to give a released task back to everybody.
fn keeps_what_is_released(case: Option<Case>, step: &Step) -> Option<Case> {
    let claimed = case.as_ref().map(|case| case.tasks.clone()).unwrap_or_default();
    let mut after = apply(case, step)?;
    for event in &step.events {
        if let Event::TaskReleased { task } = event
            && let (Some(before), Some(now)) = (claimed.get(task), after.tasks.get_mut(task))
            && matches!(before.condition, TaskState::Claimed { .. })
        {
            now.condition = before.condition.clone();
        }
    }
    Some(after)
}

#[test]
fn a_broken_apply_is_found_and_shrinks_to_a_claim_and_a_release() {
    let mut settings = Settings::new(6, 100_000);
    settings.process = Some("watch-entry".into());
    settings.apply = keeps_what_is_released;
    settings.stop_at_failure = true;
    let ran = run(&settings);
    let failed = ran.failed.first().expect("sooner or later a task is released");
    let shrunk = shrink(failed, keeps_what_is_released, "replay");
    assert_eq!(shrunk.finding.invariant, "replay");
    assert_eq!(deeds(&shrunk), 3, "{}", shrunk.text);
    assert!(shrunk.text.contains("claim: 1") && shrunk.text.contains("release: 1"), "{}", shrunk.text);
    // The machine itself is sound, so the scenario passes; in a house with the broken apply it fails.
    assert_eq!(failures(&doudi_test(failed, &shrunk)), Vec::<String>::new());
    let workspace = definition::check(&with_scenario(failed, &shrunk), today());
    let broken = scenario::run_in(&workspace, |setting| {
        House::new(&workspace, setting, keeps_what_is_released, Crashes::never(), Default::default())
    });
    assert_eq!(failures(&broken).len(), 1);
}

#[test]
fn a_failure_is_written_as_a_folder_that_holds_all_it_stands_on() {
    let mut settings = Settings::new(3, 100_000);
    settings.process = Some("watch-entry".into());
    settings.never = vec!["in(closed)".to_owned()];
    settings.stop_at_failure = true;
    let ran = run(&settings);
    let failed = ran.failed.first().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = shrink(failed, apply, "replay").write(failed, folder.path()).unwrap();
    let mut texts = Vec::new();
    collect(folder.path(), &mut texts);
    let workspace = definition::check(&texts, today());
    assert!(!workspace.has_errors());
    let report = scenario::run(&workspace);
    assert_eq!((report.failed, report.scenarios.len()), (1, 1), "{}", path.display());
}

fn collect(folder: &Path, texts: &mut Vec<Arc<SourceText>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, texts),
            false => texts.push(SourceText::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap())),
        }
    }
}

fn deeds(shrunk: &Shrunk) -> usize {
    shrunk.moves.iter().filter(|done| matches!(done, Move::Group(_))).count()
}

fn with_scenario(failed: &Failed, shrunk: &Shrunk) -> Vec<Arc<SourceText>> {
    let scenario = SourceText::new("shrunk.test.yaml", shrunk.text.clone());
    failed.world.texts.iter().cloned().chain([scenario]).collect()
}

fn doudi_test(failed: &Failed, shrunk: &Shrunk) -> Report {
    scenario::run(&definition::check(&with_scenario(failed, shrunk), today()))
}

fn failures(report: &Report) -> Vec<String> {
    let failures = report.scenarios.iter().filter_map(|outcome| outcome.failure.as_ref());
    failures.map(|failure| format!("{}: {}", failure.path, failure.message.en)).collect()
}
