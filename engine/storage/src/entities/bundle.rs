//! A published process: one immutable row a version.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle")]
pub struct Model {
    /// Of the canonical text; names the bundle.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub process: String,
    pub version: i64,
    pub title: String,
    pub body: String,
    pub published_at: i64,
    pub published_by: String,
}

impl ActiveModelBehavior for ActiveModel {}
