//! A task for a role that nobody holds anywhere would wait for ever, and what is to be said to it reaches nobody. Only where the workspace knows people.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{EffectKind, Recipient, Rung};
use crate::name::RoleName;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let people = subject.around.organisation.people();
    if people.is_empty() {
        return;
    }
    recipients(subject, diagnostics);
    for (name, state) in &subject.definition.states {
        let Some(task) = state.task() else { continue };
        if is_held(subject, &task.role) {
            continue;
        }
        let message = Bilingual::new(
            format!("环节“{name}”的待办交给角色“{}”，但没有人任此职", task.role),
            format!("the task of `{name}` is for the role `{}`, which nobody holds", task.role),
        );
        let help = Bilingual::new("在组织机构里给人员加上任职", "give somebody that post in the organisation");
        diagnostics.push(subject.problem(Code::NobodyHolds, state.span, format!("states.{name}.task"), message, help));
    }
}

fn is_held(subject: &Subject<'_>, role: &RoleName) -> bool {
    let people = subject.around.organisation.people();
    people.values().any(|person| person.posts.iter().any(|post| post.role == *role))
}

/// Whom reminders, escalations and notices go to.
fn recipients(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let rungs = definition.deadlines.iter().flat_map(|(name, deadline)| {
        deadline.ladder.iter().filter_map(move |rung| match rung {
            Rung::Tell { to, span, .. } => Some((format!("deadlines.{name}"), to, *span)),
            Rung::Pass => None,
        })
    });
    let notices = definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Notify { to, .. } => Some(("notify".to_owned(), to, effect.span)),
        EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Start(_)
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    });
    for (path, to, span) in rungs.chain(notices) {
        let Recipient::Role(role) = to else { continue };
        if is_held(subject, role) {
            continue;
        }
        let message = Bilingual::new(
            format!("通知发给角色“{role}”，但没有人任此职"),
            format!("this notice goes to the role `{role}`, which nobody holds"),
        );
        let help = Bilingual::new(
            "在组织机构里给人员加上任职，或发给别的角色",
            "give somebody that post in the organisation, or tell another role",
        );
        diagnostics.push(subject.problem(Code::NobodyHolds, span, path, message, help));
    }
}
