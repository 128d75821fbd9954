//! The states of a process as a graph, guards taken as free. An edge leads from an innermost state to a state it enters.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Branch, Definition, Domain, Entry, FormItem, Receive, Remembered, StateKind, Wait};
use crate::name::StateName;

/// A way from one state to another.
pub(super) struct Edge<'d> {
    /// An innermost state; the way may be one of a state around it.
    pub from: &'d StateName,
    /// What is entered, innermost or around that.
    pub to: &'d StateName,
    pub by: By<'d>,
    /// None where a closed case is opened again.
    pub branch: Option<&'d Branch>,
}

/// What takes an edge.
#[derive(Clone)]
pub(super) enum By<'d> {
    /// A person, filling in this form.
    Person(Vec<&'d FormItem>),
    /// An event, bringing what it says.
    Event(&'d Receive),
    /// Time, after such a wait.
    Time(&'d Wait),
    /// Nothing: taken at once.
    Itself,
    /// An end opened again.
    Reopening,
}

/// Every edge, in document order; last those that lead back to where the officer chooses.
pub(super) fn edges(definition: &Definition) -> Vec<Edge<'_>> {
    let mut edges = ordinary(definition);
    let back = returns(definition, &edges);
    edges.extend(back);
    edges
}

/// From each innermost state that offers to go back: to every state with a task it can be reached from.
fn returns<'d>(definition: &'d Definition, edges: &[Edge<'d>]) -> Vec<Edge<'d>> {
    let mut found = Vec::new();
    for (name, state) in &definition.states {
        let actions = state.working().into_iter().flat_map(|working| working.actions.values());
        for (action, back) in actions.filter_map(|action| Some((action, action.return_to.as_ref()?))) {
            for leaf in definition.leaves_of(name).into_iter().filter(|leaf| leaf.task().is_some()) {
                let before = reaching([&leaf.name], edges).into_iter().filter(|other| {
                    let has_task = definition.state(other).is_some_and(|state| state.task().is_some());
                    let allowed = back.allows(other) && **other != leaf.name;
                    has_task && allowed && !definition.is_beside(&leaf.name, other)
                });
                let to = before.flat_map(|other| entered(definition, [other], Domain::Whole));
                found.extend(to.map(|to| Edge {
                    from: &leaf.name,
                    to,
                    by: By::Person(Vec::new()),
                    branch: action.branches.first(),
                }));
            }
        }
    }
    found
}

fn ordinary(definition: &Definition) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    for (name, state) in &definition.states {
        match &state.kind {
            StateKind::Working(working) => {
                for action in working.actions.values() {
                    push(&mut edges, definition, name, &action.branches, |leaf| {
                        let insisted = |item: &&FormItem| item.required;
                        let mut form: Vec<&FormItem> = action.form.iter().filter(insisted).collect();
                        let task = definition.state(leaf).and_then(|state| state.task())?;
                        if !action.without_form {
                            form.extend(task.form.iter().filter(insisted));
                        }
                        Some(By::Person(form))
                    });
                }
                for receive in &working.receive {
                    push(&mut edges, definition, name, &receive.branches, |leaf| {
                        let may_come = definition.state(leaf).is_some_and(|leaf| definition.may_come(receive, leaf));
                        may_come.then_some(By::Event(receive))
                    });
                }
                for after in &working.after {
                    push(&mut edges, definition, name, &after.branches, |_| Some(By::Time(&after.wait)));
                }
                push(&mut edges, definition, name, &working.always, |_| Some(By::Itself));
            }
            StateKind::End(end) => {
                let to = end.reopen.iter().flat_map(|reopen| entered(definition, [&reopen.to], Domain::Whole));
                edges.extend(to.map(|to| Edge { from: name, to, by: By::Reopening, branch: None }));
            }
            StateKind::Final | StateKind::History(_) => {}
        }
    }
    edges
}

/// The states a case is in when it begins.
pub(super) fn beginning(definition: &Definition) -> Vec<&StateName> {
    entered(definition, &definition.initial, Domain::Whole)
}

fn push<'d>(
    edges: &mut Vec<Edge<'d>>,
    definition: &'d Definition,
    of: &'d StateName,
    branches: &'d [Branch],
    by: impl Fn(&StateName) -> Option<By<'d>>,
) {
    let leaves: Vec<&StateName> = definition.leaves_of(of).into_iter().map(|state| &state.name).collect();
    for branch in branches {
        let Some(domain) = definition.domain(of, branch, &Remembered::new()) else { continue };
        let entered = entered(definition, &branch.to, domain);
        for from in &leaves {
            let Some(by) = by(from) else { continue };
            edges.extend(entered.iter().map(|to| Edge { from, to, by: by.clone(), branch: Some(branch) }));
        }
    }
}

