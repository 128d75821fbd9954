//! A value a case is found by.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_value")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub field: String,
    /// The case's.
    pub office: String,
    /// Text or the id of an option.
    pub text: Option<String>,
    /// Fen, a whole number, a day such as 20200420, milliseconds, or 0 and 1.
    pub number: Option<i64>,
    /// Keyed digest of a sensitive value.
    pub digest: Option<String>,
    /// Of a long sensitive value.
    pub last_four: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
