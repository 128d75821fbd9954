//! A task for a role that somebody holds, but nobody at some office where others work: there it would wait for ever.
//! Only where the workspace knows people.

use std::collections::BTreeSet;

use super::Subject;
use crate::bilingual::{Bilingual, Language};
use crate::diagnostic::{Code, Diagnostic};
use crate::moment::Date;
use crate::name::{OfficeName, RoleName};
use crate::organisation::Organisation;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let organisation = subject.around.organisation;
    if organisation.people().is_empty() {
        return;
    }
    for (name, state) in &subject.definition.states {
        let Some(task) = state.task() else { continue };
        let wanting = wanting(organisation, &task.role, subject.today);
        let held = organisation.people().values().any(|person| person.posts.iter().any(|post| post.role == task.role));
        let Some(first) = wanting.first().filter(|_| held) else { continue };
        let path = |language| organisation.path(first, subject.today, language);
        let count = wanting.len();
        let message = Bilingual::new(
            format!(
                "环节“{name}”的待办交给角色“{}”，但有 {count} 个机构没有人任此职，例如{}",
                task.role,
                path(Language::Zh)
            ),
            format!(
                "the task of `{name}` is for the role `{}`, which nobody holds at {count} offices, as at `{}`",
                task.role,
                path(Language::En)
            ),
        );
        let help = Bilingual::new(
            "在组织机构里给这些机构配人，或改由上一级的角色办理",
            "give somebody that post there, or let a role of the level above act",
        );
        diagnostics.push(subject.problem(
            Code::MissingSomewhere,
            state.span,
            format!("states.{name}.task"),
            message,
            help,
        ));
    }
}

/// The offices of the role's level where somebody works, but nobody in this role.
fn wanting(organisation: &Organisation, role: &RoleName, today: Date) -> Vec<OfficeName> {
    let level = organisation.roles().get(role).map(|role| &role.level);
    let posts = || organisation.people().values().flat_map(|person| &person.posts);
    let staffed: BTreeSet<&OfficeName> =
        posts().filter(|post| post.days().contains(today)).map(|post| &post.office).collect();
    let offices = organisation.offices().values().filter(|office| Some(&office.level) == level && office.exists(today));
    let names = offices.map(|office| &office.name).filter(|name| staffed.contains(name));
    names.filter(|name| organisation.holders(role, name, today).is_empty()).cloned().collect()
}
