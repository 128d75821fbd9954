//! Statements over many rows, split so that no statement binds more values than both databases take.

use sea_orm::sea_query::{
    Alias, Asterisk, DeleteStatement, Expr, ExprTrait, IntoIden, OnConflict, Query, SelectStatement, Value, ValueTuple,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn};

use crate::error::Result;

/// The most values one statement binds: SQLite takes 32,766, PostgreSQL 65,535.
pub(crate) const BOUND_VALUES_MAX: usize = 32_000;

/// What happens to a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IfPresent {
    /// The statement fails.
    Fail,
    /// It takes the new values.
    Update,
    /// It stays, whatever unique value it shares.
    Keep,
}

/// Inserts rows, one statement a chunk.
pub(crate) async fn insert<E>(db: &impl ConnectionTrait, rows: &[E::Model], if_present: IfPresent) -> Result<()>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let columns: Vec<E::Column> = E::Column::iter().collect();
    for chunk in rows.chunks((BOUND_VALUES_MAX / columns.len()).max(1)) {
        let mut insert = Query::insert();
        insert.into_table(E::default().table_ref()).columns(columns.iter().copied());
        for row in chunk {
            let values = columns.iter().map(|column| Expr::val(row.get(*column)));
            insert.values(values).map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        if let Some(conflict) = conflict::<E>(if_present) {
            insert.on_conflict(conflict);
        }
        db.execute(&insert).await?;
    }
    Ok(())
}

fn conflict<E: EntityTrait>(if_present: IfPresent) -> Option<OnConflict> {
    let keys = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    let is_key = |column: &E::Column| E::PrimaryKey::from_column(*column).is_some();
    match if_present {
        IfPresent::Fail => None,
        IfPresent::Update => {
            let mut conflict = OnConflict::columns(keys);
            conflict.update_columns(E::Column::iter().filter(|column| !is_key(column)));
            Some(conflict)
        }
        IfPresent::Keep => {
            let mut conflict = OnConflict::new();
            conflict.do_nothing();
            Some(conflict)
        }
    }
}

/// Deletes rows by their keys, given in the order of `columns`; one statement a chunk.
pub(crate) async fn delete<E: EntityTrait>(
    db: &impl ConnectionTrait,
    columns: &[E::Column],
    keys: Vec<Vec<Value>>,
) -> Result<()> {
    for chunk in keys.chunks((BOUND_VALUES_MAX / columns.len().max(1)).max(1)) {
        db.execute(&deletion::<E>(columns, chunk)).await?;
    }
    Ok(())
}

fn deletion<E: EntityTrait>(columns: &[E::Column], keys: &[Vec<Value>]) -> DeleteStatement {
    let key = Expr::tuple(columns.iter().map(|column| Expr::col(*column)));
    Query::delete().from_table(E::default().table_ref()).and_where(key.in_subquery(values(keys.to_vec()))).take()
}

/// A list of keys as something to select from; both databases can look such keys up in an index.
pub(crate) fn values(keys: Vec<Vec<Value>>) -> SelectStatement {
    let tuples: Vec<ValueTuple> = keys.into_iter().map(ValueTuple::Many).collect();
    Query::select().column(Asterisk).from_values(tuples, Alias::new("wanted").into_iden()).take()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::deadline;
    use crate::plan::plan;

    #[tokio::test]
    async fn rows_are_deleted_by_their_keys() {
        let columns = [deadline::Column::CaseId, deadline::Column::Name];
        let key = |name: &str| vec![Value::from(uuid::Uuid::nil()), Value::from(name)];
        let plan = plan(&deletion::<deadline::Entity>(&columns, &[key("a"), key("b")])).await;
        assert!(plan.contains("SEARCH deadline USING PRIMARY KEY (case_id=? AND name=?)"), "{plan}");
    }
}
