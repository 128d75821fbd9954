//! The outbox as the sender sees it: leased, sent outside any transaction, then marked.
//!
//! At least once: a sender that dies after sending and before marking is followed by another. A mark under an old lease is
//! refused, so a slow sender cannot undo what a later one did.

use definition::moment::Moment;
use sea_orm::sea_query::{
    CommonTableExpression, Expr, ExprTrait, LockBehavior, LockType, Order, Query, SelectStatement, UpdateStatement,
    WithQuery,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::entities::outbox::{Column, Entity, Model};
use crate::error::Result;
use crate::outbox::{OutboxKey, OutboxRow};
use crate::row::{DEAD, FAILED, LEASED, NEVER, NEW, QUEUED, SENT, whole};
use crate::store::Store;

/// The name of the rows to lease within their statement.
const NEXT: &str = "next";
const KEY: [Column; 3] = [Column::CaseId, Column::Seq, Column::Position];

/// What becomes of a notification that did not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Tried again at this instant.
    At(Moment),
    /// Tried again at this instant, and this time does not count as an attempt: nobody has looked at it.
    Uncounted(Moment),
    /// Given up for now.
    Never,
    /// Its address is wrong: no use until that is put right.
    Wrong,
}

impl Store {
    /// Leases what nobody has looked at and is to be sent by now, for so many milliseconds, the oldest first. Nobody else gets
    /// it until then; after that anybody does, under a higher fence. System only: no scope.
    pub async fn lease(&self, now: Moment, limit: u64, lease_ms: i64) -> Result<Vec<OutboxRow>> {
        self.lease_lane(NEW, now, limit, lease_ms).await
    }

    /// The same of the queue of a channel. System only: no scope.
    pub async fn lease_lane(&self, lane: &str, now: Moment, limit: u64, lease_ms: i64) -> Result<Vec<OutboxRow>> {
        let rows = self.writer.query_all(&lease(lane, now, limit, lease_ms)).await?;
        let rows = rows.iter().map(|row| OutboxRow::try_from(Model::from_query_result(row, "")?));
        let mut rows: Vec<OutboxRow> = rows.collect::<Result<_>>()?;
        rows.sort_by_key(|row| (row.created_at, row.key));
        Ok(rows)
    }

    /// Marks a notification as sent. Answers whether the lease still held; if not, somebody else has it. System only: no scope.
    pub async fn mark_sent(&self, key: OutboxKey, fence: i64, at: Moment) -> Result<bool> {
        self.mark_sent_by(key, fence, at, None).await
    }

    /// The same, and by which channel. System only: no scope.
    pub async fn mark_sent_by(&self, key: OutboxKey, fence: i64, at: Moment, channel: Option<&str>) -> Result<bool> {
        let mut update = Query::update();
        update
            .value(Column::Channel, channel)
            .value(Column::Status, SENT)
            .value(Column::SentAt, at.milliseconds())
            .value(Column::NextAt, None::<i64>)
            .value(Column::LeaseUntil, None::<i64>)
            .value(Column::LastError, None::<String>);
        self.mark(update, key, Some(fence)).await
    }

    /// Marks a notification as not sent, and why. Answers whether the lease still held. System only: no scope.
    pub async fn mark_failed(&self, key: OutboxKey, fence: i64, retry: Retry, error: &str) -> Result<bool> {
        self.mark_failed_in(key, fence, retry, error, None).await
    }

    /// The same, and into the queue of which channel it goes. System only: no scope.
    pub async fn mark_failed_in(
        &self,
        key: OutboxKey,
        fence: i64,
        retry: Retry,
        error: &str,
        lane: Option<&str>,
    ) -> Result<bool> {
        let (status, next_at) = match retry {
            Retry::At(at) | Retry::Uncounted(at) => (QUEUED, at.milliseconds()),
            Retry::Never => (DEAD, NEVER),
            Retry::Wrong => (FAILED, NEVER),
        };
        let mut update = Query::update();
        update
            .value(Column::Status, status)
            .value(Column::NextAt, next_at)
            .value(Column::LeaseUntil, None::<i64>)
            .value(Column::LastError, error.replace('\0', ""));
        if let Some(lane) = lane {
            update.value(Column::Lane, lane);
        }
        if let Retry::Uncounted(_) = retry {
            update.value(Column::Attempts, Expr::col(Column::Attempts).sub(1));
        }
        self.mark(update, key, Some(fence)).await
    }

