//! Which office lies within which, itself included, from when until when.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "office_closure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub descendant: String,
    /// Such as 20200420.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_day: i64,
    /// That day no longer.
    pub until_day: i64,
}

impl ActiveModelBehavior for ActiveModel {}
