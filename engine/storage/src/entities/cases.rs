//! A case as it stands.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub process: String,
    pub version: i64,
    pub office: String,
    /// `open` or `ended`.
    pub status: String,
    pub outcome: Option<String>,
    pub received_at: i64,
    pub started_at: i64,
    pub ended_at: Option<i64>,
    /// Of its last step.
    pub seq: i64,
    /// Of its last step.
    pub last_hash: String,
    /// When its last step was.
    pub last_at: i64,
    /// Whose key seals it.
    pub subject: Option<Uuid>,
    pub incident_at: Option<i64>,
    /// The active states, each between line breaks.
    pub states: String,
    /// The sealed case as JSON.
    pub body: String,
}

impl ActiveModelBehavior for ActiveModel {}