    /// Queues a notification again that was not sent; whoever holds a lease on it has lost it. Answers whether there was one.
    /// System only: no scope.
    pub async fn requeue(&self, key: OutboxKey, now: Moment) -> Result<bool> {
        let mut update = Query::update();
        update
            .value(Column::Status, QUEUED)
            .value(Column::NextAt, now.milliseconds())
            .value(Column::LeaseUntil, None::<i64>)
            .value(Column::Lane, NEW)
            .value(Column::Attempts, 0)
            .value(Column::Fence, Expr::col(Column::Fence).add(1))
            .and_where(Expr::col(Column::Status).is_in([QUEUED, LEASED, DEAD, FAILED]));
        self.mark(update, key, None).await
    }

    /// When the queue of what nobody has looked at is to be looked at next, if anything waits there. System only: no scope.
    pub async fn next_outbox_at(&self) -> Result<Option<Moment>> {
        self.next_in_lane(NEW).await
    }

    /// The same of the queue of a channel. System only: no scope.
    pub async fn next_in_lane(&self, lane: &str) -> Result<Option<Moment>> {
        let select = Query::select()
            .column(Column::NextAt)
            .from(Entity)
            .and_where(Expr::col(Column::Lane).eq(lane))
            .and_where(Expr::col(Column::NextAt).lt(NEVER))
            .order_by(Column::NextAt, Order::Asc)
            .limit(1)
            .take();
        let row = self.reader.query_one(&select).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(Moment::from_milliseconds))
    }

    pub(crate) async fn mark(&self, mut update: UpdateStatement, key: OutboxKey, fence: Option<i64>) -> Result<bool> {
        update
            .table(Entity)
            .and_where(Expr::col(Column::CaseId).eq(key.case.0))
            .and_where(Expr::col(Column::Seq).eq(whole(key.seq)))
            .and_where(Expr::col(Column::Position).eq(whole(key.position)));
        if let Some(fence) = fence {
            update.and_where(Expr::col(Column::Fence).eq(fence)).and_where(Expr::col(Column::Status).eq(LEASED));
        }
        Ok(self.writer.execute(&update).await?.rows_affected() > 0)
    }
}

fn lease(lane: &str, now: Moment, limit: u64, lease_ms: i64) -> WithQuery {
    let until = now.plus_milliseconds(lease_ms).milliseconds();
    let next = Query::select().columns(KEY).from(NEXT).take();
    let update = Query::update()
        .table(Entity)
        .value(Column::Status, LEASED)
        .value(Column::LeaseUntil, until)
        .value(Column::NextAt, until)
        .value(Column::Fence, Expr::col(Column::Fence).add(1))
        .value(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .and_where(Expr::tuple(KEY.map(Expr::col)).in_subquery(next))
        .returning_all()
        .take();
    // In a WITH, so that PostgreSQL takes the locks once, whatever plan it chooses for the update.
    let clause = sea_orm::sea_query::WithClause::new().cte(next_to_send(lane, now, limit)).to_owned();
    update.with(clause)
}

fn next_to_send(lane: &str, now: Moment, limit: u64) -> CommonTableExpression {
    CommonTableExpression::new().table_name(NEXT).columns(KEY).query(waiting(lane, now, limit)).to_owned()
}

fn waiting(lane: &str, now: Moment, limit: u64) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(KEY)
        .from(Entity)
        .and_where(Expr::col(Column::Lane).eq(lane))
        .and_where(Expr::col(Column::NextAt).lte(now.milliseconds()));
    for column in [Column::Lane, Column::NextAt, Column::CaseId, Column::Seq, Column::Position] {
        select.order_by(column, Order::Asc);
    }
    select.limit(limit).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).take()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;

    #[tokio::test]
    async fn what_is_to_be_sent_is_read_from_its_index() {
        let plan = plan(&lease("mail", Moment::from_milliseconds(0), 9, 1)).await;
        assert!(plan.contains("USING COVERING INDEX outbox_lane (lane=? AND next_at<?)"), "{plan}");
        assert!(plan.contains("sqlite_autoindex_outbox_1 (case_id=? AND seq=? AND position=?)"), "{plan}");
        assert!(!plan.contains("SCAN outbox") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
