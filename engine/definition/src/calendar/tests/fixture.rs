//! The shipped calendar, read line by line so that these tests need no YAML decoder.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bilingual::Bilingual;
use crate::calendar::{Budget, Calendar, CalendarData, Calendars, RestDay, SpecialDay, Stop, Term};
use crate::moment::{Date, Moment};
use crate::name::CalendarName;

const CN: &str = include_str!("../../../../../workflows/calendars/cn.yaml");

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// `2020-04-20 10:12`, local.
pub fn at(text: &str) -> Moment {
    let (day, time) = text.split_once(' ').unwrap();
    Moment::local(date(day), format!("{time}:00").parse().unwrap())
}

pub fn term(budget: Budget) -> Term {
    Term { budget, if_rest_day: RestDay::Stay }
}

pub fn stop(from: &str, until: &str) -> Stop {
    Stop { from: at(from), until: (!until.is_empty()).then(|| at(until)) }
}

pub fn national() -> Arc<Calendar> {
    let name = CalendarName::new("cn");
    Calendars::new(vec![national_data()]).unwrap().get(&name).unwrap()
}

pub fn national_data() -> CalendarData {
    CalendarData {
        name: CalendarName::new("cn"),
        title: Bilingual::new("全国工作日历", "National working calendar"),
        parent: None,
        covers: Some((date("2018-01-01"), date("2026-12-31"))),
        days: special_days(),
        office_hours: None,
    }
}

/// Every special day of `cn.yaml`: days off by the holiday's name, then make-up workdays.
fn special_days() -> BTreeMap<Date, SpecialDay> {
    let mut days = BTreeMap::new();
    for line in CN.lines().map(str::trim) {
        if let Some(span) = line.strip_prefix("- {from: ") {
            let (first, rest) = span.split_at(10);
            let last = rest.strip_prefix(", to: ").map_or(first, |to| &to[..10]);
            let (zh, en) = span.split_once("zh: ").unwrap().1.split_once(", en: ").unwrap();
            let reason = Bilingual::new(zh, en.trim_end_matches('}'));
            for day in date(first).iter_days().take_while(|day| *day <= date(last)) {
                days.insert(day, SpecialDay::Off { reason: reason.clone() });
            }
        }
        if let Some(work) = line.strip_prefix("work: [") {
            for day in work.trim_end_matches(']').split(", ") {
                days.insert(date(day), SpecialDay::Work { reason: Bilingual::new("调休上班", "make-up workday") });
            }
        }
    }
    days
}
