//! What `doudi verify` reads: each case with every row that belongs to it.

use machine::{Case, CaseId};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ModelTrait, PrimaryKeyToColumn, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entities::{benefit, cases, deadline, history, outbox, search_gram, search_value, task};
use crate::error::{Result, StorageError};
use crate::history::HistoryRow;
use crate::page::PAGE_ROWS_MAX;
use crate::row::condition_is_open;
use crate::store::Store;
use crate::subjects::SubjectId;

/// A case with every row that belongs to it, as stored.
#[derive(Clone, Debug)]
pub struct CaseRecord {
    /// The case.
    pub id: CaseId,
    /// Its number, as people know it.
    pub number: String,
    /// Its steps, oldest first.
    pub history: Vec<HistoryRow>,
    pub(crate) row: cases::Model,
    pub(crate) tasks: Vec<task::Model>,
    pub(crate) deadlines: Vec<deadline::Model>,
    pub(crate) outbox: Vec<outbox::Model>,
    pub(crate) benefits: Vec<benefit::Model>,
}

impl Store {
    /// Gives every case to `look`, so many at a time from one snapshot each, in order of their ids. System only: no scope.
    pub async fn for_each_case(&self, batch: u64, mut look: impl FnMut(CaseRecord)) -> Result<()> {
        let mut last: Option<Uuid> = None;
        loop {
            let records = self.case_records(last, Ord::max(batch, 1)).await?;
            let Some(end) = records.last() else { return Ok(()) };
            last = Some(end.id.0);
            records.into_iter().for_each(&mut look);
        }
    }

    /// Cases of which rows are left although the case itself is gone; at most [`PAGE_ROWS_MAX`]. Empty if all is well. System
    /// only: no scope.
    pub async fn orphans(&self) -> Result<Vec<CaseId>> {
        let mut all = left_behind(history::Entity, history::Column::CaseId);
        let others = [
            left_behind(task::Entity, task::Column::CaseId),
            left_behind(deadline::Entity, deadline::Column::CaseId),
            // A digest belongs to no case.
            left_behind(outbox::Entity, outbox::Column::CaseId)
                .and_where(Expr::col((outbox::Entity, outbox::Column::Seq)).gt(0))
                .take(),
            left_behind(benefit::Entity, benefit::Column::CaseId),
            left_behind(search_value::Entity, search_value::Column::CaseId),
            left_behind(search_gram::Entity, search_gram::Column::CaseId),
        ];
        all.unions(others.map(|select| (UnionType::Distinct, select))).limit(PAGE_ROWS_MAX);
        let rows = self.reader.query_all(&all).await?;
        rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
    }

    async fn case_records(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<CaseRecord>> {
        let snapshot = self.snapshot().await?;
        let mut find = cases::Entity::find().order_by_asc(cases::Column::Id).limit(limit);
        if let Some(after) = after {
            find = find.filter(cases::Column::Id.gt(after));
        }
        let rows = find.all(&snapshot).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut history =
            of_cases::<history::Entity>(&snapshot, history::Column::CaseId, &ids).await?.into_iter().peekable();
        let mut tasks = of_cases::<task::Entity>(&snapshot, task::Column::CaseId, &ids).await?.into_iter().peekable();
        let mut deadlines =
            of_cases::<deadline::Entity>(&snapshot, deadline::Column::CaseId, &ids).await?.into_iter().peekable();
        let mut outbox =
            of_cases::<outbox::Entity>(&snapshot, outbox::Column::CaseId, &ids).await?.into_iter().peekable();
        let mut benefits =
            of_cases::<benefit::Entity>(&snapshot, benefit::Column::CaseId, &ids).await?.into_iter().peekable();
        snapshot.rollback().await?;
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            let steps = taken(&mut history, |step| step.case_id == id);
            records.push(CaseRecord {
                id: CaseId(id),
                number: row.number.clone(),
                history: steps.into_iter().map(HistoryRow::try_from).collect::<Result<_>>()?,
                tasks: taken(&mut tasks, |task| task.case_id == id),
                deadlines: taken(&mut deadlines, |deadline| deadline.case_id == id),
                outbox: taken(&mut outbox, |message| message.case_id == id),
                benefits: taken(&mut benefits, |benefit| benefit.case_id == id),
                row,
            });
        }
        Ok(records)
    }
}

fn left_behind<E: EntityTrait>(table: E, case: E::Column) -> SelectStatement {
    let there = Query::select()
        .expr(Expr::val(1))
        .from(cases::Entity)
        .and_where(Expr::col((cases::Entity, cases::Column::Id)).equals((table, case)))
        .take();
    Query::select().distinct().column((table, case)).from(table).and_where(Expr::exists(there).not()).take()
}

/// The rows of some cases, in order of their keys, which begin with the case.
async fn of_cases<E>(db: &DatabaseTransaction, case: E::Column, ids: &[Uuid]) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Sync,
{
    let mut find = E::find().filter(case.is_in(ids.iter().copied()));
    for key in <E::PrimaryKey as sea_orm::Iterable>::iter() {
        find = find.order_by_asc(key.into_column());
    }
    Ok(find.all(db).await?)
}

fn taken<T>(rows: &mut std::iter::Peekable<std::vec::IntoIter<T>>, belongs: impl Fn(&T) -> bool) -> Vec<T> {
    std::iter::from_fn(|| rows.next_if(&belongs)).collect()
}

impl CaseRecord {
    /// The case as stored, its sensitive values sealed.
    pub fn case(&self) -> Result<Case> {
        serde_json::from_str(&self.row.body).map_err(|error| StorageError::corrupt(format!("case {}", self.id), error))
    }

    /// Whose key seals it.
    pub fn subject(&self) -> Option<SubjectId> {
        self.row.subject.map(SubjectId)
    }

    /// The numbers of its open tasks, as stored.
    pub fn open_tasks(&self) -> Vec<i64> {
        self.tasks.iter().filter(|task| condition_is_open(&task.condition)).map(|task| task.number).collect()
    }
}
