//! Occurrences of obligations: written with the case they start, in one transaction, each once.

use std::collections::BTreeMap;

use definition::moment::{Date, Moment};
use definition::name::{ObligationName, OfficeName, ProcessName};
use definition::obligation::{Occurrence, Period};
use machine::CaseId;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LockBehavior, LockType, Order, Query, SelectStatement, Value};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::cases;
use crate::entities::occurrence::{Column, Entity, Model};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::page::PAGE_ROWS_MAX;
use crate::scope::{Scope, day_number};
use crate::settings::{put_setting, setting};
use crate::statement::{IfPresent, insert, padded, values};
use crate::store::Store;

/// The setting that says up to when the cases of each obligation have been started.
const OPENED_SETTING: &str = "obligations.opened_until";

/// What names an occurrence: obligation, office, and the key of its period.
pub type OccurrenceKey = (ObligationName, OfficeName, String);

/// An occurrence as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccurrenceRow {
    /// Of which obligation.
    pub obligation: ObligationName,
    /// By which office.
    pub office: OfficeName,
    /// About what.
    pub period: Period,
    /// The legal day, until 24:00.
    pub due: Date,
    /// The soft target.
    pub target: Date,
    /// When its case was to be started.
    pub opens_at: Moment,
    /// What came of it so far.
    pub state: OccurrenceState,
    /// Its case; none if it could not be started.
    pub case: Option<CaseId>,
    /// What was started at the office above because it was missed.
    pub missed_case: Option<CaseId>,
    /// When it was settled.
    pub settled_at: Option<Moment>,
    /// When it is looked at again.
    pub next_at: Option<Moment>,
    /// Why no case could be started.
    pub reason: Option<String>,
}

/// What came of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OccurrenceState {
    /// Its time is not up.
    Open,
    /// Done in time.
    Met,
    /// Not done when its time was up.
    Missed,
    /// Its case could not be started.
    Refused,
}

/// Which occurrences are wanted.
#[derive(Clone, Debug)]
pub struct OccurrenceFilter {
    /// Of this obligation; of all if none.
    pub obligation: Option<ObligationName>,
    /// Of this office and those below it on the first day; of all in scope if none.
    pub office: Option<OfficeName>,
    /// Due on this day or later.
    pub from: Date,
    /// Due before this day.
    pub until: Date,
}

impl Group {
    /// Up to when the cases of each obligation have been started. System only: no scope.
    pub async fn opened_until(&self) -> Result<BTreeMap<ObligationName, Moment>> {
        opened(setting(&self.transaction, OPENED_SETTING).await?)
    }

    /// Notes up to when the cases of each obligation have been started.
    pub async fn put_opened_until(&self, opened: &BTreeMap<ObligationName, Moment>) -> Result<()> {
        let written: BTreeMap<&str, i64> = opened.iter().map(|(name, at)| (name.as_str(), at.milliseconds())).collect();
        let text = serde_json::to_string(&written)
            .map_err(|error| StorageError::corrupt(OPENED_SETTING, error.to_string()))?;
        put_setting(&self.transaction, OPENED_SETTING, &text).await
    }

    /// Those of the occurrences that are there. System only: no scope.
    pub async fn occurrences(&self, keys: &[OccurrenceKey]) -> Result<BTreeMap<OccurrenceKey, OccurrenceRow>> {
        let mut found = BTreeMap::new();
        for chunk in padded(keys, 3) {
            let wanted = chunk.iter().map(|(obligation, office, period)| {
                vec![Value::from(obligation.as_str()), Value::from(office.as_str()), Value::from(period.as_str())]
            });
            let key =
                Expr::tuple([Expr::col(Column::Obligation), Expr::col(Column::Office), Expr::col(Column::Period)]);
            let rows = Entity::find().filter(key.in_subquery(values(wanted.collect()))).all(&self.transaction).await?;
            for row in rows {
                let row = OccurrenceRow::try_from(row)?;
                found.insert(row.key(), row);
            }
        }
        Ok(found)
    }

    /// Writes new occurrences. Fails with [`StorageError::Constraint`] if one is there already.
    pub async fn add_occurrences(&self, rows: Vec<OccurrenceRow>) -> Result<()> {
        let rows: Vec<Model> = rows.into_iter().map(Model::from).collect();
        insert::<Entity>(&self.transaction, &rows, IfPresent::Fail).await
    }

    /// Writes occurrences that have changed.
    pub async fn change_occurrences(&self, rows: Vec<OccurrenceRow>) -> Result<()> {
        let rows: Vec<Model> = rows.into_iter().map(Model::from).collect();
        insert::<Entity>(&self.transaction, &rows, IfPresent::Update).await
    }

