//! What is due, read and made ready before its turn to be written, so that one group is decided while another is on its way to
//! the disk. Whether it still holds is asked in the transaction that writes it: a case that has moved since is left out.

use std::collections::BTreeMap;

use definition::moment::Moment;
use machine::CaseId;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, Query, SelectStatement};
use uuid::Uuid;

use crate::batch::Batch;
use crate::cases::{StoredCase, select_cases, stored_case};
use crate::entities::{cases, deadline};
use crate::error::Result;
use crate::group::Group;
use crate::keys::SubjectKey;
use crate::seal::unseal_case;
use crate::statement::padded;
use crate::store::Store;
use crate::writes::{Committed, Rows};

/// A case read ahead, its values open to read.
#[derive(Debug)]
pub struct AheadCase {
    /// The case.
    pub stored: StoredCase,
    /// The key its values are sealed under; none if none of them is.
    pub key: Option<SubjectKey>,
}

/// What one case is to become, as rows.
pub struct ReadyCase {
    case: CaseId,
    /// The hash of the step it follows on.
    previous_hash: String,
    /// How many steps.
    steps: usize,
    rows: Rows,
}

impl std::fmt::Debug for ReadyCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadyCase").field("case", &self.case).field("steps", &self.steps).finish_non_exhaustive()
    }
}

impl Store {
    /// The cases in which something has come due by now, the earliest first, from after one of them on; each with when. Nothing
    /// is held, and a case may come more than once. System only: no scope.
    pub async fn due_ahead(
        &self,
        now: Moment,
        after: Option<(Moment, CaseId)>,
        limit: u64,
    ) -> Result<Vec<(Moment, CaseId)>> {
        let rows = self.reader.query_all(&select_due(now, after, limit)).await?;
        rows.iter()
            .map(|row| {
                let (at, case): (i64, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                Ok((Moment::from_milliseconds(at), CaseId(case)))
            })
            .collect()
    }

    /// Reads cases without holding them; those that are not there are left out. System only: no scope.
    pub async fn load_ahead(&self, cases: &[CaseId]) -> Result<Vec<AheadCase>> {
        let ids: Vec<Uuid> = cases.iter().map(|case| case.0).collect();
        let mut loaded = BTreeMap::new();
        for chunk in padded(&ids, 1) {
            let wanted = Expr::col((cases::Entity, cases::Column::Id)).is_in(chunk);
            for row in self.reader.query_all(select_cases().and_where(wanted)).await? {
                let stored = stored_case(&row)?;
                loaded.insert(stored.case.id, stored);
            }
        }
        loaded.into_values().map(|stored| self.opened(stored)).collect()
    }

    fn opened(&self, mut stored: StoredCase) -> Result<AheadCase> {
        let is_sealed = stored.is_sealed();
        let key = match self.keys() {
            Some(keys) if is_sealed => stored.subject_key(keys)?,
            Some(_) | None => None,
        };
        if let Some(key) = &key {
            unseal_case(&mut stored.case, key)?;
        }
        Ok(AheadCase { stored, key })
    }

    /// The rows of what a case became.
    ///
    /// # Errors
    /// As [`Group::write`].
    pub fn ready(&self, committed: Committed, key: Option<&SubjectKey>) -> Result<ReadyCase> {
        let (case, steps) = (committed.after.id, committed.steps.len());
        let previous_hash = committed.previous_hash.clone();
        let mut rows = Rows::default();
        rows.add(committed, self.keys(), key)?;
        Ok(ReadyCase { case, previous_hash, steps, rows })
    }
}

impl Group {
    /// Writes what was made ready, but for cases that have moved since, are gone, or are held by another group; answers how
    /// many steps were written. System only: no scope.
    pub async fn write_ready(&mut self, ready: Vec<ReadyCase>) -> Result<usize> {
        let ids: Vec<Uuid> = ready.iter().map(|ready| ready.case.0).collect();
        let mut hashes: BTreeMap<Uuid, String> = BTreeMap::new();
        for chunk in padded(&ids, 1) {
            for row in self.transaction.query_all(&select_hashes(&chunk)).await? {
                hashes.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            }
        }
        let (mut rows, mut steps) = (Rows::default(), 0);
        for ready in ready {
            if hashes.get(&ready.case.0) == Some(&ready.previous_hash) {
                steps += ready.steps;
                rows.extend(ready.rows);
            }
        }
        if steps > 0 {
            let mut batch = Batch::new(self.transaction.get_database_backend());
            rows.write(&mut batch)?;
            batch.write(&self.transaction).await?;
        }
        Ok(steps)
    }
}

fn select_due(now: Moment, after: Option<(Moment, CaseId)>, limit: u64) -> SelectStatement {
    let (at, case) = (Expr::col(deadline::Column::NextAt), Expr::col(deadline::Column::CaseId));
    let mut select = Query::select()
        .columns([deadline::Column::NextAt, deadline::Column::CaseId])
        .from(deadline::Entity)
        .and_where(at.clone().lte(now.milliseconds()))
        .order_by(deadline::Column::NextAt, Order::Asc)
        .order_by(deadline::Column::CaseId, Order::Asc)
        .limit(limit)
        .take();
    if let Some((moment, id)) = after {
        let later = Expr::tuple([at, case]).gt(Expr::tuple([Expr::val(moment.milliseconds()), Expr::val(id.0)]));
        select.and_where(later);
    }
    select
}

fn select_hashes(cases: &[Uuid]) -> SelectStatement {
    Query::select()
        .columns([cases::Column::Id, cases::Column::LastHash])
        .from(cases::Entity)
        .and_where(Expr::col(cases::Column::Id).is_in(cases.iter().copied()))
        .order_by(cases::Column::Id, Order::Asc)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .take()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;

    #[tokio::test]
    async fn what_is_due_after_a_case_is_read_in_order_from_its_index() {
        let after = Some((Moment::from_milliseconds(0), CaseId(Uuid::nil())));
        let plan = plan(&select_due(Moment::from_milliseconds(9), after, 9)).await;
        assert!(plan.contains("INDEX deadline_next ((next_at,case_id)>(?,?) AND next_at<?)"), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
