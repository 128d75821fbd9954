//! What a step asks of the world, each row unique by (case, step, position); the requests answered; running numbers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid, uuid_null};

use crate::table::{create_compact, drop_all, index, primary};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(outbox()).await?;
        manager.create_index(outbox_next()).await?;
        create_compact(manager, benefit()).await?;
        create_compact(manager, request()).await?;
        create_compact(manager, number_sequence()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            NumberSequence::Table.into_iden(),
            Request::Table.into_iden(),
            Benefit::Table.into_iden(),
            Outbox::Table.into_iden(),
        ];
        drop_all(manager, tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// `next_at` says when the row is looked at again: to be sent, or its lease run out; the largest number when given up;
/// nothing once sent. So one index serves the sender and the list of what waits.
fn outbox() -> TableCreateStatement {
    Table::create()
        .table(Outbox::Table)
        .col(uuid(Outbox::CaseId))
        .col(big_integer(Outbox::Seq))
        .col(big_integer(Outbox::Position))
        .col(text(Outbox::Recipient))
        .col(text(Outbox::Template))
        .col(text(Outbox::Data))
        .col(text(Outbox::Status))
        .col(big_integer(Outbox::Attempts))
        .col(big_integer_null(Outbox::NextAt))
        .col(big_integer_null(Outbox::LeaseUntil))
        .col(big_integer(Outbox::Fence))
        .col(big_integer(Outbox::CreatedAt))
        .col(big_integer_null(Outbox::SentAt))
        .col(text_null(Outbox::LastError))
        .primary_key(&mut primary([Outbox::CaseId, Outbox::Seq, Outbox::Position]))
        .take()
}

fn outbox_next() -> IndexCreateStatement {
    index("outbox_next", Outbox::Table, [Outbox::NextAt, Outbox::CaseId, Outbox::Seq, Outbox::Position])
        .and_where(Expr::col(Outbox::NextAt).is_not_null())
        .take()
}

/// The ledger of benefits; append-only. A stop has neither kind nor amount nor months of its own.
fn benefit() -> TableCreateStatement {
    Table::create()
        .table(Benefit::Table)
        .col(uuid(Benefit::CaseId))
        .col(big_integer(Benefit::Seq))
        .col(big_integer(Benefit::Position))
        .col(text(Benefit::GrantKey))
        .col(text_null(Benefit::Kind))
        .col(text(Benefit::Operation))
        .col(big_integer_null(Benefit::AmountFen))
        .col(big_integer(Benefit::FromMonth))
        .col(big_integer_null(Benefit::Months))
        .primary_key(&mut primary([Benefit::CaseId, Benefit::Seq, Benefit::Position]))
        .take()
}

/// The first answer to each request that changed something.
fn request() -> TableCreateStatement {
    Table::create()
        .table(Request::Table)
        .col(text(Request::Actor))
        .col(text(Request::Key))
        .col(text(Request::BodyHash))
        .col(text(Request::Answer))
        .col(uuid_null(Request::CaseId))
        .col(big_integer(Request::At))
        .primary_key(&mut primary([Request::Actor, Request::Key]))
        .take()
}

/// The last running number given within process, office and year.
fn number_sequence() -> TableCreateStatement {
    Table::create()
        .table(NumberSequence::Table)
        .col(text(NumberSequence::Process))
        .col(text(NumberSequence::Office))
        .col(big_integer(NumberSequence::Year))
        .col(big_integer(NumberSequence::Last))
        .primary_key(&mut primary([NumberSequence::Process, NumberSequence::Office, NumberSequence::Year]))
        .take()
}

#[derive(DeriveIden)]
enum Outbox {
    Table,
    CaseId,
    Seq,
    Position,
    Recipient,
    Template,
    Data,
    Status,
    Attempts,
    NextAt,
    LeaseUntil,
    Fence,
    CreatedAt,
    SentAt,
    LastError,
}

#[derive(DeriveIden)]
enum Benefit {
    Table,
    CaseId,
    Seq,
    Position,
    GrantKey,
    Kind,
    Operation,
    AmountFen,
    FromMonth,
    Months,
}

#[derive(DeriveIden)]
enum Request {
    Table,
    Actor,
    Key,
    BodyHash,
    Answer,
    CaseId,
    At,
}

#[derive(DeriveIden)]
enum NumberSequence {
    Table,
    Process,
    Office,
    Year,
    Last,
}
