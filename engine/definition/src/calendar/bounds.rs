//! The bounds inside which periods are counted, so that no input can make a count endless or overflow.

use chrono::{Days, Months};

use crate::moment::{Date, Moment};

/// No budget is longer than this, in years.
pub const HORIZON_YEARS: u32 = 100;

/// No count walks further than this, in days: a budget of the whole horizon and as long again of rest and stops.
/// Where it would, the last day walked is taken and marked provisional.
pub const WALK_DAYS_MAXIMUM: u32 = 73_050;

/// 0001-01-01 UTC; what lies earlier is taken as this.
const EARLIEST: Moment = Moment::from_milliseconds(-62_135_596_800_000);

/// 9000-01-01 UTC; what lies later is taken as this. Two horizons later, dates still have four-digit years.
const LATEST: Moment = Moment::from_milliseconds(221_845_392_000_000);

/// A moment inside the bounds.
pub(super) fn bounded(at: Moment) -> Moment {
    at.clamp(EARLIEST, LATEST)
}

/// The first instant of a day.
pub(super) fn start_of(date: Date) -> Moment {
    Moment::start_of(date.clamp(EARLIEST.date(), plus_days(LATEST.date(), 2 * WALK_DAYS_MAXIMUM)))
}

/// The day so many days later; the same day at the end of time.
pub(super) fn plus_days(date: Date, days: u32) -> Date {
    date.checked_add_days(Days::new(u64::from(days))).unwrap_or(date)
}

/// The day so many days earlier; the same day at the beginning of time.
pub(super) fn minus_days(date: Date, days: u32) -> Date {
    date.checked_sub_days(Days::new(u64::from(days))).unwrap_or(date)
}

/// The corresponding day so many months later, or the last day of that month where there is none (民法典 202).
pub(super) fn plus_months(date: Date, months: u32) -> Date {
    date.checked_add_months(Months::new(months)).unwrap_or(date)
}

/// The corresponding day so many months earlier, or the last day of that month where there is none.
pub(super) fn minus_months(date: Date, months: u32) -> Date {
    date.checked_sub_months(Months::new(months)).unwrap_or(date)
}

/// How many days later the second date is; 0 if it is not later.
pub(super) fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
}

/// The day that holds the last instant before this one: the last day of a period that ends here.
pub(super) fn last_day(due_before: Moment) -> Date {
    due_before.plus_milliseconds(-1).date()
}
