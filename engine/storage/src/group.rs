//! The writer's transaction: loads what a group of commands concerns, and commits what came of them.
//!
//! On PostgreSQL groups of several nodes meet. They ask in one order, so that they wait for each other and never in a ring:
//! due deadlines, cases, requests, numbers, subjects, then the one write. Whoever takes numbers does so alone until the end.

use std::collections::BTreeMap;
use std::sync::Arc;

use machine::CaseId;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Order};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::batch::Batch;
use crate::cases::{StoredCase, select_cases, stored_case};
use crate::entities::{cases, subject};
use crate::error::{Result, StorageError};
use crate::keys::{Keys, SubjectKey};
use crate::numbers::{Given, NumberSequence};
use crate::seal::unseal_case;
use crate::statement::padded;
use crate::store::Store;
use crate::subjects::SubjectId;

/// A transaction of the writer. Dropped without a commit, it leaves nothing.
#[derive(Debug)]
pub struct Group {
    pub(crate) transaction: DatabaseTransaction,
    pub(crate) keys: Option<Arc<Keys>>,
    /// The keys of the people this group has met.
    pub(crate) subject_keys: BTreeMap<SubjectId, Arc<SubjectKey>>,
    /// Whether this group has its turn to take numbers.
    pub(crate) takes_numbers: bool,
    /// How far the sequences it has met have come.
    pub(crate) numbers: BTreeMap<NumberSequence, Given>,
    /// The people of the identity numbers it has met, by digest; none if there is nobody yet.
    pub(crate) people: BTreeMap<String, Option<SubjectId>>,
    /// The people it has made and not written yet.
    pub(crate) made: Vec<subject::Model>,
}

impl Store {
    /// Begins a group. On SQLite it is the only writer until it ends, and others wait.
    pub async fn begin(&self) -> Result<Group> {
        let transaction = self.group_transaction().await?;
        Ok(Group {
            transaction,
            keys: self.keys.clone(),
            subject_keys: BTreeMap::new(),
            takes_numbers: false,
            numbers: BTreeMap::new(),
            people: BTreeMap::new(),
            made: Vec::new(),
        })
    }
}

impl Group {
    /// Loads cases and, on PostgreSQL, holds their rows until the group ends. Those that are not there are left out. Sensitive
    /// values are open to read, unless their key was destroyed or the store has no keys. System only: no scope.
    pub async fn load(&mut self, cases: &[CaseId]) -> Result<BTreeMap<CaseId, StoredCase>> {
        let mut ids: Vec<_> = cases.iter().map(|case| case.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut loaded = BTreeMap::new();
        for chunk in padded(&ids, 1) {
            let select = select_cases()
                .and_where(Expr::col((cases::Entity, cases::Column::Id)).is_in(chunk.iter().copied()))
                .order_by((cases::Entity, cases::Column::Id), Order::Asc)
                .lock_with_tables(LockType::Update, [cases::Entity])
                .take();
            for row in self.transaction.query_all(&select).await? {
                let mut stored = stored_case(&row)?;
                self.open(&mut stored)?;
                loaded.insert(stored.case.id, stored);
            }
        }
        Ok(loaded)
    }

    /// Unseals a case and remembers the key for the write.
    fn open(&mut self, stored: &mut StoredCase) -> Result<()> {
        let Some(keys) = self.keys.clone() else { return Ok(()) };
        if !stored.is_sealed() {
            return Ok(());
        }
        if let Some(key) = stored.subject_key(&keys)? {
            unseal_case(&mut stored.case, &key)?;
            self.subject_keys.insert(key.subject(), Arc::new(key));
        }
        Ok(())
    }

    /// Writes the numbers taken and the people made.
    pub(crate) fn write_taken(&mut self, batch: &mut Batch) -> Result<()> {
        self.write_numbers(batch)?;
        self.write_people(batch)
    }

    fn has_taken(&self) -> bool {
        !self.made.is_empty() || self.has_moved_numbers()
    }

    /// Makes everything written in the group lasting. Only after this may anyone be answered.
    ///
    /// Fails with [`StorageError::Interrupted`] if it is not known whether it holds.
    pub async fn commit(mut self) -> Result<()> {
        if self.has_taken() {
            let mut batch = Batch::new(self.transaction.get_database_backend());
            self.write_taken(&mut batch)?;
            batch.write(&self.transaction).await?;
        }
        self.transaction.commit().await.map_err(StorageError::of_commit)
    }

    /// Leaves nothing of what was written in the group.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.transaction.rollback().await?)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::settings::{put_setting, setting};
    use crate::store::StoreSettings;

    /// Fills what is left of the disk, and more.
    const TOO_MUCH: &str = "INSERT INTO setting VALUES ('large', hex(zeroblob(1000000)))";

    /// SQLite ends the transaction itself when the disk is full. What it is told afterwards must not leave the connection inside
    /// another one, in which every later commit would be answered and never made.
    #[tokio::test]
    async fn what_is_committed_after_the_disk_was_full_is_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("full.db").display());
        let settings = StoreSettings { url, create: true };
        let store = Store::open(&settings).await.unwrap();
        store.writer.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
        let full = store.begin().await.unwrap();
        let told = full.transaction.execute_unprepared(TOO_MUCH).await.unwrap_err();
        assert!(StorageError::from(told).is_full());
        let _ = full.rollback().await;

        store.begin().await.unwrap().rollback().await.unwrap();
        let next = store.begin().await.unwrap();
        put_setting(&next.transaction, "key", "value").await.unwrap();
        next.commit().await.unwrap();
        let other = Store::open(&settings).await.unwrap();
        assert_eq!(setting(&other.reader, "key").await.unwrap().as_deref(), Some("value"));
    }
}
