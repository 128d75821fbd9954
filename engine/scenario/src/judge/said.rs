//! 通知: everything all cases of the scenario queued, and could not queue, since the step before.

use definition::keyword as k;
use definition::name::OfficeName;
use machine::Addressee;

use super::list::Compared;
use super::{Scene, Verdict};
use crate::line::{NoticeLine, To, UntoldLine};
use crate::read::Expect;
use crate::told::Told;

/// A notification just queued.
pub(crate) struct Fresh {
    pub told: Told,
    /// The key of the started case it came from; none if it came from the scenario's own.
    pub case: Option<String>,
    /// The office of its case.
    pub office: OfficeName,
}

impl std::fmt::Display for Fresh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let to = match &self.told.to {
            Addressee::Applicant => To::Applicant,
            Addressee::Person(person) => To::Person(person.clone()),
        };
        let (template, at, case) = (self.told.template.clone(), Some(self.told.at), self.case.clone());
        NoticeLine { template, to: Some(to), at, case }.fmt(f)
    }
}

pub(super) fn notified(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.notified else { return Ok(()) };
    let compared = Compared { path: &expect.path, key: k::NOTIFIED.en, noun: ("通知", "notification") };
    compared.exactly(expected, scene.notified, |wanted, found| fits(wanted, found, scene), |_| true)
}

fn fits(wanted: &NoticeLine, found: &Fresh, scene: &Scene<'_>) -> bool {
    wanted.template == found.told.template
        && wanted.at.is_none_or(|at| at == found.told.at)
        && (wanted.case.is_none() || wanted.case == found.case)
        && wanted.to.as_ref().is_none_or(|to| is_to(to, found, scene))
}

fn is_to(wanted: &To, found: &Fresh, scene: &Scene<'_>) -> bool {
    match (wanted, &found.told.to) {
        (To::Applicant, Addressee::Applicant) => true,
        (To::Person(wanted), Addressee::Person(person)) => wanted == person,
        (To::Role(role), Addressee::Person(person)) => {
            let organisation = scene.context.organisation;
            let on = found.told.at.date();
            let office = organisation.owning_office(&found.office, role, on);
            office.is_some_and(|office| organisation.holds(person, role, &office, on))
        }
        (To::Applicant | To::Assignee | To::Person(_) | To::Role(_), _) => false,
    }
}

pub(super) fn suppressed(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.suppressed else { return Ok(()) };
    let compared =
        Compared { path: &expect.path, key: k::SUPPRESSED.en, noun: ("未能通知", "suppressed notification") };
    compared.exactly(expected, scene.suppressed, is_untold, |_| true)
}

fn is_untold(wanted: &UntoldLine, found: &UntoldLine) -> bool {
    wanted.template == found.template
        && (wanted.to.is_none() || wanted.to == found.to)
        && (wanted.reason.is_none() || wanted.reason == found.reason)
}
