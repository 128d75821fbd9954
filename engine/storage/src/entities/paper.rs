//! A notice on paper and the proof of its delivery.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub case_id: Option<Uuid>,
    pub office: String,
    pub subject: String,
    /// HTML.
    pub page: String,
    pub at: i64,
    /// The day, 20200420; 0 until it is handed over.
    pub delivered_on: i64,
    pub proof: Option<String>,
    pub receiver: Option<String>,
    pub note: Option<String>,
    pub recorded_by: Option<String>,
    pub recorded_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
