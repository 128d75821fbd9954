//! Walks at random: what they must find is put there on purpose.

#![allow(clippy::unwrap_used, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use definition::name::ProcessName;
use definition::workspace::Workspace;
use scenario::{Explored, explore, run, suggest};

/// A process with one flaw: `{form}` is what the officer fills in, `{pass}` how he lets it pass, `{more}` what else there is.
const PROCESS: &str = r#"process: flawed
version: 1
name: {zh: 有毛病, en: Flawed}
effective: {from: 2020-03-26}
number: "YC-{office}-{year}-{seq:5}"
calendar: jilin
fields:
  income: {type: integer, min: 0, max: 9000, name: {zh: 收入, en: Income}}
  size: {type: integer, min: 1, max: 9, name: {zh: 人口, en: Size}}
  share: {type: decimal, min: 0, max: 9000, name: {zh: 人均, en: Share}}
  agreed: {type: boolean, name: {zh: 同意, en: Agreed}}
{more}
start: {role: [village_clerk], form: [income, size]}
repair: {role: [county_supervisor, county_clerk]}
initial: open
states:
  open:
    name: {zh: 受理, en: Open}
    task: {role: village_clerk}
    on: {hand_on: {name: {zh: 上报, en: Hand on}, to: decision}}
  decision:
    name: {zh: 审批, en: Decision}
    task: {role: township_officer, form: [agreed]}
    on:
      pass: {pass}
      refuse: {name: {zh: 不予, en: Refuse}, to: refused}
  granted: {name: {zh: 已给予, en: Granted}, end: granted}
  refused: {name: {zh: 不予, en: Refused}, end: refused}
"#;

const PEOPLE: &str = r"process: flawed
people:
  李梅: {role: village_clerk, office: 敦化市/江源镇/马号东村}
  王强: {role: township_officer, office: 敦化市/江源镇}
";
const REFUSED: &str = r"scenarios:
  - name: 不予
    start: {at: 2020-04-20T10:12+08:00, office: 敦化市/江源镇/马号东村, as: 李梅, fields: {income: 5, size: 1}}
    steps:
      - {at: 2020-04-20T11:00+08:00, as: 李梅, do: hand_on}
      - {at: 2020-04-20T12:00+08:00, as: 王强, do: refuse, fields: {agreed: false}, expect: {active: [refused]}}
";

fn process(pass: &str, more: &str) -> String {
    PROCESS.replace("{pass}", pass).replace("{more}", more)
}

fn workspace(pass: &str, more: &str, head: &str) -> Workspace {
    let process = process(pass, more);
    let workspace = rulebook::with(&format!("{PEOPLE}{head}{REFUSED}"), &[("processes/flawed.yaml", &process)]);
    let wrong: Vec<String> = workspace.diagnostics.iter().map(|found| found.message.en.clone()).collect();
    assert!(!workspace.has_errors(), "{wrong:?}");
    workspace
}

fn explored(workspace: &Workspace, walks: usize, seed: u64) -> Explored {
    explore(workspace, &[ProcessName::new("flawed")], walks, seed).remove(0)
}

/// The scenario that shows the one flaw there is, run in place of all others.
fn shown(pass: &str, more: &str, explored: &Explored, kind: &str) -> String {
    let kinds: Vec<&str> = explored.found.iter().map(|flaw| flaw.kind).collect();
    assert_eq!(kinds, [kind], "{explored:?}");
    let scenario = explored.found[0].scenario.clone();
    let report = run(&rulebook::with(&scenario, &[("processes/flawed.yaml", &process(pass, more))]));
    assert_eq!((report.failed, report.diagnostics.len()), (1, 0), "{scenario}\n{report:?}");
    scenario
}

const PASS: &str =
    "{name: {zh: 给予, en: Pass}, when: income < 4000, otherwise: {zh: 收入过高, en: Too much}, to: granted}";

#[test]
fn a_property_that_only_a_value_at_a_threshold_breaks_is_found_and_shown_in_three_steps() {
    let head = "never: [\"in(granted) and income >= 3999\"]\n";
    let explored = explored(&workspace(PASS, "", head), 60, 7);
    let scenario = shown(PASS, "", &explored, "property");
    assert!(scenario.contains("income: 3999"), "{scenario}");
    assert_eq!(scenario.matches("- {at: ").count(), 2, "{scenario}");
}

