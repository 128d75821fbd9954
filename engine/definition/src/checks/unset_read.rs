//! A field read before any path sets it: an officer would be stopped by a missing value nobody could have given.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Subject;
use super::graph::{self, By, Edge};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::{Expression, ReadOf};
use crate::model::{Branch, Definition, DoneWhen, Effect, EffectKind, FormItem, State, Wait};
use crate::name::StateName;
use crate::text::Span;

type Set<'d> = BTreeSet<&'d str>;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let started = required(&definition.start.form);
    let mut told = Told { subject, diagnostics, places: BTreeSet::new() };
    if let Some(when) = &definition.start.when {
        let at = subject.source.text.find(when.source()).unwrap_or_default();
        told.expression(when, &started, Span::new(at, at + when.source().len()), "start");
    }
    let edges = graph::edges(definition);
    let set = fixpoint(definition, &edges, started);
    for (name, state) in &definition.states {
        let Some(known) = set.get(name) else { continue };
        told.waits(state, known);
        told.effects(&state.enter, known, name);
        told.effects(&state.leave, known, name);
    }
    for edge in &edges {
        let (Some(known), Some(branch)) = (set.get(edge.from), edge.branch) else { continue };
        let known = with_form(known, &edge.by);
        if let Some(when) = &branch.when {
            told.expression(when, &known, branch.span, edge.from.as_str());
        }
        told.effects(&branch.effects, &known, edge.from);
    }
}

/// What is surely set on entering each state, over every path.
fn fixpoint<'d>(definition: &'d Definition, edges: &[Edge<'d>], started: Set<'d>) -> BTreeMap<&'d StateName, Set<'d>> {
    let begun = graph::beginning(definition);
    let begun_sets: Set<'d> = begun.iter().flat_map(|name| entered_sets(definition, name)).collect();
    let started: Set<'d> = started.union(&begun_sets).copied().collect();
    let mut set: BTreeMap<&StateName, Set<'d>> = begun.into_iter().map(|name| (name, started.clone())).collect();
    // What is entered together is set together, whatever of it an edge leads to.
    let mut together: BTreeMap<(*const Branch, &StateName), Set<'d>> = BTreeMap::new();
    for edge in edges {
        let key = (edge.branch.map_or(std::ptr::null(), std::ptr::from_ref), edge.from);
        together.entry(key).or_default().extend(entered_sets(definition, edge.to));
    }
    let mut leaving: BTreeMap<&StateName, Vec<&Edge<'d>>> = BTreeMap::new();
    for edge in edges {
        leaving.entry(edge.from).or_default().push(edge);
    }
    let mut open: VecDeque<&'d StateName> = set.keys().copied().collect();
    while let Some(from) = open.pop_front() {
        for edge in leaving.get(from).into_iter().flatten() {
            let Some(known) = set.get(edge.from) else { continue };
            let mut arriving = with_form(known, &edge.by);
            arriving.extend(edge.branch.iter().flat_map(|branch| assigned(&branch.effects)));
            let key = (edge.branch.map_or(std::ptr::null(), std::ptr::from_ref), edge.from);
            arriving.extend(together.get(&key).into_iter().flatten());
            let met: Set<'d> = match set.get(edge.to) {
                Some(before) => before.intersection(&arriving).copied().collect(),
                None => arriving,
            };
            if set.get(edge.to) != Some(&met) {
                set.insert(edge.to, met);
                open.push_back(edge.to);
            }
        }
    }
    set
}

/// What entering a state surely sets.
fn entered_sets<'d>(definition: &'d Definition, name: &StateName) -> impl Iterator<Item = &'d str> {
    definition.state(name).into_iter().flat_map(|state| {
        // What its items bring is kept in a list that is there from the beginning, empty.
        let into = state.each().and_then(|each| each.into.as_ref()).map(|into| into.list.as_str());
        assigned(&state.enter).chain(into)
    })
}

fn required(form: &[FormItem]) -> Set<'_> {
    form.iter().filter(|item| item.required).map(|item| item.field.as_str()).collect()
}

