//! Long work in small pieces, so far the counting anew of deadlines after a calendar has changed. Where it stands is written in the
//! same transaction as each piece: whoever is killed in between goes on from there.

use definition::moment::Moment;
use machine::CaseId;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entities::deadline;
use crate::entities::job::{Column, Entity, Model};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::row::whole;
use crate::statement::{IfPresent, insert};
use crate::store::Store;

/// The kind of the counting anew of deadlines.
const REPROJECT: &str = "reproject";
const RUNNING: &str = "running";
const DONE: &str = "done";
const CANCELLED: &str = "cancelled";

/// How many jobs are told at most, the newest first.
const JOBS_MAX: u64 = 50;

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// What brought it about, for people.
    pub reason: String,
    /// `running`, `done` or `cancelled`.
    pub state: String,
    /// The last case looked at; none at its beginning.
    pub cursor: Option<CaseId>,
    /// How many cases were looked at.
    pub examined: u64,
    /// How many of them changed.
    pub changed: u64,
    /// Since when.
    pub created_at: Moment,
    /// Until when.
    pub ended_at: Option<Moment>,
}

/// Whether a job waits for its next piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// None does.
    Nothing,
    /// One does, and another node is at it.
    Elsewhere,
    /// This one, held until the group ends.
    Job(Job),
}

impl Store {
    /// Begins a job that counts every deadline anew; one that is under way begins from the first case again. System only: no scope.
    pub async fn begin_reprojection(&self, reason: &str, now: Moment) -> Result<()> {
        let transaction = self.administration().await?;
        let last: Option<Model> = Entity::find().order_by_desc(Column::Id).one(&transaction).await?;
        let running = Entity::find().filter(Column::State.eq(RUNNING)).one(&transaction).await?;
        let id = running.map_or_else(|| last.map_or(1, |last| last.id + 1), |running| running.id);
        let row = Model {
            id,
            kind: REPROJECT.to_owned(),
            reason: reason.to_owned(),
            state: RUNNING.to_owned(),
            cursor: None,
            examined: 0,
            changed: 0,
            created_at: now.milliseconds(),
            ended_at: None,
        };
        insert::<Entity>(&transaction, &[row], IfPresent::Update).await?;
        transaction.commit().await.map_err(StorageError::of_commit)
    }

    /// The newest jobs, the newest first. System only: no scope.
    pub async fn jobs(&self) -> Result<Vec<Job>> {
        let rows = Entity::find().order_by_desc(Column::Id).limit(JOBS_MAX).all(&self.reader).await?;
        rows.into_iter().map(Job::try_from).collect()
    }

    /// Lets no further piece of a job be done; answers whether one was under way. System only: no scope.
    pub async fn cancel_job(&self, id: i64, now: Moment) -> Result<bool> {
        let transaction = self.administration().await?;
        let Some(row) = Entity::find_by_id(id).one(&transaction).await?.filter(|row| row.state == RUNNING) else {
            transaction.rollback().await?;
            return Ok(false);
        };
        let row = Model { state: CANCELLED.to_owned(), ended_at: Some(now.milliseconds()), ..row };
        insert::<Entity>(&transaction, &[row], IfPresent::Update).await?;
        transaction.commit().await.map_err(StorageError::of_commit)?;
        Ok(true)
    }

    /// The cases that wait for something in time, from after one of them on, in order. System only: no scope.
    pub async fn waiting_cases(&self, after: Option<CaseId>, limit: u64) -> Result<Vec<CaseId>> {
        cases_of(self.reader.query_all(&select_waiting(after, limit)).await?)
    }
}

impl Group {
    /// The job that waits for its next piece; on PostgreSQL held until the group ends. System only: no scope.
    pub async fn waiting_job(&mut self) -> Result<Waiting> {
        let select = Query::select()
            .columns([Column::Id, Column::Kind, Column::Reason, Column::State, Column::Cursor])
            .columns([Column::Examined, Column::Changed, Column::CreatedAt, Column::EndedAt])
            .from(Entity)
            .and_where(Expr::col(Column::State).eq(RUNNING))
            .limit(1)
            .take();
        let held = select.clone().lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).take();
        match self.transaction.query_one(&held).await? {
            Some(row) => Ok(Waiting::Job(Model::from_query_result(&row, "")?.try_into()?)),
            None if self.transaction.query_one(&select).await?.is_some() => Ok(Waiting::Elsewhere),
            None => Ok(Waiting::Nothing),
        }
    }

    /// The cases that wait for something in time, from after one of them on, in order. System only: no scope.
    pub async fn waiting_cases(&mut self, after: Option<CaseId>, limit: u64) -> Result<Vec<CaseId>> {
        cases_of(self.transaction.query_all(&select_waiting(after, limit)).await?)
    }

    /// Writes where a job stands; `ended` once nothing of it is left. System only: no scope.
    pub async fn put_job(&mut self, job: &Job, ended: Option<Moment>) -> Result<()> {
        let state = if ended.is_some() { DONE } else { RUNNING };
        let row = Model {
            id: job.id,
            kind: REPROJECT.to_owned(),
            reason: job.reason.clone(),
            state: state.to_owned(),
            cursor: job.cursor.map(|case| case.0),
            examined: whole(job.examined),
            changed: whole(job.changed),
            created_at: job.created_at.milliseconds(),
            ended_at: ended.map(Moment::milliseconds),
        };
        insert::<Entity>(&self.transaction, &[row], IfPresent::Update).await
    }
}

fn select_waiting(after: Option<CaseId>, limit: u64) -> SelectStatement {
    let mut select = Query::select();
    select.distinct().column(deadline::Column::CaseId).from(deadline::Entity);
    if let Some(after) = after {
        select.and_where(Expr::col(deadline::Column::CaseId).gt(after.0));
    }
    select.order_by(deadline::Column::CaseId, Order::Asc).limit(limit).take()
}

fn cases_of(rows: Vec<sea_orm::QueryResult>) -> Result<Vec<CaseId>> {
    rows.iter().map(|row| Ok(CaseId(row.try_get_by_index::<Uuid>(0)?))).collect()
}

impl TryFrom<Model> for Job {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self> {
        let count = |n: i64| u64::try_from(n).map_err(|error| StorageError::corrupt(format!("job {}", row.id), error));
        Ok(Self {
            id: row.id,
            examined: count(row.examined)?,
            changed: count(row.changed)?,
            reason: row.reason,
            state: row.state,
            cursor: row.cursor.map(CaseId),
            created_at: Moment::from_milliseconds(row.created_at),
            ended_at: row.ended_at.map(Moment::from_milliseconds),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;

    #[tokio::test]
    async fn the_cases_that_wait_are_read_in_order_from_their_index() {
        let plan = plan(&select_waiting(Some(CaseId(Uuid::nil())), 9)).await;
        assert!(plan.contains("(case_id>?)") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
