//! A deadline whose clock nothing ever starts guards nobody; one that nothing can meet accuses everybody.

use std::collections::BTreeSet;

use super::graph::{self, Edge};
use super::{Subject, field_set};
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{Deadline, Definition, From, StateKind, Until};
use crate::name::StateName;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    if definition.deadlines.is_empty() {
        return;
    }
    let edges = graph::edges(definition);
    let reached = graph::reachable(graph::beginning(definition), &edges);
    let left: BTreeSet<&StateName> = edges.iter().map(|edge| edge.from).collect();
    for (name, deadline) in &definition.deadlines {
        if is_of_one_state(deadline, &reached, &left) {
            continue;
        }
        let begins = beginnings(definition, &edges, &reached, &deadline.from);
        let (zh, en, help) = if begins.is_empty() {
            (
                format!("时限“{name}”永远不会起算"),
                format!("the clock of the deadline `{name}` can never start"),
                Bilingual::new(
                    "改 from：写一个能到达的环节，或某个表单里有的日期",
                    "change `from` to a state that is reached, or a day some form asks for",
                ),
            )
        } else if !can_be_met(definition, &edges, deadline, begins) {
            (
                format!("时限“{name}”起算以后，“至”（until）写的都到不了，必然逾期"),
                format!("once the deadline `{name}` runs, nothing under `until` can come about: it always passes"),
                Bilingual::new(
                    "改“至”：写起算以后能到达的环节",
                    "change `until` to a state that can be reached from there",
                ),
            )
        } else {
            continue;
        };
        let path = format!("deadlines.{name}");
        diagnostics.push(subject.problem(Code::DeadlineUnused, deadline.span, path, Bilingual::new(zh, en), help));
    }
}

/// Whether it is one of a state that is reached and has a way out: most are, and of those nothing else need be looked at.
fn is_of_one_state(deadline: &Deadline, reached: &BTreeSet<&StateName>, left: &BTreeSet<&StateName>) -> bool {
    let From::Reach(state) = &deadline.from else { return false };
    reached.contains(state) && left.contains(state) && deadline.until.contains(&Until::Leave(state.clone()))
}

/// The states a case may be in when the clock starts.
fn beginnings<'d>(
    definition: &'d Definition,
    edges: &[Edge<'d>],
    reached: &BTreeSet<&'d StateName>,
    from: &'d From,
) -> BTreeSet<&'d StateName> {
    match from {
        From::ReceivedAt | From::Start => graph::beginning(definition).into_iter().collect(),
        From::Reach(state) => reached.get(state).copied().into_iter().collect(),
        From::Leave(state) => edges
            .iter()
            .filter(|edge| leaves(definition, edge, state) && reached.contains(edge.from))
            .map(|edge| edge.to)
            .collect(),
        From::Field(field) if field_set::anywhere(definition, field) => reached.clone(),
        From::Field(_) => BTreeSet::new(),
        From::Asked(_) => reached.clone(),
    }
}

fn can_be_met<'d>(
    definition: &'d Definition,
    edges: &[Edge<'d>],
    deadline: &'d Deadline,
    begins: BTreeSet<&'d StateName>,
) -> bool {
    let after = graph::reachable(begins, edges);
    deadline.until.iter().any(|until| match until {
        Until::Reach(state) => after.contains(state),
        Until::Answered(_) => true,
        Until::Leave(state) => edges.iter().any(|edge| leaves(definition, edge, state) && after.contains(edge.from)),
        Until::End => definition.states.iter().any(|(name, state)| match state.kind {
            StateKind::End(_) => after.contains(name),
            StateKind::Working(_) | StateKind::Final | StateKind::History(_) => false,
        }),
    })
}

/// Whether taking an edge may leave a state: it begins there, or anywhere inside.
fn leaves(definition: &Definition, edge: &Edge<'_>, state: &StateName) -> bool {
    edge.from == state || definition.is_within(edge.from, state)
}
