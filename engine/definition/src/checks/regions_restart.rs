//! A transition from one region into another leaves the state with the regions and enters it again: what its other regions had
//! come to is begun anew. That is how statecharts have it, and seldom what is meant.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Branch, Definition};
use crate::name::StateName;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    for (name, state) in &definition.states {
        for branch in state.working().into_iter().flat_map(|working| working.branches()) {
            let Some(parallel) = restarted(definition, name, branch) else { continue };
            let message = Bilingual::new(
                format!("从“{name}”转到“{parallel}”的另一分区，“{parallel}”的各分区都会重新开始"),
                format!("a way from `{name}` into another region of `{parallel}` begins all its regions anew"),
            );
            let help = Bilingual::new(
                "若只要另一分区往下走，在这里 raise 一条消息，由那个分区 receive",
                "to move only the other region on, `raise` an event here and `receive` it there",
            );
            let path = format!("states.{name}");
            diagnostics.push(subject.problem(Code::RegionsRestart, branch.span, path, message, help));
        }
    }
}

/// The state whose regions a branch begins anew though it comes from within one of them.
fn restarted<'d>(definition: &'d Definition, source: &StateName, branch: &Branch) -> Option<&'d StateName> {
    let parallels = definition.around(source).filter(|state| state.is_parallel());
    let mut left = parallels.filter(|parallel| {
        let region = |state: &StateName| {
            parallel.children.iter().find(|child| *child == state || definition.is_within(state, child))
        };
        branch.to.iter().any(|target| region(target).is_some_and(|there| Some(there) != region(source)))
    });
    left.next().map(|state| &state.name)
}
