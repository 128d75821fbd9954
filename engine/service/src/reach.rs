//! 管辖范围: what a person can reach. The one place where it is decided; out of reach and absent are the same to him.

use std::collections::BTreeSet;

use definition::moment::Date;
use definition::name::{OfficeName, PersonName};
use definition::organisation::Organisation;
use machine::{Actor, Case, Rejection, RejectionKind};
use storage::Scope;

/// The offices at which a person holds any post on a day.
pub(crate) fn offices_of(organisation: &Organisation, person: &PersonName, on: Date) -> BTreeSet<OfficeName> {
    let posts = organisation.people().get(person).map(|person| person.posts.as_slice()).unwrap_or_default();
    let held = posts.iter().filter(|post| organisation.holds(person, &post.role, &post.office, on));
    held.map(|post| post.office.clone()).collect()
}

/// What a person's queries may see.
pub(crate) fn scope_of(organisation: &Organisation, person: &PersonName, on: Date) -> Scope {
    Scope::Offices { roots: offices_of(organisation, person, on).into_iter().collect(), on }
}

/// Whether an actor can reach an office.
pub(crate) fn reaches(organisation: &Organisation, actor: &Actor, office: &OfficeName, on: Date) -> bool {
    match actor {
        Actor::Time | Actor::Case { .. } | Actor::Outside { .. } => true,
        Actor::Person { person, acting_for } => {
            let lineage = organisation.lineage(office, on);
            let mut offices = offices_of(organisation, person, on);
            offices.extend(acting_for.iter().flat_map(|principal| offices_of(organisation, principal, on)));
            lineage.iter().any(|ancestor| offices.contains(ancestor))
        }
    }
}

/// The case, if there is one within reach; else what a case that does not exist gives.
pub(crate) fn within_reach<'c>(
    organisation: &Organisation,
    actor: &Actor,
    case: Option<&'c Case>,
    on: Date,
) -> Result<&'c Case, Rejection> {
    case.filter(|case| reaches(organisation, actor, &case.office, on)).ok_or_else(no_such_case)
}

/// The office that is meant, if there is one within reach; else what an office that does not exist gives.
pub(crate) fn office_within_reach(
    organisation: &Organisation,
    actor: &Actor,
    written: &str,
    on: Date,
) -> Result<OfficeName, Rejection> {
    let found = organisation.find(written, on).ok().filter(|office| reaches(organisation, actor, office, on));
    found.ok_or_else(|| no_such_office(written))
}

pub(crate) fn no_such_office(written: &str) -> Rejection {
    let rejection = Rejection::new(
        RejectionKind::NotFound,
        format!("没有机构“{written}”，或不在您的管辖范围"),
        format!("there is no office {written} within your reach"),
    );
    rejection.with_help(
        "写机构编码，或完整的路径，例如 敦化市/江源镇/马号东村",
        "give its id, or its full path, such as 敦化市/江源镇/马号东村",
    )
}

/// What a case that does not exist, or is out of reach, gives.
pub(crate) fn no_such_case() -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        "没有这个办件，或不在您的管辖范围",
        "there is no such case within your reach",
    )
}
