//! What the shipped processes do not use: events from outside, automatic ways, incidents, cases that start cases, clocks that stop.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use scenario::{PureVenue, Setting, run, run_in};

const PROCESS: &str = "\
process: trial
version: 1
name: {zh: 试办, en: Trial}
effective: {from: 2020-01-01}
number: \"SB-{office}-{year}-{seq:4}\"
calendar: jilin
fields:
  sum: {type: money, name: {zh: 金额, en: Sum}}
  parts: {type: integer, name: {zh: 份数, en: Parts}}
  paid: {type: money, name: {zh: 已付, en: Paid}}
  note: {type: text, max: 20, name: {zh: 备注, en: Note}}
values:
  part: {name: {zh: 每份, en: Part}, formula: if parts != 0 then sum / parts else sum}
deadlines:
  whole: {name: {zh: 全程, en: Whole}, from: start, until: end, due: {natural_days: 10}, stops_while: [paying], on_return: remaining}
start: {role: [village_clerk], form: [sum, parts]}
repair: {role: [county_clerk]}
initial: sorting
states:
  sorting:
    name: {zh: 分流, en: Sorting}
    always:
      - {when: sum > 1000.00, to: large}
      - {to: small}
  large:
    name: {zh: 大额, en: Large}
    task: {role: township_officer}
    on: {agree: {name: {zh: 同意, en: Agree}, to: paying}}
  small:
    name: {zh: 小额, en: Small}
    enter: [{start_case: {key: copy, process: trial-copy, fields: {sum: sum}}}]
    task: {role: village_clerk}
    on: {agree: {name: {zh: 同意, en: Agree}, to: paying}}
  paying:
    name: {zh: 待付, en: Paying}
    receive:
      bank:
        sender: outside
        form: [paid]
        branches: [{when: paid = sum, to: done}]
    after: [{in: {hours: 48}, to: large}]
  done: {name: {zh: 办结, en: Done}, end: done}
";

const COPY: &str = "\
process: trial-copy
version: 1
name: {zh: 抄件, en: Copy}
effective: {from: 2020-01-01}
number: \"CJ-{office}-{year}-{seq:4}\"
calendar: jilin
fields:
  sum: {type: money, name: {zh: 金额, en: Sum}}
start: {role: [village_clerk], form: [sum]}
repair: {role: [county_clerk]}
initial: read
states:
  read:
    name: {zh: 阅, en: Read}
    task: {role: village_clerk}
    on: {read: {name: {zh: 已阅, en: Read it}, to: done}}
  done: {name: {zh: 办结, en: Done}, end: done}
";

fn scenarios(sum: &str, steps: &str) -> String {
    format!(
        "process: trial
people:
  李梅: {{role: village_clerk, office: 敦化市/江源镇/马号东村}}
  王强: {{role: township_officer, office: 敦化市/江源镇}}
scenarios:
  - name: 试
    start: {{at: 2020-04-20T09:00+08:00, office: 222403109200, as: 李梅, fields: {{sum: {sum}, parts: 3}}}}
    steps:
{steps}"
    )
}

