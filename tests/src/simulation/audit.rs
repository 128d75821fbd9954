//! Whether everything that must hold does: what `doudi verify` looks at, and what only a simulation can know.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use definition::model::{Definition, Rung};
use definition::name::ProcessName;
use machine::{Case, CaseId, Clock, Context, Course, Event, Status, Step, breaches, due};
use scenario::Properties;
use storage::{CaseRecord, OutboxKey};

use super::house::House;

/// What is told of an incident that nobody but the engine can be blamed for.
const UNPROVED: [&str; 3] = ["the divisor is zero", "is not filled in yet", "the evaluation takes more than"];

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The case it concerns, if one.
    pub case: Option<CaseId>,
    /// Which invariant.
    pub invariant: &'static str,
    /// What exactly.
    pub detail: String,
}

impl Finding {
    /// A finding.
    pub fn new(case: Option<CaseId>, invariant: &'static str, detail: String) -> Self {
        Self { case, invariant, detail }
    }

    /// Whether two findings are of the same kind.
    pub fn is_like(&self, other: &Finding) -> bool {
        let property = |finding: &Finding| (finding.invariant == "property").then(|| finding.detail.clone());
        self.invariant == other.invariant && property(self) == property(other)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.detail)
    }
}

/// What must never, or always, hold of the cases of each process.
pub type Watched = BTreeMap<ProcessName, Properties>;

/// Looks at everything that has changed since the last look, and at what concerns all cases.
pub fn audit(house: &mut House<'_>) {
    house.figures.audits += 1;
    let touched = std::mem::take(&mut house.store.touched);
    let mut found = Vec::new();
    for id in &touched {
        if let Some(record) = house.store.record(*id) {
            house.figures.cases_audited += 1;
            look(house, record, &mut found);
        }
    }
    requests(house, &mut found);
    outbox(house, &touched, &mut found);
    house.findings.append(&mut found);
}

/// The last look at a world: at every case, and at what only then can be asked.
pub fn at_the_end(house: &mut House<'_>) {
    house.store.touched = house.store.records().map(|record| record.id).collect();
    audit(house);
    let mut found = Vec::new();
    numbers(house, &mut found);
    for (key, sending) in &house.store.outbox {
        if !sending.sent || !house.outside.received.contains_key(key) {
            found.push(Finding::new(Some(key.case), "outbox", format!("{key:?} never left: {sending:?}")));
        }
    }
    house.findings.append(&mut found);
}

/// What must hold once all that is due has taken its effect: whatever runs lies ahead.
pub fn after_firing(house: &mut House<'_>, left_alone: &BTreeSet<CaseId>) {
    let ahead = house.store.next_due(left_alone).is_none_or(|(at, _)| at > house.now);
    if !ahead {
        let detail = format!("something is still due at {}", house.now.shown());
        house.findings.push(Finding::new(None, "due", detail));
    }
}

fn look(house: &House<'_>, record: &CaseRecord, found: &mut Vec<Finding>) {
    let mut tell = |invariant, detail| found.push(Finding::new(Some(record.id), invariant, detail));
    for difference in record.differences() {
        tell("replay", format!("{difference:?}"));
    }
    match record.keeps_its_bytes() {
        Ok(true) => {}
        Ok(false) => tell("bytes", "read and written again, the stored bytes are others".to_owned()),
        Err(error) => return tell("bytes", error.to_string()),
    }
    let (case, steps) = record.read().unwrap();
    let Some(checked) = house.workspace.processes.get(&case.process) else { return };
    for breach in breaches(&checked.definition, &case) {
        tell(breach.invariant, breach.detail);
    }
    course(house, &checked.definition, &case, &steps, &mut tell);
    waits(house, record, &case, &mut tell);
    for child in case.started.values().filter(|child| house.store.record(**child).is_none()) {
        tell("started_case", format!("the case {child} it started is not there"));
    }
}