#[test]
fn a_field_left_out_of_a_form_that_nobody_can_fill_in_is_a_case_that_is_stuck() {
    // Every action asks for a number that no form lets anybody give as it should be.
    let pass = "{name: {zh: 给予, en: Pass}, form: [never], to: granted}";
    let more = "  never: {type: integer, min: 3, max: 2, name: {zh: 填不了, en: Never}}";
    let text = process(pass, more).replace("refuse: {name: {zh: 不予, en: Refuse}, to: refused}", "");
    let head = REFUSED.split("      - {at: 2020-04-20T12").next().unwrap();
    let rulebook = rulebook::with(&format!("{PEOPLE}{head}"), &[("processes/flawed.yaml", &text)]);
    if rulebook.has_errors() {
        // `check` itself says that nobody could fill this in.
        return;
    }
    let explored = explored(&rulebook, 20, 1);
    assert_eq!(explored.found.iter().map(|flaw| flaw.kind).collect::<Vec<_>>(), ["stuck"], "{explored:?}");
    let report = run(&rulebook::with(&explored.found[0].scenario, &[("processes/flawed.yaml", &text)]));
    assert_eq!(report.failed, 1, "{}", explored.found[0].scenario);
}

#[test]
fn an_effect_that_fails_for_some_values_is_an_incident_and_shown() {
    let pass = "{name: {zh: 给予, en: Pass}, to: granted, do: [{set: {fields: share, value: income * 100000000000000000000000000}}]}";
    let explored = explored(&workspace(pass, "", ""), 60, 7);
    shown(pass, "", &explored, "incident");
}

#[test]
fn one_seed_gives_one_answer_and_another_seed_another() {
    let head = "never: [\"in(granted) and income >= 3999\"]\n";
    let workspace = workspace(PASS, "", head);
    let (one, again, other) = (explored(&workspace, 25, 3), explored(&workspace, 25, 3), explored(&workspace, 25, 4));
    assert_eq!(one, again);
    assert_ne!(one, other);
}

const GRADED: &str = "{name: {zh: 给予, en: Pass}, branches: [{when: grade = 1, to: granted}, {when: grade = 2, to: open}, {to: refused}]}";
const TABLE: &str = r#"tables:
  grade:
    name: {zh: 档次, en: Grade}
    hit: first
    inputs: [income]
    outputs: {level: integer}
    rows:
      - ["< 2000", 1]
      - ["[2000..2600]", 2]
    otherwise: [3]"#;

#[test]
fn rows_of_a_table_that_no_scenario_comes_by_are_told_and_suggested() {
    let workspace = workspace(GRADED, TABLE, "");
    let mut coverage = run(&workspace).coverage;
    coverage.processes.retain(|process, _| process.as_str() == "flawed");
    let rows = &coverage.processes["flawed"].rows;
    assert_eq!(rows.uncovered, ["grade.row.1", "grade.row.2", "grade.otherwise"]);
    let suggested = suggest(&workspace, &coverage, 5).remove(0);
    assert!(suggested.unreached.is_empty(), "{suggested:?}");
    let text = process(GRADED, TABLE);
    let both = rulebook::with(&suggested.text, &[("processes/flawed.yaml", &text)]);
    assert!(scenario::diagnostics(&both).is_empty(), "{}", suggested.text);
    let report = run(&both);
    assert_eq!(report.failed, 0, "{}\n{report:?}", suggested.text);
    for label in coverage.processes["flawed"].shares().into_iter().flat_map(|share| &share.uncovered) {
        let left = report.coverage.processes["flawed"].shares();
        assert!(!left.into_iter().any(|share| share.uncovered.contains(label)), "{label}\n{}", suggested.text);
    }
}

#[test]
fn in_the_shipped_rulebook_walks_find_nothing() {
    let workspace = rulebook::shipped();
    let processes: Vec<ProcessName> = workspace.processes.keys().cloned().collect();
    for explored in explore(&workspace, &processes, 25, 20_200_420) {
        assert!(explored.found.is_empty(), "{explored:?}");
        assert!(explored.steps > 25, "{explored:?}");
    }
}
