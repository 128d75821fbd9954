//! What is published and loaded: bundles of processes, the texts of the catalogue, the settings of the database.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

use crate::table::{create_compact, drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(bundle()).await?;
        let version = [Bundle::Process, Bundle::Version];
        manager.create_index(index("bundle_version", Bundle::Table, version).unique().take()).await?;
        manager.create_table(catalogue()).await?;
        create_compact(manager, setting()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, [Setting::Table.into_iden(), Catalogue::Table.into_iden(), Bundle::Table.into_iden()]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Immutable: a row is never updated.
fn bundle() -> TableCreateStatement {
    Table::create()
        .table(Bundle::Table)
        .col(text(Bundle::Hash).primary_key())
        .col(text(Bundle::Process))
        .col(big_integer(Bundle::Version))
        .col(text(Bundle::Title))
        .col(text(Bundle::Body))
        .col(big_integer(Bundle::PublishedAt))
        .col(text(Bundle::PublishedBy))
        .take()
}

/// The texts of organisation, parameters, calendars and templates as loaded.
fn catalogue() -> TableCreateStatement {
    Table::create()
        .table(Catalogue::Table)
        .col(text(Catalogue::Path).primary_key())
        .col(text(Catalogue::Kind))
        .col(text(Catalogue::Body))
        .col(text(Catalogue::Hash))
        .col(big_integer(Catalogue::Revision))
        .col(big_integer(Catalogue::LoadedAt))
        .take()
}

fn setting() -> TableCreateStatement {
    Table::create().table(Setting::Table).col(text(Setting::Key).primary_key()).col(text(Setting::Value)).take()
}

#[derive(DeriveIden)]
enum Bundle {
    Table,
    Hash,
    Process,
    Version,
    Title,
    Body,
    PublishedAt,
    PublishedBy,
}

#[derive(DeriveIden)]
enum Catalogue {
    Table,
    Path,
    Kind,
    Body,
    Hash,
    Revision,
    LoadedAt,
}

#[derive(DeriveIden)]
enum Setting {
    Table,
    Key,
    Value,
}
