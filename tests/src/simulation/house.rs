//! The house: what service, scheduler and storage do with a group, in memory, with a point to be killed at after each part.

use std::collections::{BTreeMap, BTreeSet};

use definition::moment::Moment;
use definition::workspace::Workspace;
use machine::{Actor, Case, CaseId, Command, Rejection, Step, due};
use scenario::{Observation, Opening, Setting, Tally, Venue};

use super::audit::{self, Finding, Watched};
use super::crash::{Crash, Crashes};
use super::figures::Figures;
use super::fold::{Fold, Refused};
use super::script::{CaseRef, Deed};
use super::sending::{self, Outside};
use super::store::{Answer, Store};

/// The most things that may come due in one advance.
const DUE_MAX: usize = 100_000;
/// The most firings in one transaction.
const FIRINGS_IN_ONE_GROUP_MAX: usize = 8;

/// What applies a step to a case: the machine's own, or a double of it.
pub type Apply = fn(Option<Case>, &Step) -> Option<Case>;

/// A house that may be killed at any point.
pub struct House<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) setting: Setting,
    pub(super) apply: Apply,
    pub(super) now: Moment,
    pub(super) store: Store,
    pub(super) outside: Outside,
    pub(super) crashes: Crashes,
    pub(super) watched: Watched,
    /// The answers callers have been given.
    pub(super) acknowledged: BTreeMap<u64, Answer>,
    pub(super) findings: Vec<Finding>,
    pub(super) figures: Figures,
    pub(super) tally: Tally,
    /// What each label of a script was answered with.
    labels: BTreeMap<u32, CaseId>,
    next_key: u64,
    open: BTreeSet<CaseId>,
}

/// A killed house: nothing but what is durable is left.
struct Killed;

/// One request of a group, until it is answered.
struct Request<'d> {
    key: u64,
    deed: &'d Deed,
    answer: Option<Result<Answer, Rejection>>,
}

impl<'w> House<'w> {
    /// An empty one.
    pub fn new(workspace: &'w Workspace, setting: &Setting, apply: Apply, crashes: Crashes, watched: Watched) -> Self {
        Self {
            workspace,
            setting: setting.clone(),
            apply,
            now: setting.begins,
            store: Store::default(),
            outside: Outside::default(),
            crashes,
            watched,
            acknowledged: BTreeMap::new(),
            findings: Vec::new(),
            figures: Figures::default(),
            tally: Tally::default(),
            labels: BTreeMap::new(),
            next_key: 0,
            open: BTreeSet::new(),
        }
    }

    /// The case a deed started, if it did.
    pub(super) fn label(&self, label: u32) -> Option<CaseId> {
        self.labels.get(&label).copied()
    }

    /// The case a script means, if it is there.
    pub fn case_of(&self, wanted: &CaseRef) -> Option<CaseId> {
        let mut id = *self.labels.get(&wanted.label)?;
        for key in &wanted.keys {
            id = *self.store.load(id)?.started.get(key)?;
        }
        Some(id)
    }

    /// A group of deeds, each answered; whoever is left unanswered by a crash asks again under the same key.
    pub fn group(&mut self, deeds: &[Deed]) -> Vec<Result<Answer, Rejection>> {
        let mut requests: Vec<Request<'_>> = Vec::new();
        for deed in deeds {
            requests.push(Request { key: self.next_key, deed, answer: None });
            self.next_key += 1;
        }
        while requests.iter().any(|request| request.answer.is_none()) {
            if self.attempt(&mut requests).is_err() {
                self.recover();
            }
        }
        let answers = requests.into_iter().map(|request| request.answer.unwrap()).collect::<Vec<_>>();
        self.take_in(deeds, &answers);
        answers
    }

