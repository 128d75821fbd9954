//! Working calendars, and the arithmetic of legal periods: every date can be explained day by day.
//!
//! Calendars are data ([`CalendarData`]), resolved along nation -> province -> county ([`Calendars`]). A period is a
//! [`Term`]; when it ends is [`due`], what is left of it [`remaining`], why it ends then [`explain`], and when a ladder's
//! rungs come [`before`] and [`after`]. Everything counts in the local days of Asia/Shanghai.

mod bounds;
mod budget;
mod calendars;
mod count;
mod data;
mod day_rule;
mod due;
mod explain;
mod explanation;
mod limit;
mod office;
mod remaining;
mod resolved;
mod rung;
mod stopped;
mod term;
#[cfg(test)]
mod tests;
mod words;

pub use bounds::{HORIZON_YEARS, WALK_DAYS_MAXIMUM};
pub use budget::{
    Budget, BudgetError, HOURS_MAXIMUM, MONTHS_MAXIMUM, NATURAL_DAYS_MAXIMUM, WORKING_DAYS_MAXIMUM,
    WORKING_HOURS_MAXIMUM, YEARS_MAXIMUM,
};
pub use calendars::{ANCESTORS_MAXIMUM, CalendarError, Calendars, SPECIAL_DAYS_MAXIMUM};
pub use data::{CalendarData, SpecialDay};
pub use day_rule::{DAY_OF_MONTH_MAXIMUM, DayRule, Every, MonthDay, Recurrence, WORKING_DAY_OF_MONTH_MAXIMUM};
pub use due::due;
pub use explain::explain;
pub use explanation::{DayNote, Explanation, Moved, WorkedDay};
pub use limit::{Limit, NamedDay};
pub use remaining::{Clock, Left, Remaining, remaining};
pub use resolved::{Calendar, Day, DayReason};
pub use rung::{after, before};
pub use term::{Due, RestDay, Stop, Term};
