//! Occurrences of obligations: what an office has to do once, the case started for it, and what came of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid_null};

use crate::table::{create_compact, drop_all, index, primary};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_compact(manager, occurrence()).await?;
        manager.create_index(next()).await?;
        manager.create_index(index("occurrence_office", Occurrence::Table, [Occurrence::Office, Occurrence::Due])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, [Occurrence::Table.into_iden()]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Once for each obligation, office and period. `next_at` is when it is looked at again; nothing once it is settled.
fn occurrence() -> TableCreateStatement {
    let key = [Occurrence::Obligation, Occurrence::Office, Occurrence::Period];
    Table::create()
        .table(Occurrence::Table)
        .col(text(Occurrence::Obligation))
        .col(text(Occurrence::Office))
        .col(text(Occurrence::Period))
        .col(big_integer(Occurrence::PeriodFrom))
        .col(big_integer(Occurrence::PeriodTo))
        .col(big_integer(Occurrence::Due))
        .col(big_integer(Occurrence::Target))
        .col(big_integer(Occurrence::OpensAt))
        .col(text(Occurrence::State))
        .col(uuid_null(Occurrence::CaseId))
        .col(uuid_null(Occurrence::MissedCaseId))
        .col(big_integer_null(Occurrence::SettledAt))
        .col(big_integer_null(Occurrence::NextAt))
        .col(text_null(Occurrence::Reason))
        .primary_key(&mut primary(key))
        .take()
}

fn next() -> IndexCreateStatement {
    index("occurrence_next", Occurrence::Table, [Occurrence::NextAt])
        .and_where(Expr::col(Occurrence::NextAt).is_not_null())
        .take()
}

#[derive(DeriveIden)]
enum Occurrence {
    Table,
    Obligation,
    Office,
    Period,
    PeriodFrom,
    PeriodTo,
    Due,
    Target,
    OpensAt,
    State,
    CaseId,
    MissedCaseId,
    SettledAt,
    NextAt,
    Reason,
}