    /// The occurrences to be looked at by now, the earliest first; on PostgreSQL held until the group ends, those of others passed
    /// over. System only: no scope.
    pub async fn due_occurrences(&self, now: Moment, limit: u64) -> Result<Vec<OccurrenceRow>> {
        let select = Query::select()
            .columns(COLUMNS)
            .from(Entity)
            .and_where(Expr::col(Column::NextAt).lte(now.milliseconds()))
            .order_by(Column::NextAt, Order::Asc)
            .order_by(Column::Obligation, Order::Asc)
            .order_by(Column::Office, Order::Asc)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .take();
        let rows = self.transaction.query_all(&select).await?;
        rows.iter().map(|row| OccurrenceRow::try_from(Model::from_query_result(row, "")?)).collect()
    }

    /// How many cases of a process at an office, or below it on a day, ended in a span, in one of some ways or in any. System only:
    /// no scope.
    pub async fn count_ended(&self, count: &Ended<'_>) -> Result<u32> {
        let row = self.transaction.query_one(&count.select()).await?;
        let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// Which ended cases are counted.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'e> {
    /// Of which process.
    pub process: &'e ProcessName,
    /// At which office, or below it.
    pub office: &'e OfficeName,
    /// On the organisation of which day.
    pub on: Date,
    /// In which ways; any if none.
    pub outcomes: &'e [String],
    /// From when.
    pub from: Moment,
    /// Until when, that instant no longer.
    pub until: Moment,
}

impl Ended<'_> {
    fn select(&self) -> SelectStatement {
        let scope = Scope::Offices { roots: vec![self.office.clone()], on: self.on };
        let column = |column: cases::Column| (cases::Entity, column);
        let mut select = Query::select();
        select
            .expr(Func::count(Expr::col(column(cases::Column::Id))))
            .from(cases::Entity)
            .and_where(Expr::col(column(cases::Column::Process)).eq(self.process.as_str()))
            .and_where(Expr::col(column(cases::Column::EndedAt)).gte(self.from.milliseconds()))
            .and_where(Expr::col(column(cases::Column::EndedAt)).lt(self.until.milliseconds()))
            .cond_where(scope.holds(column(cases::Column::Office)));
        if !self.outcomes.is_empty() {
            select.and_where(Expr::col(column(cases::Column::Outcome)).is_in(self.outcomes.iter().map(String::as_str)));
        }
        select
    }
}

impl Store {
    /// Up to when the cases of each obligation have been started. System only: no scope.
    pub async fn opened_until(&self) -> Result<BTreeMap<ObligationName, Moment>> {
        opened(setting(&self.reader, OPENED_SETTING).await?)
    }

    /// When the next occurrence is to be looked at, if any waits. System only: no scope.
    pub async fn next_occurrence(&self) -> Result<Option<Moment>> {
        let select = Query::select()
            .column(Column::NextAt)
            .from(Entity)
            .and_where(Expr::col(Column::NextAt).is_not_null())
            .order_by(Column::NextAt, Order::Asc)
            .limit(1)
            .take();
        let row = self.reader.query_one(&select).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(Moment::from_milliseconds))
    }

    /// The occurrences within scope, by due day and office; at most [`PAGE_ROWS_MAX`] from the `skipped`-th.
    pub async fn occurrences(
        &self,
        scope: &Scope,
        filter: &OccurrenceFilter,
        skipped: u64,
    ) -> Result<Vec<OccurrenceRow>> {
        let mut find = Entity::find()
            .filter(Column::Due.gte(day_number(filter.from)))
            .filter(Column::Due.lt(day_number(filter.until)))
            .filter(scope.holds((Entity, Column::Office)));
        if let Some(obligation) = &filter.obligation {
            find = find.filter(Column::Obligation.eq(obligation.as_str()));
        }
        if let Some(office) = &filter.office {
            let below = Scope::Offices { roots: vec![office.clone()], on: filter.from };
            find = find.filter(below.holds((Entity, Column::Office)));
        }
        let order = [Column::Due, Column::Office, Column::Obligation, Column::Period];
        let find = order.into_iter().fold(find, QueryOrder::order_by_asc).offset(skipped).limit(PAGE_ROWS_MAX);
        find.all(&self.reader).await?.into_iter().map(OccurrenceRow::try_from).collect()
    }

    /// Gives every occurrence to `look`, so many at a time, in the order of their keys. System only: no scope.
    pub async fn for_each_occurrence(&self, batch: u64, mut look: impl FnMut(OccurrenceRow)) -> Result<()> {
        let mut last: Option<OccurrenceKey> = None;
        loop {
            let order = [Column::Obligation, Column::Office, Column::Period];
            let mut find = order.into_iter().fold(Entity::find(), QueryOrder::order_by_asc).limit(Ord::max(batch, 1));
            if let Some((obligation, office, period)) = last {
                let key = Expr::tuple(order.map(Expr::col));
                let values = [obligation.to_string(), office.to_string(), period].map(Expr::val);
                find = find.filter(key.gt(Expr::tuple(values)));
            }
            let rows = find.all(&self.reader).await?;
            let rows = rows.into_iter().map(OccurrenceRow::try_from).collect::<Result<Vec<_>>>()?;
            last = rows.last().map(OccurrenceRow::key);
            if last.is_none() {
                return Ok(());
            }
            rows.into_iter().for_each(&mut look);
        }
    }
}

