//! What every step says in the same way.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Creates a table of small rows. On SQLite it is its own primary index, which saves one page of every write.
pub(crate) async fn create_compact(manager: &SchemaManager<'_>, mut table: TableCreateStatement) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    manager.create_table(table).await
}

/// The primary key over several columns.
pub(crate) fn primary<C: IntoIden>(columns: impl IntoIterator<Item = C>) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(column.into_iden());
    }
    index.primary().take()
}

/// A named index over several columns.
pub(crate) fn index<T: IntoIden, C: IntoIden>(
    name: &str,
    table: T,
    columns: impl IntoIterator<Item = C>,
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table.into_iden());
    for column in columns {
        index.col(column.into_iden());
    }
    index.take()
}

/// Drops tables, the last first.
pub(crate) async fn drop_all<T: IntoIden>(
    manager: &SchemaManager<'_>,
    tables: impl IntoIterator<Item = T>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(table.into_iden()).take()).await?;
    }
    Ok(())
}
