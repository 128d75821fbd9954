//! Everything there is to come by in a process, each with its label.

use definition::expression::{Expression, ReadOf};
use definition::model::{Branch, DONE_WHEN, Deadline, Definition, Effect, EffectKind, Rung, State, StateKind, Working};
use definition::table::Table;

/// The label of the condition under which a case may start.
pub(super) const START: &str = "start";

/// A set of branches of which one is taken.
pub(super) struct Choice<'d> {
    /// `on.submit`, `receive.paid`, `after.0` or `always`, as the history says it.
    pub of: String,
    /// `village_review.submit`
    pub label: String,
    pub branches: &'d [Branch],
}

/// Every choice of a state.
pub(super) fn choices(state: &State) -> Vec<Choice<'_>> {
    state.working().map(|working| of_working(state, working)).unwrap_or_default()
}

fn of_working<'d>(state: &State, working: &'d Working) -> Vec<Choice<'d>> {
    let name = &state.name;
    let choice = |of: String, label: String, branches: &'d [Branch]| Choice { of, label, branches };
    let actions = working
        .actions
        .values()
        .map(|action| choice(format!("on.{}", action.name), format!("{name}.{}", action.name), &action.branches));
    let events = working
        .receive
        .iter()
        .map(|receive| choice(receive.of.clone(), format!("{name}.{}", receive.of), &receive.branches));
    let after = working
        .after
        .iter()
        .enumerate()
        .map(|(at, after)| choice(format!("after.{at}"), format!("{name}.after.{at}"), &after.branches));
    let always =
        (!working.always.is_empty()).then(|| choice("always".to_owned(), format!("{name}.always"), &working.always));
    actions.chain(events).chain(after).chain(always).collect()
}

impl Choice<'_> {
    /// The label of a branch: the choice's own where it has only one.
    pub fn branch(&self, position: usize) -> String {
        if self.branches.len() == 1 { self.label.clone() } else { format!("{}.{position}", self.label) }
    }
}

/// Every way a case can go.
pub(super) fn transitions(definition: &Definition) -> Vec<String> {
    definition.states.values().flat_map(of_state).collect()
}

fn of_state(state: &State) -> Vec<String> {
    let reopen = match &state.kind {
        StateKind::End(end) => end.reopen.as_ref().map(|_| reopen(state.name.as_str())),
        StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
    };
    let branches = choices(state).into_iter().flat_map(|choice| {
        let labels: Vec<String> = (0..choice.branches.len()).map(|position| choice.branch(position)).collect();
        labels
    });
    branches.chain(reopen).collect()
}

/// The label of the condition under which a state with items is done.
pub(super) fn items_done(state: &str) -> String {
    format!("{state}.{DONE_WHEN}")
}

/// The label of a closed case opened again.
pub(super) fn reopen(state: &str) -> String {
    format!("{state}.reopen")
}

/// Every guard, both ways.
pub(super) fn guards(definition: &Definition) -> Vec<String> {
    let start = definition.start.when.iter().filter(|when| is_recorded(when)).map(|_| START.to_owned());
    let branches = definition.states.values().flat_map(|state| {
        choices(state).into_iter().flat_map(|choice| {
            let guarded =
                choice.branches.iter().enumerate().filter(|(_, branch)| branch.when.as_ref().is_some_and(is_recorded));
            guarded.map(|(position, _)| choice.branch(position)).collect::<Vec<_>>()
        })
    });
    let effects = crate::definitions::effects(definition);
    let effects =
        effects.filter_map(|effect| Some(effect_guard(effect, effect.when.as_ref().filter(|when| is_recorded(when))?)));
    let items = definition.eaches().filter(|(_, each)| each.condition().is_some());
    let items = items.map(|(state, _)| items_done(state.as_str()));
    let mut labels: Vec<String> = Vec::new();
    for guard in start.chain(branches).chain(effects).chain(items) {
        for holds in [true, false] {
            let label = outcome(&guard, holds);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    labels
}

/// A guard that reads nothing of the case leaves no grounds in the history, so nothing can be said of it.
fn is_recorded(when: &Expression) -> bool {
    when.reads().iter().any(|read| read.what != ReadOf::Clock)
}

/// The label of a guard come out one way.
pub(super) fn outcome(guard: &str, holds: bool) -> String {
    format!("{guard} = {holds}")
}

/// The label of an effect's condition.
pub(super) fn effect_guard(effect: &Effect, when: &Expression) -> String {
    condition_of(subject(effect), when.source())
}

/// The label of the condition of what an effect is about.
pub(super) fn condition_of(subject: &str, source: &str) -> String {
    format!("{subject} when {source}")
}

fn subject(effect: &Effect) -> &str {
    match &effect.kind {
        EffectKind::Notify { notice, .. } => notice.template.as_str(),
        EffectKind::Grant(grant) => grant.key.as_str(),
        EffectKind::Stop { grant, .. } => grant.as_str(),
        EffectKind::Set { field, .. } => field.as_str(),
        EffectKind::Start(new) => &new.key,
        EffectKind::Tell(message) => message.event.as_str(),
        EffectKind::Raise(raise) => raise.event.as_str(),
        EffectKind::Send(send) => send.event.as_str(),
        EffectKind::Cancel { key } => key,
    }
}

/// Every row of every decision table, and what is left over where a table says it.
pub(super) fn rows(definition: &Definition) -> Vec<String> {
    let of_table = |table: &Table| {
        let rows = (1..=table.rows.len()).map(|number| row(table.name.as_str(), number));
        rows.chain(table.otherwise.as_ref().map(|_| left_over(table.name.as_str()))).collect::<Vec<_>>()
    };
    definition.tables.values().flat_map(of_table).collect()
}

/// The label of a row, from 1.
pub(super) fn row(table: &str, number: usize) -> String {
    format!("{table}.row.{number}")
}

/// The label of what follows where no row holds.
pub(super) fn left_over(table: &str) -> String {
    format!("{table}.otherwise")
}

/// Every rung of every deadline.
pub(super) fn rungs(definition: &Definition) -> Vec<String> {
    definition.deadlines.values().flat_map(|deadline| (0..deadline.ladder.len()).map(|at| rung(deadline, at))).collect()
}

/// The label of a rung.
pub(super) fn rung(deadline: &Deadline, at: usize) -> String {
    let name = &deadline.name;
    let pass = deadline.ladder.iter().position(|rung| *rung == Rung::Pass).unwrap_or(deadline.ladder.len());
    match at.cmp(&pass) {
        std::cmp::Ordering::Less => format!("{name}.remind.{at}"),
        std::cmp::Ordering::Equal => format!("{name}.passed"),
        std::cmp::Ordering::Greater => format!("{name}.overdue.{}", at - pass - 1),
    }
}
