//! Publishing: texts become immutable, numbered versions and effective-dated data. All of it, or nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use definition::bilingual::Bilingual;
use definition::diagnostic::Diagnostic;
use definition::moment::Date;
use definition::name::ProcessName;
use definition::text::SourceText;
use definition::workspace::{Checked, Workspace};
use sm3::{Digest, Sm3};
use storage::{BundleHead, CatalogueChange, CatalogueText, ClosureRow, NewBundle, OfficeRow};

use crate::bundle::BundleBody;
use crate::catalogue::catalogue_kind;
use crate::error::ServiceError;
use crate::service::Service;

/// What publishing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Processes that have a new version now.
    pub published: Vec<(ProcessName, u32)>,
    /// Processes whose newest version is what the text says.
    pub unchanged: Vec<(ProcessName, u32)>,
    /// Whether offices, parameters or calendars changed.
    pub catalogue_changed: bool,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Unpublished {
    /// The texts have errors.
    Unsound(Vec<Diagnostic>),
    /// A text differs from what was published under its version.
    Changed(Vec<Bilingual>),
    /// The store failed.
    Failed(ServiceError),
}

impl<E: Into<ServiceError>> From<E> for Unpublished {
    fn from(error: E) -> Self {
        Unpublished::Failed(error.into())
    }
}

impl Service {
    /// Publishes the texts of a rulebook. A process whose text has changed must carry a higher version number.
    pub async fn publish(&self, texts: &[Arc<SourceText>], by: &str) -> Result<Published, Unpublished> {
        let workspace = definition::check(texts, self.now().date());
        if workspace.has_errors() {
            return Err(Unpublished::Unsound(workspace.diagnostics));
        }
        let heads = self.newest_heads().await?;
        let plans: Vec<Plan<'_>> =
            workspace.processes.values().map(|checked| plan(&workspace, checked, &heads)).collect();
        let conflicts: Vec<Bilingual> = plans.iter().filter_map(Plan::conflict).collect();
        if !conflicts.is_empty() {
            return Err(Unpublished::Changed(conflicts));
        }
        let calendars_changed = self.catalogue().calendars != workspace.calendars;
        let catalogue_changed = self.put_catalogue(texts, &workspace).await?;
        let mut published = Published { catalogue_changed, ..Published::default() };
        for plan in plans {
            let name = (plan.checked.definition.process.clone(), plan.checked.definition.version);
            if plan.is_published() {
                published.unchanged.push(name);
            } else {
                self.put(plan, by).await?;
                published.published.push(name);
            }
        }
        if !published.published.is_empty() && !catalogue_changed {
            // Other nodes learn of new versions by the catalogue's revision.
            self.shared.store.put_catalogue(CatalogueChange::default()).await?;
        }
        self.shared.definitions.refresh(&self.shared.store).await?;
        self.shared.refresh().await?;
        if calendars_changed {
            self.begin_reprojection("工作日历变更").await?;
        }
        Ok(published)
    }

    async fn newest_heads(&self) -> Result<BTreeMap<ProcessName, BundleHead>, ServiceError> {
        // Ordered by number, so that the newest is the one that stays.
        Ok(self.shared.store.bundles().await?.into_iter().map(|head| (head.process.clone(), head)).collect())
    }

    async fn put(&self, plan: Plan<'_>, by: &str) -> Result<(), ServiceError> {
        let definition = &plan.checked.definition;
        let new = NewBundle {
            hash: plan.body.hash(),
            process: definition.process.clone(),
            version: definition.version,
            title: definition.title.zh.clone(),
            body: plan.body.written(),
            published_at: self.now(),
            published_by: by.to_owned(),
        };
        self.shared.store.put_bundle(new).await?;
        Ok(())
    }

