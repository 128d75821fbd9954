//! Statements over many rows, split into few sizes, none of which binds more values than both databases take.

use sea_orm::sea_query::{
    Alias, Asterisk, DeleteStatement, Expr, ExprTrait, IntoIden, Query, SelectStatement, Value, ValueTuple,
};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, ModelTrait, PrimaryKeyToColumn, Statement,
};

use crate::error::Result;

/// The most values one statement binds: SQLite takes 32,766, PostgreSQL 65,535.
pub(crate) const BOUND_VALUES_MAX: usize = 32_000;
/// So many rows go into one statement: up to 63 rows take at most two.
const SHAPES: [usize; 17] = [256, 128, 64, 56, 48, 40, 32, 24, 16, 8, 7, 6, 5, 4, 3, 2, 1];

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

/// Inserts rows.
pub(crate) async fn insert<E>(db: &impl ConnectionTrait, rows: &[E::Model], if_present: IfPresent) -> Result<()>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    for statement in insertions::<E>(db.get_database_backend(), rows, if_present) {
        db.execute_raw(statement).await?;
    }
    Ok(())
}

/// The statements that insert rows. Their text is put together here and not by the query builder, which takes longer over a
/// thousand values than the database does; every value is bound all the same.
pub(crate) fn insertions<E>(
    backend: DbBackend,
    rows: &[E::Model],
    if_present: IfPresent,
) -> impl Iterator<Item = Statement>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let columns: Vec<E::Column> = E::Column::iter().collect();
    shaped(rows, columns.len()).map(move |chunk| {
        let values = chunk.iter().flat_map(|row| columns.iter().map(|column| row.get(*column)));
        let text = insertion::<E>(backend, &columns, chunk.len(), if_present);
        Statement::from_sql_and_values(backend, text, values)
    })
}

fn insertion<E: EntityTrait>(backend: DbBackend, columns: &[E::Column], rows: usize, if_present: IfPresent) -> String {
    let names: Vec<String> = columns.iter().map(|column| quoted(column.as_str())).collect();
    let mut text = format!("INSERT INTO {} ({}) VALUES ", quoted(E::default().table_name()), names.join(", "));
    bind(&mut text, backend, columns.len(), rows);
    text.push_str(&on_conflict::<E>(columns, if_present));
    text
}

/// A name as it stands in a statement; names come from the entities only.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// What an insertion says of keys that are there already.
pub(crate) fn on_conflict<E: EntityTrait>(columns: &[E::Column], if_present: IfPresent) -> String {
    match if_present {
        IfPresent::Fail => String::new(),
        IfPresent::Update => update::<E>(columns),
        IfPresent::Keep => " ON CONFLICT DO NOTHING".to_owned(),
    }
}

fn update<E: EntityTrait>(columns: &[E::Column]) -> String {
    let is_key = |column: &&E::Column| E::PrimaryKey::from_column(**column).is_some();
    let keys = columns.iter().filter(is_key).map(|column| format!("\"{}\"", column.as_str()));
    let others = columns.iter().filter(|column| !is_key(column));
    let set = others.map(|column| format!("\"{0}\" = \"excluded\".\"{0}\"", column.as_str()));
    let (keys, set): (Vec<_>, Vec<_>) = (keys.collect(), set.collect());
    format!(" ON CONFLICT ({}) DO UPDATE SET {}", keys.join(", "), set.join(", "))
}

/// Places for so many rows of so many values.
fn bind(text: &mut String, backend: DbBackend, columns: usize, rows: usize) {
    let mut place = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            place += 1;
            text.push_str(if column == 0 { "" } else { ", " });
            match backend {
                DbBackend::Postgres => text.push_str(&format!("${place}")),
                _ => text.push('?'),
            }
        }
        text.push(')');
    }
}

/// Rows in chunks of a few sizes: the text of each is always the same, so the database reads it once and not every time.
pub(crate) fn shaped<T>(mut rows: &[T], columns: usize) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let fits = |size: &usize| *size <= rows.len() && *size * columns <= BOUND_VALUES_MAX;
        let (chunk, rest) = rows.split_at(SHAPES.into_iter().find(fits)?);
        rows = rest;
        Some(chunk)
    })
}

/// Keys looked up together in chunks of a few sizes: the last is repeated until the size is full, which finds nothing more.
pub(crate) fn padded<T: Clone>(keys: &[T], columns: usize) -> impl Iterator<Item = Vec<T>> {
    keys.chunks(SHAPES[0].min(BOUND_VALUES_MAX / columns)).map(|chunk| {
        let mut keys = chunk.to_vec();
        let size = SHAPES.into_iter().rev().find(|size| *size >= chunk.len());
        if let (Some(last), Some(size)) = (chunk.last(), size) {
            keys.resize(size, last.clone());
        }
        keys
    })
}

/// The statements that delete rows by their keys, given in the order of `columns`.
pub(crate) fn deletions<E: EntityTrait>(
    backend: DbBackend,
    columns: &[E::Column],
    keys: &[Vec<Value>],
) -> impl Iterator<Item = Statement> {
    shaped(keys, columns.len().max(1)).map(move |chunk| backend.build(&deletion::<E>(columns, chunk)))
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
