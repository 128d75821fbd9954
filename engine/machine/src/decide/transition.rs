//! Leaving, going, entering; then on by itself until the case waits: the steps of a statechart.

use std::collections::BTreeSet;

use definition::expression::{Failure, FailureKind};
use definition::model::{Branch, Domain, Effect, Entry, From, State, StateKind, Until, done_event};
use definition::moment::Moment;
use definition::name::StateName;
use definition::text::Span;
use definition::value::Value;

use crate::case::Status;
use crate::event::Event;

use super::run::Run;
use super::select::Chosen;
use super::send::Occurrence;
use super::{Failed, Trouble};

/// The most transitions one after another in one step; `check` proves loops bounded, this is the last line.
const MICROSTEPS_MAX: usize = 250;

impl<'r> Run<'r> {
    /// Takes a branch of a state, and goes on until the case waits.
    pub fn take(&mut self, source: &StateName, branch: &Branch) -> Result<(), Trouble> {
        self.microstep(&[Chosen { source, branch }])?;
        self.settle()
    }

    /// Enters states from nowhere and goes on until the case waits.
    pub fn go_to(&mut self, targets: &[StateName]) -> Result<(), Trouble> {
        let mut entry = Entry::default();
        entry.add(self.definition, targets, Domain::Whole, &self.case()?.remembered);
        self.enter_all(&entry)?;
        self.settle()
    }

    /// Leaves every state, inner ones first.
    pub fn leave_all(&mut self) -> Result<(), Trouble> {
        let active: BTreeSet<usize> =
            self.case()?.active.keys().filter_map(|name| self.definition.position(name)).collect();
        self.leave_these(&active)
    }

