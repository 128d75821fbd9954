//! 定期任务: what offices have to do again and again; what came of it, and what is coming.

use std::collections::BTreeMap;

use chrono::{Datelike, Days};
use definition::bilingual::{Bilingual, Language};
use definition::moment::{Date, Moment};
use definition::name::{LevelName, ObligationName, OfficeName, PersonName, ProcessName};
use definition::obligation::{Obligation, Occurrence, next_opening, occurrences};
use machine::{Actor, CaseId, Rejection, RejectionKind, done_at};
use serde::Serialize;
use storage::{OccurrenceFilter, OccurrenceRow, OccurrenceState, PAGE_ROWS_MAX, Scope, StoredCase};

use crate::catalogue::Catalogue;
use crate::error::ServiceError;
use crate::reach::{office_within_reach, reaches};
use crate::service::Service;

/// The longest span of due days one question may be about: ten years.
const SPAN_DAYS_MAX: u64 = 3_660;

/// A recurring duty.
#[derive(Clone, Debug, Serialize)]
pub struct ObligationItem {
    /// Its id.
    pub obligation: ObligationName,
    /// Its name for people.
    pub title: Bilingual,
    /// The article that sets it.
    pub source: Option<String>,
    /// The level it binds.
    pub level: LevelName,
    /// The process it starts.
    pub process: ProcessName,
    /// How many offices within reach it binds today.
    pub offices: u32,
    /// Offices within reach it does not bind, and why.
    pub exceptions: Vec<ExceptionView>,
    /// When the next case is started.
    pub next_opening: Option<Moment>,
}

/// An office that is not bound.
#[derive(Clone, Debug, Serialize)]
pub struct ExceptionView {
    /// Which.
    pub office: OfficeName,
    /// Its name.
    pub office_title: Bilingual,
    /// From which due day.
    pub from: Option<Date>,
    /// Until which due day, that day no longer.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Which occurrences are wanted.
#[derive(Clone, Debug, Default)]
pub struct OccurrenceQuery {
    /// Of which obligation.
    pub obligation: String,
    /// Of this office and those below it.
    pub office: Option<String>,
    /// Due on this day or later; the first day of this year if not said.
    pub from: Option<Date>,
    /// Due before this day; a year after the first if not said.
    pub until: Option<Date>,
    /// How many to leave out.
    pub skipped: u64,
}

/// The occurrences of a duty.
#[derive(Clone, Debug, Serialize)]
pub struct OccurrencePage {
    /// The duty.
    pub obligation: ObligationItem,
    /// The occurrences, by due day and office; those to come last.
    pub occurrences: Vec<OccurrenceView>,
    /// How many to leave out for the next page, if there is more.
    pub next: Option<u64>,
}

/// What an office has to do once.
#[derive(Clone, Debug, Serialize)]
pub struct OccurrenceView {
    /// The office.
    pub office: OfficeName,
    /// Its path.
    pub office_path: Bilingual,
    /// The key of its period.
    pub period: String,
    /// The period for people.
    pub period_title: Bilingual,
    /// The legal day, until 24:00.
    pub due: Date,
    /// The soft target.
    pub target: Date,
    /// When its case is started.
    pub opens_at: Moment,
    /// `coming`, `open`, `done`, `late`, `missed` or `refused`.
    pub state: &'static str,
    /// Its case.
    pub case: Option<CaseId>,
    /// The number of its case.
    pub number: Option<String>,
    /// When it did what the duty wants.
    pub done_at: Option<Moment>,
    /// The number of what was started at the office above because it was missed.
    pub missed_number: Option<String>,
    /// Why no case could be started.
    pub reason: Option<Bilingual>,
}

impl Service {
    /// Every recurring duty, as far as a person's offices go.
    pub fn obligations(&self, person: Option<&PersonName>) -> Vec<ObligationItem> {
        let catalogue = self.catalogue();
        catalogue.obligations.values().map(|obligation| self.obligation_item(&catalogue, obligation, person)).collect()
    }

    /// The occurrences of a duty within reach, past ones as they are stored and coming ones as they are reckoned.
    ///
    /// # Errors
    /// A refusal, if there is no such duty or office.
    pub async fn occurrences(
        &self,
        person: Option<&PersonName>,
        query: &OccurrenceQuery,
    ) -> Result<OccurrencePage, ServiceError> {
        let catalogue = self.catalogue();
        let name = ObligationName::new(&query.obligation);
        let obligation = catalogue.obligations.get(&name).ok_or_else(|| no_such_obligation(&query.obligation))?;
        let filter = self.occurrence_filter(&catalogue, person, query)?;
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let rows = self.shared.store.occurrences(&scope, &filter, query.skipped).await?;
        let is_last = u64::try_from(rows.len()).is_ok_and(|count| count < PAGE_ROWS_MAX);
        let cases = self.cases_of(&rows).await?;
        let mut shown: Vec<OccurrenceView> = rows.iter().map(|row| past(&catalogue, obligation, row, &cases)).collect();
        if is_last {
            shown.extend(self.coming(&catalogue, obligation, person, &filter));
        }
        let next = (!is_last).then(|| query.skipped + PAGE_ROWS_MAX);
        Ok(OccurrencePage {
            obligation: self.obligation_item(&catalogue, obligation, person),
            occurrences: shown,
            next,
        })
    }

