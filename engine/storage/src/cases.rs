//! Cases as people look them up.

use definition::moment::Moment;
use definition::name::{FieldName, OfficeName, ProcessName, StateName};
use definition::value::Value;
use machine::{Case, CaseId};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entities::{cases, search_gram, search_value, subject};
use crate::error::{Result, StorageError};
use crate::keys::{Keys, SubjectKey};
use crate::page::{Listed, Page};
use crate::row::states_pattern;
use crate::scope::Scope;
use crate::seal::unseal_case;
use crate::search::{Stored, folded, looked_up, stored, whole};
use crate::store::Store;
use crate::subjects::SubjectId;

/// A case as stored.
#[derive(Clone, PartialEq)]
pub struct StoredCase {
    /// The case. From [`crate::Group::load`] open to read; from a query sealed until [`Store::unseal`].
    pub case: Case,
    /// Whose key seals it.
    pub subject: Option<SubjectId>,
    /// The hash of its last step.
    pub last_hash: String,
    /// When its last step was; the next one must not be before it.
    pub last_at: Moment,
    wrapped_key: Option<String>,
}

/// Which cases are wanted. Everything left out holds for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseFilter {
    /// Of this process.
    pub process: Option<ProcessName>,
    /// In this state.
    pub state: Option<StateName>,
    /// Of exactly this office.
    pub office: Option<OfficeName>,
    /// Open (`true`) or ended.
    pub open: Option<bool>,
    /// With this number, or this whole sensitive value, or this in a name or another searchable text.
    pub text: Option<String>,
    /// With a sensitive value that ends in these four; only together with `office` or `text`.
    pub last_four: Option<String>,
    /// With this value in a searchable field that is not sensitive.
    pub field: Option<(FieldName, Value)>,
}

/// Where a page of cases begins: cases are listed newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCursor {
    /// When the last case seen was started, or in a list of incidents when its incident arose.
    pub at: Moment,
    /// The last case seen.
    pub case: CaseId,
}

type Column = cases::Column;

/// The most cases of one person that are looked at together.
pub const PERSON_CASES_MAX: u64 = 500;

impl Store {
    /// A case within scope.
    pub async fn case_by_id(&self, scope: &Scope, case: CaseId) -> Result<Option<StoredCase>> {
        self.one_case(scope, Expr::col(cased(Column::Id)).eq(case.0)).await
    }

    /// The case of a number, within scope.
    pub async fn case_by_number(&self, scope: &Scope, number: &str) -> Result<Option<StoredCase>> {
        self.one_case(scope, Expr::col(cased(Column::Number)).eq(number)).await
    }

    /// Those of the cases that are within scope, in no order.
    pub async fn cases_by_id(&self, scope: &Scope, ids: &[CaseId]) -> Result<Vec<StoredCase>> {
        let wanted = Expr::col(cased(Column::Id)).is_in(ids.iter().map(|case| case.0));
        self.all_cases(select_cases().and_where(wanted).cond_where(scope.holds(cased(Column::Office)))).await
    }

    /// The cases of one person within scope, the first started first; at most [`PERSON_CASES_MAX`].
    pub async fn cases_of_subject(&self, scope: &Scope, subject: SubjectId) -> Result<Vec<StoredCase>> {
        let mut select = select_cases();
        select
            .and_where(Expr::col(cased(Column::Subject)).eq(subject.0))
            .cond_where(scope.holds(cased(Column::Office)))
            .order_by(cased(Column::StartedAt), Order::Asc)
            .order_by(cased(Column::Id), Order::Asc)
            .limit(PERSON_CASES_MAX);
        self.all_cases(&select).await
    }

    /// The cases within scope, the last started first.
    ///
    /// Fails with [`StorageError::Refused`] if only the last four characters of a sensitive value are given.
    pub async fn cases(
        &self,
        scope: &Scope,
        filter: &CaseFilter,
        page: &Page<CaseCursor>,
    ) -> Result<Listed<StoredCase, CaseCursor>> {
        let order = (cased(Column::StartedAt), cased(Column::Id));
        let mut select = select_cases();
        select.cond_where(scope.holds(cased(Column::Office))).cond_where(filter.condition(self.keys())?);
        if let Some(CaseCursor { at, case }) = &page.after {
            let last = Expr::tuple([Expr::val(at.milliseconds()), Expr::val(case.0)]);
            select.and_where(Expr::tuple([Expr::col(order.0), Expr::col(order.1)]).lt(last));
        }
        select.order_by(order.0, Order::Desc).order_by(order.1, Order::Desc).limit(page.fetched());
        let rows = self.all_cases(&select).await?;
        Ok(page.listed(rows, |row| CaseCursor { at: row.case.started_at, case: row.case.id }))
    }

