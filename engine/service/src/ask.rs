//! What is asked of a case, and the answer.

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{ActionName, EventName, OfficeName, PersonName, ProcessName, RoleName, StateName};
use machine::{Case, CaseId, Change, DeskCommand, Status, TaskNumber};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sm3::{Digest, Sm3};

/// A key that makes a request safe to repeat: the same asker and key get the first answer again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestKey(pub String);

impl RequestKey {
    /// The longest key, in bytes.
    pub const BYTES_MAX: usize = 200;
}

/// What is asked. Fields are as they came; their types are the definition's to judge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Start a case.
    Start(NewCase),
    /// A person does what a state offers.
    Act {
        /// The case.
        case: CaseId,
        /// The state, if more than one might be meant.
        state: Option<StateName>,
        /// The action.
        action: ActionName,
        /// The task seen.
        task: Option<TaskNumber>,
        /// What is filled in.
        fields: Map<String, Json>,
        /// A word to it.
        comment: Option<String>,
        /// Where it leads back to, if the officer has to choose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_to: Option<StateName>,
    },
    /// 签收
    Claim {
        /// The case.
        case: CaseId,
        /// The task.
        task: TaskNumber,
    },
    /// 退签
    Release {
        /// The case.
        case: CaseId,
        /// The task.
        task: TaskNumber,
    },
    /// 日常办理: what people do besides taking actions.
    Desk {
        /// The case.
        case: CaseId,
        /// What.
        what: DeskCommand,
        /// What is filled in with it.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        fields: Map<String, Json>,
    },
    /// An event from outside.
    Receive {
        /// The case.
        case: CaseId,
        /// The event.
        event: EventName,
        /// What it carries.
        fields: Map<String, Json>,
    },
    /// 重启办理
    Reopen {
        /// The case.
        case: CaseId,
        /// Why.
        comment: Option<String>,
    },
    /// Do again what ended in an incident.
    Retry {
        /// The case.
        case: CaseId,
    },
    /// Move a case to another state.
    Move {
        /// The case.
        case: CaseId,
        /// Where to.
        to: StateName,
        /// Why.
        reason: String,
        /// The second person.
        second: PersonName,
    },
    /// Suspend or resume a case, extend or correct a deadline.
    Change {
        /// The case.
        case: CaseId,
        /// What is to change.
        change: Change,
    },
}

/// A case to be started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewCase {
    /// Of which process; on its newest version.
    pub process: ProcessName,
    /// At which office: an id, a division code, or an unambiguous path.
    pub office: String,
    /// What is filled in.
    #[serde(default)]
    pub fields: Map<String, Json>,
    /// When the application was handed in.
    #[serde(default)]
    pub received_at: Option<Moment>,
    /// Why it is entered on a later day.
    #[serde(default)]
    pub backdating_reason: Option<String>,
}

impl Ask {
    /// The case it concerns; none for a start.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Ask::Start(_) => None,
            Ask::Act { case, .. }
            | Ask::Claim { case, .. }
            | Ask::Release { case, .. }
            | Ask::Desk { case, .. }
            | Ask::Receive { case, .. }
            | Ask::Reopen { case, .. }
            | Ask::Retry { case }
            | Ask::Move { case, .. }
            | Ask::Change { case, .. } => Some(*case),
        }
    }

    /// The task it may answer from outside the reach of whoever is asked.
    pub(crate) fn answers(&self) -> Option<TaskNumber> {
        match self {
            Ask::Desk { what, .. } => what.answers(),
            Ask::Claim { task, .. } | Ask::Release { task, .. } => Some(*task),
            Ask::Start(_)
            | Ask::Act { .. }
            | Ask::Receive { .. }
            | Ask::Reopen { .. }
            | Ask::Retry { .. }
            | Ask::Move { .. }
            | Ask::Change { .. } => None,
        }
    }

    /// The case to be started, if that is asked.
    pub(crate) fn start(&self) -> Option<&NewCase> {
        match self {
            Ask::Start(new) => Some(new),
            Ask::Act { .. }
            | Ask::Claim { .. }
            | Ask::Release { .. }
            | Ask::Desk { .. }
            | Ask::Receive { .. }
            | Ask::Reopen { .. }
            | Ask::Retry { .. }
            | Ask::Move { .. }
            | Ask::Change { .. } => None,
        }
    }

    /// A digest of what is asked: the same key with another digest is another request.
    pub(crate) fn digest(&self) -> String {
        let written = serde_json::to_vec(self).unwrap_or_default();
        hex::encode(Sm3::digest(written))
    }
}

/// What became of what was asked. Stored with its request, so that asking again gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Its process.
    pub process: ProcessName,
    /// Its version.
    pub version: u32,
    /// Its office.
    pub office: OfficeName,
    /// The number of its last step.
    pub seq: u64,
    /// `open` or `ended`.
    pub status: String,
    /// What came of it, if it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Where it stands.
    pub active: Vec<StateName>,
    /// What is to be done now.
    pub tasks: Vec<OpenTask>,
    /// Cases started by this step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub started: Vec<CaseId>,
    /// Why it stands still, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Bilingual>,
}

/// A task waiting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenTask {
    /// Its number.
    pub task: TaskNumber,
    /// Its state.
    pub state: StateName,
    /// Who may take it.
    pub role: RoleName,
    /// Where.
    pub office: OfficeName,
    /// About which item of its state, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl Answer {
    /// The same for somebody who was asked from outside the case's jurisdiction: that it was taken, and nothing of the case.
    pub(crate) fn of_outsider(self) -> Self {
        Self { outcome: None, active: Vec::new(), tasks: Vec::new(), started: Vec::new(), incident: None, ..self }
    }

    /// The answer a case gives now.
    pub fn of(case: &Case, started: Vec<CaseId>) -> Self {
        let (status, outcome) = match &case.status {
            Status::Open => ("open", None),
            Status::Ended { outcome, .. } => ("ended", Some(outcome.clone())),
        };
        let tasks = case.open_tasks().map(|(number, task)| OpenTask {
            task: number,
            state: task.state.clone(),
            role: task.role.clone(),
            office: task.office.clone(),
            item: task.item,
            kind: task.aside.as_ref().map(|aside| aside.kind.as_str().to_owned()),
        });
        Self {
            case: case.id,
            number: case.number.clone(),
            process: case.process.clone(),
            version: case.version,
            office: case.office.clone(),
            seq: case.seq,
            status: status.to_owned(),
            outcome,
            active: case.leaves().map(|(state, _)| state.clone()).collect(),
            tasks: tasks.collect(),
            started,
            incident: case.incident.as_ref().map(|incident| incident.reason.clone()),
        }
    }
}
