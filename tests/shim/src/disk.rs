//! The disk as the process is to see it.

use std::fs::{File, read_link};
use std::io::Write;
use std::mem::ManuallyDrop;
use std::os::fd::{FromRawFd, RawFd};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::mirror::{Mirror, Names};

/// Where the kernel shows what a process has open.
const OPEN_FILES: &str = "/proc/self/fd";
/// What the kernel adds to the path of a file that has no name any more.
const NAMELESS: &str = " (deleted)";

struct Settings {
    root: PathBuf,
    mirror: Option<Mirror>,
    lies: bool,
    full: Option<PathBuf>,
}

/// The disk of a file that is in question.
pub struct Disk {
    path: PathBuf,
    mirror: &'static Mirror,
    lies: bool,
}

fn settings() -> Option<&'static Settings> {
    static SETTINGS: OnceLock<Option<Settings>> = OnceLock::new();
    SETTINGS.get_or_init(read).as_ref()
}

fn read() -> Option<Settings> {
    let variable = |name: &str| std::env::var_os(name);
    let root = PathBuf::from(variable("SHIM_ROOT")?);
    let names = match variable("SHIM_NAMES") {
        Some(names) if names == "first_sync" => Names::FirstSync,
        Some(_) | None => Names::Strict,
    };
    let mirror = variable("SHIM_MIRROR").map(|folder| Mirror::new(root.clone(), PathBuf::from(folder), names));
    Some(Settings {
        root,
        mirror,
        lies: variable("SHIM_LIE").is_some(),
        full: variable("SHIM_FULL").map(PathBuf::from),
    })
}

/// Whether no file may grow now.
pub fn is_full() -> bool {
    settings().and_then(|settings| settings.full.as_ref()).is_some_and(|flag| flag.exists())
}

impl Disk {
    /// The disk a file is on, if it is mirrored.
    pub fn of(fd: RawFd) -> Option<Self> {
        let settings = settings()?;
        let mirror = settings.mirror.as_ref()?;
        let path = path(fd).filter(|path| path.starts_with(&settings.root))?;
        Some(Self { path, mirror, lies: settings.lies })
    }

    /// Whether a file is below the root.
    pub fn below_root(fd: RawFd) -> bool {
        settings().is_some_and(|settings| path(fd).is_some_and(|path| path.starts_with(&settings.root)))
    }

    /// Keeps what is in the file, or the names in the folder, as of now.
    pub fn sync(&self, fd: RawFd) {
        if self.lies || self.path.as_os_str().to_string_lossy().ends_with(NAMELESS) {
            return;
        }
        let file = borrowed(fd);
        if let Err(error) = self.keep(&file) {
            not_kept(&self.path, &error);
        }
    }

    fn keep(&self, file: &File) -> std::io::Result<()> {
        match file.metadata()?.is_dir() {
            true => self.mirror.keep_names(&self.path),
            false => self.mirror.keep_file(file, &self.path),
        }
    }
}

/// The file itself, not opened again: closing a second opening would drop the locks that SQLite holds on the first.
fn borrowed(fd: RawFd) -> ManuallyDrop<File> {
    #[allow(
        unsafe_code,
        reason = "the process has just given this number to libc, so it is open, and it is not closed here"
    )]
    // SAFETY: as the reason says.
    ManuallyDrop::new(unsafe { File::from_raw_fd(fd) })
}

fn path(fd: RawFd) -> Option<PathBuf> {
    read_link(Path::new(OPEN_FILES).join(fd.to_string())).ok()
}

fn not_kept(path: &Path, error: &std::io::Error) -> ! {
    not_modelled(&format!("{}: {error}", path.display()))
}

/// Ends the process: a judgement on a disk that is not the one described would be worth nothing.
pub fn not_modelled(what: &str) -> ! {
    // The process ends here whether or not anybody reads why.
    let _ = writeln!(std::io::stderr(), "shim: {what}");
    std::process::abort()
}
