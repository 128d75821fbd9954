//! What is found wrong with guards by reasoning over what they ask, and with what a whole process may take.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

/// A process with one action `go` of these branches, and what else stands at its head.
fn process(branches: &str, head: &str) -> String {
    format!(
        "process: guarded
version: 1
name: {{zh: 条件, en: Guarded}}
effective: {{from: 2020-01-01}}
number: \"TJ-{{office}}-{{year}}-{{seq:4}}\"
calendar: jilin
fields:
  income: {{type: money, min: 0, name: {{zh: 收入, en: Income}}}}
  members: {{type: integer, min: 1, max: 9, name: {{zh: 人口, en: Members}}}}
  area: {{type: choice, options: {{urban: {{zh: 城, en: U}}, rural: {{zh: 乡, en: R}}}}, name: {{zh: 户籍, en: Area}}}}
  sure: {{type: boolean, name: {{zh: 属实, en: Sure}}}}
  born: {{type: date, name: {{zh: 出生, en: Born}}}}
values: {{per_person: {{name: {{zh: 人均, en: Each}}, formula: income / members}}}}
{head}start: {{role: [village_clerk], form: [income, members, area, sure, born]}}
repair: {{role: [county_clerk]}}
initial: review
states:
  review:
    name: {{zh: 审核, en: Review}}
    task: {{role: village_clerk}}
    on: {{go: {{name: {{zh: 办, en: Go}}, branches: [{branches}]}}, stop: {{name: {{zh: 停, en: Stop}}, to: c}}}}
  a: {{name: {{zh: 甲, en: A}}, end: a}}
  b: {{name: {{zh: 乙, en: B}}, end: b}}
  c: {{name: {{zh: 丙, en: C}}, end: c}}
"
    )
}

fn told_of(text: &str) -> Vec<String> {
    let workspace = rulebook::with("process: watch-entry\nscenarios: []\n", &[("guarded.yaml", text)]);
    let ours = workspace.diagnostics.iter().filter(|found| found.source.path == "guarded.yaml");
    ours.map(|found| format!("{} {}", found.code.as_str(), found.message.zh)).collect()
}

/// What is found of two guards, leading to different ends, before a branch for the rest.
fn found(one: &str, other: &str) -> Vec<String> {
    told_of(&process(&format!("{{when: '{one}', to: a}}, {{when: '{other}', to: b}}, {{to: c}}"), ""))
}

#[test]
fn guards_that_cross_are_told_with_a_case_that_meets_both() {
    for (one, other, example) in [
        ("income < 5000.00", "income >= 4000.00", "收入 = 4000.00"),
        ("members in [1..4]", "members in (3..9]", "人口 = 4"),
        ("born < date(\"1960-01-01\")", "born > date(\"1950-01-01\")", "出生 = 1950-01-02"),
        ("sure", "area = \"urban\"", "属实 = true，户籍 = urban"),
        ("sure and members > 2", "members < 5 and area = \"rural\"", "人口 = 3"),
        ("per_person < 500.00", "per_person > 400.00", "人均 = "),
    ] {
        let told = found(one, other);
        let [only] = told.as_slice() else { panic!("{one} | {other}: {told:?}") };
        assert!(only.starts_with("D0408") && only.contains(example), "{one} | {other}: {only}");
    }
}

#[test]
fn guards_that_exclude_each_other_or_lie_one_within_the_other_are_not_told() {
    for (one, other) in [
        ("income < 4000.00", "income >= 4000.00 and sure"),
        ("members = 3", "members in [2..5]"),
        ("area = \"urban\" and sure", "area = \"rural\""),
        // Not proved: a formula and what goes into it are no two things of their own.
        ("per_person < 500.00", "income > 4000.00"),
        // Nor of what is known only in a case.
        ("income < parameter(\"dibao.rural.standard_year\")", "members > 3"),
    ] {
        assert_eq!(found(one, other), Vec::<String>::new(), "{one} | {other}");
    }
}

#[test]
fn a_guard_that_no_case_meets_is_told() {
    for guard in [
        "members < 1",
        "members > 3 and members < 4",
        "income < 0.00",
        "area = \"urban\" and area = \"rural\"",
        "sure and not(sure)",
        "born > date(\"1960-01-01\") and born <= date(\"1950-01-01\")",
    ] {
        let told = found(guard, "sure");
        assert!(told.iter().any(|one| one.starts_with("D0409")), "{guard}: {told:?}");
    }
    assert_eq!(found("members >= 9 and income < 0.01", "sure and members < 9"), Vec::<String>::new());
}

