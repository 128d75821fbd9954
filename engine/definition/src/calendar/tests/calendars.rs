use std::collections::BTreeMap;

use chrono::{Datelike, NaiveTime};

use super::fixture::{date, national, national_data};
use crate::bilingual::Bilingual;
use crate::calendar::{Calendar, CalendarData, CalendarError, Calendars, DayReason, SpecialDay};
use crate::name::CalendarName;

fn child(name: &str, parent: &str) -> CalendarData {
    CalendarData {
        name: CalendarName::new(name),
        title: Bilingual::same(name),
        parent: Some(CalendarName::new(parent)),
        covers: None,
        days: BTreeMap::new(),
        office_hours: None,
    }
}

fn off(reason: &str) -> SpecialDay {
    SpecialDay::Off { reason: Bilingual::same(reason) }
}

/// Counted with chinesecalendar 1.11.0, which agrees with the file on every single day.
#[test]
fn every_year_has_the_working_days_the_state_council_left_it() {
    let calendar = national();
    let expected = [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ];
    for (year, working_days) in expected {
        let days = date(&format!("{year}-01-01")).iter_days().take_while(|day| day.year() == year);
        assert_eq!(days.filter(|day| calendar.works_on(*day)).count(), working_days, "{year}");
    }
}

#[test]
fn a_day_says_why_it_is_a_working_day_or_not() {
    let calendar = national();
    let holiday = |zh: &str, en: &str| DayReason::Holiday(Bilingual::new(zh, en));
    let make_up = DayReason::MakeUp(Bilingual::new("调休上班", "make-up workday"));
    let expected = [
        ("2020-04-28", true, DayReason::Weekday),
        ("2020-04-25", false, DayReason::Weekend),
        ("2020-05-01", false, holiday("劳动节", "Labour Day")),
        ("2020-05-09", true, make_up.clone()),
        ("2020-02-01", false, holiday("春节", "Spring Festival")),
        ("2018-12-31", false, holiday("元旦", "New Year's Day")),
        ("2018-12-29", true, make_up),
        ("2023-10-06", false, holiday("中秋节、国庆节", "Mid-Autumn Festival and National Day")),
    ];
    for (day, working, reason) in expected {
        let found = calendar.day(date(day));
        assert_eq!((found.working, found.reason, found.provisional), (working, reason, false), "{day}");
    }
}

#[test]
fn outside_the_coverage_days_are_monday_to_friday_and_provisional() {
    let calendar = national();
    for (day, working) in [("2027-01-01", true), ("2027-01-02", false), ("2017-10-02", true)] {
        let found = calendar.day(date(day));
        assert_eq!((found.working, found.provisional), (working, true), "{day}");
    }
}

#[test]
fn a_county_inherits_its_province_and_the_nation_and_has_the_last_word() {
    let mut jilin = child("jilin", "cn");
    let hours = |from: &str, to: &str| (from.parse::<NaiveTime>().unwrap(), to.parse::<NaiveTime>().unwrap());
    jilin.office_hours = Some(vec![hours("08:30:00", "11:30:00"), hours("13:00:00", "16:30:00")]);
    jilin.days.insert(date("2020-09-03"), off("州庆"));
    // The nation's day off, worked in the province and so in the county.
    jilin.days.insert(date("2020-05-04"), SpecialDay::Work { reason: Bilingual::same("照常上班") });
    let mut dunhua = child("dunhua", "jilin");
    dunhua.days.insert(date("2020-09-03"), SpecialDay::Work { reason: Bilingual::same("照常上班") });
    dunhua.days.insert(date("2020-09-04"), off("县庆"));
    let calendars = Calendars::new(vec![dunhua, jilin.clone(), national_data()]).unwrap();
    let get = |name: &str| calendars.get(&CalendarName::new(name)).unwrap();
    let works = |calendar: &Calendar| {
        ["2020-05-01", "2020-05-04", "2020-05-09", "2020-09-03", "2020-09-04"].map(|day| calendar.works_on(date(day)))
    };
    assert_eq!(works(&get("cn")), [false, false, true, true, true]);
    assert_eq!(works(&get("jilin")), [false, true, true, false, true]);
    assert_eq!(works(&get("dunhua")), [false, true, true, true, false]);
    assert_eq!(get("dunhua").office_hours(), jilin.office_hours.unwrap());
    assert_eq!(get("dunhua").covers(), get("cn").covers());
    assert!(calendars.get(&CalendarName::new("nowhere")).is_none());
}