    /// The cases within scope that stand still because of an incident, the oldest incident first.
    pub async fn incidents(&self, scope: &Scope, page: &Page<CaseCursor>) -> Result<Listed<StoredCase, CaseCursor>> {
        let order = (cased(Column::IncidentAt), cased(Column::Id));
        let mut select = select_cases();
        select.and_where(Expr::col(order.0).is_not_null()).cond_where(scope.holds(cased(Column::Office)));
        if let Some(CaseCursor { at, case }) = &page.after {
            let last = Expr::tuple([Expr::val(at.milliseconds()), Expr::val(case.0)]);
            select.and_where(Expr::tuple([Expr::col(order.0), Expr::col(order.1)]).gt(last));
        }
        select.order_by(order.0, Order::Asc).order_by(order.1, Order::Asc).limit(page.fetched());
        let rows = self.all_cases(&select).await?;
        let arose = |row: &StoredCase| row.case.incident.as_ref().map_or(row.case.started_at, |incident| incident.at);
        Ok(page.listed(rows, |row| CaseCursor { at: arose(row), case: row.case.id }))
    }

    /// Opens a case's sealed values to read; those whose key was destroyed stay sealed.
    pub fn unseal(&self, stored: &mut StoredCase) -> Result<()> {
        let Some(keys) = self.keys() else { return Ok(()) };
        match stored.subject_key(keys)? {
            Some(key) => unseal_case(&mut stored.case, &key),
            None => Ok(()),
        }
    }

    async fn one_case(&self, scope: &Scope, wanted: Expr) -> Result<Option<StoredCase>> {
        let select = select_cases().and_where(wanted).cond_where(scope.holds(cased(Column::Office))).take();
        self.reader.query_one(&select).await?.as_ref().map(stored_case).transpose()
    }

    async fn all_cases(&self, select: &SelectStatement) -> Result<Vec<StoredCase>> {
        self.reader.query_all(select).await?.iter().map(stored_case).collect()
    }
}

impl StoredCase {
    /// Whether anything in it is sealed. Unwrapping a key takes longer than reading a case, so it is left where nothing is.
    pub(crate) fn is_sealed(&mut self) -> bool {
        self.case.values_mut().any(|(_, value)| matches!(value, Value::Sealed(_)))
    }

    /// The key of its sensitive values, if there still is one.
    pub fn subject_key(&self, keys: &Keys) -> Result<Option<SubjectKey>> {
        match (self.subject, &self.wrapped_key) {
            (Some(subject), Some(wrapped)) => keys.subject_key(subject, wrapped).map(Some),
            (Some(_), None) | (None, _) => Ok(None),
        }
    }
}

impl std::fmt::Debug for StoredCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredCase").field("case", &self.case).field("subject", &self.subject).finish_non_exhaustive()
    }
}

impl CaseFilter {
    fn condition(&self, keys: Option<&Keys>) -> Result<Condition> {
        if self.last_four.is_some() && self.office.is_none() && self.text.is_none() {
            return Err(StorageError::Refused(
                "the last four digits are searched for only together with an office or a name",
            ));
        }
        let equal = |column, value: Option<&str>| value.map(|value| Expr::col(cased(column)).eq(value));
        let status = self.open.map(|open| if open { "open" } else { "ended" });
        let found = |select: SelectStatement| Expr::col(cased(Column::Id)).in_subquery(select);
        Ok(Condition::all()
            .add_option(equal(Column::Process, self.process.as_ref().map(ProcessName::as_str)))
            .add_option(equal(Column::Office, self.office.as_ref().map(OfficeName::as_str)))
            .add_option(equal(Column::Status, status))
            .add_option(self.state.as_ref().map(in_state))
            .add_option(self.text.as_deref().map(|text| found(by_text(text, keys))))
            .add_option(
                self.last_four.as_deref().map(|four| found(by_value(search_value::Column::LastFour, whole(four)))),
            )
            .add_option(self.field.as_ref().map(|(field, value)| found(by_field(field, value)))))
    }
}

fn in_state(state: &StateName) -> Expr {
    let pattern = format!("%{}%", escaped(&states_pattern(state.as_str())));
    Expr::col(cased(Column::States)).like(LikeExpr::new(pattern).escape('!'))
}

fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '!' | '%' | '_').then_some('!').into_iter().chain([c])).collect()
}

/// Ids of the cases with a text as number, whole sensitive value, or part of a searchable text.
fn by_text(text: &str, keys: Option<&Keys>) -> SelectStatement {
    let number = Query::select()
        .column(Column::Id)
        .from(cases::Entity)
        .and_where(Expr::col(Column::Number).eq(text.trim()))
        .take();
    let digest = keys.map(|keys| by_value(search_value::Column::Digest, keys.digest(text)));
    let part = by_part(&folded(text));
    let others = digest.into_iter().chain(part).map(|select| (sea_orm::sea_query::UnionType::Distinct, select));
    let mut all = number;
    all.unions(others);
    all
}

fn by_value(column: search_value::Column, value: String) -> SelectStatement {
    Query::select()
        .column(search_value::Column::CaseId)
        .from(search_value::Entity)
        .and_where(Expr::col(column).eq(value))
        .take()
}

