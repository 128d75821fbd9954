//! Applicants' keys, offices with their ancestry by date, and tokens of access.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid};

use crate::table::{create_compact, drop_all, index, primary};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(subject()).await?;
        create_compact(manager, office()).await?;
        create_compact(manager, office_closure()).await?;
        manager.create_table(token()).await?;
        manager.create_index(index("token_person", Token::Table, [Token::Person])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Token::Table.into_iden(),
            OfficeClosure::Table.into_iden(),
            Office::Table.into_iden(),
            Subject::Table.into_iden(),
        ];
        drop_all(manager, tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A person whose sensitive values are sealed under a key of his own. Without the key they are gone.
fn subject() -> TableCreateStatement {
    Table::create()
        .table(Subject::Table)
        .col(uuid(Subject::Id).primary_key())
        .col(text_null(Subject::IdentityHmac).unique_key())
        .col(text_null(Subject::WrappedKey))
        .col(big_integer(Subject::CreatedAt))
        .col(big_integer_null(Subject::DestroyedAt))
        .take()
}

fn office() -> TableCreateStatement {
    Table::create()
        .table(Office::Table)
        .col(text(Office::Id).primary_key())
        .col(text(Office::Title))
        .col(text(Office::Level))
        .take()
}

/// Which office lies within which, itself included, from one day until another (that day no longer).
fn office_closure() -> TableCreateStatement {
    let key = [OfficeClosure::Ancestor, OfficeClosure::Descendant, OfficeClosure::FromDay];
    Table::create()
        .table(OfficeClosure::Table)
        .col(text(OfficeClosure::Ancestor))
        .col(text(OfficeClosure::Descendant))
        .col(big_integer(OfficeClosure::FromDay))
        .col(big_integer(OfficeClosure::UntilDay))
        .primary_key(&mut primary(key))
        .take()
}

fn token() -> TableCreateStatement {
    Table::create()
        .table(Token::Table)
        .col(uuid(Token::Id).primary_key())
        .col(text(Token::Hash).unique_key())
        .col(text(Token::Person))
        .col(text(Token::Name))
        .col(big_integer(Token::CreatedAt))
        .col(big_integer_null(Token::ExpiresAt))
        .col(big_integer_null(Token::RevokedAt))
        .take()
}

#[derive(DeriveIden)]
enum Subject {
    Table,
    Id,
    IdentityHmac,
    WrappedKey,
    CreatedAt,
    DestroyedAt,
}

#[derive(DeriveIden)]
enum Office {
    Table,
    Id,
    Title,
    Level,
}

#[derive(DeriveIden)]
enum OfficeClosure {
    Table,
    Ancestor,
    Descendant,
    FromDay,
    UntilDay,
}

#[derive(DeriveIden)]
enum Token {
    Table,
    Id,
    Hash,
    Person,
    Name,
    CreatedAt,
    ExpiresAt,
    RevokedAt,
}
