//! A text of organisation, parameters, calendars or templates, as loaded.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalogue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    pub kind: String,
    pub body: String,
    pub hash: String,
    /// Of the catalogue when it was loaded.
    pub revision: i64,
    pub loaded_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
