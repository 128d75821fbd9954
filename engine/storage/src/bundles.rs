//! Published processes. Immutable: a bundle is added, never changed.

use definition::moment::Moment;
use definition::name::ProcessName;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult};

use crate::entities::bundle::{Column, Entity, Model};
use crate::error::{Result, StorageError};
use crate::statement::{IfPresent, insert};
use crate::store::Store;

/// A published version of a process, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleHead {
    /// The digest of its text; names it.
    pub hash: String,
    /// The process.
    pub process: ProcessName,
    /// Its number, from 1.
    pub version: u32,
    /// Its name for people.
    pub title: String,
    /// When.
    pub published_at: Moment,
    /// By whom.
    pub published_by: String,
}

/// A published version of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// What it is.
    pub head: BundleHead,
    /// Its canonical text.
    pub body: String,
}

/// A process to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBundle {
    /// The digest of its text.
    pub hash: String,
    /// The process.
    pub process: ProcessName,
    /// The number it carries.
    pub version: u32,
    /// Its name for people.
    pub title: String,
    /// Its canonical text.
    pub body: String,
    /// When.
    pub published_at: Moment,
    /// By whom.
    pub published_by: String,
}

impl Store {
    /// Publishes a process under the number it carries. The same text again is the version it already has. System only: no
    /// scope.
    ///
    /// Fails with [`StorageError::Refused`] if the number is not above every one published: somebody else was faster.
    pub async fn put_bundle(&self, new: NewBundle) -> Result<BundleHead> {
        let transaction = self.administration().await?;
        if let Some(known) = Entity::find_by_id(new.hash.clone()).one(&transaction).await? {
            return Ok(bundle(known)?.head);
        }
        let last = Query::select()
            .expr(Func::max(Expr::col(Column::Version)))
            .from(Entity)
            .and_where(Expr::col(Column::Process).eq(new.process.as_str()))
            .take();
        let last: Option<i64> =
            transaction.query_one(&last).await?.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
        if i64::from(new.version) <= last.unwrap_or(0) {
            return Err(StorageError::Refused(
                "a version of this number, or a later one, has been published meanwhile",
            ));
        }
        let row = row(new);
        insert::<Entity>(&transaction, std::slice::from_ref(&row), IfPresent::Fail).await?;
        transaction.commit().await.map_err(StorageError::of_commit)?;
        Ok(bundle(row)?.head)
    }

    /// All published versions, by process and number. System only: no scope.
    pub async fn bundles(&self) -> Result<Vec<BundleHead>> {
        let select = Query::select()
            .columns([
                Column::Hash,
                Column::Process,
                Column::Version,
                Column::Title,
                Column::PublishedAt,
                Column::PublishedBy,
            ])
            .from(Entity)
            .order_by(Column::Process, Order::Asc)
            .order_by(Column::Version, Order::Asc)
            .take();
        self.reader.query_all(&select).await?.iter().map(head).collect()
    }

    /// A published version. System only: no scope.
    pub async fn bundle(&self, process: &ProcessName, version: u32) -> Result<Option<Bundle>> {
        let found = Entity::find()
            .filter(Column::Process.eq(process.as_str()))
            .filter(Column::Version.eq(i64::from(version)))
            .one(&self.reader)
            .await?;
        found.map(bundle).transpose()
    }

    /// The version of a text, by its digest. System only: no scope.
    pub async fn bundle_by_hash(&self, hash: &str) -> Result<Option<Bundle>> {
        Entity::find_by_id(hash).one(&self.reader).await?.map(bundle).transpose()
    }
}

fn row(new: NewBundle) -> Model {
    Model {
        hash: new.hash,
        process: new.process.to_string(),
        version: i64::from(new.version),
        title: new.title,
        body: new.body,
        published_at: new.published_at.milliseconds(),
        published_by: new.published_by,
    }
}

fn head(row: &QueryResult) -> Result<BundleHead> {
    let process: String = row.try_get("", "process")?;
    Ok(BundleHead {
        hash: row.try_get("", "hash")?,
        version: version(row.try_get("", "version")?, &process)?,
        process: ProcessName::new(process),
        title: row.try_get("", "title")?,
        published_at: Moment::from_milliseconds(row.try_get("", "published_at")?),
        published_by: row.try_get("", "published_by")?,
    })
}

fn bundle(row: Model) -> Result<Bundle> {
    let head = BundleHead {
        hash: row.hash,
        version: version(row.version, &row.process)?,
        process: ProcessName::new(row.process),
        title: row.title,
        published_at: Moment::from_milliseconds(row.published_at),
        published_by: row.published_by,
    };
    Ok(Bundle { head, body: row.body })
}

fn version(stored: i64, process: &str) -> Result<u32> {
    u32::try_from(stored).map_err(|error| StorageError::corrupt(format!("version {stored} of {process}"), error))
}
