//! The texts of organisation, parameters, calendars and templates as loaded. The service keeps what they mean in memory and
//! loads it again when the revision has moved on.

use definition::moment::Moment;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entities::catalogue::{Column, Entity, Model};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::offices::{ClosureRow, OfficeRow, replace};
use crate::settings::{put_setting, setting};
use crate::statement::{BOUND_VALUES_MAX, IfPresent, insert};
use crate::store::Store;

/// The setting that counts the changes of the catalogue.
const REVISION_SETTING: &str = "catalogue.revision";

/// A text as loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueText {
    /// Its path in the workspace; names it.
    pub path: String,
    /// What it is: `organisation`, `parameters`, `calendar` or `obligation`.
    pub kind: String,
    /// The text.
    pub body: String,
    /// The digest of the text.
    pub hash: String,
    /// When it was loaded.
    pub loaded_at: Moment,
}

/// A change of the catalogue: all of it or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueChange {
    /// Texts added, or put in the place of those of the same path.
    pub texts: Vec<CatalogueText>,
    /// Paths of texts taken away.
    pub removed: Vec<String>,
    /// The offices and their ancestry, whole, if the organisation changed.
    pub organisation: Option<(Vec<OfficeRow>, Vec<ClosureRow>)>,
}

impl Store {
    /// Changes the catalogue; answers its new revision. System only: no scope.
    pub async fn put_catalogue(&self, change: CatalogueChange) -> Result<u64> {
        let transaction = self.administration().await?;
        let revision = revision(setting(&transaction, REVISION_SETTING).await?)? + 1;
        for removed in change.removed.chunks(BOUND_VALUES_MAX) {
            Entity::delete_many().filter(Column::Path.is_in(removed)).exec(&transaction).await?;
        }
        let texts: Vec<Model> = change.texts.into_iter().map(|text| text.row(revision)).collect();
        insert::<Entity>(&transaction, &texts, IfPresent::Update).await?;
        if let Some((offices, closure)) = change.organisation {
            replace(&transaction, offices, closure).await?;
        }
        put_setting(&transaction, REVISION_SETTING, &revision.to_string()).await?;
        transaction.commit().await.map_err(StorageError::of_commit)?;
        Ok(revision)
    }

    /// All texts in order of their paths, with the revision they belong to. System only: no scope.
    pub async fn catalogue(&self) -> Result<(u64, Vec<CatalogueText>)> {
        // One snapshot, so that texts and revision belong together.
        let snapshot = self.snapshot().await?;
        let revision = revision(setting(&snapshot, REVISION_SETTING).await?)?;
        let rows = Entity::find().order_by_asc(Column::Path).all(&snapshot).await?;
        snapshot.rollback().await?;
        Ok((revision, rows.into_iter().map(CatalogueText::from).collect()))
    }

    /// How often the catalogue was changed. System only: no scope.
    pub async fn catalogue_revision(&self) -> Result<u64> {
        revision(self.setting(REVISION_SETTING).await?)
    }
}

impl Group {
    /// How often the catalogue was changed, also by other nodes. System only: no scope.
    pub async fn catalogue_revision(&self) -> Result<u64> {
        revision(setting(&self.transaction, REVISION_SETTING).await?)
    }
}

fn revision(stored: Option<String>) -> Result<u64> {
    let Some(text) = stored else { return Ok(0) };
    text.parse().map_err(|error| StorageError::corrupt(format!("the setting {REVISION_SETTING}"), error))
}

impl CatalogueText {
    fn row(self, revision: u64) -> Model {
        Model {
            path: self.path,
            kind: self.kind,
            body: self.body,
            hash: self.hash,
            revision: crate::row::whole(revision),
            loaded_at: self.loaded_at.milliseconds(),
        }
    }
}

impl From<Model> for CatalogueText {
    fn from(row: Model) -> Self {
        Self {
            path: row.path,
            kind: row.kind,
            body: row.body,
            hash: row.hash,
            loaded_at: Moment::from_milliseconds(row.loaded_at),
        }
    }
}
