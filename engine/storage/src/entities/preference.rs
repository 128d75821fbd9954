//! How a person wants to be told.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person: String,
    /// A JSON array of channels, in order; empty for the usual order.
    pub channels: String,
    pub mail: Option<String>,
    pub phone: Option<String>,
    pub deputy: Option<String>,
    /// The last day, 20200420.
    pub deputy_until: Option<i64>,
    pub updated_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
