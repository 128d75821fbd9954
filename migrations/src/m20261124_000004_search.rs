//! What cases are found by. Sensitive values stand here only as a keyed digest of the whole and the last four characters.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text, text_null, uuid};

use crate::table::{create_compact, drop_all, index, primary};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_compact(manager, search_value()).await?;
        create_compact(manager, search_gram()).await?;
        for index in [value_text(), value_number(), value_digest(), value_last_four()] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, [SearchGram::Table.into_iden(), SearchValue::Table.into_iden()]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn search_value() -> TableCreateStatement {
    Table::create()
        .table(SearchValue::Table)
        .col(uuid(SearchValue::CaseId))
        .col(text(SearchValue::Field))
        .col(text(SearchValue::Office))
        .col(text_null(SearchValue::Text))
        .col(big_integer_null(SearchValue::Number))
        .col(text_null(SearchValue::Digest))
        .col(text_null(SearchValue::LastFour))
        .primary_key(&mut primary([SearchValue::CaseId, SearchValue::Field]))
        .take()
}

/// Every character and every two neighbouring characters of a text: most Chinese names are that short.
fn search_gram() -> TableCreateStatement {
    Table::create()
        .table(SearchGram::Table)
        .col(text(SearchGram::Gram))
        .col(uuid(SearchGram::CaseId))
        .col(text(SearchGram::Field))
        .primary_key(&mut primary([SearchGram::Gram, SearchGram::CaseId, SearchGram::Field]))
        .take()
}

fn value_text() -> IndexCreateStatement {
    index("search_value_text", SearchValue::Table, [SearchValue::Field, SearchValue::Text])
        .and_where(Expr::col(SearchValue::Text).is_not_null())
        .take()
}

fn value_number() -> IndexCreateStatement {
    index("search_value_number", SearchValue::Table, [SearchValue::Field, SearchValue::Number])
        .and_where(Expr::col(SearchValue::Number).is_not_null())
        .take()
}

fn value_digest() -> IndexCreateStatement {
    index("search_value_digest", SearchValue::Table, [SearchValue::Digest])
        .and_where(Expr::col(SearchValue::Digest).is_not_null())
        .take()
}

fn value_last_four() -> IndexCreateStatement {
    index("search_value_last_four", SearchValue::Table, [SearchValue::LastFour, SearchValue::Office])
        .and_where(Expr::col(SearchValue::LastFour).is_not_null())
        .take()
}

#[derive(DeriveIden)]
enum SearchValue {
    Table,
    CaseId,
    Field,
    Office,
    Text,
    Number,
    Digest,
    LastFour,
}

#[derive(DeriveIden)]
enum SearchGram {
    Table,
    Gram,
    CaseId,
    Field,
}