    /// Takes transitions together: leaves, does what is on the way, enters.
    pub fn microstep(&mut self, chosen: &[Chosen<'_>]) -> Result<(), Trouble> {
        let mut exits = BTreeSet::new();
        for one in chosen {
            exits.extend(self.exits(one)?);
        }
        self.leave_these(&exits)?;
        for one in chosen {
            self.block(&one.branch.effects, one.source)?;
        }
        let mut entry = Entry::default();
        let remembered = self.case()?.remembered.clone();
        for one in chosen {
            let Some(domain) = self.definition.domain(one.source, one.branch, &remembered) else { continue };
            entry.add(self.definition, &one.branch.to, domain, &remembered);
        }
        self.enter_all(&entry)
    }

    /// The states a transition leaves, by position in the document.
    pub fn exits(&self, chosen: &Chosen<'_>) -> Result<BTreeSet<usize>, Trouble> {
        let (definition, case) = (self.definition, self.case()?);
        let Some(domain) = definition.domain(chosen.source, chosen.branch, &case.remembered) else {
            return Ok(BTreeSet::new());
        };
        let left = case.active.keys().filter(|name| definition.is_in_domain(name, domain));
        Ok(left.filter_map(|name| definition.position(name)).collect())
    }

    fn leave_these(&mut self, exits: &BTreeSet<usize>) -> Result<(), Trouble> {
        let definition = self.definition;
        let states = || exits.iter().rev().filter_map(|at| definition.states.get_index(*at));
        for (_, state) in states() {
            self.remember(state)?;
        }
        for (name, _) in states() {
            self.leave(name)?;
        }
        Ok(())
    }

    /// Lets the histories of a state about to be left remember where the case is.
    fn remember(&mut self, state: &State) -> Result<(), Trouble> {
        for child in &state.children {
            let active = &self.case()?.active;
            if let Some(states) = self.definition.remembers(child, &|name| active.contains_key(name)) {
                self.emit(Event::HistoryRemembered { history: child.clone(), states });
            }
        }
        Ok(())
    }

    /// Leaves a state: its open tasks fall away, deadlines that ran until then are met.
    fn leave(&mut self, name: &StateName) -> Result<(), Trouble> {
        let definition = self.definition;
        if let Some(state) = definition.state(name) {
            self.block(&state.leave, name)?;
        }
        let open: Vec<u32> = self
            .case()?
            .open_tasks()
            .filter(|(_, task)| task.state == *name && !task.outlives())
            .map(|(task, _)| task)
            .collect();
        self.forget_asked(&open)?;
        for task in open {
            self.emit(Event::TaskCancelled { task });
        }
        self.call_off_owned(name)?;
        self.emit(Event::StateLeft { state: name.clone() });
        self.meet(&Until::Leave(name.clone()))?;
        self.arm_all(&From::Leave(name.clone()))
    }

    fn enter_all(&mut self, entry: &Entry<'r>) -> Result<(), Trouble> {
        let definition = self.definition;
        for at in &entry.states {
            let Some((name, state)) = definition.states.get_index(*at) else { continue };
            if self.case()?.active.contains_key(name) {
                continue;
            }
            self.enter(state)?;
            if entry.beginning.contains(at) {
                self.block(state.beginning_effects(), name)?;
            }
            if let Some(effects) = entry.histories.get(at) {
                self.block(effects, name)?;
            }
            match &state.kind {
                StateKind::End(end) => self.end(name, &end.outcome)?,
                StateKind::Final => self.is_done(state)?,
                StateKind::Working(_) | StateKind::History(_) => {}
            }
        }
        Ok(())
    }

    fn enter(&mut self, state: &'r State) -> Result<(), Trouble> {
        let name = &state.name;
        let generation = self.case()?.entered.get(name).copied().unwrap_or_default() + 1;
        let timers = self.timers(name)?;
        self.emit(Event::StateEntered { state: name.clone(), generation, timers, around: !state.is_leaf() });
        self.meet(&Until::Reach(name.clone()))?;
        self.arm_all(&From::Reach(name.clone()))?;
        self.open_task(name)?;
        self.block(&state.enter, name)
    }

    /// The state around a final one is done; so is one with regions, once all of them are.
    fn is_done(&mut self, last: &State) -> Result<(), Trouble> {
        let definition = self.definition;
        let Some(done) = last.parent.as_ref().and_then(|parent| definition.state(parent)) else { return Ok(()) };
        self.raise(Occurrence::within(done_event(&done.name)));
        let Some(around) = done.parent.as_ref().and_then(|parent| definition.state(parent)) else { return Ok(()) };
        if around.is_parallel() && self.has_ended(around)? {
            self.raise(Occurrence::within(done_event(&around.name)));
        }
        Ok(())
    }

    /// Whether a state is done: one of its final states is active, or every region is done.
    fn has_ended(&self, state: &State) -> Result<bool, Trouble> {
        let (definition, active) = (self.definition, &self.case()?.active);
        let children = || state.children.iter().filter_map(|child| definition.state(child));
        if !state.is_parallel() {
            return Ok(
                children().any(|child| matches!(child.kind, StateKind::Final) && active.contains_key(&child.name))
            );
        }
        for region in children().filter(|child| !matches!(child.kind, StateKind::History(_))) {
            if !self.has_ended(region)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn end(&mut self, name: &StateName, outcome: &str) -> Result<(), Trouble> {
        self.meet(&Until::End)?;
        self.end_clocks()?;
        self.report(outcome)?;
        self.emit(Event::CaseEnded { state: name.clone(), outcome: outcome.to_owned() });
        Ok(())
    }

    /// Brings about effects that belong together. One that fails ends them; the file may wait for that as an event.
    fn block(&mut self, effects: &[Effect], state: &StateName) -> Result<(), Trouble> {
        match self.effects(effects, Some(state)) {
            Err(Trouble::Failed(failed)) => self.contain(*failed),
            done => done,
        }
    }

    /// Takes transitions that need no event, then events raised within, then what the case sent itself at once, until nothing
    /// is left; then lets clocks stop or go on.
    pub fn settle(&mut self) -> Result<(), Trouble> {
        for _ in 0..MICROSTEPS_MAX {
            if matches!(self.case()?.status, Status::Ended { .. }) {
                return self.stop_or_resume();
            }
            let automatic = self.select(None)?;
            if !automatic.is_empty() {
                self.microstep(&automatic)?;
            } else if let Some(occurrence) = self.next_occurrence() {
                let taken = self.happen(&occurrence)?;
                if let (false, Some(failed)) = (taken, occurrence.failed) {
                    return Err(Trouble::Failed(failed));
                }
            } else if !self.take_kept()? {
                return self.stop_or_resume();
            }
            if self.is_running_away() {
                break;
            }
        }
        let state = self.case()?.leaves().next().map(|(name, _)| name.clone());
        Err(Trouble::Failed(Box::new(Failed {
            state,
            expression: "always".to_owned(),
            failure: Failure { span: Span::default(), kind: FailureKind::Fuel },
        })))
    }

    /// Lets deadlines that count from a field begin, where the field has just got its value.
    pub fn arm_from_fields(&mut self) -> Result<(), Trouble> {
        let definition = self.definition;
        for deadline in definition.deadlines.values() {
            let From::Field(field) = &deadline.from else { continue };
            let start = match self.case()?.fields.get(field) {
                Some(Value::Moment(at)) => *at,
                Some(Value::Date(day)) => Moment::start_of(*day),
                _ => continue,
            };
            if !self.counts_from(&deadline.name, start)? {
                self.arm(deadline, start)?;
            }
        }
        Ok(())
    }
}
