//! What an office has to do once.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "occurrence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub obligation: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub office: String,
    /// The key of its period.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    pub period_from: i64,
    /// The last day.
    pub period_to: i64,
    pub due: i64,
    pub target: i64,
    pub opens_at: i64,
    /// `open`, `met`, `missed` or `refused`.
    pub state: String,
    pub case_id: Option<Uuid>,
    /// What was started at the office above because it was missed.
    pub missed_case_id: Option<Uuid>,
    pub settled_at: Option<i64>,
    /// When it is looked at again; nothing once it is settled.
    pub next_at: Option<i64>,
    /// Why no case could be started.
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