    fn attempt(&mut self, requests: &mut [Request<'_>]) -> Result<(), Killed> {
        self.point(Crash::BeforeLoad)?;
        let mut fold = Fold::begin(&self.store, self.workspace, &self.setting, self.now, self.apply);
        let mut answers = Vec::new();
        for request in requests.iter().filter(|request| request.answer.is_none()) {
            let known = fold.answered(request.key);
            let answer = match known {
                Some(first) => Ok(first),
                None => decided(&mut fold, &self.labels, request.deed),
            };
            if let Ok(answer) = &answer {
                fold.remember(request.key, *answer);
            }
            answers.push((request.key, answer));
            if self.crashes.strikes(Crash::BetweenDecisions) {
                return Err(Killed);
            }
        }
        let writes = fold.writes();
        self.point(Crash::BeforeCommit)?;
        self.commit(writes);
        self.point(Crash::AfterCommit)?;
        for request in requests.iter_mut().filter(|request| request.answer.is_none()) {
            let (_, answer) = answers.iter().find(|(key, _)| *key == request.key).unwrap();
            if let Ok(answer) = answer {
                self.acknowledged.insert(request.key, *answer);
            }
            request.answer = Some(answer.clone());
            self.point(Crash::BetweenAnswers)?;
        }
        Ok(())
    }

    fn take_in(&mut self, deeds: &[Deed], answers: &[Result<Answer, Rejection>]) {
        for (deed, answer) in deeds.iter().zip(answers) {
            if let (Deed::Start { label, .. }, Ok(answer)) = (deed, answer) {
                self.labels.insert(*label, answer.case);
            }
            self.figures.answered(deed, answer);
            if let (Err(rejection), Some((definition, case, command))) = (answer, self.asked(deed)) {
                self.tally.refused(definition, case.as_ref(), command, rejection);
            }
        }
    }

    fn asked<'d>(
        &self,
        deed: &'d Deed,
    ) -> Option<(&'w definition::model::Definition, Option<Case>, Option<&'d Command>)> {
        match deed {
            Deed::Start { opening, .. } => {
                Some((&self.workspace.processes.get(&opening.process)?.definition, None, None))
            }
            Deed::Ask { case, command, .. } => {
                let case = self.store.load(self.case_of(case)?)?;
                let definition = &self.workspace.processes.get(&case.process)?.definition;
                Some((definition, Some(case), Some(command)))
            }
        }
    }

    fn commit(&mut self, writes: super::store::Writes) {
        for (case, steps) in &writes.cases {
            let is_open = case.status == machine::Status::Open;
            if is_open {
                self.open.insert(case.id)
            } else {
                self.open.remove(&case.id)
            };
            let Some(checked) = self.workspace.processes.get(&case.process) else { continue };
            for step in steps {
                self.tally.step(&checked.definition, step);
                self.figures.step(step);
            }
        }
        self.store.commit(writes);
    }

    fn point(&mut self, at: Crash) -> Result<(), Killed> {
        if self.crashes.strikes(at) { Err(Killed) } else { Ok(()) }
    }

    /// After a crash: whatever was only in memory is gone, and everything that must hold is looked at.
    fn recover(&mut self) {
        self.figures.crashes += 1;
        audit::audit(self);
    }

    /// Time passes while nothing runs.
    pub fn outage(&mut self, until: Moment) {
        self.pass(until);
        self.figures.outages += 1;
    }

    /// Time passes; what comes due takes effect at its own moment, what is due already at once.
    pub fn advance(&mut self, to: Moment) {
        let mut left_alone = BTreeSet::new();
        for _ in 0..DUE_MAX {
            let next = self.store.next_due(&left_alone).filter(|(at, _)| *at <= to);
            let Some((at, _)) = next else {
                self.pass(to);
                self.deliver();
                return audit::after_firing(self, &left_alone);
            };
            self.pass(at);
            while self.fire(&mut left_alone).is_err() {
                self.recover();
            }
        }
        let detail = format!("more than {DUE_MAX} things come due before {}", to.shown());
        self.findings.push(Finding::new(None, "runaway", detail));
    }

    fn pass(&mut self, to: Moment) {
        let to = self.now.max(to);
        let passed = u64::try_from(to.milliseconds() - self.now.milliseconds()).unwrap();
        let open = u64::try_from(self.open.len()).unwrap();
        self.figures.case_milliseconds += u128::from(passed) * u128::from(open);
        self.now = to;
    }

