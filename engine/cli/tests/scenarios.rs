//! `doudi test`, the real binary on the shipped scenarios and on broken copies of them.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

#[path = "check/rulebook.rs"]
mod rulebook;

use std::process::Output;

use rulebook::{Rulebook, TODAY, doudi, shipped};
use serde_json::Value;

const WATCH: &str = "processes/watch-entry.yaml";
const WATCH_SCENARIOS: &str = "processes/watch-entry.test.yaml";

fn tested(rulebook: &Rulebook, inside: &str, more: &[&str]) -> Output {
    let path = rulebook.path(inside);
    doudi(&[&["test", path.to_str().unwrap(), "--on", TODAY], more].concat())
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_shipped_scenarios_pass_with_their_coverage() {
    let folder = shipped();
    let output = doudi(&["test", folder.to_str().unwrap(), "--on", TODAY, "--json"]);
    let report = json(&output);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let keys: Vec<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["passed", "failed", "scenarios", "coverage"]);
    let scenarios = report["scenarios"].as_array().unwrap();
    assert_eq!((report["passed"].as_u64(), report["failed"].as_u64()), (Some(scenarios.len() as u64), Some(0)));
    for scenario in scenarios {
        assert!(scenario["file"].as_str().unwrap().ends_with(".test.yaml") && scenario["line"].as_u64().unwrap() > 1);
        assert!(!scenario["name"].as_str().unwrap().is_empty() && scenario["failure"].is_null(), "{scenario}");
    }
    for process in ["watch-entry", "epidemic-fast-track"] {
        assert!(report["coverage"][process]["transitions"]["covered"].as_u64().unwrap() > 0, "{process}");
    }
}

#[test]
fn a_failed_scenario_is_told_with_its_place_what_was_expected_and_what_was_found() {
    let rulebook = Rulebook::copied();
    let (line, _) = rulebook.edit(
        WATCH_SCENARIOS,
        "deadlines: [{deadline: watching, due: 2020-06-11}]",
        "deadlines: ▮[{deadline: watching, due: 2020-06-12}]",
    );
    let output = tested(&rulebook, WATCH_SCENARIOS, &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output);
    assert!(said.contains(&format!("{WATCH_SCENARIOS}:{line}:")), "{said}");
    assert!(said.contains("应为：") && said.contains("2020-06-12"), "{said}");
    assert!(said.contains("实为：") && said.contains("2020-06-11"), "{said}");
    assert!(said.ends_with(" 个通过，1 个未通过\n") && said.contains("覆盖 watch-entry："), "{said}");
    assert!(!said.contains("epidemic-fast-track"), "only what was asked for: {said}");
    let english = text(&tested(&rulebook, WATCH_SCENARIOS, &["--lang", "en"]));
    assert!(english.contains("expected: ") && english.ends_with(" passed, 1 failed\n"), "{english}");
    let report = json(&tested(&rulebook, WATCH_SCENARIOS, &["--json"]));
    let failed = report["scenarios"].as_array().unwrap().iter().find(|scenario| scenario["passed"] == false).unwrap();
    assert_eq!((failed["failure"]["line"].as_u64(), report["failed"].as_u64()), (Some(line as u64), Some(1)));
}

#[test]
fn a_process_is_tested_by_naming_it() {
    let rulebook = Rulebook::copied();
    let by_process = json(&tested(&rulebook, WATCH, &["--json"]));
    assert_eq!(by_process, json(&tested(&rulebook, WATCH, &["--json"])), "twice the same");
    assert_eq!(by_process["passed"], json(&tested(&rulebook, WATCH_SCENARIOS, &["--json"]))["passed"]);
    assert_eq!(by_process["coverage"].as_object().unwrap().keys().collect::<Vec<_>>(), ["watch-entry"]);
}

#[test]
fn a_process_with_errors_is_not_tested_and_another_one_does_not_matter() {
    let rulebook = Rulebook::copied();
    rulebook.edit(WATCH, "to: closed, comment: required", "to: ▮close, comment: required");
    let output = tested(&rulebook, WATCH_SCENARIOS, &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output);
    assert!(said.contains("错误 D0201") && said.ends_with("没有运行场景：先改正上面 1 个错误\n"), "{said}");
    let report = json(&tested(&rulebook, WATCH_SCENARIOS, &["--json"]));
    assert_eq!((&report["passed"], &report["errors"][0]["code"]), (&Value::from(0), &Value::from("D0201")));

    let other = Rulebook::copied();
    other.edit("processes/epidemic-fast-track.yaml", "effective: {from: 2020-03-26}", "effective: ▮{}");
    assert_eq!(tested(&other, WATCH_SCENARIOS, &[]).status.code(), Some(0));
}

#[test]
fn where_there_is_no_scenario_nothing_is_judged() {
    let rulebook = Rulebook::copied();
    let output = tested(&rulebook, "calendars", &[]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), [].as_slice()));
    assert!(String::from_utf8(output.stderr).unwrap().contains("没有场景"));
}

#[test]
fn a_scenario_that_names_what_is_not_there_is_told_by_check_too() {
    let rulebook = Rulebook::copied();
    let (line, column) =
        rulebook.edit(WATCH_SCENARIOS, "\n  王强: {role: township_officer,", "\n  王强: {role: ▮township_oficer,");
    let path = rulebook.path(WATCH_SCENARIOS);
    let found = json(&doudi(&["check", path.to_str().unwrap(), "--on", TODAY, "--json"]));
    let place = |one: &Value| (one["code"].as_str().map(str::to_owned), one["line"].as_u64(), one["column"].as_u64());
    let expected = (Some("D0202".to_owned()), Some(line as u64), Some(column as u64));
    assert!(found.as_array().unwrap().iter().any(|one| place(one) == expected), "{found}");
}
