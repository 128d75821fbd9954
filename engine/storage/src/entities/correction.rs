//! An address that is wrong, until it is put right.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub recipient: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: String,
    pub office: String,
    pub reason: String,
    pub opened_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
