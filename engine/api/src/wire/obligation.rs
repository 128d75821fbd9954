//! Recurring duties and their occurrences.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed};

/// The recurring duties there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct Obligations {
    /// Each of them.
    obligations: Vec<Obligation>,
}

/// A recurring duty of offices.
#[derive(Serialize, ToSchema)]
struct Obligation {
    /// Its id.
    obligation: String,
    /// Its name.
    title: Bilingual,
    /// The article that sets it.
    source: Option<String>,
    /// The level of offices it binds.
    level: String,
    /// The process each occurrence starts.
    process: String,
    /// How many offices within reach it binds today.
    offices: u32,
    /// Offices within reach it does not bind.
    exceptions: Vec<OfficeException>,
    /// When the next case is started.
    next_opening: Option<String>,
}

/// An office that a duty does not bind.
#[derive(Serialize, ToSchema)]
struct OfficeException {
    /// The office.
    office: String,
    /// Its path.
    office_title: Bilingual,
    /// From which due day.
    from: Option<String>,
    /// Until which due day, that day no longer.
    until: Option<String>,
    /// Why.
    reason: String,
}

/// What came of a duty, and what is coming.
#[derive(Serialize, ToSchema)]
pub(crate) struct OccurrencePage {
    /// The duty.
    obligation: Obligation,
    /// Its occurrences by due day and office, those to come last.
    occurrences: Vec<Occurrence>,
    /// What to give as `after` for the next page; none if this is the last.
    next: Option<u64>,
}

/// What an office has to do once.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "office": "222403",
    "office_path": {"zh": "吉林省/延边朝鲜族自治州/敦化市", "en": "Jilin Province/Yanbian Korean Autonomous Prefecture/Dunhua"},
    "period": "2020-Q1",
    "period_title": {"zh": "2020年第1季度", "en": "quarter 1 of 2020"},
    "due": "2020-04-05",
    "target": "2020-04-03",
    "opens_at": "2020-04-01T00:00:00+08:00",
    "state": "done",
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "number": "JB-222403-2020-00001",
    "done_at": "2020-04-03T15:00:00+08:00",
    "missed_number": null,
    "reason": null,
}))]
struct Occurrence {
    /// The office.
    office: String,
    /// Its path.
    office_path: Bilingual,
    /// The key of its period.
    period: String,
    /// The period for people.
    period_title: Bilingual,
    /// The legal day, until 24:00.
    due: String,
    /// The soft target.
    target: String,
    /// When its case is started.
    opens_at: String,
    /// `coming`, `open`, `done`, `late`, `missed` or `refused`.
    state: &'static str,
    /// Its case.
    case: Option<String>,
    /// The number of its case.
    number: Option<String>,
    /// When it did what the duty wants.
    done_at: Option<String>,
    /// The number of what was started at the office above because it was missed.
    missed_number: Option<String>,
    /// Why no case could be started.
    reason: Option<Bilingual>,
}

impl From<Vec<service::ObligationItem>> for Obligations {
    fn from(obligations: Vec<service::ObligationItem>) -> Self {
        Self { obligations: listed(obligations) }
    }
}

impl From<service::ObligationItem> for Obligation {
    fn from(item: service::ObligationItem) -> Self {
        Self {
            obligation: item.obligation.to_string(),
            title: item.title.into(),
            source: item.source,
            level: item.level.to_string(),
            process: item.process.to_string(),
            offices: item.offices,
            exceptions: listed(item.exceptions),
            next_opening: item.next_opening.map(|at| at.to_string()),
        }
    }
}

impl From<service::ExceptionView> for OfficeException {
    fn from(exception: service::ExceptionView) -> Self {
        Self {
            office: exception.office.to_string(),
            office_title: exception.office_title.into(),
            from: exception.from.map(|day| day.to_string()),
            until: exception.until.map(|day| day.to_string()),
            reason: exception.reason,
        }
    }
}

impl From<service::OccurrencePage> for OccurrencePage {
    fn from(page: service::OccurrencePage) -> Self {
        Self { obligation: page.obligation.into(), occurrences: listed(page.occurrences), next: page.next }
    }
}

impl From<service::OccurrenceView> for Occurrence {
    fn from(view: service::OccurrenceView) -> Self {
        Self {
            office: view.office.to_string(),
            office_path: view.office_path.into(),
            period: view.period,
            period_title: view.period_title.into(),
            due: view.due.to_string(),
            target: view.target.to_string(),
            opens_at: view.opens_at.to_string(),
            state: view.state,
            case: view.case.map(|case| case.to_string()),
            number: view.number,
            done_at: view.done_at.map(|at| at.to_string()),
            missed_number: view.missed_number,
            reason: view.reason.map(Into::into),
        }
    }
}