#[test]
fn a_branch_that_the_guards_before_leave_nothing_to_is_told() {
    for (one, other) in [("income < 4000.00", "income < 3000.00"), ("members > 1 or sure", "members > 2 and sure")] {
        let told = found(one, other);
        assert!(told.len() == 1 && told[0].starts_with("D0407"), "{one} | {other}: {told:?}");
    }
    // A branch for the rest does no harm where nothing is left for it: it is there for when the guards change.
    assert_eq!(found("income < 4000.00", "income >= 4000.00"), Vec::<String>::new());
}

#[test]
fn guards_that_take_every_case_need_no_reason_and_are_a_way_out() {
    let all = "{when: income < 4000.00, to: a}, {when: income >= 4000.00, to: b}";
    let text = process(all, "")
        .replace(", stop: {name: {zh: 停, en: Stop}, to: c}", "")
        .replace("  c: {name: {zh: 丙, en: C}, end: c}\n", "");
    assert_eq!(told_of(&text), Vec::<String>::new());
    let most = text.replace("income >= 4000.00", "income > 4000.00");
    let told = told_of(&most);
    assert!(["D0403", "D0404"].iter().all(|code| told.iter().any(|one| one.starts_with(code))), "{told:?}");
}

const TWO_STEPS: &str = "
process: limited
version: 1
name: {zh: 限期, en: Limited}
effective: {from: 2020-01-01}
number: \"XQ-{office}-{year}-{seq:4}\"
calendar: jilin
must_finish_within: {limit}
{deadlines}start: {role: [village_clerk]}
repair: {role: [county_clerk]}
initial: review
states:
  review:
    name: {zh: 审核, en: Review}
    task: {role: village_clerk}
    deadline: {due: {working_days: 10}}
    on: {pass: {name: {zh: 上报, en: Pass}, to: approval}, wait: {name: {zh: 补正, en: Wait}, to: waiting}}
  waiting:
    name: {zh: 等待, en: Waiting}
    task: {role: village_clerk}
    {waiting}
    on: {back: {name: {zh: 已补, en: Back}, to: review}, on: {name: {zh: 直报, en: On}, to: approval}}
  approval:
    name: {zh: 审批, en: Approval}
    task: {role: township_officer}
    deadline: {due: {working_days: 5}}
    on: {grant: {name: {zh: 同意, en: Grant}, to: done}}
  done: {name: {zh: 办结, en: Done}, end: done}
";

fn limited(limit: &str, waiting: &str, deadlines: &str) -> Vec<String> {
    let text = TWO_STEPS.replace("{limit}", limit).replace("{waiting}", waiting).replace("{deadlines}", deadlines);
    let text =
        text.trim_start().replace("    \n", "").replace(", on: {name: {zh: 直报", ", straight: {name: {zh: 直报");
    let workspace = rulebook::with("process: watch-entry\nscenarios: []\n", &[("limited.yaml", &text)]);
    let ours = workspace.diagnostics.iter().filter(|found| found.source.path == "limited.yaml");
    ours.map(|found| format!("{} {}", found.code.as_str(), found.message.zh)).collect()
}

#[test]
fn the_longest_way_is_held_against_what_the_whole_may_take() {
    let own = "deadline: {due: {working_days: 3}}";
    assert_eq!(limited("{due: {working_days: 18}}", own, ""), Vec::<String>::new());
    let told = limited("{due: {working_days: 17}}", own, "");
    assert!(told.len() == 1 && told[0].starts_with("D0605"), "{told:?}");
    assert!(told[0].contains("review → waiting → approval → done"), "{told:?}");
    // Another unit is counted by the calendar as well: eighteen working days are never within three weeks.
    assert!(limited("{due: {natural_days: 21}}", own, "")[0].starts_with("D0605"));
    assert_eq!(limited("{due: {months: 3}}", own, ""), Vec::<String>::new());
}

#[test]
fn a_state_without_a_deadline_is_told_unless_something_bounds_it_or_its_time_does_not_count() {
    let told = limited("{due: {working_days: 17}}", "", "");
    assert!(told.len() == 1 && told[0].starts_with("D0606") && told[0].contains("waiting"), "{told:?}");
    assert_eq!(limited("{due: {working_days: 17}, stops_while: [waiting]}", "", ""), Vec::<String>::new());
    let whole =
        "deadlines: {all: {name: {zh: 全程, en: All}, from: start, until: reach(approval), due: {working_days: 12}}}\n";
    assert_eq!(limited("{due: {working_days: 17}}", "", whole), Vec::<String>::new());
    assert!(limited("{due: {working_days: 16}}", "", whole)[0].starts_with("D0605"));
    let part = "{from: reach(approval), until: end, due: {working_days: 4}}";
    assert!(limited(part, "", "")[0].starts_with("D0605"), "only a part of the way");
}
