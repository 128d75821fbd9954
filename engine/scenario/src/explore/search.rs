//! Walks that build on one another: whatever comes by something new is gone on from later.

use std::collections::{BTreeMap, BTreeSet};

use definition::text::SourceText;
use definition::yaml;

use super::chance::Chance;
use super::ground::Ground;
use super::play::{Played, Script, play, replay};
use super::written::file;
use crate::report::Report;
use crate::runner;

/// The most steps a walk has of its own.
const STEPS_MAX: i64 = 24;
/// So many walks in a hundred go on from one before.
const GO_ON_PERCENT: usize = 60;
/// The most steps of a walk that is gone on from.
const LENGTH_MAX: usize = 60;
/// How often a start is tried until it is accepted.
const STARTS_MAX: usize = 20;

/// A search through what can happen in a process.
pub(super) struct Search<'s> {
    ground: &'s Ground<'s>,
    seed: u64,
    walks: u64,
    /// How many steps have been taken.
    pub steps: usize,
    /// The shortest script known by what it came by.
    known: BTreeMap<String, Script>,
}

impl<'s> Search<'s> {
    /// A search that has not begun.
    pub fn new(ground: &'s Ground<'s>, seed: u64) -> Self {
        Self { ground, seed, walks: 0, steps: 0, known: BTreeMap::new() }
    }

    /// Takes a walk.
    pub fn walk(&mut self) -> Played {
        let mut chance = Chance::new(self.seed, self.walks);
        self.walks += 1;
        let script = self.beginning(&mut chance);
        let more = usize::try_from(chance.between(1, STEPS_MAX)).unwrap_or_default();
        let known = &mut self.known;
        let played = play(self.ground, &script, more, &mut chance, &mut |script, seen| learn(known, script, seen));
        learn(known, &played.script, &played.seen);
        self.steps += played.script.steps.len();
        played
    }

    /// What has been come by so far.
    pub fn covered(&self) -> usize {
        self.known.len()
    }

    /// The shortest script known that comes by something.
    pub fn script(&self, label: &str) -> Option<&Script> {
        self.known.get(label)
    }

    fn beginning(&mut self, chance: &mut Chance) -> Script {
        if chance.percent(GO_ON_PERCENT) {
            let known: Vec<&Script> =
                self.known.values().filter(|script| script.steps.len() <= LENGTH_MAX && !is_refused(script)).collect();
            if let Some(script) = chance.pick(&known) {
                return (*script).clone();
            }
        }
        let mut script = self.fresh(chance);
        for _ in 0..STARTS_MAX {
            let played = replay(self.ground, &script);
            learn(&mut self.known, &played.script, &played.seen);
            if !is_refused(&played.script) {
                break;
            }
            script = self.fresh(chance);
        }
        script
    }

    fn fresh(&self, chance: &mut Chance) -> Script {
        let Ground { definition, office, values, .. } = self.ground;
        let at = self.ground.begins(chance);
        let organisation = self.ground.organisation();
        let role = chance.pick(&definition.start.roles);
        let at_office = role.and_then(|role| Some((role, organisation.owning_office(office, role, at.date())?)));
        let holders =
            at_office.map(|(role, office)| organisation.holders(role, &office, at.date())).unwrap_or_default();
        let person = chance.pick(&holders).map(|person| person.name.clone());
        let person = person.or_else(|| organisation.people().keys().last().cloned());
        let form = |chance: &mut Chance| {
            let values = values.get(&definition.process);
            values.map(|values| values.form(definition, &definition.start.form, None, at, chance)).unwrap_or_default()
        };
        let fields = form(chance);
        Script::new(self.ground, at, person.unwrap_or_else(|| "every_post".into()), fields)
    }
}

fn is_refused(script: &Script) -> bool {
    script.start.expect.refused.is_some()
}

fn learn(known: &mut BTreeMap<String, Script>, script: &Script, seen: &BTreeSet<String>) {
    for label in seen {
        let shorter = known.get(label).is_none_or(|known| known.steps.len() > script.steps.len());
        if shorter {
            known.insert(label.clone(), script.clone());
        }
    }
}

/// The file of what was played, with no more people than it needs for something to hold of its run.
pub(super) fn smallest_file(
    ground: &Ground<'_>,
    comment: &str,
    scenarios: &[(String, Played)],
    holds: impl Fn(&Report) -> bool,
) -> String {
    let few = file(ground, comment, scenarios, false);
    let is_enough = ran(ground, &few).is_some_and(|report| holds(&report));
    if is_enough { few } else { file(ground, comment, scenarios, true) }
}

/// What comes of a scenario file in place of those of the workspace.
fn ran(ground: &Ground<'_>, text: &str) -> Option<Report> {
    let source = SourceText::new("suggested.test.yaml", text);
    let node = yaml::parse(&source).ok()?;
    Some(runner::run_text(ground.workspace, &source, &node))
}