    fn obligation_item(
        &self,
        catalogue: &Catalogue,
        obligation: &Obligation,
        person: Option<&PersonName>,
    ) -> ObligationItem {
        let (world, now) = (catalogue.world(), self.now());
        let offices = catalogue.organisation.offices().keys();
        let bound = offices.filter(|office| obligation.binds(office, &world, now.date()));
        let within = |office: &OfficeName| is_within(catalogue, person, office, now.date());
        let exceptions = obligation.exceptions.iter().filter(|exception| within(&exception.office));
        ObligationItem {
            obligation: obligation.name.clone(),
            title: obligation.title.clone(),
            source: obligation.source.clone(),
            level: obligation.level.clone(),
            process: obligation.process.clone(),
            offices: u32::try_from(bound.filter(|office| within(office)).count()).unwrap_or(u32::MAX),
            exceptions: exceptions
                .map(|exception| ExceptionView {
                    office: exception.office.clone(),
                    office_title: path(catalogue, &exception.office, now.date()),
                    from: exception.days.from,
                    until: exception.days.until,
                    reason: exception.reason.clone(),
                })
                .collect(),
            next_opening: next_opening(obligation, &world, now),
        }
    }

    fn occurrence_filter(
        &self,
        catalogue: &Catalogue,
        person: Option<&PersonName>,
        query: &OccurrenceQuery,
    ) -> Result<OccurrenceFilter, ServiceError> {
        let today = self.now().date();
        let actor = person.map_or(Actor::Time, |person| Actor::person(person.as_str()));
        let found = |written: &String| office_within_reach(&catalogue.organisation, &actor, written, today);
        let office = query.office.as_ref().map(found).transpose()?;
        let from = query.from.or_else(|| Date::from_ymd_opt(today.year(), 1, 1)).unwrap_or(today);
        let until = query.until.or_else(|| from.checked_add_days(Days::new(366))).unwrap_or(from);
        let last = from.checked_add_days(Days::new(SPAN_DAYS_MAX)).unwrap_or(from);
        let obligation = Some(ObligationName::new(&query.obligation));
        Ok(OccurrenceFilter { obligation, office, from, until: until.min(last) })
    }

    async fn cases_of(&self, rows: &[OccurrenceRow]) -> Result<BTreeMap<CaseId, StoredCase>, ServiceError> {
        let ids: Vec<CaseId> = rows.iter().flat_map(|row| [row.case, row.missed_case]).flatten().collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        // The rows are within reach already; what was started above them is shown by its number only.
        let found = self.shared.store.cases_by_id(&Scope::System, &ids).await?;
        Ok(found.into_iter().map(|stored| (stored.case.id, stored)).collect())
    }

    fn coming(
        &self,
        catalogue: &Catalogue,
        obligation: &Obligation,
        person: Option<&PersonName>,
        filter: &OccurrenceFilter,
    ) -> Vec<OccurrenceView> {
        let now = self.now();
        let from = filter.from.max(now.date());
        let mut found = occurrences(obligation, &catalogue.world(), from, filter.until);
        found.retain(|occurrence| {
            occurrence.opens_at > now
                && is_within(catalogue, person, &occurrence.office, now.date())
                && filter.office.as_ref().is_none_or(|office| {
                    catalogue.organisation.lineage(&occurrence.office, filter.from).contains(office)
                })
        });
        found.truncate(usize::try_from(PAGE_ROWS_MAX).unwrap_or(usize::MAX));
        found.iter().map(|occurrence| view(catalogue, occurrence, "coming")).collect()
    }
}

fn is_within(catalogue: &Catalogue, person: Option<&PersonName>, office: &OfficeName, on: Date) -> bool {
    person.is_none_or(|person| reaches(&catalogue.organisation, &Actor::person(person.as_str()), office, on))
}

fn path(catalogue: &Catalogue, office: &OfficeName, on: Date) -> Bilingual {
    let of = |language| catalogue.organisation.path(office, on, language);
    Bilingual::new(of(Language::Zh), of(Language::En))
}

fn past(
    catalogue: &Catalogue,
    obligation: &Obligation,
    row: &OccurrenceRow,
    cases: &BTreeMap<CaseId, StoredCase>,
) -> OccurrenceView {
    let stored = row.case.and_then(|case| cases.get(&case)).map(|stored| &stored.case);
    let done_at = stored.and_then(|case| done_at(&obligation.done, case));
    let state = match (row.state, done_at.is_some()) {
        (OccurrenceState::Met, _) | (OccurrenceState::Open, true) => "done",
        (OccurrenceState::Missed, true) => "late",
        (OccurrenceState::Open, false) => "open",
        (OccurrenceState::Missed, false) => "missed",
        (OccurrenceState::Refused, _) => "refused",
    };
    let missed = row.missed_case.and_then(|case| cases.get(&case));
    OccurrenceView {
        case: row.case,
        number: stored.map(|case| case.number.clone()),
        done_at,
        missed_number: missed.map(|stored| stored.case.number.clone()),
        reason: row.reason.as_ref().and_then(|reason| serde_json::from_str(reason).ok()),
        ..view(catalogue, &row.occurrence(), state)
    }
}

fn view(catalogue: &Catalogue, occurrence: &Occurrence, state: &'static str) -> OccurrenceView {
    OccurrenceView {
        office: occurrence.office.clone(),
        office_path: path(catalogue, &occurrence.office, occurrence.due),
        period: occurrence.period.key.clone(),
        period_title: occurrence.period.title(),
        due: occurrence.due,
        target: occurrence.target,
        opens_at: occurrence.opens_at,
        state,
        case: None,
        number: None,
        done_at: None,
        missed_number: None,
        reason: None,
    }
}

fn no_such_obligation(written: &str) -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        format!("没有定期任务“{written}”"),
        format!("there is no obligation {written}"),
    )
    .with_help("用 doudi obligation list 查看有哪些", "see `doudi obligation list`")
}
