//! When a period ends.

use super::bounds::{bounded, plus_days, start_of};
use super::count::{Count, Reached, Reckoning, settle};
use super::office::{OfficeEnd, hours_end, office_end};
use super::resolved::Calendar;
use super::stopped::Stopped;
use super::term::{Due, RestDay, Stop, Term};
use crate::moment::{Date, Moment};

/// When the period that starts at `start` ends; `None` while its clock stands.
///
/// The day of start is not counted. A period in days ends at 24:00 of its last day, one in hours at the instant its
/// hours are used up. A stop that takes effect only after the last day does not touch the period: who stops the clock
/// on the last day has not gained a day.
pub fn due(start: Moment, term: &Term, calendar: &Calendar, stops: &[Stop]) -> Option<Due> {
    let start = bounded(start);
    match Reckoning::of(term.budget, start.date()) {
        Reckoning::WorkingDays(n) => working_days_due(start.date(), n, calendar, &Stopped::days(stops)),
        Reckoning::NaturalDays(n) => {
            natural_days_due(start.date(), n, term.if_rest_day, calendar, &Stopped::days(stops))
        }
        Reckoning::Hours(milliseconds) => {
            let due_before = hours_end(start, milliseconds, &Stopped::instants(stops))?;
            Some(Due { due_before, provisional: false })
        }
        Reckoning::WorkingHours(milliseconds) => {
            working_hours_due(start, milliseconds, calendar, &Stopped::instants(stops))
        }
    }
}

/// The end of a period in working days.
fn working_days_due(start: Date, n: u32, calendar: &Calendar, stopped: &Stopped<Date>) -> Option<Due> {
    match Count::new(start, true, n, calendar, stopped).finish() {
        Reached::Last(last) => {
            let provisional = last > start && !calendar.is_published(plus_days(start, 1), last);
            Some(until_24_00(last, provisional))
        }
        Reached::Stopped => None,
        Reached::Limit(last) => Some(until_24_00(last, true)),
    }
}

/// The end of a period in natural days. Only the rest-day rule looks at the calendar.
fn natural_days_due(start: Date, n: u32, rule: RestDay, calendar: &Calendar, stopped: &Stopped<Date>) -> Option<Due> {
    match Count::new(start, false, n, calendar, stopped).finish() {
        Reached::Last(last) => {
            let end = settle(last, rule, start, calendar, stopped)?;
            let provisional = rule != RestDay::Stay && !calendar.is_published(end.min(last), end.max(last));
            Some(until_24_00(end, provisional))
        }
        Reached::Stopped => None,
        Reached::Limit(last) => Some(until_24_00(last, true)),
    }
}

fn working_hours_due(start: Moment, milliseconds: i64, calendar: &Calendar, stopped: &Stopped<Moment>) -> Option<Due> {
    match office_end(start, milliseconds, calendar, stopped) {
        OfficeEnd::At(due_before) => {
            let last = super::bounds::last_day(due_before).max(start.date());
            let provisional = milliseconds > 0 && !calendar.is_published(start.date(), last);
            Some(Due { due_before, provisional })
        }
        OfficeEnd::Stopped => None,
        OfficeEnd::Limit(due_before) => Some(Due { due_before, provisional: true }),
    }
}

fn until_24_00(last: Date, provisional: bool) -> Due {
    Due { due_before: start_of(plus_days(last, 1)), provisional }
}
