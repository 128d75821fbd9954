//! The row of a case.

use definition::moment::Moment;
use machine::{Case, Status};

use super::whole;
use crate::entities::cases;
use crate::error::{Result, StorageError};
use crate::subjects::SubjectId;

/// Stands around each active state's name; no name holds a line break.
const BETWEEN: char = '\n';

/// What the row of a case says of its last step.
#[derive(Clone, Debug)]
pub(crate) struct LastStep {
    /// Its hash.
    pub hash: String,
    /// When it was.
    pub at: Moment,
}

/// The row of a sealed case.
pub(crate) fn case_row(sealed: &Case, subject: Option<SubjectId>, last: LastStep) -> Result<cases::Model> {
    let body =
        serde_json::to_string(sealed).map_err(|error| StorageError::corrupt(format!("case {}", sealed.id), error))?;
    let (status, outcome, ended_at) = match &sealed.status {
        Status::Open => ("open", None, None),
        Status::Ended { outcome, at } => ("ended", Some(outcome.clone()), Some(at.milliseconds())),
    };
    Ok(cases::Model {
        id: sealed.id.0,
        number: sealed.number.clone(),
        process: sealed.process.to_string(),
        version: i64::from(sealed.version),
        office: sealed.office.to_string(),
        status: status.to_owned(),
        outcome,
        received_at: sealed.received_at.milliseconds(),
        started_at: sealed.started_at.milliseconds(),
        ended_at,
        seq: whole(sealed.seq),
        last_hash: last.hash,
        last_at: last.at.milliseconds(),
        subject: subject.map(|subject| subject.0),
        incident_at: sealed.incident.as_ref().map(|incident| incident.at.milliseconds()),
        states: states(sealed),
        body,
    })
}

fn states(case: &Case) -> String {
    let names = case.active.keys().map(|state| format!("{BETWEEN}{state}{BETWEEN}"));
    names.collect()
}

/// What the column of states holds if a case is in a state.
pub(crate) fn states_pattern(state: &str) -> String {
    format!("{BETWEEN}{state}{BETWEEN}")
}
