//! Promise 2: from every state an end is reachable. A household in a state without one would wait for ever.

use super::{Subject, graph};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::StateKind;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let edges = graph::edges(definition);
    let ends =
        definition.states.iter().filter(|(_, state)| matches!(state.kind, StateKind::End(_))).map(|(name, _)| name);
    let reaching = graph::reaching(ends, &edges);
    let reached = graph::reachable(graph::beginning(definition), &edges);
    for (name, state) in &definition.states {
        // A state around others is left when one of those is; an end is reached from there.
        if reaching.contains(name) || !reached.contains(name) || !state.is_leaf() {
            continue;
        }
        let message = Bilingual::new(
            format!("办件到了环节“{name}”就再也不能办结"),
            format!("from the state `{name}` no end can be reached"),
        );
        let help =
            Bilingual::new("让它最终能转到一个写有 end（办结）的环节", "lead it, in the end, to a state with `end`");
        diagnostics.push(subject.problem(Code::NoWayToEnd, state.span, format!("states.{name}"), message, help));
    }
}
