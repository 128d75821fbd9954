//! Whoever handed a case on should not be the one who decides money for it.

use std::collections::BTreeSet;

use super::Subject;
use super::graph::{self, By, Edge};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Definition, Effect, EffectKind};
use crate::name::StateName;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let edges = graph::edges(definition);
    let deciding = deciding(definition, &edges);
    for (name, state) in &definition.states {
        let Some(task) = state.task() else { continue };
        if !deciding.contains(name) {
            continue;
        }
        let before = graph::reaching([name], &edges);
        let same = definition.states.iter().find(|(other, state)| {
            *other != name
                && before.contains(other)
                && state.task().is_some_and(|earlier| earlier.role == task.role)
                && !task.not_same_person_as.contains(other)
                // Who decided before may decide again, unless he handed the case to himself.
                && (!deciding.contains(other) || hands_on(&edges, other, name))
        });
        let Some((other, _)) = same else { continue };
        let message = Bilingual::new(
            format!("在“{other}”办理的人，也可能在“{name}”批准同一办件的待遇"),
            format!("whoever acts in `{other}` could also grant the benefit in `{name}` of the same case"),
        );
        let help = Bilingual::new(
            format!("在待办里加 不得同人（not_same_person_as）: [{other}]，或改用另一角色"),
            format!("add `not_same_person_as: [{other}]` to the task, or use another role"),
        );
        diagnostics.push(subject.problem(Code::SelfApproval, state.span, format!("states.{name}.task"), message, help));
    }
}

/// The states in which a person acting grants a benefit.
fn deciding<'d>(definition: &'d Definition, edges: &[Edge<'d>]) -> BTreeSet<&'d StateName> {
    let by_people = edges.iter().filter(|edge| matches!(edge.by, By::Person(_)));
    let granting = by_people.filter(|edge| {
        let entered = definition.state(edge.to).map(|to| to.enter.as_slice()).unwrap_or_default();
        let on_the_way = edge.branch.map(|branch| branch.effects.as_slice()).unwrap_or_default();
        grants(entered) || grants(on_the_way)
    });
    granting.map(|edge| edge.from).collect()
}

fn hands_on(edges: &[Edge<'_>], from: &StateName, to: &StateName) -> bool {
    edges.iter().any(|edge| edge.from == from && edge.to == to && matches!(edge.by, By::Person(_)))
}

fn grants(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect.kind, EffectKind::Grant(_)))
}
