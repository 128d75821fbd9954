//! A row of the ledger of benefits; append-only.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "benefit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub grant_key: String,
    /// Of a grant.
    pub kind: Option<String>,
    /// `grant` or `stop`.
    pub operation: String,
    /// A month, of a grant.
    pub amount_fen: Option<i64>,
    /// Months since the year 0.
    pub from_month: i64,
    /// Until stopped if none.
    pub months: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
