//! A wrong expectation fails: on its own line, saying what was expected and what was found.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get is a failure")]

mod rulebook;

use definition::bilingual::Language;
use scenario::{Failure, Outcome, run};

const PEOPLE: &str = "\
process: epidemic-fast-track
people:
  李梅: {role: village_clerk, office: 敦化市/江源镇/马号东村}
  王强: {role: township_officer, office: 敦化市/江源镇}
  吴海: {role: township_head, office: 敦化市/江源镇}
  孙丽: {role: county_clerk, office: 敦化市}
";

const START: &str = "\
scenarios:
  - name: 试
    start:
      at: 2020-04-20T09:00+08:00
      office: 敦化市/江源镇/马号东村
      as: 李梅
      fields: {applicant_name: 张建国, id_number: \"229901195001010014\", scheme: dibao, area: urban, mail: z@example.org}
    steps:
      - {as: 李梅, do: submit, fields: {members: 3, annual_income: 9000.00, committed: true, village_opinion: agree}}
";

const APPROVE: &str = "      - as: 王强
        do: approve
        fields: {grant_now: true, grant_reason: 断粮}
";

/// What came of a scenario that goes on after the submission.
fn after_submission(more: &str) -> Outcome {
    one(&format!("{PEOPLE}{START}{more}"))
}

/// What came of a scenario that goes on with an approval of which this is expected.
fn of_approval(expect: &str) -> Outcome {
    after_submission(&format!("{APPROVE}        expect: {expect}\n"))
}

#[track_caller]
fn one(text: &str) -> Outcome {
    let report = run(&rulebook::with(text, &[]));
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    assert_eq!(report.scenarios.len(), 1);
    report.scenarios.into_iter().next().unwrap()
}

#[track_caller]
fn failure(outcome: Outcome) -> Failure {
    assert!(!outcome.passed);
    outcome.failure.unwrap()
}

/// Where `after_submission` puts its first line.
fn first_line() -> usize {
    PEOPLE.lines().count() + START.lines().count() + 1
}

#[test]
fn everything_right_passes() {
    let outcome = of_approval(
        "{active: [approved], status: open, fields: {grant_now: true, refusal_reason: ~}, values: {first_grant: 1680.00}, \
         benefits: [{grant: regular, from: 2020-05}, {grant: first, month: 2020-04, amount: 1680.00}], \
         tasks: [{state: approved, assignee: ~}], \
         deadlines: [{deadline: approved, due: 2020-04-23}, {deadline: verify}], \
         notified: [{template: filing-request, to: {role: county_clerk}}, {template: fast-track-approved}], \
         suppressed: [], started: [], incident: false}",
    );
    assert_eq!(outcome.failure, None);
}

#[test]
fn each_wrong_expectation_names_what_was_expected_and_what_was_found() {
    // What is expected after the approval; the end of the path; what the failure shows as expected and as found.
    let cases = [
        ("{active: [verification]}", "active", "[verification]", "[approved]"),
        ("{active: [approved, refused]}", "active", "[approved, refused]", "[approved]"),
        ("{status: ended}", "status", "ended", "open"),
        ("{outcome: granted}", "outcome", "granted", "~"),
        ("{fields: {members: 4}}", "fields.members", "4", "3"),
        ("{fields: {members: ~}}", "fields.members", "~", "3"),
        ("{fields: {refusal_reason: 无}}", "fields.refusal_reason", "无", "~"),
        ("{values: {first_grant: 1680.01}}", "values.first_grant", "1680.01", "1680.00"),
        ("{values: {eligible: false}}", "values.eligible", "false", "true"),
        ("{incident: true}", "incident", "true", "false"),
    ];
    for (expect, path, expected, found) in cases {
        let failure = failure(of_approval(expect));
        assert_eq!(failure.path, format!("scenarios.0.steps.1.expect.{path}"), "{expect}");
        assert_eq!((failure.expected.as_str(), failure.found.as_str()), (expected, found), "{expect}");
        for language in [Language::Zh, Language::En] {
            let words = failure.message.get(language);
            assert!(words.contains(expected) && words.contains(found), "{words}");
        }
    }
}

#[test]
fn what_is_listed_wrongly_is_missing() {
    let cases = [
        ("benefits", "[{grant: first, month: 2020-04, amount: 1680.01}, {grant: regular, from: 2020-05}]"),
        ("benefits", "[{grant: first, month: 2020-05}, {grant: regular, from: 2020-05}]"),
        ("benefits", "[{grant: first, month: 2020-04}, {grant: regular, from: 2020-05, until: 2020-06}]"),
        ("benefits", "[{grant: first, from: 2020-04}, {grant: regular, from: 2020-05}]"),
        ("tasks", "[{state: approved, role: county_supervisor}]"),
        ("tasks", "[{state: approved, office: 敦化市/江源镇}]"),
        ("tasks", "[{state: approved, assignee: 孙丽}]"),
        ("deadlines", "[{deadline: approved, due: 2020-04-24}, {deadline: verify}]"),
        ("deadlines", "[{deadline: approved}, {deadline: verify}, {deadline: same_day}]"),
        ("deadlines", "[{deadline: approved}, {deadline: verify}, {deadline: same_day, met: true, late: true}]"),
        ("deadlines", "[{deadline: approved, passed: true}, {deadline: verify}]"),
        ("deadlines", "[{deadline: approved, stopped: true}, {deadline: verify}]"),
        ("deadlines", "[{deadline: approved, due: 2020-04-23T18:00+08:00}, {deadline: verify}]"),
        ("notified", "[{template: fast-track-approved, to: 李梅}, {template: filing-request}]"),
        ("notified", "[{template: fast-track-approved}, {template: filing-request, to: {role: township_head}}]"),
        ("notified", "[{template: fast-track-approved}, {template: filing-request, at: 2020-04-20T09:01+08:00}]"),
        ("notified", "[{template: fast-track-approved}, {template: filing-request, case: watch}]"),
        ("suppressed", "[{template: fast-track-approved, to: applicant}]"),
        ("started", "[{process: watch-entry}]"),
    ];
    for (key, list) in cases {
        let failure = failure(of_approval(&format!("{{{key}: {list}}}")));
        let path = format!("scenarios.0.steps.1.expect.{key}.");
        assert!(failure.path.starts_with(&path), "{list}: {}", failure.path);
        assert!(failure.message.zh.contains("没有找到"), "{}", failure.message.zh);
    }
}

#[test]
fn what_is_there_and_not_listed_is_told_as_well() {
    let cases = [
        ("benefits", "[{grant: first, month: 2020-04}]", "{grant: regular, from: 2020-05, amount: 930.00}"),
        ("benefits", "[]", "{grant: first, month: 2020-04, amount: 1680.00}"),
        ("tasks", "[]", "{state: approved, role: county_clerk, office: 敦化市 (222403), assignee: ~}"),
        ("deadlines", "[{deadline: approved}]", "{deadline: verify, due: 2020-05-06}"),
        (
            "notified",
            "[{template: fast-track-approved}]",
            "{template: filing-request, to: 孙丽, at: 2020-04-20T09:00:00+08:00}",
        ),
    ];
    for (key, list, surplus) in cases {
        let failure = failure(of_approval(&format!("{{{key}: {list}}}")));
        assert_eq!(failure.path, format!("scenarios.0.steps.1.expect.{key}"), "{list}");
        assert_eq!(failure.found, surplus);
        assert!(failure.message.zh.contains("多出") && failure.message.en.contains("not expected"));
    }
}

#[test]
fn a_started_case_not_listed_and_a_suppression_not_listed_are_told() {
    let reject = "      - {as: 王强, do: reject, fields: {refusal_reason: 不符}, expect: {started: []}}\n";
    let unlisted = failure(after_submission(reject));
    assert_eq!(unlisted.found, "{process: watch-entry, key: watch}");
    let no_mail = format!("{PEOPLE}{START}").replace(", mail: z@example.org", "");
    let unlisted = failure(one(&format!("{no_mail}{APPROVE}        expect: {{suppressed: []}}\n")));
    assert_eq!(unlisted.found, "{template: fast-track-approved, to: applicant, reason: no_address}");
}

#[test]
fn a_failure_stands_on_the_line_of_its_own_entry() {
    let expect = "\n          benefits:\n            - {grant: first, month: 2020-04}\n            - {grant: regular, from: 2020-06}\n          tasks: []";
    let failure = failure(of_approval(expect));
    // `as`, `do`, `fields`, `expect:`, `benefits:`, the first entry, the second.
    assert_eq!(failure.line, first_line() + 6);
    assert_eq!(failure.column, 15);
    assert_eq!(failure.path, "scenarios.0.steps.1.expect.benefits.1");
    assert_eq!(failure.expected, "{grant: regular, from: 2020-06}");
}

#[test]
fn a_refusal_must_come_and_be_of_its_kind_and_say_its_words() {
    let cases = [
        ("{as: 王强, do: return, comment: 退回, expect: {refused: role}}", "refused: role", "done"),
        (
            "{as: 李梅, do: approve, fields: {grant_now: false}, expect: {refused: guard}}",
            "refused: guard",
            "refused: role",
        ),
        ("{as: 王强, do: return, expect: {refused: comment, message: 天气}}", "天气", "须填写意见"),
    ];
    for (step, expected, found) in cases {
        let failure = failure(after_submission(&format!("      - {step}\n")));
        assert_eq!(failure.line, first_line(), "{step}");
        assert_eq!(failure.expected, expected);
        assert!(failure.found.contains(found), "{}", failure.found);
    }
}

#[test]
fn a_refusal_nobody_expected_fails_on_the_step_with_the_words_of_the_refusal() {
    let failure = failure(after_submission("      - {as: 李梅, do: approve, fields: {grant_now: false}}\n"));
    assert_eq!((failure.line, failure.path.as_str()), (first_line(), "scenarios.0.steps.1"));
    assert_eq!(failure.expected, "done");
    assert!(failure.message.zh.contains("须由江源镇的乡镇（街道）经办人办理"), "{}", failure.message.zh);
    assert!(failure.message.en.contains("expected the Township officer"), "{}", failure.message.en);
}

#[test]
fn a_start_refused_or_not_as_expected_fails_at_the_start() {
    let refused = format!("{PEOPLE}{START}").replace("as: 李梅\n", "as: 孙丽\n");
    let refused = failure(one(&refused));
    assert_eq!(refused.path, "scenarios.0.start");
    assert!(refused.found.starts_with("refused: role"), "{}", refused.found);
    let accepted = START.split("    steps:").next().unwrap();
    let accepted = failure(one(&format!("{PEOPLE}{accepted}      expect: {{refused: guard}}\n")));
    assert_eq!((accepted.path.as_str(), accepted.found.as_str()), ("scenarios.0.start.expect.refused", "done"));
}

#[test]
fn the_first_failure_ends_a_scenario_and_no_other() {
    let second = START.trim_start_matches("scenarios:\n").replace("试", "再试");
    let wrong = "      - {expect: {status: ended}}\n      - {expect: {outcome: granted}}\n";
    let report = run(&rulebook::with(&format!("{PEOPLE}{START}{wrong}{second}"), &[]));
    assert_eq!((report.passed, report.failed), (1, 1));
    assert_eq!(report.scenarios[0].failure.as_ref().unwrap().path, "scenarios.0.steps.1.expect.status");
    assert_eq!((report.scenarios[1].name.as_str(), report.scenarios[1].line), ("再试", first_line() + 2));
}

#[test]
fn what_was_told_counts_from_the_end_of_the_step_before() {
    let steps = "      - {advance: {hours: 2}}
      - {advance: {hours: 1}, expect: {notified: []}}
      - {advance: {hours: 1}, expect: {notified: [{template: deadline-reminder, to: 王强, at: 2020-04-20T13:00+08:00}]}}
";
    assert_eq!(after_submission(steps).failure, None);
}

#[test]
fn a_case_that_was_never_started_cannot_be_looked_at() {
    let failure = failure(after_submission("      - {case: watch, expect: {active: [watching]}}\n"));
    assert_eq!(failure.path, "scenarios.0.steps.1.case");
    assert!(failure.message.zh.contains("watch"), "{}", failure.message.zh);
}

#[test]
fn days_keep_the_time_of_day_and_working_days_pass_over_the_holiday() {
    let cases = [
        ("{hours: 15}", "2020-04-21T00:00+08:00"),
        ("{natural_days: 1}", "2020-04-21T09:00+08:00"),
        ("{working_days: 10}", "2020-05-06T09:00+08:00"),
        ("{months: 1}", "2020-05-20T09:00+08:00"),
        ("{years: 1}", "2021-04-20T09:00+08:00"),
    ];
    for (by, at) in cases {
        // The claim is made at the moment reached; one written a minute earlier would have to go back in time.
        let steps = format!("      - {{advance: {by}}}\n      - {{at: {at}, as: 王强, claim: township_approval}}\n");
        assert_eq!(after_submission(&steps).failure, None, "{by}");
        let early = at.replace("00+08:00", "00+08:01");
        let steps = format!("      - {{advance: {by}}}\n      - {{at: {early}}}\n");
        let report = run(&rulebook::with(&format!("{PEOPLE}{START}{steps}"), &[]));
        assert_eq!(report.diagnostics.len(), 1, "{by}");
    }
}

#[test]
fn properties_are_kept_after_every_step_and_the_step_that_breaks_one_is_named() {
    let cases = [
        (
            "never: [in(township_approval) and members = 3]",
            "never: in(township_approval) and members = 3",
            "submit by 李梅",
        ),
        ("never: [members = 3 and in(approved)]", "never: members = 3 and in(approved)", "approve by 王强"),
        ("always: [not(committed)]", "always: not(committed)", "submit by 李梅"),
        ("always: [given(members)]", "always: given(members)", "the start"),
        ("never: [received_at < moment(\"2020-04-21T00:00+08:00\")]", "never: received_at", "the start"),
    ];
    for (property, expected, occasion) in cases {
        let text = format!("{PEOPLE}{property}\n{START}{APPROVE}");
        let failure = failure(one(&text));
        assert!(failure.expected.starts_with(expected), "{}", failure.expected);
        assert!(failure.found.contains(occasion), "{property}: {}", failure.found);
        assert_eq!(failure.line, PEOPLE.lines().count() + 1, "{property}");
        assert!(failure.message.zh.contains("成立"), "{}", failure.message.zh);
    }
}

#[test]
fn a_property_of_one_scenario_is_not_looked_at_in_another() {
    let second = START.trim_start_matches("scenarios:\n");
    let report = run(&rulebook::with(&format!("{PEOPLE}{START}    never: [members = 3]\n{second}"), &[]));
    assert_eq!((report.passed, report.failed), (1, 1));
    let failure = report.scenarios[0].failure.as_ref().unwrap();
    assert_eq!(failure.path, "scenarios.0.never.0");
    assert!(failure.message.en.contains("members = 3"), "{}", failure.message.en);
}

#[test]
fn a_property_is_also_broken_by_time() {
    let lapse = "      - {as: 王强, do: return, comment: 补}\n      - {as: 李梅, do: return, comment: 补}\n      - {advance: {natural_days: 60}}\n";
    let failure = failure(one(&format!("{PEOPLE}never: [in(withdrawn)]\n{START}{lapse}")));
    assert!(
        failure.found.contains("at 2020-05-21 00:00, after after.0 of the state awaiting_applicant"),
        "{}",
        failure.found
    );
    assert!(failure.found.contains("scenarios.0.steps.3"), "{}", failure.found);
}

#[test]
fn a_field_nothing_has_set_makes_a_property_hold_unless_given_speaks_of_it() {
    for property in ["never: [grant_now]", "always: [grant_now]", "never: [given(grant_now)]"] {
        assert_eq!(one(&format!("{PEOPLE}{property}\n{START}")).failure, None, "{property}");
    }
    assert!(!one(&format!("{PEOPLE}always: [given(grant_now)]\n{START}")).passed);
}

#[test]
fn parameters_of_a_scenario_go_before_those_of_its_file() {
    let of_file = "parameters: {\"dibao.urban.standard_month\": 600.00}\n";
    let of_scenario =
        START.replace("    start:", "    parameters: {\"dibao.urban.standard_month\": 700.00}\n    start:");
    let expect = |value: &str| format!("      - {{expect: {{values: {{line_year: {value}}}}}}}\n");
    assert_eq!(one(&format!("{PEOPLE}{of_file}{START}{}", expect("7200.00"))).failure, None);
    assert_eq!(one(&format!("{PEOPLE}{of_file}{of_scenario}{}", expect("8400.00"))).failure, None);
}

#[test]
fn somebody_without_an_address_is_not_told() {
    let people = PEOPLE.replace("孙丽: {", "孙丽: {mail: none, ");
    let expect = "{notified: [{template: fast-track-approved}], suppressed: [{template: filing-request, to: 孙丽, reason: no_address}]}";
    assert_eq!(one(&format!("{people}{START}{APPROVE}        expect: {expect}\n")).failure, None);
}

#[test]
fn posts_hold_on_their_days_only() {
    let people = PEOPLE.replace(
        "王强: {role: township_officer, office: 敦化市/江源镇}",
        "王强: {posts: [{role: township_officer, office: 敦化市/江源镇, until: 2020-04-20}]}",
    );
    let failure = failure(one(&format!("{people}{START}{APPROVE}")));
    assert!(failure.found.starts_with("refused: not_found"), "{}", failure.found);
}

#[test]
fn the_report_is_written_as_promised() {
    let report = run(&rulebook::with(&format!("{PEOPLE}{START}      - {{expect: {{status: ended}}}}\n"), &[]));
    let json = serde_json::to_value(&report).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["passed", "failed", "scenarios", "coverage"]);
    let scenario = &json["scenarios"][0];
    assert_eq!(scenario["file"], "a.test.yaml");
    assert_eq!(scenario["name"], "试");
    assert_eq!(scenario["passed"], false);
    assert_eq!(scenario["failure"]["expected"], "ended");
    assert_eq!(scenario["failure"]["message"]["en"], "the status of the case: expected ended, found open");
    let transitions = &json["coverage"]["epidemic-fast-track"]["transitions"];
    assert_eq!(transitions["covered"], 1);
    let uncovered = transitions["uncovered"].as_array().unwrap();
    assert!(uncovered.contains(&"township_approval.approve".into()) && uncovered.contains(&"refused.reopen".into()));
    assert!(!uncovered.contains(&"village_review.submit".into()));
    let guards = json["coverage"]["epidemic-fast-track"]["guards"]["uncovered"].as_array().unwrap();
    assert!(
        guards.contains(&"village_review.submit = false".into())
            && !guards.contains(&"village_review.submit = true".into())
    );
    assert!(
        json["coverage"]["watch-entry"]["rungs"]["uncovered"]
            .as_array()
            .unwrap()
            .contains(&"watching.overdue.0".into())
    );
}

#[test]
fn the_same_scenarios_give_the_same_report() {
    let workspace = rulebook::shipped();
    let json = |workspace| serde_json::to_string(&run(workspace)).unwrap();
    assert_eq!(json(&workspace), json(&workspace));
}
