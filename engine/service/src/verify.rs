//! `doudi verify`: applies every history again, never decides again, and compares. Needs no key.

use std::collections::BTreeSet;

use machine::{Case, Clock, Status};
use serde::Serialize;
use storage::{CaseRecord, Difference};

use crate::error::ServiceError;
use crate::service::Service;

/// How many cases are read at a time.
const BATCH_CASES: u64 = 200;
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
    /// Verifies every case and every answered request.
    pub async fn verify(&self) -> Result<Verification, ServiceError> {
        let mut verification = Verification::default();
        let mut known = BTreeSet::new();
        let mut asked = Vec::new();
        self.shared
            .store
            .for_each_case(BATCH_CASES, |record| {
                known.insert(record.id);
                look(&mut verification, &record, &mut asked);
            })
            .await?;
        for (number, child) in asked {
            if !known.contains(&child) {
                verification.add(&number, "started_case", format!("the case {child} it started is not there"));
            }
        }
        Ok(verification)
    }
}

fn look(verification: &mut Verification, record: &CaseRecord, asked: &mut Vec<(String, machine::CaseId)>) {
    verification.cases += 1;
    verification.steps += record.history.len() as u64;
    for difference in record.differences() {
        let (invariant, detail) = words(&difference);
        verification.add(&record.number, invariant, detail);
    }
    match record.case() {
        Ok(case) => {
            shape(verification, &case);
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

/// What must hold inside any case at rest.
fn shape(verification: &mut Verification, case: &Case) {
    let number = case.number.as_str();
    let ended = matches!(case.status, Status::Ended { .. });
    for (task, open) in case.open_tasks() {
        if ended {
            verification.add(number, "task", format!("task {task} is open in a closed case"));
        }
        if !case.active.contains_key(&open.state) {
            verification.add(number, "task", format!("task {task} is open, its state {} is not active", open.state));
        }
    }
    for (name, armed) in &case.deadlines {
        let counts = matches!(armed.clock, Clock::Running | Clock::Stopped);
        if ended && counts {
            verification.add(number, "deadline", format!("{name} runs in a closed case"));
        }
    }
    if !ended && case.active.is_empty() {
        verification.add(number, "state", "an open case is in no state".to_owned());
    }
}