    /// Lets some of what is due by now take its effect in one transaction, the earliest first.
    fn fire(&mut self, left_alone: &mut BTreeSet<CaseId>) -> Result<(), Killed> {
        let mut fold = Fold::begin(&self.store, self.workspace, &self.setting, self.now, self.apply);
        let mut alone = left_alone.clone();
        let mut refusals = Vec::new();
        for _ in 0..FIRINGS_IN_ONE_GROUP_MAX {
            let Some((_, id)) = self.store.next_due(&alone).filter(|(at, _)| *at <= self.now) else { break };
            match fire_one(&mut fold, id) {
                Fired::Done => {}
                Fired::Nothing => drop(alone.insert(id)),
                Fired::Refused(refused) => {
                    alone.insert(id);
                    left_alone.insert(id);
                    refusals.push((id, refused));
                }
            }
            if self.crashes.strikes(Crash::BetweenFirings) {
                return Err(Killed);
            }
        }
        let writes = fold.writes();
        self.point(Crash::BeforeFiringIsDurable)?;
        self.commit(writes);
        for (id, refused) in refusals {
            let (command, rejection) = *refused;
            let detail = format!("{command:?} was due and refused: {}", rejection.message.en);
            self.findings.push(Finding::new(Some(id), "stuck", detail));
        }
        self.point(Crash::AfterCommit)
    }

    /// What was leased by a house that was killed may be leased again.
    pub(super) fn end_leases(&mut self, older_than_milliseconds: i64) {
        let now = self.now.plus_milliseconds(older_than_milliseconds);
        for sending in self.store.outbox.values_mut() {
            if sending.leased_until.is_some_and(|until| until <= now) {
                sending.leased_until = None;
            }
        }
    }

    /// Sends what waits.
    pub fn deliver(&mut self) {
        match sending::deliver(&mut self.store, &mut self.outside, &mut self.crashes, self.now) {
            Ok(left) => self.figures.sent += left,
            Err(sending::Killed) => self.recover(),
        }
    }
}

enum Fired {
    Done,
    /// Nothing is due in the case any more.
    Nothing,
    Refused(Box<(Command, Rejection)>),
}

/// Lets the next thing due in a case take its effect.
fn fire_one(fold: &mut Fold<'_>, id: CaseId) -> Fired {
    let now = fold.now;
    let next = fold.case(id).and_then(due).filter(|(at, _)| *at <= now);
    let Some((_, command)) = next else { return Fired::Nothing };
    match fold.run(id, &Actor::Time, &command) {
        Ok(_) => Fired::Done,
        Err(Refused::Itself(rejection)) => Fired::Refused(Box::new((command, rejection))),
        Err(Refused::Elsewhere { request, rejection }) => {
            fold.stand(id, &command, &request, &rejection);
            Fired::Done
        }
    }
}

fn decided(fold: &mut Fold<'_>, labels: &BTreeMap<u32, CaseId>, deed: &Deed) -> Result<Answer, Rejection> {
    match deed {
        Deed::Start { opening, .. } => fold.start(opening),
        Deed::Ask { case, actor, command } => {
            let mut id = labels.get(&case.label).copied().unwrap_or_default();
            for key in &case.keys {
                id = fold.case(id).and_then(|case| case.started.get(key).copied()).unwrap_or_default();
            }
            fold.submit(id, actor, command)
        }
    }
}

impl Venue for House<'_> {
    fn start(&mut self, opening: &Opening) -> Result<CaseId, Rejection> {
        let label = u32::try_from(self.labels.len()).unwrap();
        let mut answers = self.group(&[Deed::Start { label, opening: opening.clone() }]);
        answers.remove(0).map(|answer| answer.case)
    }

    fn submit(&mut self, case: CaseId, actor: &Actor, command: &Command) -> Result<(), Rejection> {
        // A scenario knows its cases by their identities; each gets a label of its own.
        let label =
            u32::MAX - u32::try_from(self.store.records().position(|record| record.id == case).unwrap()).unwrap();
        self.labels.insert(label, case);
        let deed = Deed::Ask { case: CaseRef::own(label), actor: actor.clone(), command: command.clone() };
        let mut answers = self.group(&[deed]);
        self.labels.remove(&label);
        answers.remove(0).map(|_| ())
    }

    fn advance_to(&mut self, moment: Moment) -> Result<(), Rejection> {
        self.advance(moment);
        assert!(self.findings.is_empty(), "{}: {:?}", self.setting.name, self.findings);
        Ok(())
    }

    fn stand_still_until(&mut self, moment: Moment) {
        self.outage(moment);
    }

    fn observe(&mut self, case: CaseId) -> Option<Observation> {
        let (case, steps) = self.store.record(case)?.read().unwrap();
        Some(Observation::new(case, steps))
    }
}
