//! Requests already answered: the same request, sent again, gets the first answer.

use std::collections::BTreeMap;

use definition::moment::Moment;
use machine::CaseId;
use sea_orm::sea_query::{Expr, ExprTrait, Value};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::request::{Column, Entity, Model};
use crate::error::Result;
use crate::group::Group;
use crate::statement::{padded, values};
use crate::store::Store;

/// The first answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Who asked, as text.
    pub actor: String,
    /// The key the asker gave it; unique for him.
    pub key: String,
    /// The digest of what was asked: the same key with another is refused.
    pub body_hash: String,
    /// The answer, as text.
    pub answer: String,
    /// The case it concerned.
    pub case: Option<CaseId>,
    /// When.
    pub at: Moment,
}

impl Group {
    /// Those of the requests, each by actor and key, that were answered before. System only: no scope.
    pub async fn requests(&mut self, keys: &[(String, String)]) -> Result<BTreeMap<(String, String), RequestRow>> {
        let mut known = BTreeMap::new();
        for chunk in padded(keys, 2) {
            let wanted = chunk.iter().map(|(actor, key)| vec![Value::from(actor.as_str()), Value::from(key.as_str())]);
            let both = Expr::tuple([Expr::col(Column::Actor), Expr::col(Column::Key)]);
            let rows = Entity::find().filter(both.in_subquery(values(wanted.collect()))).all(&self.transaction).await?;
            known.extend(rows.into_iter().map(|row| ((row.actor.clone(), row.key.clone()), RequestRow::from(row))));
        }
        Ok(known)
    }
}

impl Store {
    /// Gives every answered request to `look`, so many at a time, in order of askers and keys. System only: no scope.
    pub async fn for_each_request(&self, batch: u64, mut look: impl FnMut(RequestRow)) -> Result<()> {
        let mut last: Option<(String, String)> = None;
        loop {
            let mut find =
                Entity::find().order_by_asc(Column::Actor).order_by_asc(Column::Key).limit(batch.clamp(1, u64::MAX));
            if let Some((actor, key)) = last {
                let both = Expr::tuple([Expr::col(Column::Actor), Expr::col(Column::Key)]);
                find = find.filter(both.gt(Expr::tuple([Expr::val(actor), Expr::val(key)])));
            }
            let rows = find.all(&self.reader).await?;
            last = rows.last().map(|row| (row.actor.clone(), row.key.clone()));
            if last.is_none() {
                return Ok(());
            }
            rows.into_iter().map(RequestRow::from).for_each(&mut look);
        }
    }
}

impl From<Model> for RequestRow {
    fn from(row: Model) -> Self {
        Self {
            actor: row.actor,
            key: row.key,
            body_hash: row.body_hash,
            answer: row.answer,
            case: row.case_id.map(CaseId),
            at: Moment::from_milliseconds(row.at),
        }
    }
}

impl From<RequestRow> for Model {
    fn from(row: RequestRow) -> Self {
        Self {
            actor: row.actor,
            key: row.key,
            body_hash: row.body_hash,
            answer: row.answer,
            case_id: row.case.map(|case| case.0),
            at: row.at.milliseconds(),
        }
    }
}
