//! Office hours of whoever is told: outside them nobody is disturbed.

use std::sync::Arc;

use definition::calendar::Calendar;
use definition::moment::Moment;
use definition::name::{OfficeName, PersonName};
use definition::notifications::Rules;

use crate::catalogue::Catalogue;

/// The calendar of a person's office, else the one the rules name.
pub(crate) fn calendar_of(
    catalogue: &Catalogue,
    rules: &Rules,
    person: &PersonName,
    now: Moment,
) -> Option<Arc<Calendar>> {
    calendar_at(catalogue, rules, office_of(catalogue, person, now).as_ref(), now)
}

/// The calendar of an office, else the one the rules name.
pub(crate) fn calendar_at(
    catalogue: &Catalogue,
    rules: &Rules,
    office: Option<&OfficeName>,
    now: Moment,
) -> Option<Arc<Calendar>> {
    let of_office = office.and_then(|office| catalogue.organisation.calendar(office, now.date()));
    let of_rules = || rules.digest.as_ref().and_then(|digest| digest.calendar.clone());
    catalogue.calendars.get(&of_office.or_else(of_rules)?)
}

/// The first office at which a person holds a post today.
pub(crate) fn office_of(catalogue: &Catalogue, person: &PersonName, now: Moment) -> Option<OfficeName> {
    let organisation = &catalogue.organisation;
    let posts = &organisation.people().get(person)?.posts;
    let held = posts.iter().find(|post| organisation.holds(person, &post.role, &post.office, now.date()));
    held.map(|post| post.office.clone())
}

/// This instant if it is one of a working day between opening and closing (the noon break disturbs nobody), else the next opening.
pub(crate) fn open_from(calendar: &Calendar, now: Moment) -> Moment {
    let hours = calendar.office_hours();
    let (Some((opens, _)), Some((_, closes))) = (hours.first(), hours.last()) else { return now };
    let today = now.date();
    if calendar.works_on(today) && now.time() < *closes {
        return now.max(Moment::local(today, *opens));
    }
    Moment::local(calendar.working_day_after(today, 1), *opens)
}
