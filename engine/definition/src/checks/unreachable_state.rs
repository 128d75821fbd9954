//! A state that no path reaches: dead words, or a transition forgotten.

use super::{Subject, graph};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{State, StateKind};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let edges = graph::edges(definition);
    let reached = graph::reachable(graph::beginning(definition), &edges);
    for (name, state) in definition.states.iter().filter(|(name, state)| !reached.contains(name) && !is_history(state))
    {
        let message =
            Bilingual::new(format!("没有任何路径能到环节“{name}”"), format!("no path reaches the state `{name}`"));
        let help = Bilingual::new("在别的环节写“转到”（to）它，或删去它", "lead some transition to it, or delete it");
        diagnostics.push(subject.problem(Code::UnreachableState, state.span, format!("states.{name}"), message, help));
    }
}

/// A history is never active; it is gone through.
fn is_history(state: &State) -> bool {
    match state.kind {
        StateKind::History(_) => true,
        StateKind::Working(_) | StateKind::End(_) | StateKind::Final => false,
    }
}