fn by_field(field: &FieldName, value: &Value) -> SelectStatement {
    let (column, value) = match stored(value) {
        Some(Stored::Text(text)) => (search_value::Column::Text, Expr::val(text)),
        Some(Stored::Number(number)) => (search_value::Column::Number, Expr::val(number)),
        // A list or a sealed value is found by nothing, and null equals nothing.
        None => (search_value::Column::Text, Expr::val(None::<String>)),
    };
    Query::select()
        .column(search_value::Column::CaseId)
        .from(search_value::Entity)
        .and_where(Expr::col(search_value::Column::Field).eq(field.as_str()))
        .and_where(Expr::col(column).eq(value))
        .take()
}

/// Ids of the cases with a folded text as part of one field: the first gram narrows, the others and the text itself decide.
fn by_part(text: &str) -> Option<SelectStatement> {
    let grams = looked_up(text);
    let (first, others) = grams.split_first()?;
    let mut select = with_gram(first);
    for gram in others {
        select.and_where(same_field(gram));
    }
    if text.chars().count() > 2 {
        select.and_where(contains(text));
    }
    Some(select)
}

fn with_gram(gram: &str) -> SelectStatement {
    Query::select()
        .column((search_gram::Entity, search_gram::Column::CaseId))
        .from(search_gram::Entity)
        .and_where(Expr::col((search_gram::Entity, search_gram::Column::Gram)).eq(gram))
        .take()
}

fn same_field(gram: &str) -> Expr {
    let other = sea_orm::sea_query::Alias::new("other");
    let equal = |column: search_gram::Column| Expr::col((other.clone(), column)).equals((search_gram::Entity, column));
    let select = Query::select()
        .expr(Expr::val(1))
        .from_as(search_gram::Entity, other.clone())
        .and_where(Expr::col((other.clone(), search_gram::Column::Gram)).eq(gram))
        .and_where(equal(search_gram::Column::CaseId))
        .and_where(equal(search_gram::Column::Field))
        .take();
    Expr::exists(select)
}

fn contains(text: &str) -> Expr {
    let equal = |column: search_value::Column, gram: search_gram::Column| {
        Expr::col((search_value::Entity, column)).equals((search_gram::Entity, gram))
    };
    let pattern = LikeExpr::new(format!("%{}%", escaped(text))).escape('!');
    let select = Query::select()
        .expr(Expr::val(1))
        .from(search_value::Entity)
        .and_where(equal(search_value::Column::CaseId, search_gram::Column::CaseId))
        .and_where(equal(search_value::Column::Field, search_gram::Column::Field))
        .and_where(Expr::col((search_value::Entity, search_value::Column::Text)).like(pattern))
        .take();
    Expr::exists(select)
}

/// Selects cases with the wrapped keys of their people.
pub(crate) fn select_cases() -> SelectStatement {
    let person = Expr::col((subject::Entity, subject::Column::Id)).equals(cased(Column::Subject));
    Query::select()
        .columns([Column::Id, Column::Body, Column::Subject, Column::LastHash, Column::LastAt].map(cased))
        .column((subject::Entity, subject::Column::WrappedKey))
        .from(cases::Entity)
        .left_join(subject::Entity, person)
        .take()
}

/// A case from what [`select_cases`] selects.
pub(crate) fn stored_case(row: &QueryResult) -> Result<StoredCase> {
    let id: Uuid = row.try_get("", "id")?;
    let body: String = row.try_get("", "body")?;
    let subject: Option<Uuid> = row.try_get("", "subject")?;
    Ok(StoredCase {
        case: serde_json::from_str(&body).map_err(|error| StorageError::corrupt(format!("case {id}"), error))?,
        subject: subject.map(SubjectId),
        last_hash: row.try_get("", "last_hash")?,
        last_at: Moment::from_milliseconds(row.try_get("", "last_at")?),
        wrapped_key: row.try_get("", "wrapped_key")?,
    })
}

fn cased(column: Column) -> (cases::Entity, Column) {
    (cases::Entity, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;

    #[tokio::test]
    async fn a_text_is_looked_up_and_never_searched_for_in_all_cases() {
        let keys = Keys::from_bytes([7; 32]);
        let filter = CaseFilter { text: Some("王小明".to_owned()), ..CaseFilter::default() };
        let plan = plan(select_cases().cond_where(filter.condition(Some(&keys)).unwrap())).await;
        for lookup in [
            "cases USING INDEX sqlite_autoindex_cases_2 (number=?)",
            "search_value_digest",
            "search_gram USING PRIMARY KEY (gram=?",
            "cases USING INDEX sqlite_autoindex_cases_1 (id=?)",
        ] {
            assert!(plan.contains(lookup), "{lookup} in {plan}");
        }
        assert!(!plan.contains("SCAN cases") && !plan.contains("SCAN search"), "{plan}");
    }

    #[tokio::test]
    async fn an_area_is_listed_office_by_office() {
        let scope = Scope::Offices { roots: vec![OfficeName::new("c")], on: Default::default() };
        let plan = plan(select_cases().cond_where(scope.holds(cased(Column::Office)))).await;
        assert!(plan.contains("SEARCH cases USING INDEX cases_list (office=?)"), "{plan}");
    }
}
