//! `doudi verify`: applies every history again, never decides again, and compares. Needs no key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use definition::name::ProcessName;
use machine::{Case, CaseId, Course, Event, Status, breaches, breaches_of_shape};
use serde::Serialize;
use storage::{CaseRecord, Difference, RequestRow, Scope};

use crate::ask::Answer;
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::service::Service;

/// How many cases are read at a time.
const BATCH_CASES: u64 = 200;
/// How many answered requests are read at a time.
const BATCH_REQUESTS: u64 = 2_000;
/// The most findings kept; the count goes on.
const FINDINGS_MAX: usize = 1_000;

/// What verification found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verification {
    /// Cases looked at.
    pub cases: u64,
    /// Steps applied again.
    pub steps: u64,
    /// Everything that does not hold.
    pub findings: Vec<Finding>,
    /// How many there are, also beyond those kept.
    pub wrong: u64,
}

/// Something that does not hold.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The case's number.
    pub case: String,
    /// Which invariant.
    pub invariant: &'static str,
    /// What exactly.
    pub detail: String,
}

impl Verification {
    /// Whether all is well.
    pub fn is_clean(&self) -> bool {
        self.wrong == 0
    }

    fn add(&mut self, case: &str, invariant: &'static str, detail: String) {
        self.wrong += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { case: case.to_owned(), invariant, detail });
        }
    }
}

impl Service {
    /// Verifies every case and every answered request, also while others go on writing.
    pub async fn verify(&self) -> Result<Verification, ServiceError> {
        let store = &self.shared.store;
        let mut verification = Verification::default();
        let mut known = BTreeMap::new();
        let mut asked = Vec::new();
        let mut called_off = Vec::new();
        let laws = self.laws(&mut verification).await?;
        let look = |record: CaseRecord| {
            known.insert(record.id, record.history.last().map_or(0, |step| step.seq));
            look(&mut verification, &record, &laws, &mut asked);
            called_off.extend(calls_off(&record));
        };
        store.for_each_case(BATCH_CASES, look).await?;
        for (number, child) in asked {
            if !known.contains_key(&child) && self.steps_of(child).await? == 0 {
                verification.add(&number, "started_case", format!("the case {child} it started is not there"));
            }
        }
        for (number, child) in called_off {
            let stored = store.case_by_id(&Scope::System, child).await?;
            if stored.is_some_and(|stored| stored.case.status == Status::Open) {
                verification.add(&number, "owned", format!("the case {child} it called off is open"));
            }
        }
        self.verify_requests(&known, &mut verification).await?;
        for case in store.orphans().await? {
            verification.add(&case.to_string(), "orphan", "rows are left of a case that is gone".to_owned());
        }
        Ok(verification)
    }

    /// Every published version that reads; one that does not is told.
    async fn laws(&self, verification: &mut Verification) -> Result<Laws, ServiceError> {
        let mut laws = Laws::new();
        for head in self.shared.store.bundles().await? {
            match self.shared.definitions.get(&self.shared.store, &head.process, head.version).await {
                Ok(loaded) => drop(laws.insert((head.process, head.version), loaded)),
                Err(error @ ServiceError::Bundle { .. }) => verification.add("", "bundle", error.to_string()),
                Err(error) => return Err(error),
            }
        }
        Ok(laws)
    }