fn course(
    house: &House<'_>,
    definition: &Definition,
    case: &Case,
    steps: &[Step],
    tell: &mut impl FnMut(&'static str, String),
) {
    let properties = house.watched.get(&case.process);
    let mut course = Course::default();
    let mut was_moved = false;
    for step in steps {
        for breach in course.take(step) {
            tell(breach.invariant, breach.detail);
        }
        if let Some(untold) = untold(definition, step) {
            tell("outbox", untold);
        }
        was_moved |= step.events.iter().any(|event| matches!(event, Event::CaseMoved { .. }));
        let Some(now) = course.case() else { continue };
        let context = Context {
            now: step.at,
            organisation: &house.setting.organisation,
            parameters: &house.setting.parameters,
            calendars: &house.workspace.calendars,
        };
        // Where an operator puts a case against its process, its properties are his.
        if !was_moved && let Some(broken) = properties.and_then(|all| all.broken(definition, now, &context)) {
            tell("property", broken);
        }
        if !was_moved && let Some(incident) = unproved(step) {
            tell("incident", incident);
        }
    }
    if course.case() != Some(case) {
        tell("replay", "the case is not the one its history gives".to_owned());
    }
}

/// A rung that tells somebody queued a notification, or said why not; the rung that is the passing itself did just that.
fn untold(definition: &Definition, step: &Step) -> Option<String> {
    let mut events = step.events.iter();
    let (deadline, rung) = events.find_map(|event| match event {
        Event::RungReached { deadline, rung, .. } => Some((deadline, *rung)),
        _ => None,
    })?;
    let told = |event: &Event| matches!(event, Event::NotificationQueued(_) | Event::NotificationSuppressed { .. });
    let did = match definition.deadlines.get(deadline)?.ladder.get(rung)? {
        Rung::Pass => events.any(|event| matches!(event, Event::DeadlinePassed { .. })),
        Rung::Tell { .. } => events.any(told),
    };
    (!did).then(|| format!("rung {rung} of {deadline} came at {} and nothing followed", step.at.shown()))
}

/// An incident that a checked process cannot have.
fn unproved(step: &Step) -> Option<String> {
    step.events.iter().find_map(|event| match event {
        Event::IncidentRaised { expression, reason, .. } => {
            let blamed = UNPROVED.iter().any(|words| reason.en.contains(words));
            blamed.then(|| format!("{} in {expression}", reason.en))
        }
        _ => None,
    })
}

fn waits(house: &House<'_>, record: &CaseRecord, case: &Case, tell: &mut impl FnMut(&'static str, String)) {
    let (by_rows, by_case) = (record.next_at(), due(case).map(|(at, _)| at));
    if by_rows != by_case {
        tell("deadline", format!("by its rows it waits until {by_rows:?}, by itself until {by_case:?}"));
    }
    for (name, armed) in &case.deadlines {
        // Fires at its own moment at the earliest, so what has not passed and is not met lies ahead or is due.
        let passed_by = armed.clock == Clock::Running && !armed.passed && armed.due_before <= house.now;
        if passed_by && by_case.is_none_or(|at| at > house.now) {
            tell("deadline", format!("{name} was due before {} and has neither passed nor been met", armed.due_before));
        }
    }
    if case.status != Status::Open || case.incident.is_some() {
        return;
    }
    let organisation = &house.setting.organisation;
    for (number, task) in case.open_tasks() {
        if organisation.holders(&task.role, &task.office, house.now.date()).is_empty() {
            tell("stuck", format!("task {number} is for {} of {}, which nobody is", task.role, task.office));
        }
    }
}

/// One effect a request: what was answered is there, and no two answers are the same.
fn requests(house: &House<'_>, found: &mut Vec<Finding>) {
    for (key, answer) in &house.acknowledged {
        if house.store.requests.get(key) != Some(answer) {
            let detail = format!("request {key} was answered with {answer:?}, which is not on record");
            found.push(Finding::new(Some(answer.case), "request", detail));
        }
    }
    let mut effects = BTreeSet::new();
    for (key, answer) in &house.store.requests {
        let steps = house.store.record(answer.case).map_or(0, |record| record.history.len() as u64);
        if answer.seq > steps {
            let detail = format!("request {key} was answered with step {} of {steps}", answer.seq);
            found.push(Finding::new(Some(answer.case), "request", detail));
        }
        if !effects.insert(*answer) {
            let detail = format!("request {key} has the effect of another one");
            found.push(Finding::new(Some(answer.case), "request", detail));
        }
    }
}

/// A queued notification <=> its cause in the history.
fn outbox(house: &House<'_>, touched: &BTreeSet<CaseId>, found: &mut Vec<Finding>) {
    for id in touched {
        let Some(record) = house.store.record(*id) else { continue };
        let caused: BTreeSet<OutboxKey> = record.outbox_keys().into_iter().collect();
        let first = OutboxKey { case: *id, seq: 0, position: 0 };
        let last = OutboxKey { case: *id, seq: u64::MAX, position: usize::MAX };
        let queued: BTreeSet<OutboxKey> = house.store.outbox.range(first..=last).map(|(key, _)| *key).collect();
        if caused != queued {
            let detail = format!("caused {caused:?}, queued {queued:?}");
            found.push(Finding::new(Some(*id), "outbox", detail));
        }
    }
}

/// No number twice, and as many taken as cases are there.
fn numbers(house: &House<'_>, found: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for record in house.store.records() {
        if !seen.insert(record.number.clone()) {
            found.push(Finding::new(
                Some(record.id),
                "number",
                format!("{} is the number of two cases", record.number),
            ));
        }
    }
    let taken: u64 = house.store.numbers.values().sum();
    if taken != house.store.len() as u64 {
        let detail = format!("{taken} numbers were taken for {} cases", house.store.len());
        found.push(Finding::new(None, "number", detail));
    }
}
