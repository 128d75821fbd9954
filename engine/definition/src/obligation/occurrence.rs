//! Occurrences: a schedule and the offices of a level, on their calendars. Pure; all of the world is an argument.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Days as Count;
use indexmap::IndexMap;

use super::facts::Question;
use super::{Obligation, Opens, Period};
use crate::calendar::{self, Budget, Calendar, Calendars};
use crate::moment::{Date, Moment};
use crate::name::{CalendarName, ObligationName, OfficeName};
use crate::organisation::Organisation;
use crate::parameter::Parameters;
use crate::value::Value;

/// The most occurrences one question gives.
pub const OCCURRENCES_MAX: usize = 200_000;
/// No period begins longer before its due day: the year before, on 31 December.
const PERIOD_DAYS_MAX: u64 = 732;
/// No run of rest days is longer, by far.
const REST_DAYS_MAX: u64 = 31;
/// How far ahead the next opening is looked for.
const LOOK_AHEAD_DAYS: u64 = 800;

/// The world an obligation is asked in.
#[derive(Clone, Copy)]
pub struct World<'w> {
    /// Offices.
    pub organisation: &'w Organisation,
    /// Parameters.
    pub parameters: &'w Parameters,
    /// Calendars.
    pub calendars: &'w Calendars,
    /// Every obligation, for those that report to one another.
    pub obligations: &'w IndexMap<ObligationName, Obligation>,
}

/// Something an office has to do once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Of which obligation.
    pub obligation: ObligationName,
    /// By which office.
    pub office: OfficeName,
    /// About what.
    pub period: Period,
    /// The legal day, until 24:00.
    pub due: Date,
    /// The soft target, never after it.
    pub target: Date,
    /// When its case is started.
    pub opens_at: Moment,
    /// How many offices below report to it.
    pub below: u32,
}

impl Occurrence {
    /// The first instant too late.
    pub fn due_before(&self) -> Moment {
        Moment::start_of(self.due.succ_opt().unwrap_or(self.due))
    }
}

/// Every occurrence of an obligation that falls due from one day until another, that day no longer: by due day, then in the order
/// of the offices.
pub fn occurrences(obligation: &Obligation, world: &World<'_>, from: Date, until: Date) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for due in due_days(obligation, from, until) {
        let offices: Vec<&OfficeName> = bound(obligation, world, due).collect();
        let mut day = DueDay { obligation, world, due, by_calendar: BTreeMap::new() };
        found.extend(offices.into_iter().filter_map(|office| day.occurrence(office)));
        if found.len() >= OCCURRENCES_MAX {
            break;
        }
    }
    found
}

/// Every occurrence whose case is to be started after one instant and by another, in that order. Without the first, those that are
/// open by then and not yet too late: a duty binds from when it is first heard of.
pub fn opened_between(
    obligation: &Obligation,
    world: &World<'_>,
    after: Option<Moment>,
    by: Moment,
) -> Vec<Occurrence> {
    let until = by.date().checked_add_days(Count::new(lead_days(obligation) + 1)).unwrap_or(Date::MAX);
    let mut found = occurrences(obligation, world, after.unwrap_or(by).date(), until);
    found.retain(|occurrence| after.is_none_or(|after| after < occurrence.opens_at) && occurrence.opens_at <= by);
    found.sort_by_key(|occurrence| occurrence.opens_at);
    found
}

/// When the next case may have to be started after an instant, as far as can be seen; whether the condition of the obligation
/// then holds is not asked.
pub fn next_opening(obligation: &Obligation, world: &World<'_>, after: Moment) -> Option<Moment> {
    let until = after.date().checked_add_days(Count::new(LOOK_AHEAD_DAYS))?;
    due_days(obligation, after.date(), until).into_iter().find_map(|due| {
        let mut day = DueDay { obligation, world, due, by_calendar: BTreeMap::new() };
        let openings = bound(obligation, world, due).filter_map(|office| Some(day.dates(office)?.opens_at));
        openings.filter(|opens_at| *opens_at > after).min()
    })
}

/// The due days of an obligation that lie within its own time.
fn due_days(obligation: &Obligation, from: Date, until: Date) -> Vec<Date> {
    let effective = &obligation.effective;
    let until = effective.until.map_or(until, |end| end.min(until));
    obligation.schedule.days(from.max(effective.from), until)
}

