//! A branch after one without a condition is never taken.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Branch;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, state) in &subject.definition.states {
        let Some(working) = state.working() else { continue };
        let lists: Vec<&[Branch]> = working
            .actions
            .values()
            .map(|action| action.branches.as_slice())
            .chain(working.receive.iter().map(|receive| receive.branches.as_slice()))
            .chain(working.after.iter().map(|after| after.branches.as_slice()))
            .chain([working.always.as_slice()])
            .collect();
        for branches in lists {
            let Some(free) = branches.iter().position(|branch| branch.when.is_none()) else { continue };
            for branch in &branches[free + 1..] {
                let message = Bilingual::new(
                    "前面已有一条无条件的分支，这一条永远轮不到",
                    "an earlier branch has no condition, so this one is never taken",
                );
                let help = Bilingual::new("把无条件的那条移到最后", "move the one without `when` to the end");
                diagnostics.push(subject.problem(
                    Code::ShadowedBranch,
                    branch.span,
                    format!("states.{name}"),
                    message,
                    help,
                ));
            }
        }
    }
}
