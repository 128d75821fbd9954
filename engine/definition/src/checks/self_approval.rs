//! Whoever handed a case on should not be the one who decides money for it.

use std::collections::BTreeSet;

use super::Subject;
use super::graph::{self, By, Edge};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Definition, Effect, EffectKind, Task};
use crate::name::{OfficeName, RoleName, StateName};
use crate::organisation::Person;

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
        let Some((other, _)) = same else {
            diagnostics.extend(by_two_posts(subject, name, task, &before, &deciding));
            continue;
        };
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

/// Where people are known: one person whose two posts let him hand a case on below and decide it above.
fn by_two_posts(
    subject: &Subject<'_>,
    name: &StateName,
    task: &Task,
    before: &BTreeSet<&StateName>,
    deciding: &BTreeSet<&StateName>,
) -> Option<Diagnostic> {
    let definition = subject.definition;
    let earlier = definition.states.iter().filter(|(other, state)| {
        let role = state.task().map(|earlier| &earlier.role);
        *other != name
            && before.contains(other)
            && !deciding.contains(other)
            && role.is_some_and(|role| *role != task.role)
            && !task.not_same_person_as.contains(other)
    });
    let (other, person) = earlier
        .filter_map(|(other, state)| Some((other, holder_of_both(subject, &state.task()?.role, &task.role)?)))
        .next()?;
    let message = Bilingual::new(
        format!("{} 兼着两个职务，可以在“{other}”经手，又在“{name}”批准同一办件的待遇", person.title.zh),
        format!(
            "`{}` holds two posts and could act in `{other}` and grant the benefit in `{name}` of the same case",
            person.name
        ),
    );
    let help = Bilingual::new(
        format!("在 task 里加 not_same_person_as: [{other}]"),
        format!("add `not_same_person_as: [{other}]` to the task"),
    );
    let span = definition.state(name).map(|state| state.span)?;
    Some(subject.problem(Code::SelfApproval, span, format!("states.{name}.task"), message, help))
}

/// Somebody who holds one role at an office and the other there or above it.
fn holder_of_both<'s>(subject: &'s Subject<'_>, below: &RoleName, above: &RoleName) -> Option<&'s Person> {
    let (organisation, today) = (subject.around.organisation, subject.today);
    let holds = |person: &&Person| {
        let of = |role: &RoleName| {
            let role = role.clone();
            person.posts.iter().filter(move |post| post.role == role && post.days().contains(today))
        };
        let under = |one: &OfficeName, other: &OfficeName| organisation.lineage(one, today).contains(other);
        of(below).any(|low| of(above).any(|high| under(&low.office, &high.office) || under(&high.office, &low.office)))
    };
    organisation.people().values().find(holds)
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
