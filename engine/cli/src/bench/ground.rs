//! What is measured on: databases of its own, gone afterwards, and the rulebook published in them.

use std::fs;
use std::path::{Path, PathBuf};

use definition::bilingual::Bilingual;
use service::{Ids, Keys, Moment, Scratch, Service, ServiceSettings, Store, StoreSettings, Unpublished};

use super::rulebook;
use super::usage::Counted;
use crate::failure::Failure;

/// The master key of a database that is thrown away.
const KEY: [u8; 32] = [7; 32];

/// Where databases of a measurement are made.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The folder SQLite files are made in.
    pub folder: PathBuf,
    /// A PostgreSQL address beside whose database others are made; SQLite if none.
    pub server: Option<String>,
}

/// An empty database; taken away by [`Site::remove`], and a file also when dropped.
#[derive(Debug)]
pub struct Site {
    url: String,
    scratch: Option<Scratch>,
    _folder: Option<Folder>,
}

/// A folder that goes with its owner.
#[derive(Debug)]
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in a temporary folder, where the system cleans.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Ground {
    /// Makes an empty database. Names are unique within the process.
    pub async fn site(&self, name: &str) -> anyhow::Result<Site> {
        let name = format!("doudi_bench_{}_{name}", std::process::id());
        if let Some(server) = &self.server {
            let scratch = Scratch::create(server, &name).await?;
            return Ok(Site { url: scratch.url().to_owned(), scratch: Some(scratch), _folder: None });
        }
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).map_err(|error| unmade(&folder, error))?;
        let url = format!("sqlite:{}", folder.join("bench.db").display());
        Ok(Site { url, scratch: None, _folder: Some(Folder(folder)) })
    }

    /// What the store is called.
    pub fn store(&self) -> &'static str {
        if self.server.is_some() { "postgres" } else { "sqlite" }
    }
}

fn unmade(folder: &Path, error: std::io::Error) -> Failure {
    Failure::because(
        Bilingual::new(
            format!("建不了临时目录 {}", folder.display()),
            format!("the temporary folder {} cannot be made", folder.display()),
        ),
        error,
    )
}

impl Site {
    /// How it is opened.
    pub fn settings(&self) -> StoreSettings {
        StoreSettings { url: self.url.clone(), create: true }
    }

    /// Opens the service on it.
    pub async fn open(&self, virtual_start: Option<Moment>) -> anyhow::Result<Service> {
        let store = Store::open(&self.settings()).await?.with_keys(Keys::from_bytes(KEY)).await?;
        let shared = self.scratch.is_some();
        Ok(Service::open(ServiceSettings { store, virtual_start, ids: Ids::Random, shared }).await?)
    }

    /// Opens the service on it and publishes the rulebook.
    pub async fn furnish(&self, virtual_start: Option<Moment>) -> anyhow::Result<Service> {
        let service = self.open(virtual_start).await?;
        match service.publish(&rulebook::texts(), "bench").await {
            Ok(_) => Ok(service),
            Err(Unpublished::Failed(error)) => Err(error.into()),
            Err(Unpublished::Unsound(_) | Unpublished::Changed(_)) => Err(Failure::new(Bilingual::new(
                "自带的基准流程有错，请报告此问题",
                "the rulebook that measurements bring along is not sound; please report this",
            ))
            .into()),
        }
    }

    /// Whose work is counted.
    pub async fn counted(&self) -> anyhow::Result<Counted> {
        let process = match &self.scratch {
            Some(scratch) => Some(scratch.process().await?),
            None => None,
        };
        Ok(Counted::with_server(process))
    }

    /// Takes it away. Whatever was opened on it must be closed.
    pub async fn remove(self) -> anyhow::Result<()> {
        if let Some(scratch) = self.scratch {
            scratch.remove().await?;
        }
        Ok(())
    }
}
