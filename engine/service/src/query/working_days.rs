//! 剩余工作日: how far a deadline is, in days on which people work.

use std::sync::Arc;

use chrono::Datelike;
use definition::calendar::{Calendar, WALK_DAYS_MAXIMUM};
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::OfficeName;

use crate::catalogue::Catalogue;

/// The calendar a case goes by where its deadline names none.
pub(crate) fn calendar(
    catalogue: &Catalogue,
    definition: &Definition,
    office: &OfficeName,
    on: Date,
) -> Option<Arc<Calendar>> {
    let named = definition.calendar.clone().or_else(|| catalogue.organisation.calendar(office, on))?;
    catalogue.calendars.get(&named)
}

/// Working days after today up to the last day of a deadline; below zero, those after its last day up to today.
pub(crate) fn left(calendar: &Calendar, now: Moment, due_before: Moment) -> i64 {
    let (today, last) = (now.date(), due_before.plus_milliseconds(-1).date());
    if last >= today { between(calendar, today, last) } else { -between(calendar, last, today) }
}

/// Working days after the first up to the second day.
fn between(calendar: &Calendar, first: Date, last: Date) -> i64 {
    let days = i64::from(last.num_days_from_ce() - first.num_days_from_ce()).min(i64::from(WALK_DAYS_MAXIMUM));
    let worked = first.iter_days().skip(1).take(usize::try_from(days).unwrap_or_default());
    i64::try_from(worked.filter(|day| calendar.works_on(*day)).count()).unwrap_or(i64::MAX)
}
