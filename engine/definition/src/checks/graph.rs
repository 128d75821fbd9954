//! The states of a process as a graph, guards taken as free.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Branch, Definition, FormItem, StateKind, Wait};
use crate::name::StateName;

/// A way from one state to another.
pub(super) struct Edge<'d> {
    pub from: &'d StateName,
    pub to: &'d StateName,
    pub by: By<'d>,
    /// None where a closed case is opened again.
    pub branch: Option<&'d Branch>,
}

/// What takes an edge.
pub(super) enum By<'d> {
    /// A person, filling in this form.
    Person(Vec<&'d FormItem>),
    /// An event from outside, bringing this form.
    Event(&'d [FormItem]),
    /// Time, after such a wait.
    Time(&'d Wait),
    /// Nothing: taken at once.
    Itself,
    /// An end opened again.
    Reopening,
}

/// Every edge, in document order.
pub(super) fn edges(definition: &Definition) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    for (name, state) in &definition.states {
        match &state.kind {
            StateKind::Working(working) => {
                let task_form = working.task.iter().flat_map(|task| &task.form);
                for action in working.actions.values() {
                    let insisted = |item: &&FormItem| item.required;
                    let mut form: Vec<&FormItem> = action.form.iter().filter(insisted).collect();
                    if !action.without_form {
                        form.extend(task_form.clone().filter(insisted));
                    }
                    push(&mut edges, name, &action.branches, || By::Person(form.clone()));
                }
                for receive in working.receive.values() {
                    push(&mut edges, name, &receive.branches, || By::Event(&receive.form));
                }
                for after in &working.after {
                    push(&mut edges, name, &after.branches, || By::Time(&after.wait));
                }
                push(&mut edges, name, &working.always, || By::Itself);
            }
            StateKind::End(end) => {
                edges.extend(end.reopen.iter().map(|reopen| Edge {
                    from: name,
                    to: &reopen.to,
                    by: By::Reopening,
                    branch: None,
                }));
            }
        }
    }
    edges
}

fn push<'d>(edges: &mut Vec<Edge<'d>>, from: &'d StateName, branches: &'d [Branch], by: impl Fn() -> By<'d>) {
    for branch in branches {
        edges.extend(branch.to.iter().map(|to| Edge { from, to, by: by(), branch: Some(branch) }));
    }
}

/// Every state that can be reached from some, those included.
pub(super) fn reachable<'d>(
    from: impl IntoIterator<Item = &'d StateName>,
    edges: &[Edge<'d>],
) -> BTreeSet<&'d StateName> {
    let mut next: BTreeMap<&StateName, Vec<&'d StateName>> = BTreeMap::new();
    for edge in edges {
        next.entry(edge.from).or_default().push(edge.to);
    }
    walk(from, &next)
}

/// Every state from which some can be reached, those included.
pub(super) fn reaching<'d>(to: impl IntoIterator<Item = &'d StateName>, edges: &[Edge<'d>]) -> BTreeSet<&'d StateName> {
    let mut before: BTreeMap<&StateName, Vec<&'d StateName>> = BTreeMap::new();
    for edge in edges {
        before.entry(edge.to).or_default().push(edge.from);
    }
    walk(to, &before)
}

fn walk<'d>(
    from: impl IntoIterator<Item = &'d StateName>,
    next: &BTreeMap<&StateName, Vec<&'d StateName>>,
) -> BTreeSet<&'d StateName> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&'d StateName> = from.into_iter().collect();
    while let Some(state) = open.pop() {
        if found.insert(state) {
            open.extend(next.get(state).into_iter().flatten());
        }
    }
    found
}
