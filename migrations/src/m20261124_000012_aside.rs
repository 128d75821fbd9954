//! What a task is, if it is not its state's own: who asked for it, and with which words.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What every task was before this step: its state's own.
const OWN: &str = "task";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kind = ColumnDef::new(Task::Kind).text().not_null().default(OWN).take();
        let (asked_by, note) = (ColumnDef::new(Task::AskedBy).text().take(), ColumnDef::new(Task::Note).text().take());
        for column in [kind, asked_by, note] {
            manager.alter_table(Table::alter().table(Task::Table).add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [Task::Note, Task::AskedBy, Task::Kind] {
            manager.alter_table(Table::alter().table(Task::Table).drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Task {
    Table,
    Kind,
    AskedBy,
    Note,
}
