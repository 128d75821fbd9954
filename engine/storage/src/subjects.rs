//! People whose sensitive values are sealed, each under a key of his own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use definition::moment::Moment;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement};
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::batch::Batch;
use crate::entities::subject::{Column, Entity, Model};
use crate::entities::{cases, search_value};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::keys::{Keys, SubjectKey, random};
use crate::statement::{IfPresent, padded};
use crate::store::Store;

/// A person whose values are sealed; says nothing about who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubjectId(pub Uuid);

impl SubjectId {
    /// From 16 bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Group {
    /// Looks up the people of identity numbers, all at once, for the cases that will be started. System only: no scope.
    pub async fn expect_people(&mut self, identities: impl IntoIterator<Item = &str>) -> Result<()> {
        let keys = self.keys.clone().ok_or_else(no_keys)?;
        let digests = identities.into_iter().map(|identity| keys.digest(identity));
        let unknown: BTreeSet<String> = digests.filter(|digest| !self.people.contains_key(digest)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        // Under the turn nobody else makes the same person meanwhile.
        self.take_turn().await?;
        let digests: Vec<&String> = unknown.iter().collect();
        let mut found = BTreeMap::new();
        for chunk in padded(&digests, 1) {
            // Shared, so that a key is not destroyed under a group that seals with it.
            let select = Entity::find()
                .filter(Column::IdentityHmac.is_in(chunk.iter().map(|digest| digest.as_str())))
                .order_by_asc(Column::Id)
                .lock(LockType::Share);
            for row in select.all(&self.transaction).await? {
                self.remember(&keys, &row)?;
                found.extend(row.identity_hmac.map(|digest| (digest, SubjectId(row.id))));
            }
        }
        self.people.extend(unknown.into_iter().map(|digest| {
            let person = found.remove(&digest);
            (digest, person)
        }));
        Ok(())
    }

    /// The person of an identity number; one not known yet gets a key, and a case without a number a person of its own. He is
    /// written with the group. System only: no scope.
    pub async fn person(&mut self, identity: Option<&str>, at: Moment) -> Result<SubjectId> {
        let keys = self.keys.clone().ok_or_else(no_keys)?;
        let Some(identity) = identity else { return self.make(&keys, None, at) };
        self.expect_people([identity]).await?;
        let digest = keys.digest(identity);
        if let Some(Some(known)) = self.people.get(&digest) {
            return Ok(*known);
        }
        let made = self.make(&keys, Some(digest.clone()), at)?;
        self.people.insert(digest, Some(made));
        Ok(made)
    }

    fn make(&mut self, keys: &Keys, identity_hmac: Option<String>, at: Moment) -> Result<SubjectId> {
        let subject = SubjectId::from_bytes(random()?);
        let (key, wrapped) = keys.new_subject_key(subject)?;
        self.subject_keys.insert(subject, Arc::new(key));
        self.made.push(Model {
            id: subject.0,
            identity_hmac,
            wrapped_key: Some(wrapped),
            created_at: at.milliseconds(),
            destroyed_at: None,
        });
        Ok(subject)
    }

    /// Writes the people made.
    pub(crate) fn write_people(&mut self, batch: &mut Batch) -> Result<()> {
        batch.insert::<Entity>(&std::mem::take(&mut self.made), IfPresent::Fail)
    }

    /// Loads the keys of people this group has not met yet.
    pub(crate) async fn meet(&mut self, subjects: impl Iterator<Item = SubjectId>) -> Result<()> {
        let Some(keys) = self.keys.clone() else { return Ok(()) };
        let unmet: BTreeSet<Uuid> =
            subjects.filter(|subject| !self.subject_keys.contains_key(subject)).map(|subject| subject.0).collect();
        let unmet: Vec<Uuid> = unmet.into_iter().collect();
        for chunk in padded(&unmet, 1) {
            for row in Entity::find().filter(Column::Id.is_in(chunk)).all(&self.transaction).await? {
                self.remember(&keys, &row)?;
            }
        }
        Ok(())
    }

    fn remember(&mut self, keys: &Keys, row: &Model) -> Result<()> {
        let subject = SubjectId(row.id);
        if let Some(wrapped) = &row.wrapped_key {
            self.subject_keys.insert(subject, Arc::new(keys.subject_key(subject, wrapped)?));
        }
        Ok(())
    }
}

impl Store {
    /// The person of an identity number, if known. System only: no scope.
    pub async fn subject_of(&self, identity: &str) -> Result<Option<SubjectId>> {
        let digest = self.keys().ok_or_else(no_keys)?.digest(identity);
        let row = Entity::find().filter(Column::IdentityHmac.eq(digest)).one(&self.reader).await?;
        Ok(row.map(|row| SubjectId(row.id)))
    }

    /// A person's key; none if there is no such person or his key was destroyed. System only: no scope.
    pub async fn subject_key(&self, subject: SubjectId) -> Result<Option<SubjectKey>> {
        let keys = self.keys().ok_or_else(no_keys)?;
        let row = Entity::find_by_id(subject.0).one(&self.reader).await?;
        row.and_then(|row| row.wrapped_key).map(|wrapped| keys.subject_key(subject, &wrapped)).transpose()
    }

    /// Destroys a person's key for ever: his sensitive values cannot be read again in any case or history, and he is found by
    /// none of them. The chain of hashes holds. Answers whether there was a key. System only: no scope.
    ///
    /// Copies outlive this: backups, and on PostgreSQL dead rows until the next VACUUM.
    pub async fn destroy(&self, subject: SubjectId, at: Moment) -> Result<bool> {
        let transaction = self.transaction().await?;
        let cases = Query::select()
            .column(cases::Column::Id)
            .from(cases::Entity)
            .and_where(Expr::col(cases::Column::Subject).eq(subject.0))
            .take();
        // Cases before the subject, as every group asks.
        let held = cases.clone().order_by(cases::Column::Id, sea_orm::Order::Asc).lock_exclusive().take();
        transaction.query_all(&held).await?;
        let forget = Query::update()
            .table(Entity)
            .values([
                (Column::WrappedKey, Expr::val(None::<String>)),
                (Column::IdentityHmac, Expr::val(None::<String>)),
                (Column::DestroyedAt, Expr::val(at.milliseconds())),
            ])
            .and_where(Expr::col(Column::Id).eq(subject.0))
            .and_where(Expr::col(Column::DestroyedAt).is_null())
            .take();
        let forgotten = transaction.execute(&forget).await?.rows_affected() > 0;
        let unfind = Query::delete()
            .from_table(search_value::Entity)
            .and_where(Expr::col(search_value::Column::Digest).is_not_null())
            .and_where(Expr::col(search_value::Column::CaseId).in_subquery(cases))
            .take();
        transaction.execute(&unfind).await?;
        transaction.commit().await.map_err(StorageError::of_commit)?;
        self.empty_log().await?;
        Ok(forgotten)
    }

    /// Empties SQLite's log, in which a copy of the destroyed key stands.
    async fn empty_log(&self) -> Result<()> {
        if self.writer.get_database_backend() == DbBackend::Sqlite {
            let checkpoint = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
            self.writer.query_one_raw(checkpoint).await?;
        }
        Ok(())
    }
}

fn no_keys() -> StorageError {
    StorageError::Key("the store was opened without its master key".to_owned())
}
