//! What is asked.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;
use service::{Ask, CaseId, Moment, PersonName};
use utoipa::ToSchema;

/// What is filled in, by the ids of the fields. Money in yuan, as text or number; dates and moments as text. Sorted, so that the
/// order in which they are sent makes no other request of it.
type Fields = BTreeMap<String, Json>;

/// A case to be started.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "process": "epidemic-fast-track",
    "office": "敦化市/江源镇/马号东村",
    "fields": {"applicant_name": "张桂兰", "id_number": "11010519491231002X", "scheme": "dibao", "area": "rural"},
}))]
pub(crate) struct NewCase {
    /// Of which process, on its newest version.
    process: String,
    /// At which office: an id, a division code, or an unambiguous path.
    office: String,
    /// What is filled in.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Fields,
    /// When the application was handed in; now if not given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<Moment>,
    /// Why it is entered on a later day than handed in.
    #[serde(default)]
    backdating_reason: Option<String>,
}

impl NewCase {
    /// As asked of the service.
    pub fn ask(self) -> Ask {
        Ask::Start(service::NewCase {
            process: self.process.as_str().into(),
            office: self.office,
            fields: self.fields.into_iter().collect(),
            received_at: self.received_at,
            backdating_reason: self.backdating_reason,
        })
    }
}

/// An action on a task.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"state": "township_approval", "action": "approve", "task": 2, "fields": {"grant_now": false}}))]
pub(crate) struct Action {
    /// The state; only needed where more than one open task offers the action.
    #[serde(default)]
    state: Option<String>,
    /// The action.
    action: String,
    /// The number of the task seen. Given, the action is refused if another has decided in the meantime.
    #[serde(default)]
    task: Option<u32>,
    /// What is filled in.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Fields,
    /// A word to it.
    #[serde(default)]
    comment: Option<String>,
    /// Where it leads back to, if the officer has to choose.
    #[serde(default)]
    return_to: Option<String>,
}

impl Action {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        Ask::Act {
            case,
            state: self.state.as_deref().map(Into::into),
            action: self.action.as_str().into(),
            task: self.task,
            fields: self.fields.into_iter().collect(),
            comment: self.comment,
            return_to: self.return_to.as_deref().map(Into::into),
        }
    }
}

/// A task of the case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"task": 2}))]
pub(crate) struct TaskOnly {
    /// Its number.
    pub task: u32,
}

/// Opening a closed case again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"comment": "申请人补充了证明材料"}))]
pub(crate) struct Reopening {
    /// Why.
    #[serde(default)]
    pub comment: Option<String>,
}

/// An event from outside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"case": "KS-222403109200-2020-00001", "event": "comparison_returned", "fields": {}}))]
pub(crate) struct OutsideEvent {
    /// The case: its identity or its number.
    pub case: String,
    /// The event.
    event: String,
    /// What it carries.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Fields,
}

impl OutsideEvent {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        Ask::Receive { case, event: self.event.as_str().into(), fields: self.fields.into_iter().collect() }
    }
}

/// Moving a case to another state.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"to": "village_review", "reason": "参数有误，已更正，重新审核", "second_token": "doudi_…"}))]
pub(crate) struct Move {
    /// Where to.
    to: String,
    /// Why.
    reason: String,
    /// The token of the second person, who agrees. Never kept, never put on record.
    pub second_token: String,
}

impl Move {
    /// As asked of the service.
    pub fn ask(self, case: CaseId, second: PersonName) -> Ask {
        Ask::Move { case, to: self.to.as_str().into(), reason: self.reason, second }
    }
}
