//! A state that no path reaches: dead words, or a transition forgotten.

use super::{Subject, graph};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let edges = graph::edges(definition);
    let reached = graph::reachable([&definition.initial], &edges);
    for (name, state) in definition.states.iter().filter(|(name, _)| !reached.contains(name)) {
        let message =
            Bilingual::new(format!("没有任何路径能到环节“{name}”"), format!("no path reaches the state `{name}`"));
        let help = Bilingual::new("在别的环节写 to 转到它，或删去它", "lead some transition to it, or delete it");
        diagnostics.push(subject.problem(Code::UnreachableState, state.span, format!("states.{name}"), message, help));
    }
}