#[track_caller]
fn passes(sum: &str, steps: &str) -> scenario::Report {
    let text = scenarios(sum, steps);
    let workspace = rulebook::with(&text, &[("trial.yaml", PROCESS), ("copy.yaml", COPY)]);
    let errors: Vec<_> = workspace
        .diagnostics
        .iter()
        .filter(|found| found.severity() == definition::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let report = run(&workspace);
    assert_eq!((report.failed, report.passed), (0, 1), "{:?}", report.scenarios);
    report
}

#[test]
fn an_event_from_outside_is_sent_and_one_nobody_waits_for_is_refused() {
    passes(
        "2000.00",
        "      - {send: bank, data: {paid: 2000.00}, expect: {refused: not_awaited, active: [large]}}
      - {as: 王强, do: agree, expect: {active: [paying], tasks: []}}
      - {send: bank, data: {paid: 1.00}, expect: {refused: not_awaited, fields: {paid: ~}}}
      - {send: bank, data: {paid: 2000.00}, expect: {active: [done], fields: {paid: 2000.00}}}
",
    );
}

#[test]
fn automatic_ways_and_timers_and_events_are_come_by() {
    let steps = "      - {as: 王强, do: agree}
      - {advance: {hours: 47}, expect: {active: [paying]}}
      - {advance: {hours: 1}, expect: {active: [large]}}
      - {as: 王强, do: agree}
      - {send: bank, data: {paid: 1.00}, expect: {refused: not_awaited}}
      - {send: bank, data: {paid: 2000.00}, expect: {status: ended}}
";
    let report = passes("2000.00", steps);
    let coverage = &report.coverage.processes["trial"];
    assert_eq!(coverage.transitions.uncovered, ["sorting.always.1", "small.agree"]);
    assert_eq!(coverage.guards.uncovered, ["sorting.always.0 = false"]);
}

#[test]
fn the_automatic_way_that_needs_no_condition_is_come_by_when_the_others_do_not_hold() {
    let report = passes("999.00", "      - {expect: {active: [small]}}\n");
    let uncovered = &report.coverage.processes["trial"].transitions.uncovered;
    assert!(uncovered.contains(&"sorting.always.0".to_owned()) && !uncovered.contains(&"sorting.always.1".to_owned()));
}

#[test]
fn a_clock_that_stands_is_shown_and_goes_on_later() {
    passes(
        "2000.00",
        "      - {expect: {deadlines: [{deadline: whole, due: 2020-04-30, stopped: false}]}}
      - {as: 王强, do: agree, expect: {deadlines: [{deadline: whole, stopped: true}]}}
      - {advance: {hours: 48}, expect: {active: [large], deadlines: [{deadline: whole, due: 2020-05-02}]}}
",
    );
}

#[test]
fn a_started_case_lives_its_own_life_at_the_same_office() {
    passes(
        "10.00",
        "      - {case: copy, expect: {active: [read], tasks: [{state: read, role: village_clerk, office: 222403109200}]}}
      - {case: copy, as: 王强, do: read, expect: {refused: role}}
      - {case: copy, as: 李梅, do: read, expect: {status: ended, outcome: done}}
      - {expect: {active: [small], status: open}}
",
    );
}

#[test]
fn a_case_that_stands_still_fails_the_scenario_unless_it_is_expected_to() {
    let process = PROCESS.replace("when: paid = sum,", "when: paid * 9999999999999999999999999 = sum,");
    let steps = |expect: &str| {
        scenarios(
            "2000.00",
            &format!(
                "      - {{as: 王强, do: agree}}\n      - {{send: bank, data: {{paid: 79000000000000.00}}{expect}}}\n"
            ),
        )
    };
    let report_of =
        |expect: &str| run(&rulebook::with(&steps(expect), &[("trial.yaml", &process), ("copy.yaml", COPY)]));
    let surprised = report_of("");
    let failure = surprised.scenarios[0].failure.as_ref().unwrap();
    assert_eq!((failure.path.as_str(), failure.expected.as_str()), ("scenarios.0.steps.1", "incident: false"));
    assert!(failure.message.zh.contains("运行异常") && failure.message.en.contains("paid * 9999"), "{failure:?}");
    assert_eq!(report_of(", expect: {incident: true, active: [paying]}").scenarios[0].failure, None);
}

#[test]
fn a_case_that_stands_still_does_not_keep_time_from_passing() {
    let process = PROCESS.replace("when: paid = sum,", "when: paid * 9999999999999999999999999 = sum,");
    let steps = "      - {as: 王强, do: agree}
      - {send: bank, data: {paid: 79000000000000.00}, expect: {incident: true}}
      - {advance: {months: 2}, expect: {incident: true, active: [paying]}}
";
    let report = run(&rulebook::with(&scenarios("2000.00", steps), &[("trial.yaml", &process), ("copy.yaml", COPY)]));
    assert_eq!(report.scenarios[0].failure, None);
}

#[test]
fn after_an_outage_what_is_done_at_once_overtakes_what_came_due_and_the_rest_comes_late() {
    let agreed = "      - {as: 王强, do: agree}\n";
    passes(
        "2000.00",
        &format!(
            "{agreed}      - {{advance: {{hours: 50}}, send: bank, data: {{paid: 2000.00}}, expect: {{refused: not_awaited, active: [large]}}}}\n"
        ),
    );
    passes(
        "2000.00",
        &format!(
            "{agreed}      - {{advance: {{hours: 50}}, outage: true, send: bank, data: {{paid: 2000.00}}, expect: {{active: [done]}}}}\n"
        ),
    );
    passes(
        "2000.00",
        &format!(
            "{agreed}      - {{advance: {{hours: 50}}, outage: true, expect: {{active: [large], tasks: [{{state: large, role: township_officer, office: 222403109, assignee: ~}}]}}}}\n"
        ),
    );
}

/// The scenario passes with another deadline, which counts from 09:00.
#[track_caller]
fn passes_with(deadline: &str, steps: &str) {
    let process = PROCESS.replace("due: {natural_days: 10},", &format!("{deadline},"));
    let report = run(&rulebook::with(&scenarios("2000.00", steps), &[("trial.yaml", &process), ("copy.yaml", COPY)]));
    assert_eq!(report.scenarios[0].failure, None);
}

#[test]
fn nobody_is_told_of_a_passed_deadline_before_it_passes() {
    passes_with(
        "due: {hours: 6}, overdue: [{after: {natural_days: 0}, at: \"09:00\", to: {role: township_officer}}]",
        "      - {at: 2020-04-20T14:59+08:00, expect: {notified: []}}
      - {at: 2020-04-20T15:00+08:00, expect: {notified: [{template: deadline-overdue, to: 王强, at: 2020-04-20T15:00+08:00}]}}
",
    );
}

#[test]
fn nobody_is_reminded_of_a_deadline_that_has_passed() {
    passes_with(
        "due: {hours: 20}, remind: [{at: \"16:30\", to: assignee}]",
        "      - {at: 2020-04-21T17:00+08:00, expect: {notified: [], deadlines: [{deadline: whole, passed: true}]}}\n",
    );
}

#[test]
fn what_stops_a_clock_after_its_time_is_up_does_not_make_it_met_in_time() {
    passes_with(
        "due: {hours: 6}, remind: []",
        "      - {at: 2020-04-20T15:30+08:00, outage: true, as: 王强, do: agree, expect: {active: [paying]}}
      - {send: bank, data: {paid: 2000.00}, expect: {active: [done], deadlines: [{deadline: whole, met: true, late: true}]}}
",
    );
}

#[test]
fn what_an_action_that_stays_sets_is_acted_on_at_once() {
    let process = PROCESS
        .replace("  note: {", "  day: {type: date, name: {zh: 日期, en: Day}}\n  note: {")
        .replace("deadlines:\n", "deadlines:\n  visit: {name: {zh: 走访, en: Visit}, from: day, until: end, due: {natural_days: 9}, stops_while: [large], on_return: remaining}\n")
        .replace("on: {agree: {name: {zh: 同意, en: Agree}, to: paying}}\n  small:", "on: {agree: {name: {zh: 同意, en: Agree}, to: paying}, plan: {name: {zh: 约定, en: Plan}, form: [day]}, leave: {name: {zh: 记, en: Note}, form: [note]}}\n    always: [{when: given(note), to: paying}]\n  small:");
    let steps = "      - {as: 王强, do: plan, fields: {day: 2020-04-21}, expect: {active: [large], deadlines: [{deadline: visit, stopped: true}, {deadline: whole, stopped: false}]}}
      - {as: 王强, do: leave, fields: {note: 可付}, expect: {active: [paying]}}
";
    let report = run(&rulebook::with(&scenarios("2000.00", steps), &[("trial.yaml", &process), ("copy.yaml", COPY)]));
    assert_eq!(report.scenarios[0].failure, None);
}

#[test]
fn a_reopening_that_cannot_be_computed_is_refused_and_leaves_the_case_closed() {
    let back = "  back:
    name: {zh: 再办, en: Again}
    enter: [{benefit: {grant: back, kind: regular, amount: sum - sum * 2, months: 1, from: this_month, again: nothing}}]
    task: {role: village_clerk}
    on: {go: {name: {zh: 办, en: Go}, to: done}}
";
    let process = PROCESS
        .replace("en: Done}, end: done}", "en: Done}, end: done, reopen: {role: village_clerk, to: back}}")
        + back;
    let steps = "      - {as: 王强, do: agree}
      - {send: bank, data: {paid: 2000.00}, expect: {status: ended}}
      - {as: 李梅, reopen: {}, expect: {refused: field, status: ended, active: [done], incident: false}}
";
    let workspace = rulebook::with(&scenarios("2000.00", steps), &[("trial.yaml", &process), ("copy.yaml", COPY)]);
    let report = run(&workspace);
    assert_eq!(report.scenarios[0].failure, None);
}

#[test]
fn a_case_that_stands_still_is_tried_again_or_moved_by_two_who_may() {
    let process = PROCESS.replace("when: paid = sum,", "when: paid * 9999999999999999999999999 = sum,");
    let steps = "      - {as: 王强, do: agree}
      - {send: bank, data: {paid: 79000000000000.00}, expect: {incident: true}}
      - {as: 王强, retry: {}, expect: {refused: role}}
      - {as: 孙丽, retry: {}, expect: {incident: true, active: [paying]}}
      - {as: 孙丽, move: {to: large, reason: 付款有误, second: 孙丽}, expect: {refused: second_person, incident: true}}
      - {as: 孙丽, move: {to: large, reason: 付款有误, second: 周明}, expect: {active: [large], incident: false}}
      - {as: 孙丽, retry: {}, expect: {refused: no_incident}}
";
    let repairing = "scenarios:\n  - name: 试";
    let people = "  孙丽: {role: county_clerk, office: 敦化市}\n  周明: {role: county_clerk, office: 敦化市}\n";
    let text = scenarios("2000.00", steps).replace(repairing, &format!("{people}{repairing}"));
    let report = run(&rulebook::with(&text, &[("trial.yaml", &process), ("copy.yaml", COPY)]));
    assert_eq!(report.scenarios[0].failure, None);
}

#[test]
fn a_case_whose_child_cannot_be_started_is_refused_to_a_person_and_stands_still_for_time() {
    let copy = COPY.replace("effective: {from: 2020-01-01}", "effective: {from: 2030-01-01}");
    let process = PROCESS.replace("after: [{in: {hours: 48}, to: large}]", "after: [{in: {hours: 48}, to: small}]");
    let report_of = |text: &str| run(&rulebook::with(text, &[("trial.yaml", &process), ("copy.yaml", &copy)]));
    let started = scenarios("10.00", "").replace("parts: 3}}", "parts: 3}, expect: {refused: not_effective}}");
    assert_eq!(report_of(&started.replace("    steps:\n", "")).scenarios[0].failure, None);
    let steps = "      - {as: 王强, do: agree}
      - {advance: {hours: 48}, expect: {incident: true, active: [paying], started: []}}
      - {send: bank, data: {paid: 2000.00}, expect: {refused: incident}}
";
    assert_eq!(report_of(&scenarios("2000.00", steps)).scenarios[0].failure, None);
}

#[test]
fn each_scenario_gets_a_place_of_its_own_with_its_world() {
    let text = scenarios("10.00", "      - {expect: {active: [small]}}\n");
    let second = text.split_once("scenarios:\n").unwrap().1.replace("试", "再试");
    let workspace = rulebook::with(&format!("{text}{second}"), &[("trial.yaml", PROCESS), ("copy.yaml", COPY)]);
    let mut opened: Vec<Setting> = Vec::new();
    let report = run_in(&workspace, |setting| {
        opened.push(setting.clone());
        PureVenue::new(&workspace, setting)
    });
    assert_eq!(report.passed, 2);
    let seen: Vec<(usize, &str, usize)> = opened
        .iter()
        .map(|setting| (setting.number, setting.name.as_str(), setting.organisation.people().len()))
        .collect();
    assert_eq!(seen, [(0, "试", 2), (1, "再试", 2)]);
    assert_eq!(opened[0].begins.shown(), "2020-04-20 09:00");
    assert_eq!(opened[0].process.as_str(), "trial");
}
