//! 待遇: the ledger of benefits of a case.

use std::collections::BTreeMap;

use definition::moment::Date;
use definition::name::GrantKey;
use machine::{CaseId, Entry, Month, Operation};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use crate::entities::{benefit, cases};
use crate::error::{Result, StorageError};
use crate::row::STOP;
use crate::scope::Scope;
use crate::store::Store;

/// Months of a year.
const MONTHS: i64 = 12;

/// A row of the ledger; the event that caused it is named by step and position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// The step.
    pub seq: u64,
    /// The position of the event in the step.
    pub position: usize,
    /// The key of the grant, unique in its case.
    pub grant: GrantKey,
    /// What was done.
    pub operation: BenefitOperation,
    /// The first month paid, or no longer paid.
    pub from: Month,
}

/// What a row of the ledger does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BenefitOperation {
    /// Granted or amended.
    Grant {
        /// Its kind.
        kind: String,
        /// Fen a month.
        amount_fen: i64,
        /// For how many months; until stopped if none.
        months: Option<u32>,
    },
    /// Stopped.
    Stop,
}

impl From<Benefit> for Entry {
    fn from(row: Benefit) -> Self {
        let operation = match row.operation {
            BenefitOperation::Grant { kind: _, amount_fen, months } => Operation::Grant { amount_fen, months },
            BenefitOperation::Stop => Operation::Stop,
        };
        Entry { grant: row.grant, from: row.from, operation }
    }
}

impl Store {
    /// The ledger of a case within scope, oldest first; empty if it is out of scope or not there.
    pub async fn benefits(&self, scope: &Scope, case: CaseId) -> Result<Vec<Benefit>> {
        Ok(self.benefits_of(scope, &[case]).await?.remove(&case).unwrap_or_default())
    }

    /// The ledgers of those of some cases that are within scope and have one, each oldest first.
    pub async fn benefits_of(&self, scope: &Scope, ids: &[CaseId]) -> Result<BTreeMap<CaseId, Vec<Benefit>>> {
        let seen = Query::select()
            .column(cases::Column::Id)
            .from(cases::Entity)
            .and_where(Expr::col((cases::Entity, cases::Column::Id)).is_in(ids.iter().map(|case| case.0)))
            .cond_where(scope.holds((cases::Entity, cases::Column::Office)))
            .take();
        let rows = benefit::Entity::find()
            .filter(Expr::col(benefit::Column::CaseId).in_subquery(seen))
            .order_by_asc(benefit::Column::CaseId)
            .order_by_asc(benefit::Column::Seq)
            .order_by_asc(benefit::Column::Position)
            .all(&self.reader)
            .await?;
        let mut ledgers: BTreeMap<CaseId, Vec<Benefit>> = BTreeMap::new();
        for row in rows {
            let case = CaseId(row.case_id);
            ledgers.entry(case).or_default().push(benefit(row).ok_or_else(|| wrong(case))?);
        }
        Ok(ledgers)
    }
}

fn wrong(case: CaseId) -> StorageError {
    StorageError::corrupt(format!("the ledger of case {case}"), "a row is incomplete or out of range")
}

fn benefit(row: benefit::Model) -> Option<Benefit> {
    let operation = if row.operation == STOP {
        BenefitOperation::Stop
    } else {
        let months = row.months.map(u32::try_from).transpose().ok()?;
        BenefitOperation::Grant { kind: row.kind?, amount_fen: row.amount_fen?, months }
    };
    Some(Benefit {
        seq: u64::try_from(row.seq).ok()?,
        position: usize::try_from(row.position).ok()?,
        grant: GrantKey::new(row.grant_key),
        operation,
        from: month(row.from_month)?,
    })
}

fn month(index: i64) -> Option<Month> {
    let year = i32::try_from(index.div_euclid(MONTHS)).ok()?;
    let month = u32::try_from(index.rem_euclid(MONTHS) + 1).ok()?;
    Date::from_ymd_opt(year, month, 1).map(Month::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_survives_its_number() {
        for text in ["2020-01", "2020-04", "1999-12"] {
            let parsed: Month = text.parse().unwrap();
            assert_eq!(month(i64::from(parsed.index())), Some(parsed));
        }
    }
}
