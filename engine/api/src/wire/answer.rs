//! What became of what was asked.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed, texts};

/// What became of what was asked; the same bytes again for the same request.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "number": "KS-222403109200-2020-00001",
    "process": "epidemic-fast-track",
    "version": 1,
    "office": "222403109200",
    "seq": 1,
    "status": "open",
    "outcome": null,
    "active": ["village_review"],
    "tasks": [{"task": 1, "state": "village_review", "role": "village_clerk", "office": "222403109200"}],
    "started": [],
    "incident": null,
}))]
pub(crate) struct Answer {
    /// The case.
    case: String,
    /// Its number.
    number: String,
    /// Its process.
    process: String,
    /// Its version.
    version: u32,
    /// Its office.
    office: String,
    /// The number of its last step.
    seq: u64,
    /// `open` or `ended`.
    status: String,
    /// What came of it, if it is closed.
    outcome: Option<String>,
    /// Where it stands.
    active: Vec<String>,
    /// What is to be done now.
    tasks: Vec<OpenTask>,
    /// Cases started by this step.
    started: Vec<String>,
    /// Why it stands still, if it does.
    incident: Option<Bilingual>,
}

/// A task waiting.
#[derive(Serialize, ToSchema)]
struct OpenTask {
    /// Its number in the case.
    task: u32,
    /// Its state.
    state: String,
    /// Who may take it.
    role: String,
    /// Where.
    office: String,
    /// About which item of its state, counted from 1, if that goes through items.
    item: Option<u32>,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
}

impl From<service::Answer> for Answer {
    fn from(answer: service::Answer) -> Self {
        Self {
            case: answer.case.to_string(),
            number: answer.number,
            process: answer.process.to_string(),
            version: answer.version,
            office: answer.office.to_string(),
            seq: answer.seq,
            status: answer.status,
            outcome: answer.outcome,
            active: texts(&answer.active),
            tasks: listed(answer.tasks),
            started: texts(&answer.started),
            incident: answer.incident.map(Into::into),
        }
    }
}

impl From<service::OpenTask> for OpenTask {
    fn from(task: service::OpenTask) -> Self {
        let service::OpenTask { task, state, role, office, item, kind } = task;
        Self { task, state: state.to_string(), role: role.to_string(), office: office.to_string(), item, kind }
    }
}
