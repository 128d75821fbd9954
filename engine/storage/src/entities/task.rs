//! A task, open or closed.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub process: String,
    pub state: String,
    pub role: String,
    pub office: String,
    /// Who claimed or answered it.
    pub assignee: Option<String>,
    /// The first instant too late; the largest number if none.
    pub due: i64,
    pub opened_at: i64,
    pub closed_at: Option<i64>,
    /// `open`, `claimed`, `answered` or `cancelled`.
    pub condition: String,
    /// About which item of its state.
    pub item: Option<i64>,
    /// `task`, or what it is beside the state's own: `copy`, `opinion` or `signature`.
    pub kind: String,
    /// Who asked for one beside the state's own.
    pub asked_by: Option<String>,
    /// What was said with it.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
