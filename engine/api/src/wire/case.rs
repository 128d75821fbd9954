//! One case, whole.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::deadline::Deadline;
use super::task::Task;
use super::{Bilingual, listed, texts};

/// A case as whoever reaches it sees it. Identity numbers show their ends only.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseView {
    /// Its identity.
    #[schema(example = "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8")]
    id: String,
    /// Its number.
    #[schema(example = "KS-222403109200-2020-00001")]
    number: String,
    /// Its process.
    process: String,
    /// The process's name.
    process_title: Bilingual,
    /// Its version.
    version: u32,
    /// The document it carries out.
    #[schema(example = "吉民发〔2020〕7号 二(七)")]
    source: Option<String>,
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
    /// What is filled in.
    fields: Vec<Field>,
    /// Its tasks, open and closed.
    tasks: Vec<Task>,
    /// Its deadlines, each explained.
    deadlines: Vec<Deadline>,
    /// What it grants.
    grants: Vec<Grant>,
    /// Cases it started.
    started: Vec<String>,
    /// Why it stands still, if it does.
    incident: Option<Bilingual>,
    /// Since when and why it is suspended, if it is.
    suspended: Option<Suspended>,
    /// The number of its last step.
    seq: u64,
    /// What the states, actions, deadlines, fields, formulas and people in this case and its history are called, by id.
    titles: BTreeMap<String, Bilingual>,
    /// What its states alone are called: a state may be called like a field or a deadline.
    state_titles: BTreeMap<String, Bilingual>,
    /// What the notifications of its process are called.
    template_titles: BTreeMap<String, Bilingual>,
}

/// A state a case is in.
#[derive(Serialize, ToSchema)]
pub(super) struct State {
    /// Its id.
    #[schema(example = "village_review")]
    state: String,
    /// Its name.
    title: Bilingual,
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
}

/// A field with its value as people read it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "field": "scheme",
    "title": {"zh": "申请类别", "en": "Scheme applied for"},
    "value": "dibao",
    "shown": {"zh": "最低生活保障", "en": "Dibao"},
    "masked": false,
}))]
struct Field {
    /// Its id.
    field: String,
    /// Its name.
    title: Bilingual,
    /// Its value, as programs read it. Money in yuan with two decimals.
    value: String,
    /// Its value, as people read it.
    shown: Bilingual,
    /// Whether part of it or all of it is masked: identity numbers, and what was erased.
    masked: bool,
}

/// A benefit as granted.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "grant": "first", "kind": "temporary", "amount": "1680.00", "from": "2020-04", "months": 1, "stopped_from": null,
}))]
struct Grant {
    /// Its key in the case.
    grant: String,
    /// Its kind.
    kind: String,
    /// Yuan a month, with two decimals.
    amount: String,
    /// The first month.
    from: String,
    /// For how many months; until stopped if none.
    months: Option<u32>,
    /// The first month no longer paid.
    stopped_from: Option<String>,
}

impl From<service::CaseView> for CaseView {
    fn from(case: service::CaseView) -> Self {
        Self {
            id: case.id.to_string(),
            number: case.number,
            process: case.process.to_string(),
            process_title: case.process_title.into(),
            version: case.version,
            source: case.source,
            applicant: case.applicant,
            office: case.office.to_string(),
            office_title: case.office_title.into(),
            status: case.status,
            outcome: case.outcome,
            received_at: case.received_at.to_string(),
            started_at: case.started_at.to_string(),
            active: listed(case.active),
            fields: listed(case.fields),
            tasks: listed(case.tasks),
            deadlines: listed(case.deadlines),
            grants: listed(case.grants),
            started: texts(&case.started),
            incident: case.incident.map(Into::into),
            suspended: case.suspended.map(Into::into),
            seq: case.seq,
            titles: case.titles.into_iter().map(|(id, title)| (id, title.into())).collect(),
            state_titles: named(case.state_titles),
            template_titles: named(case.template_titles),
        }
    }
}

/// 中止办理: since when and why a case is suspended.
#[derive(Serialize, ToSchema)]
struct Suspended {
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
    /// The name of who suspended it.
    by: Bilingual,
    /// Why.
    reason: String,
    /// What it rests on.
    source: Option<String>,
    /// Whether the clocks of its deadlines stand.
    clocks_stand: bool,
}

impl From<service::SuspendedView> for Suspended {
    fn from(suspended: service::SuspendedView) -> Self {
        let service::SuspendedView { since, by, reason, source, clocks_stand } = suspended;
        Self { since: since.to_string(), by: by.into(), reason, source, clocks_stand }
    }
}

fn named<N: ToString>(titles: BTreeMap<N, service::Bilingual>) -> BTreeMap<String, Bilingual> {
    titles.into_iter().map(|(id, title)| (id.to_string(), title.into())).collect()
}

impl From<service::StateView> for State {
    fn from(state: service::StateView) -> Self {
        Self { state: state.state.to_string(), title: state.title.into(), since: state.since.to_string() }
    }
}

impl From<service::FieldView> for Field {
    fn from(field: service::FieldView) -> Self {
        let service::FieldView { field, title, value, shown, masked } = field;
        Self { field, title: title.into(), value, shown: shown.into(), masked }
    }
}

impl From<service::GrantView> for Grant {
    fn from(grant: service::GrantView) -> Self {
        Self {
            grant: grant.grant.to_string(),
            kind: grant.kind,
            amount: grant.amount,
            from: grant.from.to_string(),
            months: grant.months,
            stopped_from: grant.stopped_from.map(|month| month.to_string()),
        }
    }
}
