//! Notifications that were given up.

use serde::Serialize;
use service::Addressee;
use utoipa::ToSchema;

use super::listed;

/// Notifications that were given up.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeadLetters {
    /// The notifications.
    dead: Vec<DeadLetter>,
}

/// A notification that was given up.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "seq": 3,
    "position": 12,
    "to": "applicant",
    "template": "fast-track-approved",
    "attempts": 1,
    "created_at": "2020-04-20T16:20:00+08:00",
    "last_error": "没有收件地址",
}))]
struct DeadLetter {
    /// The case.
    case: String,
    /// The step that caused it.
    seq: u64,
    /// The position of its event in the step.
    position: usize,
    /// A person, or `applicant`.
    to: String,
    /// In which words.
    template: String,
    /// How often it was tried.
    attempts: u32,
    /// When its step was committed.
    #[schema(format = DateTime)]
    created_at: String,
    /// Why it did not leave.
    last_error: Option<String>,
}

impl From<Vec<service::OutboxRow>> for DeadLetters {
    fn from(rows: Vec<service::OutboxRow>) -> Self {
        Self { dead: listed(rows) }
    }
}

impl From<service::OutboxRow> for DeadLetter {
    fn from(row: service::OutboxRow) -> Self {
        Self {
            case: row.key.case.to_string(),
            seq: row.key.seq,
            position: row.key.position,
            to: match row.to {
                Addressee::Person(person) => person.to_string(),
                Addressee::Applicant => "applicant".to_owned(),
            },
            template: row.template.to_string(),
            attempts: row.attempts,
            created_at: row.created_at.to_string(),
            last_error: row.last_error,
        }
    }
}
