//! The disk under the servers: a folder that, with the shim in between, keeps only what was synced.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rand::Rng;
use rand::rngs::StdRng;

use crate::mirror::{self, Entry, Mirror, Names};
use crate::owner::Owner;

/// A disk writes so many bytes at once or not at all.
const BLOCK_BYTES: usize = 4_096;
/// One loss of power in so many leaves some of what was not synced, block by block at random; the others leave none of it.
const SOME_SURVIVES: u32 = 2;

/// A disk.
#[derive(Debug)]
pub struct Disk {
    /// Everything on it.
    pub root: PathBuf,
    mirror_folder: PathBuf,
    mirror: Mirror,
    names: Names,
    owner: Option<Owner>,
    shim: PathBuf,
    flag_full: PathBuf,
    clock: PathBuf,
    is_mirrored: bool,
}

impl Disk {
    /// An empty one in a folder. What is on it belongs to `owner`, if there is one.
    pub fn make(folder: &Path, shim: &Path, is_mirrored: bool, names: Names, owner: Option<Owner>) -> Self {
        let (root, mirror_folder) = (folder.join("disk"), folder.join("mirror"));
        fs::create_dir(&root).unwrap();
        // Beside the rest, where also the owner can read it.
        let copied = folder.join("libshim.so");
        fs::copy(shim, &copied).unwrap();
        let clock = folder.join("clock");
        fs::write(&clock, [0; 16]).unwrap();
        let mirror = Mirror::new(root.clone(), mirror_folder.clone(), names);
        let flag_full = folder.join("full");
        let disk = Self { root, mirror_folder, mirror, names, owner, shim: copied, flag_full, clock, is_mirrored };
        disk.owned(&disk.root);
        disk.seal();
        disk
    }

    /// What a process on this disk is run with.
    pub fn environment(&self, lies: bool) -> Vec<(&'static str, String)> {
        let mut environment = vec![
            ("LD_PRELOAD", self.shim.display().to_string()),
            ("SHIM_ROOT", self.root.display().to_string()),
            ("SHIM_FULL", self.flag_full.display().to_string()),
        ];
        if self.is_mirrored {
            environment.push(("SHIM_MIRROR", self.mirror_folder.display().to_string()));
            let names = if self.names == Names::Strict { "strict" } else { "first_sync" };
            environment.push(("SHIM_NAMES", names.to_owned()));
        }
        if lies {
            environment.push(("SHIM_LIE", "1".to_owned()));
        }
        environment
    }

    /// What a server's clock is told with.
    pub fn clock_environment(&self) -> (&'static str, String) {
        ("SHIM_CLOCK", self.clock.display().to_string())
    }

    /// Sets the clocks of the servers wrong: by so many nanoseconds, or to stand still at an instant.
    pub fn set_clock(&self, added: i64, stands_at: i64) {
        let numbers = [added.to_le_bytes(), stands_at.to_le_bytes()].concat();
        // Written over, in one piece: the servers hold this file open.
        let file = fs::OpenOptions::new().write(true).open(&self.clock).unwrap();
        std::os::unix::fs::FileExt::write_all_at(&file, &numbers, 0).unwrap();
    }

    /// From now on nothing on the disk can grow, or it can again.
    pub fn set_full(&self, full: bool) {
        if full {
            fs::write(&self.flag_full, "").unwrap();
        } else if self.flag_full.exists() {
            fs::remove_file(&self.flag_full).unwrap();
        }
    }

    /// Takes everything on the disk as synced. Nobody may be writing.
    pub fn seal(&self) {
        if !self.is_mirrored {
            return;
        }
        if self.mirror_folder.exists() {
            fs::remove_dir_all(&self.mirror_folder).unwrap();
        }
        fs::create_dir_all(self.mirror_folder.join("files")).unwrap();
        fs::create_dir_all(self.mirror_folder.join("names")).unwrap();
        self.seal_below(&self.root);
        self.owned(&self.mirror_folder);
    }

    fn seal_below(&self, folder: &Path) {
        self.mirror.keep_names(folder).unwrap();
        for path in fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()) {
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                self.seal_below(&path);
            } else if metadata.is_file() {
                self.mirror.keep_file(&File::open(&path).unwrap(), &path).unwrap();
            }
        }
    }

    /// Leaves on the disk what was synced, and of the rest what chance lets survive. Nobody may be running.
    pub fn lose_power(&self, some_may_survive: bool, random: &mut StdRng) {
        assert!(self.is_mirrored, "only a mirrored disk can lose what was not synced");
        let some_survives = some_may_survive && random.random_ratio(1, SOME_SURVIVES);
        let left = self.root.with_file_name("left");
        self.leave(&self.root, &left, some_survives, random);
        fs::remove_dir_all(&self.root).unwrap();
        fs::rename(&left, &self.root).unwrap();
        self.owned(&self.root);
        self.seal();
    }

    fn leave(&self, folder: &Path, left: &Path, some_survives: bool, random: &mut StdRng) {
        fs::create_dir(left).unwrap();
        fs::set_permissions(left, Permissions::from_mode(0o700)).unwrap();
        for (name, entry) in self.mirror.kept_names(folder).unwrap() {
            let (live, left) = (folder.join(&name), left.join(&name));
            match entry {
                Entry::Folder => self.leave(&live, &left, some_survives, random),
                Entry::File(key) => {
                    let synced = fs::read(self.mirror.content(&key)).unwrap_or_default();
                    let content = match unsynced(&live, &key).filter(|_| some_survives) {
                        Some(unsynced) => mixed(synced, &unsynced, random),
                        None => synced,
                    };
                    fs::write(&left, content).unwrap();
                    fs::set_permissions(&left, Permissions::from_mode(0o600)).unwrap();
                }
            }
        }
    }

    fn owned(&self, path: &Path) {
        if let Some(owner) = &self.owner {
            owner.given(path);
        }
    }
}

/// What stands in the file of this name, if it is still the same file.
fn unsynced(live: &Path, key: &str) -> Option<Vec<u8>> {
    let metadata = fs::symlink_metadata(live).ok().filter(|metadata| metadata.is_file())?;
    (mirror::key(&metadata).unwrap() == key).then(|| fs::read(live).unwrap())
}

/// Each block that differs is the old one or the new one.
fn mixed(mut synced: Vec<u8>, unsynced: &[u8], random: &mut StdRng) -> Vec<u8> {
    for (at, new) in unsynced.chunks(BLOCK_BYTES).enumerate().map(|(block, new)| (block * BLOCK_BYTES, new)) {
        let end = at + new.len();
        let is_same = synced.get(at..end) == Some(new);
        if !is_same && random.random() {
            synced.resize(synced.len().max(end), 0);
            synced[at..end].copy_from_slice(new);
        }
    }
    synced
}