    /// Each answered request names a step that is there, and no two of them the same.
    async fn verify_requests(
        &self,
        known: &BTreeMap<CaseId, u64>,
        verification: &mut Verification,
    ) -> Result<(), ServiceError> {
        let mut answered = BTreeSet::new();
        let mut younger = Vec::new();
        let look = |row: RequestRow| {
            let asked = format!("the request {} of {}", row.key, row.actor);
            let Ok(answer) = serde_json::from_str::<Answer>(&row.answer) else {
                return verification.add("", "request", format!("the answer to {asked} does not read"));
            };
            if row.case != Some(answer.case) {
                verification.add(&answer.number, "request", format!("{asked} belongs to another case than its answer"));
            }
            if !answered.insert((answer.case, answer.seq)) {
                verification.add(&answer.number, "request", format!("{asked} has the effect of another one"));
            }
            if known.get(&answer.case).is_none_or(|steps| *steps < answer.seq) {
                younger.push((asked, answer));
            }
        };
        self.shared.store.for_each_request(BATCH_REQUESTS, look).await?;
        for (asked, answer) in younger {
            // Perhaps written after its case was looked at.
            if self.steps_of(answer.case).await? < answer.seq {
                let detail = format!("{asked} was answered with step {}, which is not there", answer.seq);
                verification.add(&answer.number, "request", detail);
            }
        }
        Ok(())
    }

    /// The number of a case's last step by now; 0 if it is not there.
    async fn steps_of(&self, case: CaseId) -> Result<u64, ServiceError> {
        let stored = self.shared.store.case_by_id(&Scope::System, case).await?;
        Ok(stored.map_or(0, |stored| stored.case.seq))
    }
}

/// The cases a case called off with the states that owned them.
fn calls_off(record: &CaseRecord) -> Vec<(String, CaseId)> {
    // Few steps call anything off; only those are read.
    let rows = record.history.iter().filter(|row| row.body.contains("\"case_called_off\""));
    let events = rows.filter_map(|row| row.step().ok()).flat_map(|step| step.events);
    let called = events.filter_map(|event| {
        if let Event::CaseCalledOff { case, .. } = event { Some((record.number.clone(), case)) } else { None }
    });
    called.collect()
}

/// The published versions, by process and number.
type Laws = BTreeMap<(ProcessName, u32), Arc<Loaded>>;

fn look(verification: &mut Verification, record: &CaseRecord, laws: &Laws, asked: &mut Vec<(String, CaseId)>) {
    verification.cases += 1;
    verification.steps += record.history.len() as u64;
    for difference in record.differences() {
        let (invariant, detail) = words(&difference);
        verification.add(&record.number, invariant, detail);
    }
    match record.case() {
        Ok(case) => {
            lawful(verification, record, &case, laws);
            asked.extend(case.started.values().map(|child| (record.number.clone(), *child)));
        }
        Err(error) => verification.add(&record.number, "readable", error.to_string()),
    }
}

fn words(difference: &Difference) -> (&'static str, String) {
    match difference {
        Difference::NoHistory => ("history", "there is no history".to_owned()),
        Difference::Gap { expected, found } => ("sequence", format!("expected step {expected}, found {found}")),
        Difference::BrokenChain { seq } => ("chain", format!("step {seq} does not follow on the one before")),
        Difference::ChangedStep { seq } => ("chain", format!("the bytes of step {seq} are not those that were hashed")),
        Difference::UnreadableStep { seq, reason } => ("history", format!("step {seq} does not read: {reason}")),
        Difference::Case => ("state", "the stored case is not the one its history gives".to_owned()),
        Difference::Task { number } => ("task", format!("task {number} is not as the case says")),
        Difference::Deadline { name } => ("deadline", format!("the row of {name} is not as the case says")),
        Difference::Outbox { seq, position } => {
            ("outbox", format!("step {seq}, position {position}: cause and notification do not agree"))
        }
        Difference::Benefit { seq, position } => {
            ("benefit", format!("step {seq}, position {position}: cause and ledger do not agree"))
        }
    }
}

/// Whether the case is as its definition wants it, and could have come there as its history says.
fn lawful(verification: &mut Verification, record: &CaseRecord, case: &Case, laws: &Laws) {
    let law = laws.get(&(case.process.clone(), case.version));
    let mut found = law.map_or_else(|| breaches_of_shape(case), |law| breaches(&law.definition, case));
    // Steps that do not read have been told already.
    let mut course = Course::default();
    for step in record.history.iter().map_while(|row| row.step().ok()) {
        found.extend(course.take(&step));
    }
    for breach in found {
        verification.add(&record.number, breach.invariant, breach.detail);
    }
}