fn with_form<'d>(known: &Set<'d>, by: &By<'d>) -> Set<'d> {
    let mut known = known.clone();
    match by {
        By::Person(form) => known.extend(form.iter().map(|item| item.field.as_str())),
        By::Event(receive) => {
            known.extend(required(&receive.form));
            known.extend(receive.data.keys().map(|name| name.as_str()));
        }
        By::Time(_) | By::Itself | By::Reopening => {}
    }
    known
}

fn assigned(effects: &[Effect]) -> impl Iterator<Item = &str> {
    effects.iter().filter(|effect| effect.when.is_none()).filter_map(|effect| match &effect.kind {
        EffectKind::Set { field, .. } => Some(field.as_str()),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Start(_)
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    })
}

struct Told<'t, 's> {
    subject: &'t Subject<'s>,
    diagnostics: &'t mut Vec<Diagnostic>,
    places: BTreeSet<(usize, String)>,
}

impl Told<'_, '_> {
    fn effects(&mut self, effects: &[Effect], known: &Set<'_>, state: &StateName) {
        for effect in effects {
            // An effect behind a condition runs only where that holds; what its condition makes sure is given counts as set.
            let mut known = known.clone();
            let made_sure = effect.when.as_ref().map(given).unwrap_or_default();
            known.extend(made_sure.iter().map(String::as_str));
            for expression in effect.needed() {
                self.expression(expression, &known, effect.span, state.as_str());
            }
        }
    }

    /// How long a state waits is settled on entering it, before its effects: what they set is not there yet.
    fn waits(&mut self, state: &State, known: &Set<'_>) {
        let set_within: Set<'_> = assigned(&state.enter).collect();
        let known: Set<'_> = known.difference(&set_within).copied().collect();
        for after in state.working().into_iter().flat_map(|working| &working.after) {
            if let Wait::Until(day) = &after.wait {
                self.expression(day, &known, after.span, state.name.as_str());
            }
        }
        if let Some((each, DoneWhen::Holds(when))) = state.each().map(|each| (each, &each.done_when)) {
            self.expression(when, &known, each.span, state.name.as_str());
        }
    }

    fn expression(&mut self, expression: &Expression, known: &Set<'_>, span: Span, place: &str) {
        let definition = self.subject.definition;
        for field in fields_read(definition, expression) {
            let sure = known.contains(field.as_str()) || field == "received_at" || definition.is_of_items(&field);
            if sure || !self.places.insert((span.start, field.clone())) {
                continue;
            }
            let message = Bilingual::new(
                format!("算式“{}”要用表单项“{field}”，但并非每条路径都已填它", expression.source()),
                format!("`{}` reads the field `{field}`, which not every path has set by then", expression.source()),
            );
            let help = Bilingual::new(
                format!("把“{field}”放进此前的必填表单，或用 given({field}) 先判断"),
                format!("put `{field}` on a form before, as required, or ask given({field}) first"),
            );
            let path = format!("states.{place}");
            self.diagnostics.push(self.subject.problem(Code::UnsetRead, span, path, message, help));
        }
    }
}

/// The fields an expression asks `given(...)` of: its author has thought of their absence.
fn given(expression: &Expression) -> BTreeSet<String> {
    let asked = expression.reads().iter().filter_map(|read| match &read.what {
        ReadOf::Given(name) => Some(name.clone()),
        ReadOf::Variable(_) | ReadOf::Parameter(_) | ReadOf::State(_) | ReadOf::Clock => None,
    });
    asked.collect()
}

/// The fields an expression reads, also through the formulas it uses.
fn fields_read(definition: &Definition, expression: &Expression) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![expression];
    let mut seen = BTreeSet::new();
    while let Some(expression) = open.pop() {
        for read in expression.reads().iter().filter(|read| !read.guarded) {
            let ReadOf::Variable(name) = &read.what else { continue };
            if let Some(table) = definition.tables.get(name.as_str()) {
                if seen.insert(name.clone()) {
                    open.extend(table.expressions());
                }
                continue;
            }
            match definition.values.get(name.as_str()) {
                Some(formula) if seen.insert(name.clone()) => open.push(&formula.expression),
                Some(_) => {}
                // What a cell calls the value of its own column.
                None if name == "?" => {}
                None => drop(found.insert(name.clone())),
            }
        }
    }
    found
}
