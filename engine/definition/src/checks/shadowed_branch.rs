//! A branch after one without a condition, or after guards that leave no case to it, is never taken.

use super::Subject;
use super::cases::{Cases, lists};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::Condition;
use crate::model::{Branch, Definition};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, state) in &subject.definition.states {
        for (_, branches) in state.working().map(lists).unwrap_or_default() {
            let free = branches.iter().position(|branch| branch.when.is_none());
            for (at, branch) in branches.iter().enumerate().skip(1) {
                let told = if free.is_some_and(|free| free < at) {
                    (
                        "前面已有一条无条件的分支，这一条永远轮不到",
                        "an earlier branch has no condition, so this one is never taken",
                    )
                } else if leaves_nothing(subject.definition, &branches[..at], branch) {
                    (
                        "前面的条件已经管到每一种情形，这一条永远轮不到",
                        "the guards before take every case, so this one is never taken",
                    )
                } else {
                    continue;
                };
                let help = Bilingual::new("把管得宽的那条移到最后", "move the wider one to the end");
                diagnostics.push(subject.problem(
                    Code::ShadowedBranch,
                    branch.span,
                    format!("states.{name}"),
                    Bilingual::new(told.0, told.1),
                    help,
                ));
            }
        }
    }
}

/// Whether some branch can be open, but never where all before it are not.
fn leaves_nothing(definition: &Definition, before: &[Branch], branch: &Branch) -> bool {
    let guards: Vec<Condition> =
        before.iter().filter_map(|branch| branch.when.as_ref()).map(|when| when.condition()).collect();
    // A branch for the rest is there for the day on which the guards before it change.
    let Some(own) = branch.when.as_ref().map(|when| when.condition()) else { return false };
    let cases = Cases::of(definition, &guards.into_iter().chain([own]).collect::<Vec<_>>());
    let last = |held: &[bool]| held.last() == Some(&true);
    let can_be_open = matches!(cases.find(last), Ok(Some(_)));
    let nothing_left = cases.find(|held| last(held) && held.iter().filter(|held| **held).count() == 1) == Ok(None);
    can_be_open && nothing_left
}
