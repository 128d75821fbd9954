//! A household: its cases, and what they pay together.

use serde::Serialize;
use utoipa::ToSchema;

use super::case_page::CaseItem;
use super::listed;

/// A household as its cases within reach show it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Household {
    /// Whom it is about; masked if that is sensitive.
    applicant: Option<String>,
    /// Its cases, the first started first.
    cases: Vec<HouseholdCase>,
    /// What is paid, from the first month paid to this month or the last month granted, whichever is later.
    months: Vec<HouseholdMonth>,
    /// Whether something is paid on after the last month shown.
    goes_on: bool,
    /// Whether there are more cases than are shown.
    more_cases: bool,
}

/// A case of a household.
#[derive(Serialize, ToSchema)]
struct HouseholdCase {
    /// The case.
    case: CaseItem,
    /// The identity of the case that started it.
    starter: Option<String>,
}

/// A month of a household.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "month": "2020-05",
    "total": "930.00",
    "payments": [{
        "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
        "number": "ZB-222403109200-2020-00001",
        "grant": "regular",
        "amount": "930.00",
    }],
}))]
struct HouseholdMonth {
    /// The month.
    month: String,
    /// All of it, in yuan.
    total: String,
    /// What it is made of.
    payments: Vec<HouseholdPayment>,
}

/// What one grant pays in a month.
#[derive(Serialize, ToSchema)]
struct HouseholdPayment {
    /// The case that granted it.
    case: String,
    /// Its number.
    number: String,
    /// The key of the grant.
    grant: String,
    /// In yuan.
    amount: String,
}

impl From<service::HouseholdView> for Household {
    fn from(view: service::HouseholdView) -> Self {
        Self {
            applicant: view.applicant,
            cases: listed(view.cases),
            months: listed(view.months),
            goes_on: view.goes_on,
            more_cases: view.more_cases,
        }
    }
}

impl From<service::HouseholdCase> for HouseholdCase {
    fn from(case: service::HouseholdCase) -> Self {
        Self { case: case.case.into(), starter: case.starter.map(|starter| starter.to_string()) }
    }
}

impl From<service::HouseholdMonth> for HouseholdMonth {
    fn from(month: service::HouseholdMonth) -> Self {
        Self { month: month.month.to_string(), total: month.total, payments: listed(month.payments) }
    }
}

impl From<service::HouseholdPayment> for HouseholdPayment {
    fn from(payment: service::HouseholdPayment) -> Self {
        let service::HouseholdPayment { case, number, grant, amount } = payment;
        Self { case: case.to_string(), number, grant: grant.to_string(), amount }
    }
}
