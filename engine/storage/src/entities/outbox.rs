//! A notification on its way.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// `person:NAME` or `applicant`.
    pub recipient: String,
    pub template: String,
    /// What the words may use, as JSON.
    pub data: String,
    /// `queued`, `leased`, `sent`, `failed`, `dead`, `merged` or `dropped`.
    pub status: String,
    pub attempts: i64,
    /// When it is looked at again; the largest number if given up, nothing once sent.
    pub next_at: Option<i64>,
    pub lease_until: Option<i64>,
    /// Grows with every lease; a mark with an old one is refused.
    pub fence: i64,
    pub created_at: i64,
    pub sent_at: Option<i64>,
    pub last_error: Option<String>,
    /// The queue it stands in: nothing until it is looked at, then a channel's, or the digest's.
    pub lane: String,
    /// The channel it left by.
    pub channel: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
