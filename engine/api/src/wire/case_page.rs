//! Cases as they are looked up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::case::State;
use super::{Bilingual, listed};
use crate::cursor;

/// Whether a case is open.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// 在办
    Open,
    /// 已办结
    Ended,
}

impl Status {
    /// Whether it is open.
    pub fn is_open(self) -> bool {
        match self {
            Status::Open => true,
            Status::Ended => false,
        }
    }
}

/// A page of cases, the last started first.
#[derive(Serialize, ToSchema)]
pub(crate) struct CasePage {
    /// The cases.
    cases: Vec<CaseItem>,
    /// What to give as `after` for the next page; none if this is the last.
    next: Option<String>,
}

/// A case in a list.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "number": "KS-222403109200-2020-00001",
    "process": "epidemic-fast-track",
    "process_title": {"zh": "疫情期间低保、特困先行纳入", "en": "Epidemic fast track"},
    "applicant": "张桂兰",
    "office": "222403109200",
    "office_title": {"zh": "马号东村", "en": "马号东村"},
    "status": "open",
    "outcome": null,
    "received_at": "2020-04-20T10:12:00+08:00",
    "started_at": "2020-04-20T10:12:00+08:00",
    "active": [{
        "state": "village_review",
        "title": {"zh": "村（社区）审核", "en": "Village review"},
        "since": "2020-04-20T10:12:00+08:00",
    }],
    "incident": false,
}))]
pub(super) struct CaseItem {
    /// Its identity.
    id: String,
    /// Its number.
    number: String,
    /// Its process.
    process: String,
    /// The process's name.
    process_title: Bilingual,
    /// Whom it is about; masked if that is sensitive.
    applicant: Option<String>,
    /// Its office.
    office: String,
    /// The office's name.
    office_title: Bilingual,
    /// `open` or `ended`.
    status: &'static str,
    /// What came of it.
    outcome: Option<String>,
    /// When the application was handed in.
    #[schema(format = DateTime)]
    received_at: String,
    /// When it was started here.
    #[schema(format = DateTime)]
    started_at: String,
    /// Where it stands.
    active: Vec<State>,
    /// Whether it stands still.
    incident: bool,
}

impl From<service::CasePage> for CasePage {
    fn from(page: service::CasePage) -> Self {
        Self { cases: listed(page.cases), next: page.next.as_ref().map(cursor::write) }
    }
}

impl From<service::CaseItem> for CaseItem {
    fn from(case: service::CaseItem) -> Self {
        Self {
            id: case.id.to_string(),
            number: case.number,
            process: case.process.to_string(),
            process_title: case.process_title.into(),
            applicant: case.applicant,
            office: case.office.to_string(),
            office_title: case.office_title.into(),
            status: case.status,
            outcome: case.outcome,
            received_at: case.received_at.to_string(),
            started_at: case.started_at.to_string(),
            active: listed(case.active),
            incident: case.incident,
        }
    }
}
