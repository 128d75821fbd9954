//! A site: the folder a county's Doudi lives in, with its database, its key and its lock.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use definition::bilingual::Bilingual;
use fs4::fs_std::FileExt;
use service::{Ids, Keys, Moment, Service, ServiceSettings, Store, StoreSettings};

use crate::failure::Failure;

/// The database of a site that names none.
const DATABASE_FILE: &str = "doudi.db";
/// The file whose lock says that a process owns the database.
const LOCK_FILE: &str = "doudi.lock";
/// The master key, unless it comes by the environment.
const KEY_FILE: &str = "master.key";
/// The environment variable that may hold the master key: 64 hexadecimal digits.
const KEY_VARIABLE: &str = "DOUDI_MASTER_KEY";

/// Where a site is.
#[derive(Args, Clone, Debug)]
pub struct SiteArguments {
    /// 数据目录：数据库、密钥、邮件都在其中 / Data folder: the database, the key, the mails
    #[arg(long, env = "DOUDI_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// 数据库地址，默认是数据目录里的 SQLite；也可 postgres://… / Database; SQLite in the data folder unless postgres://… is given
    #[arg(long, env = "DOUDI_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
}

/// An opened site. While it lives, no other process opens its SQLite file.
pub struct Site {
    /// Its folder.
    pub folder: PathBuf,
    /// Its service.
    pub service: Service,
    _lock: Option<File>,
}

/// How a site is opened.
pub struct Opening {
    /// Where virtual time begins, if the database is new and shall run on it.
    pub virtual_start: Option<Moment>,
    /// Identities of new cases.
    pub ids: Ids,
    /// Whether a database is made if there is none.
    pub create: bool,
}

impl Opening {
    /// A database that is there already.
    pub fn existing() -> Self {
        Self { virtual_start: None, ids: Ids::Random, create: false }
    }
}

impl SiteArguments {
    fn url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join(DATABASE_FILE).display()))
    }

    fn is_shared(&self) -> bool {
        self.database.as_ref().is_some_and(|url| url.starts_with("postgres"))
    }

    /// Whether there is a database already.
    pub fn is_new(&self) -> bool {
        self.database.is_none() && !self.data.join(DATABASE_FILE).exists()
    }

    /// Opens the site; takes its lock.
    pub async fn open(&self, opening: Opening) -> anyhow::Result<Site> {
        if opening.create {
            make_private_folder(&self.data)?;
        }
        let lock = if self.is_shared() { None } else { Some(lock(&self.data)?) };
        let settings = StoreSettings { url: self.url(), create: opening.create };
        let store = Store::open(&settings).await.context("database")?;
        let store = store.with_keys(keys(&self.data, opening.create)?).await?;
        let shared = self.is_shared();
        let settings = ServiceSettings { store, virtual_start: opening.virtual_start, ids: opening.ids, shared };
        let service = Service::open(settings).await?;
        Ok(Site { folder: self.data.clone(), service, _lock: lock })
    }
}

fn make_private_folder(folder: &Path) -> anyhow::Result<()> {
    let failure = |error| {
        Failure::because(
            Bilingual::new(
                format!("建不了数据目录 {}", folder.display()),
                format!("the data folder {} cannot be made", folder.display()),
            ),
            error,
        )
    };
    make_lasting_folder(folder).map_err(failure)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failure)?;
    }
    Ok(())
}

/// Makes a folder and those above it, each synced in the one above, so that a loss of power does not take it with all that is
/// in it.
fn make_lasting_folder(folder: &Path) -> std::io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or(Path::new(""));
    make_lasting_folder(above)?;
    fs::create_dir(folder)?;
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    File::open(above)?.sync_all()
}

/// Takes the lock of a folder; whoever has it owns the database.
fn lock(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join(LOCK_FILE);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|error| {
        Failure::because(
            Bilingual::new(
                format!("打不开数据目录 {}", folder.display()),
                format!("the data folder {} cannot be opened", folder.display()),
            ),
            error,
        )
    })?;
    if FileExt::try_lock_exclusive(&file).unwrap_or(false) {
        return Ok(file);
    }
    Err(Failure::new(Bilingual::new(
        format!("数据目录 {} 正被另一个 doudi 使用", folder.display()),
        format!("the data folder {} is in use by another doudi", folder.display()),
    ))
    .into())
}

fn keys(folder: &Path, create: bool) -> anyhow::Result<Keys> {
    if let Some(keys) = Keys::from_environment(KEY_VARIABLE)? {
        return Ok(keys);
    }
    let path = folder.join(KEY_FILE);
    if !path.exists() && create {
        return Ok(Keys::create_file(&path)?);
    }
    Ok(Keys::from_file(&path)?)
}
