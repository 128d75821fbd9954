//! Which thing a name means, where it is made, and who speaks of it.

use std::sync::Arc;

use definition::keyword as k;
use definition::workspace::Kind;

use super::index::{Indexed, Named};
use super::{Desk, Location};
use crate::grammar::Name;

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    pub of: Name,
    pub text: String,
    /// The processes it may belong to; empty for what belongs to the whole rulebook.
    pub processes: Vec<String>,
}

impl Desk {
    /// Where the thing named at a place is made.
    pub fn definition(&self, path: &str, offset: usize) -> Vec<Location> {
        let Some(thing) = self.thing_at(path, offset) else { return Vec::new() };
        let places = self.files.values().flat_map(|file| {
            let thing = &thing;
            let own = file.mentions.iter().filter(move |named| named.declares && self.means(file, named, thing));
            own.map(move |named| Location { source: Arc::clone(&file.source), span: named.span })
        });
        places.collect()
    }

    /// Every place that speaks of the thing named at a place, where it is made included.
    pub fn references(&self, path: &str, offset: usize) -> Vec<Location> {
        let Some(thing) = self.thing_at(path, offset) else { return Vec::new() };
        self.mentions_of(&thing)
            .into_iter()
            .map(|(file, named)| Location { source: Arc::clone(&file.source), span: named.span })
            .collect()
    }

    pub(super) fn thing_at(&self, path: &str, offset: usize) -> Option<Thing> {
        let file = self.files.get(path)?;
        let named = file.at(offset)?;
        self.things(file, named).into_iter().find(|thing| self.is_made(thing))
    }

    pub(super) fn mentions_of(&self, thing: &Thing) -> Vec<(&Indexed, &Named)> {
        let places = self.files.values().flat_map(|file| {
            file.mentions.iter().filter(|named| self.means(file, named, thing)).map(move |named| (file, named))
        });
        places.collect()
    }

    /// What a name may mean, the likeliest first: an expression does not say whether it reads a field or a formula, and the short
    /// form of a deadline has the name of its state.
    fn things(&self, file: &Indexed, named: &Named) -> Vec<Thing> {
        let kinds: &[Name] = match named.of {
            Name::Field => &[Name::Field, Name::Value],
            Name::Deadline => &[Name::Deadline, Name::State],
            _ => std::slice::from_ref(&named.of),
        };
        let processes = if is_of_a_process(named.of) { self.processes_of(file, named) } else { Vec::new() };
        let thing = |of: &Name| Thing { of: *of, text: named.text.clone(), processes: processes.clone() };
        kinds.iter().map(thing).collect()
    }

    fn is_made(&self, thing: &Thing) -> bool {
        self.files.values().any(|file| {
            file.mentions.iter().any(|named| named.declares && named.of == thing.of && self.means(file, named, thing))
        })
    }

    fn means(&self, file: &Indexed, named: &Named, thing: &Thing) -> bool {
        if named.text != thing.text || (named.declares && named.of != thing.of) {
            return false;
        }
        let kinds = self.things(file, named);
        kinds.iter().any(|one| {
            let shared = one.processes.iter().any(|process| thing.processes.contains(process));
            one.of == thing.of && (shared || one.processes.is_empty() && thing.processes.is_empty())
        })
    }

    /// The processes whose fields and states a name may be about.
    fn processes_of(&self, file: &Indexed, named: &Named) -> Vec<String> {
        let own = || file.process.iter().cloned().collect();
        let Some(scope) = &named.scope else { return own() };
        if self.process(scope).is_some() {
            return vec![scope.clone()];
        }
        let Some(process) = &file.process else { return Vec::new() };
        if k::STARTER.is(scope) {
            let starters = self.files.values().filter(|file| file.starts.iter().any(|(_, started)| started == process));
            return starters.filter_map(|file| file.process.clone()).collect();
        }
        let plain = scope.split('#').next().unwrap_or(scope);
        self.started(process, plain, &mut Vec::new())
    }

    /// The processes of cases that come of a process under a key, directly or through others.
    fn started(&self, process: &str, key: &str, seen: &mut Vec<String>) -> Vec<String> {
        if seen.iter().any(|known| known == process) {
            return Vec::new();
        }
        seen.push(process.to_owned());
        let Some(file) = self.process(process) else { return Vec::new() };
        let direct: Vec<String> =
            file.starts.iter().filter(|(known, _)| known == key).map(|(_, started)| started.clone()).collect();
        if !direct.is_empty() {
            return direct;
        }
        file.starts.iter().flat_map(|(_, started)| self.started(started, key, seen)).collect()
    }

    /// The file of a process.
    pub(super) fn process(&self, name: &str) -> Option<&Indexed> {
        let is_it = |file: &&Indexed| file.kind == Some(Kind::Process) && file.process.as_deref() == Some(name);
        self.files.values().find(is_it)
    }

    /// The names of things of a kind, each once, that a place of a file may speak of.
    pub(super) fn names(&self, file: &Indexed, of: Name) -> Vec<(&Indexed, &Named)> {
        let mut found: Vec<(&Indexed, &Named)> = Vec::new();
        for other in self.files.values() {
            let reachable = !is_of_a_process(of) || other.process == file.process;
            for named in other.mentions.iter().filter(|named| named.declares && named.of == of && reachable) {
                if !found.iter().any(|(_, known)| known.text == named.text) {
                    found.push((other, named));
                }
            }
        }
        found
    }
}

/// Whether things of a kind belong to one process each.
fn is_of_a_process(of: Name) -> bool {
    match of {
        Name::State
        | Name::Action
        | Name::Field
        | Name::Value
        | Name::Deadline
        | Name::Event
        | Name::Grant
        | Name::CaseKey
        | Name::Opinion
        | Name::Outcome
        | Name::Choice
        | Name::Person => true,
        Name::Process
        | Name::BenefitKind
        | Name::Role
        | Name::Level
        | Name::Office
        | Name::Parameter
        | Name::Calendar
        | Name::Template
        | Name::Period
        | Name::Fragment
        | Name::Hole
        | Name::SendKey
        | Name::Part
        | Name::Output
        | Name::Code => false,
    }
}
