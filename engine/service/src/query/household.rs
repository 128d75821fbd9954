//! 全户: every case of a household within reach, and what all of them together pay month by month.

use std::collections::BTreeMap;

use definition::name::{GrantKey, PersonName};
use machine::{Benefit, CaseId, Entry, Month, schedule, yuan};
use serde::Serialize;
use storage::{PERSON_CASES_MAX, Scope, StoredCase};

use super::search::CaseItem;
use crate::error::ServiceError;
use crate::service::Service;

/// The most months one view shows: fifty years.
const MONTHS_MAX: u32 = 600;

/// A household as its cases show it. Cases are of one household if they are about the same person.
#[derive(Clone, Debug, Serialize)]
pub struct HouseholdView {
    /// Whom it is about; masked if that is sensitive.
    pub applicant: Option<String>,
    /// Its cases, the first started first.
    pub cases: Vec<HouseholdCase>,
    /// What is paid, from the first month paid to this month or the last month granted, whichever is later.
    pub months: Vec<HouseholdMonth>,
    /// Whether something is paid on after the last month shown.
    pub goes_on: bool,
    /// Whether there are more cases than one view shows.
    pub more_cases: bool,
}

/// A case of a household.
#[derive(Clone, Debug, Serialize)]
pub struct HouseholdCase {
    /// The case.
    #[serde(flatten)]
    pub case: CaseItem,
    /// The case that started it.
    pub starter: Option<CaseId>,
}

/// A month of a household.
#[derive(Clone, Debug, Serialize)]
pub struct HouseholdMonth {
    /// The month.
    pub month: Month,
    /// All of it, in yuan with two decimals.
    pub total: String,
    /// What it is made of.
    pub payments: Vec<HouseholdPayment>,
}

/// What one grant pays in a month.
#[derive(Clone, Debug, Serialize)]
pub struct HouseholdPayment {
    /// The case that granted it.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The key of the grant.
    pub grant: GrantKey,
    /// Yuan with two decimals.
    pub amount: String,
}

impl Service {
    /// The household of a case, as a person sees it.
    ///
    /// # Errors
    /// A refusal that is the same whether the case is out of reach or not there.
    pub async fn household(&self, person: Option<&PersonName>, which: &str) -> Result<HouseholdView, ServiceError> {
        let asked = self.stored(person, which).await?;
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let store = &self.shared.store;
        let mut stored = match asked.subject {
            Some(subject) => store.cases_of_subject(&scope, subject).await?,
            None => vec![asked],
        };
        let more_cases = u64::try_from(stored.len()).is_ok_and(|count| count >= PERSON_CASES_MAX);
        stored.iter_mut().try_for_each(|case| store.unseal(case))?;
        let granted = self.granted(&scope, &stored).await?;
        let mut cases = Vec::with_capacity(stored.len());
        for StoredCase { case, .. } in &stored {
            cases.push(HouseholdCase { case: self.case_item(case).await?, starter: case.starter });
        }
        let (months, goes_on) = months(&granted, Month::of(self.now().date()));
        let applicant = cases.iter().rev().find_map(|case| case.case.applicant.clone());
        Ok(HouseholdView { applicant, cases, months, goes_on, more_cases })
    }

    async fn granted(&self, scope: &Scope, stored: &[StoredCase]) -> Result<Vec<Granted>, ServiceError> {
        let ids: Vec<CaseId> = stored.iter().map(|stored| stored.case.id).collect();
        let mut ledgers: BTreeMap<_, _> = self.shared.store.benefits_of(scope, &ids).await?;
        let granted = stored.iter().map(|stored| {
            let ledger: Vec<Entry> =
                ledgers.remove(&stored.case.id).unwrap_or_default().into_iter().map(Entry::from).collect();
            Granted { case: stored.case.id, number: stored.case.number.clone(), benefits: schedule(&ledger) }
        });
        Ok(granted.collect())
    }
}

/// What one case grants.
struct Granted {
    case: CaseId,
    number: String,
    benefits: Vec<Benefit>,
}

/// The months from the first paid to this one or the last granted; and whether something goes on after them.
fn months(granted: &[Granted], this: Month) -> (Vec<HouseholdMonth>, bool) {
    let benefits = || granted.iter().flat_map(|granted| &granted.benefits);
    let Some(first) = benefits().map(Benefit::first).min() else { return (Vec::new(), false) };
    let end = benefits().map(|benefit| benefit.end().unwrap_or(benefit.first().plus(1))).max();
    let end = end.map_or(this.plus(1), |end| end.max(this.plus(1)));
    let months = (0..MONTHS_MAX).map(|count| first.plus(count)).take_while(|month| *month < end);
    let goes_on = benefits().any(|benefit| benefit.end().is_none());
    (months.map(|month| paid(granted, month)).collect(), goes_on)
}

fn paid(granted: &[Granted], month: Month) -> HouseholdMonth {
    let mut total_fen = 0;
    let mut payments = Vec::new();
    for case in granted {
        for (benefit, fen) in case.benefits.iter().filter_map(|benefit| Some((benefit, benefit.paid_in(month)?))) {
            total_fen += fen;
            let (grant, number) = (benefit.grant().clone(), case.number.clone());
            payments.push(HouseholdPayment { case: case.case, number, grant, amount: yuan(fen) });
        }
    }
    HouseholdMonth { month, total: yuan(total_fen), payments }
}
