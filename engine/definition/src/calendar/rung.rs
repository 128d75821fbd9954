//! When the rungs of a ladder come: reminders before the due moment, further steps after it.

use super::bounds::{bounded, last_day, minus_days, minus_months, plus_days, plus_months, start_of};
use super::budget::Budget;
use super::office::{OfficeEnd, milliseconds, office_before, office_end};
use super::resolved::Calendar;
use super::stopped::Stopped;
use crate::moment::Moment;

/// The instant that lies `lead` before the due moment.
///
/// Hours exactly, working hours inside office hours. Days, months and years count back from the last day and give 00:00
/// of the day reached, for the caller to put the time of day on: 2 working days before a period whose last day is
/// Thursday is Tuesday 00:00; 0 days before is the last day itself.
pub fn before(due_before: Moment, lead: &Budget, calendar: &Calendar) -> Moment {
    let due_before = bounded(due_before);
    let last = last_day(due_before);
    let day = match lead.bounded() {
        Budget::Hours(n) => return bounded(due_before.plus_milliseconds(-milliseconds(n))),
        Budget::WorkingHours(n) => return office_before(due_before, milliseconds(n), calendar),
        Budget::WorkingDays(n) => calendar.working_day_before(last, n),
        Budget::NaturalDays(n) => minus_days(last, n),
        Budget::Months(n) => minus_months(last, n),
        Budget::Years(n) => minus_months(last, 12 * n),
    };
    bounded(start_of(day))
}

/// The instant that lies `lag` after the due moment, never earlier than it.
///
/// Hours exactly, working hours inside office hours. Natural days, months and years are added to the due moment. Of n
/// working days, n whole ones have passed: after a period whose last day is Thursday, 0 working days is Friday 00:00 and
/// 1 is Monday 00:00; after one whose last day is Friday, 0 is Monday 00:00 and 1 is Tuesday 00:00.
pub fn after(due_before: Moment, lag: &Budget, calendar: &Calendar) -> Moment {
    let due_before = bounded(due_before);
    let day = due_before.date();
    let reached = match lag.bounded() {
        Budget::Hours(n) => return due_before.plus_milliseconds(milliseconds(n)),
        Budget::WorkingHours(n) => return office_after(due_before, milliseconds(n), calendar),
        Budget::WorkingDays(n) => calendar.working_day_after(calendar.working_day_from(day), n),
        Budget::NaturalDays(n) => plus_days(day, n),
        Budget::Months(n) => plus_months(day, n),
        Budget::Years(n) => plus_months(day, 12 * n),
    };
    Moment::local(reached, due_before.time()).max(due_before)
}

fn office_after(due_before: Moment, milliseconds: i64, calendar: &Calendar) -> Moment {
    match office_end(due_before, milliseconds, calendar, &Stopped::instants(&[])) {
        OfficeEnd::At(at) | OfficeEnd::Limit(at) => at,
        OfficeEnd::Stopped => due_before,
    }
}
