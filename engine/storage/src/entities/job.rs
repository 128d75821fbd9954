//! Long work in small pieces.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// `reproject`.
    pub kind: String,
    /// What brought it about, for people.
    pub reason: String,
    /// `running`, `done` or `cancelled`.
    pub state: String,
    /// The last case looked at.
    pub cursor: Option<Uuid>,
    pub examined: i64,
    pub changed: i64,
    pub created_at: i64,
    pub ended_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
