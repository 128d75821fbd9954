//! Settings of the database, such as its clock.

use sea_orm::{ConnectionTrait, EntityTrait};

use crate::entities::setting::{Entity, Model};
use crate::error::Result;
use crate::statement::{IfPresent, insert};
use crate::store::Store;

impl Store {
    /// A setting. System only: no scope.
    pub async fn setting(&self, key: &str) -> Result<Option<String>> {
        setting(&self.reader, key).await
    }

    /// Sets a setting. System only: no scope.
    pub async fn put_setting(&self, key: &str, value: &str) -> Result<()> {
        put_setting(&self.writer, key, value).await
    }
}

pub(crate) async fn setting(db: &impl ConnectionTrait, key: &str) -> Result<Option<String>> {
    Ok(Entity::find_by_id(key).one(db).await?.map(|row| row.value))
}

pub(crate) async fn put_setting(db: &impl ConnectionTrait, key: &str, value: &str) -> Result<()> {
    let row = Model { key: key.to_owned(), value: value.to_owned() };
    insert::<Entity>(db, &[row], IfPresent::Update).await
}
