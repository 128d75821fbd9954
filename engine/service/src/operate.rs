//! 运行异常: what an operator sees of cases that stand still.

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{PersonName, StateName};
use machine::CaseId;
use serde::Serialize;
use storage::{CaseCursor, Page, Scope};

use crate::error::ServiceError;
use crate::service::Service;

/// A case that stands still.
#[derive(Clone, Debug, Serialize)]
pub struct IncidentView {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Since when.
    pub at: Moment,
    /// In which state.
    pub state: Option<StateName>,
    /// The expression that failed, as written.
    pub expression: String,
    /// What went wrong.
    pub reason: Bilingual,
}

impl Service {
    /// The cases that stand still, within a person's reach or all of them, the oldest first.
    pub async fn incidents(&self, person: Option<&PersonName>, limit: u64) -> Result<Vec<IncidentView>, ServiceError> {
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let page: Page<CaseCursor> = Page::first(limit);
        let found = self.shared.store.incidents(&scope, &page).await?.rows;
        let views = found.into_iter().filter_map(|stored| {
            let incident = stored.case.incident?;
            Some(IncidentView {
                case: stored.case.id,
                number: stored.case.number,
                at: incident.at,
                state: incident.state,
                expression: incident.expression,
                reason: incident.reason,
            })
        });
        Ok(views.collect())
    }
}