/// The offices an obligation binds on a due day, whatever its condition says.
fn bound<'w>(obligation: &'w Obligation, world: &World<'w>, due: Date) -> impl Iterator<Item = &'w OfficeName> {
    let organisation = world.organisation;
    let of_level = organisation.offices().values().filter(|office| office.level == obligation.level);
    let there = of_level.map(|office| &office.name).filter(move |office| organisation.exists(office, due));
    there.filter(move |office| !obligation.is_excepted(office, due))
}

impl Obligation {
    /// Whether an office is free of it on a due day.
    pub fn is_excepted(&self, office: &OfficeName, due: Date) -> bool {
        self.exceptions.iter().any(|exception| exception.office == *office && exception.days.contains(due))
    }

    /// Whether an office is bound by it on a due day, whatever its condition says.
    pub fn binds(&self, office: &OfficeName, world: &World<'_>, due: Date) -> bool {
        let of_level = world.organisation.offices().get(office).is_some_and(|office| office.level == self.level);
        of_level && world.organisation.exists(office, due) && !self.is_excepted(office, due)
    }
}

/// A due day, and what follows from it by each calendar.
struct DueDay<'d> {
    obligation: &'d Obligation,
    world: &'d World<'d>,
    due: Date,
    by_calendar: BTreeMap<Option<CalendarName>, Option<Dates>>,
}

/// What follows from a due day and a calendar.
#[derive(Clone)]
struct Dates {
    period: Period,
    target: Date,
    opens_at: Moment,
}

impl DueDay<'_> {
    fn occurrence(&mut self, office: &OfficeName) -> Option<Occurrence> {
        let Dates { period, target, opens_at } = self.dates(office)?;
        let (obligation, office) = (self.obligation.name.clone(), office.clone());
        let below = below(self.obligation, self.world, &office, self.due);
        let found = Occurrence { obligation, office, period, due: self.due, target, opens_at, below };
        self.holds(&found).then_some(found)
    }

    /// A condition that cannot be computed leaves the duty standing: it is not dropped because a parameter is missing.
    fn holds(&self, occurrence: &Occurrence) -> bool {
        let question = Question { world: self.world, occurrence, missing: None };
        let when = self.obligation.when.as_ref().map(|when| when.evaluate(&question));
        !matches!(when, Some(Ok(Value::Boolean(false))))
    }

    fn dates(&mut self, office: &OfficeName) -> Option<Dates> {
        let name = self.world.organisation.calendar(office, self.due);
        let known = self.by_calendar.entry(name.clone());
        let calendar = || name.and_then(|name| self.world.calendars.get(&name));
        known.or_insert_with(|| dates(self.obligation, self.due, calendar())).clone()
    }
}

/// Without a calendar every day counts as it is.
fn dates(obligation: &Obligation, due: Date, calendar: Option<Arc<Calendar>>) -> Option<Dates> {
    let period = Period::of(due, obligation.about)?;
    let target = calendar.as_ref().filter(|_| obligation.target_on_working_day);
    let target = target.map_or(due, |calendar| calendar.working_day_until(due));
    let opens_at = match obligation.opens {
        Opens::PeriodBegins => Moment::start_of(period.from),
        Opens::PeriodEnds => Moment::start_of(period.until()),
        Opens::Before(lead, time) => {
            let due_before = Moment::start_of(due.succ_opt()?);
            let day = calendar.map_or(due, |calendar| calendar::before(due_before, &lead, &calendar).date());
            Moment::local(day, time)
        }
    };
    Some(Dates { period, target, opens_at })
}

/// How many offices below report to an office.
fn below(obligation: &Obligation, world: &World<'_>, office: &OfficeName, due: Date) -> u32 {
    let reporting = world.obligations.values().filter(|other| other.under.as_ref() == Some(&obligation.name));
    let offices = reporting.flat_map(|other| bound(other, world, due));
    let below = offices.filter(|below| world.organisation.lineage(below, due).contains(office));
    u32::try_from(below.count()).unwrap_or(u32::MAX)
}

/// No case of an obligation opens longer before its due day.
fn lead_days(obligation: &Obligation) -> u64 {
    match obligation.opens {
        Opens::PeriodBegins | Opens::PeriodEnds => PERIOD_DAYS_MAX,
        Opens::Before(lead, _) => match lead {
            Budget::WorkingDays(days) => u64::from(days) * 2 + REST_DAYS_MAX,
            Budget::NaturalDays(days) => u64::from(days),
            Budget::Months(months) => u64::from(months) * 31,
            Budget::Years(years) => u64::from(years) * 366,
            Budget::Hours(hours) => u64::from(hours) / 24 + 1,
            Budget::WorkingHours(hours) => u64::from(hours) / 2 + REST_DAYS_MAX,
        },
    }
}
