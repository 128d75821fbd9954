//! Schedules, periods and dates against the days of 2020 and 2021 as people reckoned them.

use std::sync::Arc;

use super::schedule::CronError;
use super::*;
use crate::moment::Moment;
use crate::text::SourceText;
use crate::workspace::{Workspace, check};

const CALENDAR: &str = include_str!("../../../../workflows/calendars/cn.yaml");
const OFFICES: &str = r#"
organisation: two-counties
levels: [prefecture, county]
roles: {clerk: {level: county, name: 经办人}}
offices:
  "1": {name: 市, level: prefecture, calendar: cn}
  "11": {name: 甲县, level: county, within: "1"}
  "12": {name: 乙县, level: county, within: "1"}
"#;
const FLAG: &str = r#"
parameters:
  flag: {name: 疫情, type: boolean, rows: [{office: "1", until: 2020-05-01, value: true}, {office: "1", from: 2020-05-01, value: false}]}
"#;

fn workspace(obligations: &[&str]) -> Workspace {
    let texts = [CALENDAR, OFFICES, FLAG].iter().chain(obligations);
    let texts: Vec<Arc<SourceText>> =
        texts.enumerate().map(|(at, text)| SourceText::new(format!("{at}.yaml"), *text)).collect();
    check(&texts, day("2020-04-20"))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn duty(level: &str, more: &str) -> String {
    format!(
        "obligation: duty-{level}\nname: 任务\neffective: {{from: 2020-03-26}}\nbinds: {{level: {level}}}\nprocess: p\n{more}\n"
    )
}

/// `office due target opens`, from a day until another.
fn reckoned(obligation: &str, from: &str, until: &str) -> Vec<String> {
    let workspace = workspace(&[obligation]);
    let world = world(&workspace);
    let found = workspace.obligations.values().next().map(|one| occurrences(one, &world, day(from), day(until)));
    let line = |one: &Occurrence| {
        let Occurrence { office, period, due, target, opens_at, .. } = one;
        format!("{office} {} {due} {target} {}", period.key, opens_at.shown())
    };
    found.unwrap().iter().map(line).collect()
}

fn world(workspace: &Workspace) -> World<'_> {
    World {
        organisation: &workspace.organisation,
        parameters: &workspace.parameters,
        calendars: &workspace.calendars,
        obligations: &workspace.obligations,
    }
}

#[test]
fn the_quarterly_dates_of_2020_keep_their_legal_day_and_aim_at_the_working_day_before() {
    let county = duty(
        "county",
        "schedule: {quarterly: {month: 1, day: 5}}\nperiod: previous_quarter\nopens: {before: {working_days: 3}, at: \"09:00\"}\ntarget: previous_working_day",
    );
    let county = reckoned(&county, "2020-01-01", "2021-02-01");
    let of_one: Vec<&str> = county.iter().filter_map(|line| line.strip_prefix("11 ")).collect();
    assert_eq!(
        of_one,
        [
            "2020-Q1 2020-04-05 2020-04-03 2020-04-01 09:00",
            "2020-Q2 2020-07-05 2020-07-03 2020-07-01 09:00",
            "2020-Q3 2020-10-05 2020-09-30 2020-09-28 09:00",
            "2020-Q4 2021-01-05 2021-01-05 2020-12-30 09:00",
        ]
    );
    assert_eq!(county.len(), 8);
    let city = duty(
        "prefecture",
        "schedule: {quarterly: {month: 1, day: 10}}\nperiod: previous_quarter\nopens: period_ends\ntarget: previous_working_day",
    );
    assert_eq!(
        reckoned(&city, "2020-01-01", "2021-02-01"),
        [
            "1 2020-Q1 2020-04-10 2020-04-10 2020-04-01 00:00",
            "1 2020-Q2 2020-07-10 2020-07-10 2020-07-01 00:00",
            "1 2020-Q3 2020-10-10 2020-10-10 2020-10-01 00:00",
            "1 2020-Q4 2021-01-10 2021-01-08 2021-01-01 00:00",
        ]
    );
}

