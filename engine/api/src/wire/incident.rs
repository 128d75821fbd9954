//! Cases that stand still.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed};

/// Cases that stand still, the oldest incident first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Incidents {
    /// The cases.
    incidents: Vec<Incident>,
}

/// A case that stands still.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "number": "KS-222403109200-2020-00001",
    "at": "2020-04-20T16:20:00+08:00",
    "state": "approved",
    "expression": "annual_income / members",
    "reason": {"zh": "除数为零", "en": "division by zero"},
}))]
struct Incident {
    /// The case.
    case: String,
    /// Its number.
    number: String,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
    /// In which state.
    state: Option<String>,
    /// The expression that failed, as written.
    expression: String,
    /// What went wrong.
    reason: Bilingual,
}

impl From<Vec<service::IncidentView>> for Incidents {
    fn from(incidents: Vec<service::IncidentView>) -> Self {
        Self { incidents: listed(incidents) }
    }
}

impl From<service::IncidentView> for Incident {
    fn from(incident: service::IncidentView) -> Self {
        Self {
            case: incident.case.to_string(),
            number: incident.number,
            at: incident.at.to_string(),
            state: incident.state.map(|state| state.to_string()),
            expression: incident.expression,
            reason: incident.reason.into(),
        }
    }
}
