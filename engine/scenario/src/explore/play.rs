//! A script carried out on the bare machine: what came of it, what it came by, what does not hold.

use std::collections::BTreeSet;

use definition::moment::Moment;
use definition::name::{PersonName, StateName};
use definition::text::{Span, Spanned};
use machine::{Case, FieldInput, RejectionKind};

use super::chance::Chance;
use super::ground::Ground;
use super::turn::Turn;
use crate::bare::PureVenue;
use crate::covered::Tally;
use crate::failure::Miss;
use crate::read::{Expect, Scenario, Start, Step};
use crate::running::{Attempt, Nature, Running};

/// How a scenario begins and goes on.
#[derive(Clone)]
pub(super) struct Script {
    pub start: Start,
    pub steps: Vec<Step>,
}

/// What does not hold.
pub(super) enum Wrong {
    /// Something told in the way a scenario tells it.
    Told(Nature, Box<Miss>),
    /// Nobody and no time can move a case out of this state.
    Stuck(StateName),
}

/// What came of a script.
pub(super) struct Played {
    /// The script, with what was refused said to be.
    pub script: Script,
    /// The first thing that does not hold; nothing was done after it.
    pub wrong: Option<Wrong>,
    /// What it came by, as coverage labels it.
    pub seen: BTreeSet<String>,
    /// The cases at its end, its own first.
    pub cases: Vec<(Option<String>, Case)>,
}

impl Wrong {
    /// Whether it is the same kind of thing, of the same expression, property or state.
    pub fn is_like(&self, other: &Wrong) -> bool {
        match (self, other) {
            (Wrong::Stuck(one), Wrong::Stuck(other)) => one == other,
            (Wrong::Told(Nature::Property, one), Wrong::Told(Nature::Property, other)) => {
                one.expected == other.expected
            }
            (Wrong::Told(Nature::Incident, one), Wrong::Told(Nature::Incident, other)) => one.found == other.found,
            (Wrong::Told(one, _), Wrong::Told(other, _)) => one == other,
            (Wrong::Stuck(_), Wrong::Told(..)) | (Wrong::Told(..), Wrong::Stuck(_)) => false,
        }
    }
}

impl Script {
    /// A case started by somebody at a moment.
    pub fn new(ground: &Ground<'_>, at: Moment, person: PersonName, fields: FieldInput) -> Self {
        let (office, expect) = (ground.office.clone(), Expect::default());
        let (received_at, reason) = (None, None);
        let start = Start {
            span: Span::default(),
            path: String::new(),
            at,
            person,
            office,
            fields,
            received_at,
            reason,
            expect,
        };
        Self { start, steps: Vec::new() }
    }

    /// The moment its last step is at.
    pub fn now(&self) -> Moment {
        self.steps.last().map_or(self.start.at, |step| step.at)
    }
}

/// Carries a script out again.
pub(super) fn replay(ground: &Ground<'_>, script: &Script) -> Played {
    play(ground, script, 0, &mut Chance::new(0, 0), &mut |_, _| {})
}

/// Carries a script out and goes on from there for so many steps; `visit` sees what has been come by after each.
pub(super) fn play(
    ground: &Ground<'_>,
    script: &Script,
    more: usize,
    chance: &mut Chance,
    visit: &mut dyn FnMut(&Script, &BTreeSet<String>),
) -> Played {
    let scenario = Scenario {
        definition: ground.definition,
        parameters: ground.parameters.clone(),
        start: script.start.clone(),
        steps: Vec::new(),
        properties: ground.properties.clone(),
    };
    let setting = ground.setting(script.start.at);
    let mut tally = Tally::default();
    let venue = PureVenue::new(ground.workspace, &setting);
    let running = Running::new(ground.workspace, &setting, &scenario, venue, &mut tally);
    let done = Script { start: script.start.clone(), steps: Vec::new() };
    let mut playing = Playing { ground, running, done, wrong: None };
    if playing.begin() {
        visit(&playing.done, &playing.seen());
        let has_gone = script.steps.iter().all(|step| playing.take(step.clone()));
        if has_gone {
            playing.go_on(more, chance, visit);
        }
    }
    let (seen, cases) = (playing.seen(), playing.cases());
    Played { script: playing.done, wrong: playing.wrong, seen, cases }
}

struct Playing<'p> {
    ground: &'p Ground<'p>,
    running: Running<'p, PureVenue<'p>>,
    done: Script,
    wrong: Option<Wrong>,
}

impl Playing<'_> {
    /// Whether the case has been started.
    fn begin(&mut self) -> bool {
        match self.running.begin() {
            Ok(Attempt::Done) => true,
            Ok(Attempt::Refused(kind)) => {
                self.done.start.expect.refused = refused(kind);
                false
            }
            Ok(Attempt::NoCase) => false,
            Err(miss) => self.fails(miss),
        }
    }

    /// Takes a step; whether things go on. A step about a case that is not there is left out.
    fn take(&mut self, mut step: Step) -> bool {
        step.expect.refused = None;
        match self.running.attempt(&step) {
            Ok(Attempt::Done) => self.done.steps.push(step),
            Ok(Attempt::Refused(kind)) => {
                step.expect.refused = refused(kind);
                self.done.steps.push(step);
            }
            Ok(Attempt::NoCase) => {}
            Err(miss) => {
                self.done.steps.push(step);
                return self.fails(miss);
            }
        }
        true
    }

    fn fails(&mut self, miss: Box<Miss>) -> bool {
        self.wrong = Some(Wrong::Told(Nature::of(&miss), miss));
        false
    }

    fn go_on(&mut self, more: usize, chance: &mut Chance, visit: &mut dyn FnMut(&Script, &BTreeSet<String>)) {
        for _ in 0..more {
            let cases = self.cases();
            let turn = Turn { ground: self.ground, cases: &cases, now: self.done.now() };
            let Some(step) = turn.next(chance) else { break };
            if !self.take(step) {
                return;
            }
            visit(&self.done, &self.seen());
        }
        let cases = self.cases();
        let turn = Turn { ground: self.ground, cases: &cases, now: self.done.now() };
        self.wrong = turn.stuck(chance).map(Wrong::Stuck);
    }

    fn seen(&self) -> BTreeSet<String> {
        self.running.seen().map(str::to_owned).collect()
    }

    fn cases(&self) -> Vec<(Option<String>, Case)> {
        let cases = self.running.cases().into_iter();
        cases.map(|(key, case)| (key.map(str::to_owned), case.clone())).collect()
    }
}

fn refused(kind: RejectionKind) -> Option<Spanned<RejectionKind>> {
    Some(Spanned::new(kind, Span::default()))
}
