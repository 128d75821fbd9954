//! Promise 2: at each wait some person or some time can move the case, whatever the fields say.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Branch, Working};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, state) in &subject.definition.states {
        let Some(working) = state.working() else { continue };
        if moves_on(working) {
            continue;
        }
        let message = Bilingual::new(
            format!("环节“{name}”没有一条无条件的出路，遇到条件都不成立的办件会卡住"),
            format!(
                "the state `{name}` has no unconditional way out; a case for which no condition holds would be stuck"
            ),
        );
        let help = Bilingual::new(
            "给某个动作（on）或到时（after）留一条没有 when 的分支",
            "leave some action (`on`) or `after` with a branch without `when`",
        );
        diagnostics.push(subject.problem(Code::NoWayOut, state.span, format!("states.{name}"), message, help));
    }
}

fn moves_on(working: &Working) -> bool {
    let free = |branches: &[Branch]| branches.iter().any(|branch| branch.when.is_none() && branch.to.is_some());
    working.actions.values().any(|action| free(&action.branches))
        || working.after.iter().any(|after| free(&after.branches))
        || free(&working.always)
}
