//! A task for a role that nobody holds anywhere would wait for ever. Only where the workspace knows people.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let people = subject.around.organisation.people();
    if people.is_empty() {
        return;
    }
    for (name, state) in &subject.definition.states {
        let Some(task) = state.task() else { continue };
        if people.values().any(|person| person.posts.iter().any(|post| post.role == task.role)) {
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
