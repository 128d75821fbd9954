//! The history of a case: each step's bytes, chained by SM3 over those bytes.

use definition::moment::Moment;
use machine::{CaseId, Step};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sm3::{Digest, Sm3};

use crate::entities::{cases, history};
use crate::error::{Result, StorageError};
use crate::page::{Listed, Page};
use crate::row::{LastStep, whole};
use crate::scope::Scope;
use crate::store::Store;

/// What the first step of every case follows on.
pub const FIRST_PREVIOUS_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A step as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// Its number in its case, from 1.
    pub seq: u64,
    /// What kind of command it came from.
    pub event_type: String,
    /// The version of the body's form.
    pub event_version: u32,
    /// When.
    pub at: Moment,
    /// Exactly the bytes that were hashed: the sealed step as JSON.
    pub body: String,
    /// The hash of the step before.
    pub previous_hash: String,
    /// The hash of this one.
    pub hash: String,
}

impl HistoryRow {
    /// The step, its sensitive values still sealed.
    pub fn step(&self) -> Result<Step> {
        serde_json::from_str(&self.body).map_err(|error| StorageError::corrupt(format!("step {}", self.seq), error))
    }

    /// What the row of the case says of it, if it is the last.
    pub(crate) fn last_step(&self) -> LastStep {
        LastStep { hash: self.hash.clone(), at: self.at }
    }

    /// The hash its bytes give.
    pub fn expected_hash(&self, case: CaseId) -> String {
        hash(&self.previous_hash, case, self.seq, &self.event_type, self.event_version, &self.body)
    }
}

/// The hash of a step: SM3 over what went before, its place, its form and its bytes, parted by line breaks; hexadecimal.
pub fn hash(previous: &str, case: CaseId, seq: u64, event_type: &str, event_version: u32, body: &str) -> String {
    let mut sm3 = Sm3::new();
    sm3.update(format!("{previous}\n{case}\n{seq}\n{event_type}\n{event_version}\n"));
    sm3.update(body);
    hex::encode(sm3.finalize())
}

/// The row of a sealed step.
pub(crate) fn history_row(case: CaseId, seq: u64, previous_hash: String, sealed: &Step) -> Result<history::Model> {
    let body = serde_json::to_string(sealed);
    let body = body.map_err(|error| StorageError::corrupt(format!("step {seq} of case {case}"), error))?;
    let (event_type, event_version) = (sealed.cause.as_str(), sealed.cause.version());
    let hash = hash(&previous_hash, case, seq, event_type, event_version, &body);
    Ok(history::Model {
        case_id: case.0,
        seq: whole(seq),
        event_type: event_type.to_owned(),
        event_version: i64::from(event_version),
        at: sealed.at.milliseconds(),
        body,
        previous_hash,
        hash,
    })
}

impl TryFrom<history::Model> for HistoryRow {
    type Error = StorageError;

    fn try_from(row: history::Model) -> Result<Self> {
        let wrong =
            |_| StorageError::corrupt(format!("step {} of case {}", row.seq, row.case_id), "a number is out of range");
        Ok(Self {
            seq: u64::try_from(row.seq).map_err(wrong)?,
            event_type: row.event_type,
            event_version: u32::try_from(row.event_version).map_err(wrong)?,
            at: Moment::from_milliseconds(row.at),
            body: row.body,
            previous_hash: row.previous_hash,
            hash: row.hash,
        })
    }
}

impl Store {
    /// The steps of a case within scope, oldest first; none if it is out of scope or not there. The key of a page is `seq`.
    pub async fn history(&self, scope: &Scope, case: CaseId, page: &Page<u64>) -> Result<Listed<HistoryRow, u64>> {
        let seen = Query::select()
            .expr(Expr::val(1))
            .from(cases::Entity)
            .and_where(Expr::col((cases::Entity, cases::Column::Id)).eq(case.0))
            .cond_where(scope.holds((cases::Entity, cases::Column::Office)))
            .take();
        let rows = history::Entity::find()
            .filter(history::Column::CaseId.eq(case.0))
            .filter(history::Column::Seq.gt(whole(page.after.unwrap_or(0))))
            .filter(Expr::exists(seen))
            .order_by_asc(history::Column::Seq)
            .limit(page.fetched())
            .all(&self.reader)
            .await?;
        let rows = rows.into_iter().map(HistoryRow::try_from).collect::<Result<_>>()?;
        Ok(page.listed(rows, |row: &HistoryRow| row.seq))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_step_is_frozen() {
        let case = CaseId(uuid::Uuid::from_bytes([1; 16]));
        let hash = hash(FIRST_PREVIOUS_HASH, case, 1, "started", 1, "{}");
        assert_eq!(hash, "29ec408626d2b3c18314e356f03d6816010d87e453f35fff4a8e4ef1fcfc9f17");
    }
}
