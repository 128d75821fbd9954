//! Two guards that both hold in some case, neither of which is the narrower one: which way such a case goes, only the order of
//! the lines decides. A narrow guard before a wide one is how exceptions are written, and is not told.

use super::Subject;
use super::cases::{Cases, lists, words};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::Condition;
use crate::model::Branch;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, state) in &subject.definition.states {
        for (of, branches) in state.working().map(lists).unwrap_or_default() {
            let path = format!("states.{name}.{of}");
            diagnostics.extend(overlap(subject, branches, path));
        }
    }
}

fn overlap(subject: &Subject<'_>, branches: &[Branch], path: String) -> Option<Diagnostic> {
    let guarded: Vec<(&Branch, Condition)> =
        branches.iter().filter_map(|branch| Some((branch, branch.when.as_ref()?.condition()))).collect();
    for (later, (branch, condition)) in guarded.iter().enumerate().skip(1) {
        for (before, earlier) in guarded.iter().take(later) {
            if before.to == branch.to && before.effects.is_empty() && branch.effects.is_empty() {
                continue;
            }
            let cases = Cases::of(subject.definition, &[earlier.clone(), condition.clone()]);
            let only = |which: [bool; 2]| matches!(cases.find(|held| held == which), Ok(Some(_)));
            let crosses = cases.are_real() && only([true, false]) && only([false, true]);
            let Ok(Some(example)) = cases.find(|held| held == [true, true]) else { continue };
            if crosses {
                let (zh, en) = words(&example);
                let message = Bilingual::new(
                    format!("这一条与前面的条件都成立，例如 {zh}，走哪条只看先后"),
                    format!(
                        "this guard and one before it both hold, as for {en}; only their order says which way is taken"
                    ),
                );
                let help = Bilingual::new(
                    "把条件写到互不重叠，或让窄的一条写在前、完全落在宽的一条之内",
                    "make them exclude each other, or put the narrower one, lying wholly within the wider, first",
                );
                return Some(subject.problem(Code::GuardsOverlap, branch.span, path, message, help));
            }
        }
    }
    None
}