const COLUMNS: [Column; 14] = [
    Column::Obligation,
    Column::Office,
    Column::Period,
    Column::PeriodFrom,
    Column::PeriodTo,
    Column::Due,
    Column::Target,
    Column::OpensAt,
    Column::State,
    Column::CaseId,
    Column::MissedCaseId,
    Column::SettledAt,
    Column::NextAt,
    Column::Reason,
];

fn opened(text: Option<String>) -> Result<BTreeMap<ObligationName, Moment>> {
    let Some(text) = text else { return Ok(BTreeMap::new()) };
    let read: BTreeMap<String, i64> =
        serde_json::from_str(&text).map_err(|error| StorageError::corrupt(OPENED_SETTING, error.to_string()))?;
    Ok(read.into_iter().map(|(name, at)| (ObligationName::new(name), Moment::from_milliseconds(at))).collect())
}

impl OccurrenceState {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            OccurrenceState::Open => "open",
            OccurrenceState::Met => "met",
            OccurrenceState::Missed => "missed",
            OccurrenceState::Refused => "refused",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [Self::Open, Self::Met, Self::Missed, Self::Refused].into_iter().find(|state| state.as_str() == text)
    }
}

impl OccurrenceRow {
    /// A new one, whose case was started or could not be.
    pub fn new(occurrence: &Occurrence, case: std::result::Result<CaseId, String>) -> Self {
        let (case, reason) = match case {
            Ok(case) => (Some(case), None),
            Err(reason) => (None, Some(reason)),
        };
        Self {
            obligation: occurrence.obligation.clone(),
            office: occurrence.office.clone(),
            period: occurrence.period.clone(),
            due: occurrence.due,
            target: occurrence.target,
            opens_at: occurrence.opens_at,
            state: if case.is_some() { OccurrenceState::Open } else { OccurrenceState::Refused },
            next_at: case.is_some().then(|| occurrence.due_before()),
            case,
            missed_case: None,
            settled_at: None,
            reason,
        }
    }

    /// What names it.
    pub fn key(&self) -> OccurrenceKey {
        (self.obligation.clone(), self.office.clone(), self.period.key.clone())
    }

    /// As computed, but for how many offices report to it.
    pub fn occurrence(&self) -> Occurrence {
        Occurrence {
            obligation: self.obligation.clone(),
            office: self.office.clone(),
            period: self.period.clone(),
            due: self.due,
            target: self.target,
            opens_at: self.opens_at,
            below: 0,
        }
    }
}

fn day(number: i64) -> Option<Date> {
    let part = |value: i64| u32::try_from(value).ok();
    Date::from_ymd_opt(i32::try_from(number / 10_000).ok()?, part(number / 100 % 100)?, part(number % 100)?)
}

impl TryFrom<Model> for OccurrenceRow {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self> {
        let name = format!("occurrence {} of {} by {}", row.period, row.obligation, row.office);
        let wrong = || StorageError::corrupt(name.clone(), "its row does not read");
        let date = |number: i64| day(number).ok_or_else(wrong);
        let period = Period { from: date(row.period_from)?, to: date(row.period_to)?, key: row.period.clone() };
        Ok(Self {
            period,
            due: date(row.due)?,
            target: date(row.target)?,
            state: OccurrenceState::read(&row.state).ok_or_else(wrong)?,
            obligation: ObligationName::new(row.obligation),
            office: OfficeName::new(row.office),
            opens_at: Moment::from_milliseconds(row.opens_at),
            case: row.case_id.map(CaseId),
            missed_case: row.missed_case_id.map(CaseId),
            settled_at: row.settled_at.map(Moment::from_milliseconds),
            next_at: row.next_at.map(Moment::from_milliseconds),
            reason: row.reason,
        })
    }
}

impl From<OccurrenceRow> for Model {
    fn from(row: OccurrenceRow) -> Self {
        Self {
            obligation: row.obligation.to_string(),
            office: row.office.to_string(),
            period_from: day_number(row.period.from),
            period_to: day_number(row.period.to),
            period: row.period.key,
            due: day_number(row.due),
            target: day_number(row.target),
            opens_at: row.opens_at.milliseconds(),
            state: row.state.as_str().to_owned(),
            case_id: row.case.map(|case| case.0),
            missed_case_id: row.missed_case.map(|case| case.0),
            settled_at: row.settled_at.map(Moment::milliseconds),
            next_at: row.next_at.map(Moment::milliseconds),
            reason: row.reason,
        }
    }
}
