//! What has come due.

use definition::moment::Moment;
use definition::name::{DeadlineName, StateName};
use machine::{CaseId, Command};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::entities::{cases, deadline};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::row::{AFTER, KEPT, SEND, after_of};
use crate::store::Store;

/// Something that has come due: what is asked of which case.
#[derive(Clone, Debug, PartialEq)]
pub struct DueDeadline {
    /// The case.
    pub case: CaseId,
    /// When it came due.
    pub at: Moment,
    /// What follows: [`Command::ReachDeadline`], [`Command::ReachAfter`], [`Command::ReachSend`] or [`Command::ExpireKept`]. The machine may refuse it, if somebody was faster.
    pub command: Command,
}

impl Group {
    /// What has come due by now, the earliest first. On PostgreSQL the cases are held until the group ends, and what another
    /// group holds is passed over. System only: no scope.
    pub async fn due_deadlines(&mut self, now: Moment, limit: u64) -> Result<Vec<DueDeadline>> {
        let rows = self.transaction.query_all(&select_due(now, limit)).await?;
        rows.iter().map(|row| due(deadline::Model::from_query_result(row, "")?)).collect()
    }
}

impl Store {
    /// When the next thing comes due, if anything waits. System only: no scope.
    pub async fn next_due(&self) -> Result<Option<Moment>> {
        let select = Query::select()
            .column(deadline::Column::NextAt)
            .from(deadline::Entity)
            .and_where(Expr::col(deadline::Column::NextAt).is_not_null())
            .order_by(deadline::Column::NextAt, Order::Asc)
            .limit(1)
            .take();
        let row = self.reader.query_one(&select).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(Moment::from_milliseconds))
    }
}

fn select_due(now: Moment, limit: u64) -> SelectStatement {
    let column = |column: deadline::Column| (deadline::Entity, column);
    let case = Expr::col((cases::Entity, cases::Column::Id)).equals(column(deadline::Column::CaseId));
    // The case is locked, not the deadline: whoever holds a case may move its deadlines, so one lock settles both.
    Query::select()
        .columns([deadline::Column::CaseId, deadline::Column::Name, deadline::Column::Kind].map(column))
        .columns([deadline::Column::Generation, deadline::Column::DueBefore].map(column))
        .columns([deadline::Column::NextAt, deadline::Column::NextRung].map(column))
        .from(deadline::Entity)
        .inner_join(cases::Entity, case)
        .and_where(Expr::col(column(deadline::Column::NextAt)).lte(now.milliseconds()))
        .order_by(column(deadline::Column::NextAt), Order::Asc)
        .order_by(column(deadline::Column::CaseId), Order::Asc)
        .limit(limit)
        .lock_with_tables_behavior(LockType::Update, [cases::Entity], LockBehavior::SkipLocked)
        .take()
}

fn due(row: deadline::Model) -> Result<DueDeadline> {
    let wrong =
        || StorageError::corrupt(format!("deadline {} of case {}", row.name, row.case_id), "its row is incomplete");
    let generation = u32::try_from(row.generation).map_err(|_| wrong())?;
    let at = Moment::from_milliseconds(row.next_at.ok_or_else(wrong)?);
    let command = if row.kind == AFTER {
        let (state, position) = after_of(&row.name).ok_or_else(wrong)?;
        Command::ReachAfter { state: StateName::new(state), generation, position }
    } else if row.kind == SEND {
        Command::ReachSend { number: generation }
    } else if row.kind == KEPT {
        Command::ExpireKept { number: generation }
    } else {
        let rung = row.next_rung.and_then(|rung| usize::try_from(rung).ok()).ok_or_else(wrong)?;
        Command::ReachDeadline { deadline: DeadlineName::new(&row.name), generation, rung }
    };
    Ok(DueDeadline { case: CaseId(row.case_id), at, command })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;

    #[tokio::test]
    async fn what_is_due_is_read_in_order_from_its_index() {
        let plan = plan(&select_due(Moment::from_milliseconds(0), 9)).await;
        assert!(plan.contains("USING INDEX deadline_next (next_at<?)"), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
