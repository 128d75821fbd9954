//! Long work in small pieces: what is done of it stands in a row that is written together with each piece.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, uuid_null};

use crate::table::create_compact;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let job = Table::create()
            .table(Job::Table)
            .col(big_integer(Job::Id).primary_key())
            .col(text(Job::Kind))
            .col(text(Job::Reason))
            .col(text(Job::State))
            .col(uuid_null(Job::Cursor))
            .col(big_integer(Job::Examined))
            .col(big_integer(Job::Changed))
            .col(big_integer(Job::CreatedAt))
            .col(big_integer_null(Job::EndedAt))
            .take();
        create_compact(manager, job).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Job::Table).take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Job {
    Table,
    Id,
    Kind,
    Reason,
    State,
    Cursor,
    Examined,
    Changed,
    CreatedAt,
    EndedAt,
}
