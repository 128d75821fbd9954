//! 管辖范围: a case outside a person's offices and what lies below them is, for him, not there. The same rule as the service's.

use definition::moment::Date;
use definition::name::{OfficeName, PersonName};
use definition::organisation::Organisation;
use machine::{Actor, Rejection, RejectionKind};

/// A case at an office, if the actor can reach it.
pub(super) fn case(organisation: &Organisation, actor: &Actor, office: &OfficeName, on: Date) -> Result<(), Rejection> {
    if reaches(organisation, actor, office, on) { Ok(()) } else { Err(no_such_case()) }
}

/// An office, if the actor can reach it.
pub(super) fn office(
    organisation: &Organisation,
    actor: &Actor,
    office: &OfficeName,
    on: Date,
) -> Result<(), Rejection> {
    if reaches(organisation, actor, office, on) {
        return Ok(());
    }
    Err(Rejection::new(
        RejectionKind::NotFound,
        format!("没有机构“{office}”，或不在您的管辖范围"),
        format!("there is no office {office} within your reach"),
    ))
}

/// What a case that does not exist, or is out of reach, gives.
pub(super) fn no_such_case() -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        "没有这个办件，或不在您的管辖范围",
        "there is no such case within your reach",
    )
}

fn reaches(organisation: &Organisation, actor: &Actor, office: &OfficeName, on: Date) -> bool {
    let Actor::Person { person, acting_for } = actor else { return true };
    let lineage = organisation.lineage(office, on);
    let holds_above = |person: &PersonName| {
        let posts = organisation.people().get(person).map(|person| person.posts.as_slice()).unwrap_or_default();
        posts.iter().any(|post| post.days().contains(on) && lineage.contains(&post.office))
    };
    holds_above(person) || acting_for.as_ref().is_some_and(holds_above)
}
