//! `doudi explain deadline`, the real binary on the shipped calendars. That the count itself is right, on 1,000 random
//! periods, is a test of the calendar (`definition::calendar::tests::oracle`); here a few go the whole way.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The binary beside the shipped folder, in which `./workflows` is the default.
fn explain(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doudi"));
    for variable in ["DOUDI_LANG", "DOUDI_WORKFLOWS"] {
        command.env_remove(variable);
    }
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    command.args(["explain", "deadline"]).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = explain(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// E45: accepted Tuesday 2020-04-28, 10 working days; 1-5 May off, Saturday 9 May works.
const E45: [&str; 6] = ["--from", "2020-04-28", "--due", "10 working_days", "--calendar", "cn"];

#[test]
fn ten_working_days_over_labour_day_end_on_14_may() {
    let explained = json(&E45);
    assert_eq!(explained["due"], "2020-05-14");
    let counted: Vec<&str> = explained["counted"].as_array().unwrap().iter().map(|day| day.as_str().unwrap()).collect();
    let ten = ["04-29", "04-30", "05-06", "05-07", "05-08", "05-09", "05-11", "05-12", "05-13", "05-14"];
    assert_eq!(counted, ten.map(|day| format!("2020-{day}")));
    let skipped = explained["skipped"].as_array().unwrap();
    let reason = |day: &str| {
        let note = skipped.iter().find(|note| note["date"] == day).unwrap();
        (note["reason"]["zh"].as_str().unwrap(), note["reason"]["en"].as_str().unwrap())
    };
    assert_eq!(reason("2020-04-28"), ("起算当日", "day of start"));
    assert_eq!(reason("2020-05-01"), ("劳动节", "Labour Day"));
    assert_eq!(reason("2020-05-10"), ("周末", "weekend"));
    assert_eq!(skipped.len(), 7);
}

#[test]
fn every_day_is_told_in_words_and_the_result_last() {
    let told = text(&E45);
    assert_eq!(told.lines().count(), 1 + 17 + 1, "{told}");
    for line in ["2020-05-05 星期二 不计：劳动节", "2020-05-09 星期六 第6日（调休上班）", "到期：2020-05-14 24:00"]
    {
        assert!(told.lines().any(|found| found == line), "{line} in\n{told}");
    }
    let english = text(&[&E45[..], &["--lang", "en"]].concat());
    assert!(english.ends_with("Due: 2020-05-14 24:00\n"), "{english}");
    assert!(english.contains("Tue 2020-05-05 not counted: Labour Day\n"), "{english}");
}

#[test]
fn periods_of_every_kind_come_through_the_command_line() {
    let cases: [(&[&str], &str); 8] = [
        (&["--from", "2020-04-20", "--due", "0 natural_days"], "2020-04-21T00:00:00+08:00"),
        (&["--from", "2020-04-20", "--due", "11 natural_days"], "2020-05-02T00:00:00+08:00"),
        (&["--from", "2020-04-20", "--due", "11个自然日", "--if-rest-day", "next"], "2020-05-07T00:00:00+08:00"),
        (
            &["--from", "2020-04-20", "--due", "11 natural_days", "--if-rest-day", "previous"],
            "2020-05-01T00:00:00+08:00",
        ),
        (&["--from", "2020-01-31", "--due", "1个月"], "2020-03-01T00:00:00+08:00"),
        (&["--from", "2020-04-20T10:12", "--due", "3 hours"], "2020-04-20T13:12:00+08:00"),
        (&["--from", "2020-04-20T16:30+08:00", "--due", "1 working_hours"], "2020-04-21T09:00:00+08:00"),
        (
            &["--from", "2020-04-28", "--due", "3 working_days", "--stop", "2020-04-30/2020-05-07"],
            "2020-05-09T00:00:00+08:00",
        ),
    ];
    for (arguments, due_before) in cases {
        assert_eq!(json(&[arguments, &["--calendar", "jilin"]].concat())["due_before"], due_before, "{arguments:?}");
    }
}

#[test]
fn a_clock_that_stands_is_told_with_what_is_left() {
    let stopped = [&E45[..], &["--stop", "2020-05-08/"]].concat();
    assert_eq!(json(&stopped)["due"], Value::Null);
    assert_eq!(json(&stopped)["left"]["working_days"], 5);
    assert!(text(&stopped).ends_with("暂停计时，尚未恢复，剩余5个工作日\n"), "{}", text(&stopped));
}

#[test]
fn what_is_not_understood_is_refused_in_both_languages() {
    let cases: [(&[&str], &str, &str); 5] = [
        (
            &["--from", "2020-04-28", "--due", "10 days", "--calendar", "cn"],
            "是工作日还是自然日",
            "working_days or natural_days",
        ),
        (&["--from", "28/4", "--due", "1 months", "--calendar", "cn"], "应为日期或时刻", "expected a day or moment"),
        (
            &["--from", "2020-04-28", "--due", "1 years", "--calendar", "cn", "--if-rest-day", "maybe"],
            "顺延",
            "expected next",
        ),
        (
            &["--from", "2020-04-28", "--due", "1 years", "--calendar", "cn", "--stop", "2020-05-02/2020-05-01"],
            "恢复应晚于",
            "resume after",
        ),
        (
            &["--from", "2020-04-28", "--due", "1 years", "--calendar", "mars"],
            "没有工作日历“mars”，现有：cn、jilin",
            "",
        ),
    ];
    for (arguments, zh, en) in cases {
        let output = explain(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(zh) && said.contains(en), "{said}");
    }
}