#[test]
fn a_calendar_covers_only_what_all_its_ancestors_have_published() {
    let mut jilin = child("jilin", "cn");
    jilin.covers = Some((date("2020-01-01"), date("2030-12-31")));
    jilin.days.insert(date("2028-01-03"), off("休"));
    let calendars = Calendars::new(vec![jilin, national_data()]).unwrap();
    let jilin = calendars.get(&CalendarName::new("jilin")).unwrap();
    assert_eq!(jilin.covers(), Some((date("2020-01-01"), date("2026-12-31"))));
    let day = jilin.day(date("2028-01-03"));
    assert!(!day.working && day.provisional);
}

#[test]
fn calendars_that_contradict_themselves_are_refused() {
    let named = |name: &str| CalendarName::new(name);
    let mut reversed = child("a", "cn");
    reversed.covers = Some((date("2020-12-31"), date("2020-01-01")));
    let mut outside = child("a", "cn");
    outside.covers = Some((date("2020-01-01"), date("2020-12-31")));
    outside.days.insert(date("2021-01-01"), off("元旦"));
    let mut hours = child("a", "cn");
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
    hours.office_hours = Some(vec![(noon, noon)]);
    let line: Vec<_> = (0..10).map(|n| child(&format!("c{n}"), &format!("c{}", n + 1))).collect();
    let mut long = line;
    long.push(CalendarData { parent: None, ..child("c10", "") });
    let cases = [
        (vec![child("a", "cn"), child("a", "cn"), national_data()], CalendarError::Duplicate { name: named("a") }),
        (vec![child("a", "b")], CalendarError::UnknownParent { name: named("a"), parent: named("b") }),
        (vec![child("a", "b"), child("b", "a")], CalendarError::Cycle { name: named("a") }),
        (vec![child("a", "a")], CalendarError::Cycle { name: named("a") }),
        (long, CalendarError::TooManyAncestors { name: named("c0") }),
        (
            vec![reversed, national_data()],
            CalendarError::CoverageReversed { name: named("a"), from: date("2020-12-31"), to: date("2020-01-01") },
        ),
        (vec![outside, national_data()], CalendarError::DayNotCovered { name: named("a"), date: date("2021-01-01") }),
        (vec![hours, national_data()], CalendarError::OfficeHours { name: named("a") }),
    ];
    for (data, expected) in cases {
        let error = Calendars::new(data).unwrap_err();
        assert!(error.message().zh.contains(expected.calendar().as_str()), "{error}");
        assert_eq!(error, expected);
    }
}

/// E34: reports go up on the working day before, if their date is a rest day.
#[test]
fn a_quarterly_report_is_aimed_at_the_working_day_before_a_rest_day() {
    let calendar = national();
    let expected = [
        ("2020-04-05", "2020-04-03"),
        ("2020-07-05", "2020-07-03"),
        ("2020-10-05", "2020-09-30"),
        ("2021-01-05", "2021-01-05"),
        ("2020-04-10", "2020-04-10"),
        ("2020-07-10", "2020-07-10"),
        ("2020-10-10", "2020-10-10"),
        ("2021-01-10", "2021-01-08"),
    ];
    for (legal, target) in expected {
        assert_eq!(calendar.working_day_until(date(legal)), date(target), "{legal}");
    }
    assert_eq!(calendar.working_day_from(date("2020-10-05")), date("2020-10-09"));
}