/// What entering some targets enters, in document order; a history stands for where it leads with nothing to remember.
fn entered<'d>(
    definition: &'d Definition,
    to: impl IntoIterator<Item = &'d StateName>,
    domain: Domain,
) -> Vec<&'d StateName> {
    let targets: Vec<StateName> = to.into_iter().cloned().collect();
    let mut entry = Entry::default();
    entry.add(definition, &targets, domain, &Remembered::new());
    entry.states.iter().filter_map(|at| definition.states.get_index(*at)).map(|(name, _)| name).collect()
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

/// Which states lead round to one another: two of the same number do, and one alone only if it leads to itself.
pub(super) fn rounds<'d>(edges: &[Edge<'d>]) -> BTreeMap<&'d StateName, usize> {
    let mut next: BTreeMap<&'d StateName, Vec<&'d StateName>> = BTreeMap::new();
    for edge in edges {
        next.entry(edge.from).or_default().push(edge.to);
        next.entry(edge.to).or_default();
    }
    let mut rounds =
        Rounds { next: &next, met: BTreeMap::new(), low: BTreeMap::new(), path: Vec::new(), found: BTreeMap::new() };
    next.keys().for_each(|state| rounds.from(state));
    rounds.found
}

/// Tarjan's search for strongly connected components, without recursion: a process may be ten thousand states deep.
struct Rounds<'n, 'd> {
    next: &'n BTreeMap<&'d StateName, Vec<&'d StateName>>,
    /// When each state was first met.
    met: BTreeMap<&'d StateName, usize>,
    /// The earliest met state each can come back to.
    low: BTreeMap<&'d StateName, usize>,
    path: Vec<&'d StateName>,
    found: BTreeMap<&'d StateName, usize>,
}

impl<'d> Rounds<'_, 'd> {
    fn from(&mut self, first: &'d StateName) {
        if self.met.contains_key(first) {
            return;
        }
        self.meet(first);
        let mut open: Vec<(&'d StateName, usize)> = vec![(first, 0)];
        while let Some((state, at)) = open.pop() {
            match self.next.get(state).and_then(|next| next.get(at)).copied() {
                Some(to) => {
                    open.push((state, at + 1));
                    if !self.met.contains_key(to) {
                        self.meet(to);
                        open.push((to, 0));
                    } else if !self.found.contains_key(to) {
                        self.lower(state, self.met.get(to).copied());
                    }
                }
                None => {
                    self.close(state);
                    if let Some((before, _)) = open.last().copied() {
                        self.lower(before, self.low.get(state).copied());
                    }
                }
            }
        }
    }

    fn meet(&mut self, state: &'d StateName) {
        let number = self.met.len();
        self.met.insert(state, number);
        self.low.insert(state, number);
        self.path.push(state);
    }

    fn lower(&mut self, state: &'d StateName, to: Option<usize>) {
        if let (Some(low), Some(to)) = (self.low.get_mut(state), to) {
            *low = (*low).min(to);
        }
    }

    /// All that can be reached from a state has been: if it can come back to nothing before it, what lies behind it is one round.
    fn close(&mut self, state: &'d StateName) {
        let number = self.met.get(state).copied();
        if self.low.get(state).copied() != number {
            return;
        }
        while let Some(last) = self.path.pop() {
            self.found.insert(last, number.unwrap_or_default());
            if last == state {
                return;
            }
        }
    }
}