    /// Stores the texts of offices, parameters and calendars as they are now; answers whether anything changed.
    async fn put_catalogue(&self, texts: &[Arc<SourceText>], workspace: &Workspace) -> Result<bool, ServiceError> {
        let (_, stored) = self.shared.store.catalogue().await?;
        let stored: BTreeMap<&str, &str> = stored.iter().map(|text| (text.path.as_str(), text.hash.as_str())).collect();
        let wanted = texts.iter().filter_map(|source| {
            let kind = catalogue_kind(source)?;
            let hash = hex::encode(Sm3::digest(&source.text));
            Some(CatalogueText {
                path: source.path.clone(),
                kind: kind.to_owned(),
                body: source.text.clone(),
                hash,
                loaded_at: self.now(),
            })
        });
        let wanted: Vec<CatalogueText> = wanted.collect();
        let removed = stored.keys().filter(|path| !wanted.iter().any(|text| text.path == **path));
        let removed: Vec<String> = removed.map(|path| (*path).to_owned()).collect();
        let changed: Vec<CatalogueText> =
            wanted.into_iter().filter(|text| stored.get(text.path.as_str()) != Some(&text.hash.as_str())).collect();
        if changed.is_empty() && removed.is_empty() {
            return Ok(false);
        }
        let of_offices = |kind: &str| kind == "organisation";
        let organisation =
            (changed.iter().any(|text| of_offices(&text.kind)) || !removed.is_empty()).then(|| offices(workspace));
        self.shared.store.put_catalogue(CatalogueChange { texts: changed, removed, organisation }).await?;
        Ok(true)
    }
}

struct Plan<'w> {
    checked: &'w Checked,
    body: BundleBody,
    newest: Option<BundleHead>,
}

fn plan<'w>(workspace: &Workspace, checked: &'w Checked, heads: &BTreeMap<ProcessName, BundleHead>) -> Plan<'w> {
    let body = BundleBody::of(workspace, checked);
    Plan { checked, body, newest: heads.get(&checked.definition.process).cloned() }
}

impl Plan<'_> {
    fn is_published(&self) -> bool {
        self.newest.as_ref().is_some_and(|head| head.hash == self.body.hash())
    }

    /// What keeps this process from being published, if anything does.
    fn conflict(&self) -> Option<Bilingual> {
        let definition = &self.checked.definition;
        let (process, version, path) = (&definition.process, definition.version, &self.checked.source.path);
        let newest = self.newest.as_ref().map_or(0, |head| head.version);
        // Numbers may be passed over: who did not publish every version there was takes the newest as it is.
        if self.is_published() || version > newest {
            return None;
        }
        Some(if version == newest {
            Bilingual::new(
                format!(
                    "{path}：流程“{process}”的第 {version} 版已发布，现在的内容（含所用模板）与之不同；已发布的版本不能改动，请写 版本（version）: {} 再发布",
                    newest + 1
                ),
                format!(
                    "{path}: version {version} of {process} is published and its text (or a template it uses) differs now; a published version cannot change, write `version: {}`",
                    newest + 1
                ),
            )
        } else {
            Bilingual::new(
                format!(
                    "{path}：流程“{process}”最新为第 {newest} 版，新版的版本号（version）不能小于 {}，写的是 {version}",
                    newest + 1
                ),
                format!(
                    "{path}: the newest version of {process} is {newest}; a new one is `version: {}` or higher, found {version}",
                    newest + 1
                ),
            )
        })
    }
}

fn offices(workspace: &Workspace) -> (Vec<OfficeRow>, Vec<ClosureRow>) {
    let offices = workspace.organisation.offices().values().map(|office| OfficeRow {
        id: office.name.clone(),
        title: office.title.zh.clone(),
        level: office.level.clone(),
    });
    let closure = workspace.organisation.closure().into_iter().map(|ancestry| ClosureRow {
        ancestor: ancestry.ancestor,
        descendant: ancestry.descendant,
        from: ancestry.from.unwrap_or(Date::MIN),
        until: ancestry.until,
    });
    (offices.collect(), closure.collect())
}
