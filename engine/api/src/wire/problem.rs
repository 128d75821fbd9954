//! What went wrong.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong (RFC 9457), in Chinese, or in English where `Accept-Language` prefers it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "type": "urn:doudi:problem:task_closed",
    "title": "待办已不可办",
    "status": 409,
    "detail": "这项待办已由 王强 于 2020-04-20 16:20 办理（同意）",
    "code": "task_closed",
}))]
pub(crate) struct Problem {
    /// `urn:doudi:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of thing went wrong.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What was expected, and what was found.
    pub detail: String,
    /// What programs go by. Refusals have the words scenarios use: `not_found`, `role`, `same_person`, `task_closed`,
    /// `claimed_by_other`, `not_offered`, `ambiguous`, `guard`, `field`, `comment`, `parameter`, `ended`, `incident`,
    /// `no_incident`, `not_awaited`, `not_due`, `not_effective`, `key_reused`, `second_person`, `limit`. Others:
    /// `malformed`, `unauthenticated`, `too_large`, `not_json`, `no_route`, `no_method`, `busy`, `stopping`,
    /// `outcome_unknown`, `time_is_up`, `internal`.
    pub code: String,
    /// The field or item it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The id of the request, for the administrator; only where the server is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}
