//! What a loss of power leaves of a folder: each file as of its last sync, each name as of the last sync of its folder.
//!
//! A file is known by its inode and the moment it was made, not by its name, so that a rename that was not synced leaves the old
//! name with the synced content. Kept as: `files/KEY`, the content; `names/FOLDER`, a line for each name in it. A sync that is
//! interrupted leaves some blocks new and some old, as it does on a disk.
//!
//! Uses only the standard library, so that the tests can include this file.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{Error, Result, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// So many bytes are copied at a time.
const CHUNK_BYTES: usize = 1 << 18;
/// Stands for `/` in the name of a folder's list.
const BETWEEN_FOLDERS: char = '%';

/// When the name of a new file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// When its folder is synced: all that POSIX promises.
    Strict,
    /// Also when the file itself is synced for the first time, with the folders above it: what ext4, xfs and btrfs do, and
    /// what PostgreSQL relies on for the files of its tables.
    FirstSync,
}

/// A mirror of a folder.
#[derive(Clone, Debug)]
pub struct Mirror {
    root: PathBuf,
    folder: PathBuf,
    names: Names,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A folder.
    Folder,
    /// A file, by its key.
    File(String),
}

impl Mirror {
    /// The mirror of `root`, kept in `folder`.
    pub fn new(root: PathBuf, folder: PathBuf, names: Names) -> Self {
        Self { root, folder, names }
    }

    /// Keeps the content of a file.
    ///
    /// # Errors
    /// Of the file or the mirror.
    pub fn keep_file(&self, file: &File, path: &Path) -> Result<()> {
        let key = key(&file.metadata()?)?;
        let kept = self.content(&key);
        let is_new = !kept.exists();
        let into = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&kept)?;
        // Held until the copy is whole: an earlier copy must not be finished over a later one.
        into.lock()?;
        copy(file, path, &into)?;
        drop(into);
        if is_new && self.names == Names::FirstSync { self.keep_name(path, Entry::File(key)) } else { Ok(()) }
    }

    /// Keeps the names in a folder.
    ///
    /// # Errors
    /// Of the folder or the mirror.
    pub fn keep_names(&self, folder: &Path) -> Result<()> {
        let _turn = self.turn()?;
        let mut names = BTreeMap::new();
        for found in fs::read_dir(folder)? {
            let found = found?;
            // What is gone by now was not there.
            let Ok(metadata) = found.metadata() else { continue };
            let entry = if metadata.is_dir() { Entry::Folder } else { Entry::File(key(&metadata)?) };
            names.insert(found.file_name().to_string_lossy().into_owned(), entry);
        }
        self.write_names(folder, &names)
    }

    /// The names kept of a folder; none if it was never synced.
    ///
    /// # Errors
    /// Of the mirror.
    pub fn kept_names(&self, folder: &Path) -> Result<BTreeMap<String, Entry>> {
        let list = self.list(folder)?;
        if !list.exists() {
            return Ok(BTreeMap::new());
        }
        let lines = fs::read_to_string(list)?;
        let entries = lines.lines().filter_map(|line| line.split_once('\t')).map(|(key, name)| {
            let entry = if key.is_empty() { Entry::Folder } else { Entry::File(key.to_owned()) };
            (name.to_owned(), entry)
        });
        Ok(entries.collect())
    }

    /// Where the content of a file is kept; nothing is there if it was never synced.
    pub fn content(&self, key: &str) -> PathBuf {
        self.folder.join("files").join(key)
    }

    /// Keeps one name, and those of the folders above it.
    fn keep_name(&self, path: &Path, entry: Entry) -> Result<()> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(()) };
        let turn = self.turn()?;
        let mut names = self.kept_names(folder)?;
        let before = names.insert(name.to_string_lossy().into_owned(), entry.clone());
        if before.as_ref() != Some(&entry) {
            self.write_names(folder, &names)?;
        }
        drop(turn);
        if before.is_none() && folder != self.root { self.keep_name(folder, Entry::Folder) } else { Ok(()) }
    }

    fn write_names(&self, folder: &Path, names: &BTreeMap<String, Entry>) -> Result<()> {
        let lines = names.iter().map(|(name, entry)| match entry {
            Entry::Folder => format!("\t{name}\n"),
            Entry::File(key) => format!("{key}\t{name}\n"),
        });
        let list = self.list(folder)?;
        let new = list.with_extension("new");
        File::create(&new)?.write_all(lines.collect::<String>().as_bytes())?;
        fs::rename(new, list)
    }

    /// Whoever changes lists of names does so alone.
    fn turn(&self) -> Result<File> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(self.folder.join("turn"))?;
        file.lock()?;
        Ok(file)
    }

    fn list(&self, folder: &Path) -> Result<PathBuf> {
        let below = folder.strip_prefix(&self.root).map_err(Error::other)?;
        let name = below.to_string_lossy().replace('/', &BETWEEN_FOLDERS.to_string());
        Ok(self.folder.join("names").join(format!("{BETWEEN_FOLDERS}{name}")))
    }
}

/// What a file is known by: its inode, and when it was made, since the number of an inode is used again.
///
/// # Errors
/// The file system does not say when a file was made.
pub fn key(metadata: &Metadata) -> Result<String> {
    let made = metadata.created()?.duration_since(UNIX_EPOCH).map_err(Error::other)?;
    Ok(format!("{}-{}", metadata.ino(), made.as_nanos()))
}

fn copy(from: &File, path: &Path, into: &File) -> Result<()> {
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut at: u64 = 0;
    loop {
        let count = match from.read_at(&mut chunk, at) {
            // Opened for writing only.
            Err(error) if error.raw_os_error() == Some(9) => return copy(&File::open(path)?, path, into),
            count => count?,
        };
        if count == 0 {
            return into.set_len(at);
        }
        into.write_all_at(&chunk[..count], at)?;
        at += count as u64;
    }
}