#[test]
fn a_cron_expression_gives_the_days_of_the_rule_it_says() {
    let days = |schedule: Schedule| schedule.days(day("2019-12-01"), day("2026-01-01"));
    let cron = |text: &str| Schedule::Cron(Box::new(Cron::parse(text).unwrap()));
    let pairs = [
        (Schedule::Quarterly(1, DayOfMonth::Day(5)), "0 0 8 5 1,4,7,10 *"),
        (Schedule::Monthly(DayOfMonth::Day(28)), "0 30 23 28 * *"),
        (Schedule::Weekly(Weekday::Mon), "0 0 0 * * Mon"),
        (Schedule::Yearly(4, DayOfMonth::Day(10)), "0 0 0 10 4 *"),
    ];
    for (rule, text) in pairs {
        assert_eq!(days(cron(text)), days(rule), "{text}");
    }
    assert_eq!(Cron::parse("0 0 8,20 * * *"), Err(CronError::SeveralADay));
    assert!(matches!(Cron::parse("every monday"), Err(CronError::Unreadable(_))));
}

#[test]
fn a_month_that_has_no_such_day_is_due_on_its_last() {
    let days = Schedule::Monthly(DayOfMonth::Day(31)).days(day("2020-01-15"), day("2020-05-01"));
    assert_eq!(days, ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"].map(day));
    assert_eq!(Schedule::Monthly(DayOfMonth::Last).days(day("2020-01-15"), day("2020-05-01")), days);
}

#[test]
fn a_week_belongs_to_the_year_most_of_it_lies_in() {
    let of = |text: &str| Period::of(day(text), About::Week).unwrap();
    assert_eq!((of("2020-12-31").key, of("2021-01-03").key), ("2020-W53".to_owned(), "2020-W53".to_owned()));
    assert_eq!(of("2021-01-04").key, "2021-W01");
    assert_eq!((of("2021-01-01").from, of("2021-01-01").to), (day("2020-12-28"), day("2021-01-03")));
}

#[test]
fn an_office_is_free_on_the_days_of_its_exception_and_while_the_condition_does_not_hold() {
    let monthly = "schedule: {monthly: {day: last}}\nperiod: month\nopens: period_begins";
    let excepted = duty("county", monthly).replace(
        "{level: county}",
        "{level: county, except: [{office: \"12\", from: 2020-05-01, until: 2020-07-01, reason: 并入甲县试点}]}",
    );
    let dues = |lines: Vec<String>, office: &str| -> Vec<String> {
        lines.iter().filter_map(|line| Some(line.strip_prefix(office)?.split(' ').nth(1)?.to_owned())).collect()
    };
    assert_eq!(dues(reckoned(&excepted, "2020-04-01", "2020-08-01"), "12 "), ["2020-04-30", "2020-07-31"]);
    let while_flag = duty("county", &format!("when: parameter(\"flag\")\n{monthly}"));
    assert_eq!(reckoned(&while_flag, "2020-04-01", "2020-08-01").len(), 2, "only April, for two counties");
}

#[test]
fn what_opens_between_two_instants_opens_once_however_time_is_cut() {
    let weekly = duty("county", "schedule: {weekly: {weekday: sunday}}\nperiod: week\nopens: period_begins");
    let workspace = workspace(&[&weekly]);
    let (world, one) = (world(&workspace), workspace.obligations.values().next().unwrap());
    let at = |text: &str| Moment::start_of(day(text));
    let whole = opened_between(one, &world, Some(at("2020-03-29")), at("2020-12-31"));
    let mut cut = Vec::new();
    let mut last = at("2020-03-29");
    while let Some(next) = next_opening(one, &world, last).filter(|next| *next <= at("2020-12-31")) {
        cut.extend(opened_between(one, &world, Some(last), next));
        last = next;
    }
    assert_eq!(cut, whole);
    assert_eq!(whole.len(), 2 * 40);
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let text = duty(
        "countty",
        "when: parameter(\"fleg\")\nschedule: {monthly: {day: 32}, weekly: {weekday: mooday}}\nperiod: month\nopens: period_ends\nfields: {a: perod.from}\ndone: {at_least: 0}\nmissed: {level: county}",
    );
    let told = workspace(&[&text]).diagnostics;
    let codes: Vec<&str> = told.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["D0105", "D0105", "D0105", "D0102"], "{told:#?}");
    let text = duty(
        "countty",
        "when: parameter(\"fleg\")\nschedule: {monthly: {day: last}}\nperiod: month\nopens: period_ends\nfields: {a: perod.from}\nunder: up",
    );
    let told = workspace(&[&text]).diagnostics;
    let codes: Vec<&str> = told.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["D0208", "D0204", "D0302", "D1101"], "{told:#?}");
}
