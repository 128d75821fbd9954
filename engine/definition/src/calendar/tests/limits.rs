use std::collections::BTreeMap;
use std::sync::Arc;

use super::fixture::{date, national};
use crate::bilingual::{Bilingual, Language};
use crate::calendar::{
    Budget, Calendar, CalendarData, Calendars, RestDay, SpecialDay, Stop, Term, after, before, due, explain, remaining,
};
use crate::moment::{Date, Moment};
use crate::name::CalendarName;

/// Nobody ever works: every day of 27 years off, and weekends after.
fn idle() -> Arc<Calendar> {
    let off = SpecialDay::Off { reason: Bilingual::same("停工") };
    let days: BTreeMap<Date, SpecialDay> =
        date("2020-01-01").iter_days().take(10_000).map(|day| (day, off.clone())).collect();
    let name = CalendarName::new("idle");
    let data = CalendarData {
        name: name.clone(),
        title: Bilingual::default(),
        parent: None,
        covers: None,
        days,
        office_hours: None,
    };
    Calendars::new(vec![data]).unwrap().get(&name).unwrap()
}

const SHORT: Term = Term { budget: Budget::WorkingDays(3), if_rest_day: RestDay::Stay };

#[test]
fn no_input_is_too_early_too_late_or_too_long() {
    let moment = Moment::from_milliseconds;
    let units: [fn(u32) -> Budget; 6] =
        [Budget::WorkingDays, Budget::NaturalDays, Budget::Months, Budget::Years, Budget::Hours, Budget::WorkingHours];
    for start in [i64::MIN, -62_135_596_800_000, 8_210_266_876_799_999, i64::MAX].map(moment) {
        for other in [i64::MIN, 0, i64::MAX].map(moment) {
            assert!(
                !explain(start, &SHORT, &national(), &[Stop { from: other, until: None }])
                    .lines(Language::En)
                    .is_empty()
            );
            for budget in units.iter().flat_map(|unit| [0, u32::MAX].map(unit)) {
                assert_answers(start, other, budget);
            }
        }
    }
}

fn assert_answers(start: Moment, other: Moment, budget: Budget) {
    let calendar = national();
    let term = Term { budget, if_rest_day: RestDay::Next };
    let stops = [Stop { from: start, until: Some(other) }, Stop { from: other, until: None }];
    let ends = due(start, &term, &calendar, &stops[..1]).map(|due| due.due_before.to_string());
    assert!(ends.is_some_and(|ends| ends.len() >= 25));
    assert!(!remaining(start, &term, &calendar, &stops, other).text(Language::En).is_empty());
    let at_once = after(start, &Budget::Hours(0), &calendar);
    assert!(before(start, &budget, &calendar) <= at_once);
    assert!(at_once <= after(start, &budget, &calendar));
}

#[test]
fn a_calendar_without_working_days_ends_the_count_at_the_limit() {
    let start = Moment::start_of(date("2020-01-01"));
    let term = Term { budget: Budget::WorkingDays(20_000), if_rest_day: RestDay::Next };
    let found = due(start, &term, &idle(), &[]).unwrap();
    assert!(found.provisional);
    assert!(found.last_day() > date("2100-01-01"));
}

#[test]
fn the_longest_periods_are_explained_within_bounds() {
    let start = Moment::start_of(date("2020-01-01"));
    for budget in [Budget::WorkingDays(u32::MAX), Budget::Years(u32::MAX), Budget::WorkingHours(u32::MAX)] {
        let term = Term { budget, if_rest_day: RestDay::Next };
        let explanation = explain(start, &term, &national(), &[]);
        assert!(explanation.lines(Language::Zh).len() < 80_000);
        assert_eq!(explanation.due, due(start, &term, &national(), &[]).map(|due| due.last_day()));
    }
}
