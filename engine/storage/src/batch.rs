//! Everything a group writes, to all tables at once. SQLite is in the same process: statements of few sizes, one after the other.
//! PostgreSQL is a round trip away: one statement for all tables, its rows in arrays, so that its text never changes.

use std::fmt::Write;

use sea_orm::sea_query::Value;
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, DbErr, EntityTrait, IdenStatic, Iterable, ModelTrait,
    Statement,
};

use crate::error::Result;
use crate::statement::{IfPresent, deletions, insertions, on_conflict, quoted};

/// Statements that wait to be run.
pub(crate) struct Batch {
    backend: DbBackend,
    /// One after the other; on PostgreSQL not used.
    statements: Vec<Statement>,
    /// The parts of one statement; on SQLite not used.
    parts: Vec<String>,
    arrays: Vec<Value>,
}

impl Batch {
    /// Nothing yet.
    pub fn new(backend: DbBackend) -> Self {
        Self { backend, statements: Vec::new(), parts: Vec::new(), arrays: Vec::new() }
    }

    /// Inserts rows. No key may be among them twice.
    pub fn insert<E>(&mut self, rows: &[E::Model], if_present: IfPresent) -> Result<()>
    where
        E: EntityTrait,
        E::Model: ModelTrait<Entity = E>,
    {
        if self.backend != DbBackend::Postgres {
            self.statements.extend(insertions::<E>(self.backend, rows, if_present));
            return Ok(());
        }
        let columns: Vec<E::Column> = E::Column::iter().collect();
        let names: Vec<String> = columns.iter().map(|column| quoted(column.as_str())).collect();
        let arrays = self.arrays(&columns, rows.iter().map(|row| columns.iter().map(|column| row.get(*column))))?;
        let (table, conflict) = (quoted(E::default().table_name()), on_conflict::<E>(&columns, if_present));
        self.parts.push(format!("INSERT INTO {table} ({}) SELECT * FROM {arrays}{conflict}", names.join(", ")));
        Ok(())
    }

    /// Deletes rows by their keys, given in the order of `columns`.
    pub fn delete<E: EntityTrait>(&mut self, columns: &[E::Column], keys: Vec<Vec<Value>>) -> Result<()> {
        if self.backend != DbBackend::Postgres {
            self.statements.extend(deletions::<E>(self.backend, columns, &keys));
            return Ok(());
        }
        let names: Vec<String> = columns.iter().map(|column| quoted(column.as_str())).collect();
        let arrays = self.arrays(columns, keys.into_iter())?;
        let table = quoted(E::default().table_name());
        self.parts.push(format!("DELETE FROM {table} WHERE ({}) IN (SELECT * FROM {arrays})", names.join(", ")));
        Ok(())
    }

    /// Binds an array a column, and gives what selects from them.
    fn arrays<C, R>(&mut self, columns: &[C], rows: impl Iterator<Item = R>) -> Result<String>
    where
        C: ColumnTrait,
        R: IntoIterator<Item = Value>,
    {
        let mut arrays = vec![String::from("{"); columns.len()];
        for row in rows {
            for (array, value) in arrays.iter_mut().zip(row) {
                element(array, &value)?;
            }
        }
        let mut places = Vec::with_capacity(columns.len());
        for (mut array, column) in arrays.into_iter().zip(columns) {
            array.push('}');
            self.arrays.push(array.into());
            // Bound as text, so that a value may be null whatever its type.
            places.push(format!("CAST(CAST(${} AS text) AS {}[])", self.arrays.len(), type_of(column)));
        }
        Ok(format!("unnest({})", places.join(", ")))
    }

    /// Runs them.
    pub async fn write(self, db: &impl ConnectionTrait) -> Result<()> {
        for statement in self.statements {
            db.execute_raw(statement).await?;
        }
        if !self.parts.is_empty() {
            db.execute_raw(Statement::from_sql_and_values(self.backend, together(&self.parts), self.arrays)).await?;
        }
        Ok(())
    }
}

/// Statements that change tables as one, which all see the database as it was before any of them.
fn together(parts: &[String]) -> String {
    let named = parts.iter().enumerate().map(|(at, part)| format!("w{at} AS ({part})"));
    format!("WITH {} SELECT 1", named.collect::<Vec<_>>().join(", "))
}

fn type_of(column: &impl ColumnTrait) -> &'static str {
    match column.def().get_column_type() {
        ColumnType::Uuid => "uuid",
        ColumnType::BigInteger => "bigint",
        _ => "text",
    }
}

/// Adds a value to the text of an array, as PostgreSQL reads one.
fn element(array: &mut String, value: &Value) -> Result<()> {
    if array.len() > 1 {
        array.push(',');
    }
    match value {
        Value::String(Some(text)) => {
            array.push('"');
            for part in text.split_inclusive(['"', '\\']) {
                let escaped = part.strip_suffix(['"', '\\']).map(|plain| (plain, &part[plain.len()..]));
                match escaped {
                    Some((plain, special)) => {
                        array.push_str(plain);
                        array.push('\\');
                        array.push_str(special);
                    }
                    None => array.push_str(part),
                }
            }
            array.push('"');
        }
        Value::BigInt(Some(number)) => write!(array, "{number}").map_err(|_| unknown(value))?,
        Value::Uuid(Some(id)) => write!(array, "{id}").map_err(|_| unknown(value))?,
        Value::String(None) | Value::BigInt(None) | Value::Uuid(None) => array.push_str("NULL"),
        _ => return Err(unknown(value).into()),
    }
    Ok(())
}

fn unknown(value: &Value) -> DbErr {
    DbErr::Type(format!("expected a text, a whole number or an id for a column, found {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_holds_any_text_and_nothing_at_all() {
        let mut array = String::from("{");
        let values: [Value; 6] = [
            "平安".into(),
            "a\"b\\c,{}\n".into(),
            "".into(),
            "NULL".into(),
            None::<String>.into(),
            Some(-5_i64).into(),
        ];
        for value in &values {
            element(&mut array, value).unwrap();
        }
        assert_eq!(array, "{\"平安\",\"a\\\"b\\\\c,{}\n\",\"\",\"NULL\",NULL,-5");
    }

    #[test]
    fn a_value_no_column_takes_is_refused() {
        assert!(element(&mut String::from("{"), &Value::Bool(Some(true))).is_err());
    }
}
