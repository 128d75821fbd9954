//! By which channel a notification leaves, what became of it, and what people read, print and correct of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid, uuid_null};

use crate::table::{create_compact, drop_all, index, primary};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        let lane = text(Outbox::Lane).default("").take();
        manager.alter_table(Table::alter().table(Outbox::Table).add_column(lane).take()).await?;
        let channel = text_null(Outbox::Channel).take();
        manager.alter_table(Table::alter().table(Outbox::Table).add_column(channel).take()).await?;
        manager.create_index(outbox_lane()).await?;
        create_compact(manager, track()).await?;
        create_compact(manager, channel_day()).await?;
        create_compact(manager, preference()).await?;
        manager.create_table(message()).await?;
        manager
            .create_index(index("message_person", Message::Table, [Message::Person, Message::At, Message::Id]))
            .await?;
        manager.create_table(paper()).await?;
        manager
            .create_index(index("paper_office", Paper::Table, [Paper::Office, Paper::DeliveredOn, Paper::At]))
            .await?;
        create_compact(manager, correction()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Correction::Table.into_iden(),
            Paper::Table.into_iden(),
            Message::Table.into_iden(),
            Preference::Table.into_iden(),
            ChannelDay::Table.into_iden(),
            Track::Table.into_iden(),
        ];
        drop_all(manager, tables).await?;
        manager.drop_index(Index::drop().name("outbox_lane").table(Outbox::Table).to_owned()).await?;
        manager.alter_table(Table::alter().table(Outbox::Table).drop_column(Outbox::Channel).take()).await?;
        manager.alter_table(Table::alter().table(Outbox::Table).drop_column(Outbox::Lane).take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// `lane` is the queue a notification stands in: none until it is looked at, then that of a channel, or of the digest.
fn outbox_lane() -> IndexCreateStatement {
    let columns = [Outbox::Lane, Outbox::NextAt, Outbox::CaseId, Outbox::Seq, Outbox::Position];
    index("outbox_lane", Outbox::Table, columns).and_where(Expr::col(Outbox::NextAt).is_not_null()).take()
}

/// What became of a notification besides leaving at once; append-only.
fn track() -> TableCreateStatement {
    Table::create()
        .table(Track::Table)
        .col(uuid(Track::CaseId))
        .col(big_integer(Track::Seq))
        .col(big_integer(Track::Position))
        .col(big_integer(Track::Number))
        .col(big_integer(Track::At))
        .col(text(Track::Kind))
        .col(text_null(Track::Channel))
        .col(text_null(Track::Detail))
        .primary_key(&mut primary([Track::CaseId, Track::Seq, Track::Position, Track::Number]))
        .take()
}

/// How many left by a channel on a day.
fn channel_day() -> TableCreateStatement {
    Table::create()
        .table(ChannelDay::Table)
        .col(text(ChannelDay::Channel))
        .col(big_integer(ChannelDay::Day))
        .col(big_integer(ChannelDay::Sent))
        .primary_key(&mut primary([ChannelDay::Channel, ChannelDay::Day]))
        .take()
}

fn preference() -> TableCreateStatement {
    Table::create()
        .table(Preference::Table)
        .col(text(Preference::Person))
        .col(text(Preference::Channels))
        .col(text_null(Preference::Mail))
        .col(text_null(Preference::Phone))
        .col(text_null(Preference::Deputy))
        .col(big_integer_null(Preference::DeputyUntil))
        .col(big_integer(Preference::UpdatedAt))
        .primary_key(&mut primary([Preference::Person]))
        .take()
}

/// 站内消息
fn message() -> TableCreateStatement {
    Table::create()
        .table(Message::Table)
        .col(text(Message::Id).primary_key())
        .col(text(Message::Person))
        .col(text(Message::Subject))
        .col(text(Message::Body))
        .col(big_integer(Message::At))
        .col(big_integer_null(Message::ReadAt))
        .take()
}

/// 纸质送达 and its 送达回证. Until it is handed over `delivered_on` is 0.
fn paper() -> TableCreateStatement {
    Table::create()
        .table(Paper::Table)
        .col(text(Paper::Id).primary_key())
        .col(uuid_null(Paper::CaseId))
        .col(text(Paper::Office))
        .col(text(Paper::Subject))
        .col(text(Paper::Page))
        .col(big_integer(Paper::At))
        .col(big_integer(Paper::DeliveredOn))
        .col(text_null(Paper::Proof))
        .col(text_null(Paper::Receiver))
        .col(text_null(Paper::Note))
        .col(text_null(Paper::RecordedBy))
        .col(big_integer_null(Paper::RecordedAt))
        .take()
}

/// An address that is wrong, until it is put right.
fn correction() -> TableCreateStatement {
    Table::create()
        .table(Correction::Table)
        .col(text(Correction::Recipient))
        .col(text(Correction::Channel))
        .col(text(Correction::Office))
        .col(text(Correction::Reason))
        .col(big_integer(Correction::OpenedAt))
        .primary_key(&mut primary([Correction::Recipient, Correction::Channel]))
        .take()
}

#[derive(DeriveIden)]
enum Outbox {
    Table,
    CaseId,
    Seq,
    Position,
    NextAt,
    Lane,
    Channel,
}

#[derive(DeriveIden)]
enum Track {
    Table,
    CaseId,
    Seq,
    Position,
    Number,
    At,
    Kind,
    Channel,
    Detail,
}

#[derive(DeriveIden)]
enum ChannelDay {
    Table,
    Channel,
    Day,
    Sent,
}

#[derive(DeriveIden)]
enum Preference {
    Table,
    Person,
    Channels,
    Mail,
    Phone,
    Deputy,
    DeputyUntil,
    UpdatedAt,
}

#[derive(DeriveIden)]
enum Message {
    Table,
    Id,
    Person,
    Subject,
    Body,
    At,
    ReadAt,
}

#[derive(DeriveIden)]
enum Paper {
    Table,
    Id,
    CaseId,
    Office,
    Subject,
    Page,
    At,
    DeliveredOn,
    Proof,
    Receiver,
    Note,
    RecordedBy,
    RecordedAt,
}

#[derive(DeriveIden)]
enum Correction {
    Table,
    Recipient,
    Channel,
    Office,
    Reason,
    OpenedAt,
}
