//! A deadline that runs or stands still, or a pending `after`.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Of the deadline; `state#position` of an `after`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// `deadline` or `after`.
    pub kind: String,
    pub generation: i64,
    pub due_before: i64,
    /// When something is to be done; nothing while it stands still.
    pub next_at: Option<i64>,
    /// Which rung that is.
    pub next_rung: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
