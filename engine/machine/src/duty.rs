//! Recurring duties, as far as cases go: what is to be started by now, with what, and when a case did what its duty wants.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use definition::model::Handed;
use definition::moment::Moment;
use definition::name::{EventName, ObligationName, OfficeName};
use definition::obligation::{Done, Missed, Obligation, Occurrence, Question, World, opened_between};

use crate::case::{Case, Clock, Status};
use crate::command::FieldInput;

/// The occurrences whose cases are to be started by now, given up to when each duty's were: the earliest first, and of one instant
/// those of the higher level first, so that those below find whom they report to.
pub fn turns(world: &World<'_>, opened: &BTreeMap<ObligationName, Moment>, now: Moment) -> Vec<Occurrence> {
    let levels = world.organisation.levels();
    let of_one = |obligation: &Obligation| {
        let found = opened_between(obligation, world, opened.get(&obligation.name).copied(), now);
        let rank = levels.get_index_of(&obligation.level);
        found.into_iter().map(move |occurrence| (occurrence.opens_at, rank, occurrence))
    };
    let mut turns: Vec<_> = world.obligations.values().flat_map(of_one).collect();
    turns.sort_by_key(|(opens_at, rank, _)| (*opens_at, *rank));
    turns.into_iter().map(|(_, _, occurrence)| occurrence).collect()
}

/// When a case did what its duty wants, if it has; a count of cases is not one case's.
pub fn done_at(done: &Done, case: &Case) -> Option<Moment> {
    match (done, &case.status) {
        (Done::Ended(outcomes), Status::Ended { outcome, at }) => {
            (outcomes.is_empty() || outcomes.contains(outcome)).then_some(*at)
        }
        (Done::Met(deadline), _) => match case.deadlines.get(deadline)?.clock {
            Clock::Met(at) => Some(at),
            Clock::Running | Clock::Stopped | Clock::Ended(_) => None,
        },
        (Done::Ended(_), Status::Open) | (Done::Count { .. }, _) => None,
    }
}

/// What a case of a duty is handed.
///
/// # Errors
/// Why something of it cannot be computed.
pub fn handed_to(fields: &[Handed], question: &Question<'_>) -> Result<FieldInput, Bilingual> {
    let value = |handed: &Handed| {
        let value = handed.value.evaluate(question).map_err(|failure| failure.message())?;
        Ok((handed.field.clone(), value))
    };
    fields.iter().map(value).collect()
}

/// The offices at which the occurrence may be found that this one reports to, the nearest first; none if it reports to none.
pub fn reports_to(world: &World<'_>, occurrence: &Occurrence) -> Option<(ObligationName, Vec<OfficeName>)> {
    let under = world.obligations.get(&occurrence.obligation)?.under.clone()?;
    Some((under, world.organisation.lineage(&occurrence.office, occurrence.due)))
}

/// The event by which the case above is told that one of a duty has ended.
pub fn report_of(obligation: &ObligationName) -> EventName {
    EventName::new(format!("done.case.{obligation}"))
}

/// The office at which something is started because an occurrence was missed.
pub fn missed_office(world: &World<'_>, occurrence: &Occurrence, missed: &Missed) -> Option<OfficeName> {
    let Some(level) = &missed.level else { return Some(occurrence.office.clone()) };
    let lineage = world.organisation.lineage(&occurrence.office, occurrence.due);
    let is_of_level =
        |office: &OfficeName| world.organisation.offices().get(office).is_some_and(|office| office.level == *level);
    lineage.into_iter().find(is_of_level)
}
