//! 办件查询: cases as people look them up, page by page, the last started first.

use definition::bilingual::Bilingual;
use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{OfficeName, PersonName, ProcessName, StateName};
use machine::{Actor, Case, CaseId, Status};
use serde::Serialize;
use storage::{CaseCursor, CaseFilter, Page, Scope};

use super::case::{StateView, active, masked};
use crate::error::ServiceError;
use crate::reach::office_within_reach;
use crate::service::Service;

/// Which cases are looked for. Everything left out holds for all.
#[derive(Clone, Debug, Default)]
pub struct CaseQuery {
    /// Of this process.
    pub process: Option<ProcessName>,
    /// In this state.
    pub state: Option<StateName>,
    /// Of this office and those below it: an id, a division code, or an unambiguous path.
    pub office: Option<String>,
    /// Open (`true`) or ended.
    pub open: Option<bool>,
    /// With this number, this whole sensitive value, or this in a name or another searchable text.
    pub text: Option<String>,
    /// Those after this one.
    pub after: Option<CaseCursor>,
    /// At most so many.
    pub limit: u64,
}

/// A page of cases.
#[derive(Clone, Debug, Serialize)]
pub struct CasePage {
    /// The cases.
    pub cases: Vec<CaseItem>,
    /// Where the next page begins.
    pub next: Option<CaseCursor>,
}

/// A case in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CaseItem {
    /// Its identity.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Its process.
    pub process: ProcessName,
    /// The process's name.
    pub process_title: Bilingual,
    /// Whom it is about; masked if that is sensitive.
    pub applicant: Option<String>,
    /// Its office.
    pub office: OfficeName,
    /// The office's name.
    pub office_title: Bilingual,
    /// `open` or `ended`.
    pub status: &'static str,
    /// What came of it.
    pub outcome: Option<String>,
    /// When the application was handed in.
    pub received_at: Moment,
    /// When it was started here.
    pub started_at: Moment,
    /// Where it stands.
    pub active: Vec<StateView>,
    /// Whether it stands still.
    pub incident: bool,
}

impl Service {
    /// The cases within a person's reach that are looked for.
    ///
    /// # Errors
    /// A refusal for an office that is not there or out of reach.
    pub async fn search(&self, person: &PersonName, query: &CaseQuery) -> Result<CasePage, ServiceError> {
        let scope = self.searched(person, query.office.as_deref())?;
        let filter = CaseFilter {
            process: query.process.clone(),
            state: query.state.clone(),
            open: query.open,
            text: query.text.clone(),
            ..CaseFilter::default()
        };
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = self.shared.store.cases(&scope, &filter, &page).await?;
        let mut cases = Vec::with_capacity(found.rows.len());
        for mut stored in found.rows {
            self.shared.store.unseal(&mut stored)?;
            cases.push(self.case_item(&stored.case).await?);
        }
        Ok(CasePage { cases, next: found.next })
    }

    /// All a person reaches, or the part of it below one office.
    fn searched(&self, person: &PersonName, office: Option<&str>) -> Result<Scope, ServiceError> {
        let Some(office) = office else { return Ok(self.scope_of(person)) };
        let on = self.now().date();
        let actor = Actor::Person { person: person.clone(), acting_for: None };
        let office = office_within_reach(&self.catalogue().organisation, &actor, office, on)?;
        Ok(Scope::Offices { roots: vec![office], on })
    }

    pub(super) async fn case_item(&self, case: &Case) -> Result<CaseItem, ServiceError> {
        let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
        let definition = &loaded.definition;
        let catalogue = self.catalogue();
        let office = catalogue.organisation.offices().get(&case.office);
        let (status, outcome) = match &case.status {
            Status::Open => ("open", None),
            Status::Ended { outcome, .. } => ("ended", Some(outcome.clone())),
        };
        Ok(CaseItem {
            id: case.id,
            number: case.number.clone(),
            process: case.process.clone(),
            process_title: definition.title.clone(),
            applicant: applicant(definition, case),
            office: case.office.clone(),
            office_title: office.map_or_else(|| Bilingual::same(case.office.as_str()), |office| office.title.clone()),
            status,
            outcome,
            received_at: case.received_at,
            started_at: case.started_at,
            active: active(definition, case),
            incident: case.incident.is_some(),
        })
    }
}

/// Whom a case is about; masked if that is sensitive.
pub(super) fn applicant(definition: &Definition, case: &Case) -> Option<String> {
    let name = definition.applicant.name.as_ref()?;
    let (field, value) = definition.fields.get(name).zip(case.fields.get(name))?;
    Some(masked(field, value).0)
}
