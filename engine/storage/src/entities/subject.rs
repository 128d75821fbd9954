//! A person whose sensitive values are sealed under a key of his own.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed digest of the identity number.
    pub identity_hmac: Option<String>,
    /// Nothing once destroyed.
    pub wrapped_key: Option<String>,
    pub created_at: i64,
    pub destroyed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
