//! The texts a command reads: every `.yaml` of the files and folders named, and what stands around them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::bilingual::Bilingual;
use definition::text::SourceText;
use definition::yaml::text_bytes_max;

use crate::failure::Failure;

/// The most files one command reads.
const FILES_MAX: usize = 10_000;
/// A folder that holds this folder is the root of a rulebook.
const PROCESSES: &str = "processes";
/// What is read of a text beyond what will be accepted: enough that a character cut in half still leaves it too large.
const BYTES_BEYOND_MAX: usize = 8;

/// The texts a command is about, and those it only needs beside them.
#[derive(Debug, Default)]
pub struct Texts {
    /// What was named, sorted by path within each folder, in the order named.
    pub named: Vec<Arc<SourceText>>,
    /// The rest of the rulebook the named ones belong to.
    pub around: Vec<Arc<SourceText>>,
}

impl Texts {
    /// Reads every `.yaml` of some files and folders. Where one lies inside a rulebook (the nearest folder above that holds
    /// `processes/`), the rest of that rulebook is read too. Paths stay as they were written. Fails with the first that
    /// cannot be read, and where a folder holds nothing to read.
    pub fn collect(paths: &[PathBuf]) -> anyhow::Result<Texts> {
        let mut reader = Reader::default();
        let mut texts = Texts::default();
        for path in paths {
            let files = files_of(path)?;
            if files.is_empty() {
                return Err(nothing_in(path).into());
            }
            reader.read(files, &mut texts.named)?;
        }
        for root in roots(paths)? {
            reader.read(files_of(&root)?, &mut texts.around)?;
        }
        Ok(texts)
    }

    /// All of them, the named first.
    pub fn all(&self) -> Vec<Arc<SourceText>> {
        self.named.iter().chain(&self.around).cloned().collect()
    }

    /// Whether a text is one of those that were named.
    pub fn is_named(&self, text: &Arc<SourceText>) -> bool {
        self.named.iter().any(|named| Arc::ptr_eq(named, text))
    }
}

/// Reads each file once, however many ways lead to it.
#[derive(Default)]
struct Reader {
    seen: BTreeSet<PathBuf>,
}

impl Reader {
    fn read(&mut self, files: Vec<PathBuf>, into: &mut Vec<Arc<SourceText>>) -> anyhow::Result<()> {
        for file in files {
            let real = fs::canonicalize(&file).map_err(|error| unreadable(&file, error))?;
            if !self.seen.insert(real) {
                continue;
            }
            if self.seen.len() > FILES_MAX {
                return Err(too_many().into());
            }
            into.push(read_text(&file)?);
        }
        Ok(())
    }
}

/// The file itself, or every `.yaml` below the folder, sorted. Hidden files and folders are left out, links to folders not
/// followed.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let whole = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !whole.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))? {
            let entry = entry.map_err(|error| unreadable(&folder, error))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), error))?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if entry.path().extension().is_some_and(|extension| extension == "yaml") {
                found.push(entry.path());
            }
            if found.len() + open.len() > FILES_MAX {
                return Err(too_many());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The rulebooks the paths lie in, each once, as people would write them from here.
fn roots(paths: &[PathBuf]) -> Result<BTreeSet<PathBuf>, Failure> {
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    let mut roots = BTreeSet::new();
    for path in paths {
        let real = fs::canonicalize(path).map_err(|error| unreadable(path, error))?;
        let root = real.ancestors().find(|folder| folder.join(PROCESSES).is_dir());
        roots.extend(root.map(|root| from_here(root, here.as_deref())));
    }
    Ok(roots)
}

fn from_here(root: &Path, here: Option<&Path>) -> PathBuf {
    match here.and_then(|here| root.strip_prefix(here).ok()) {
        Some(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Some(inside) => inside.to_owned(),
        None => root.to_owned(),
    }
}

/// Reads no more than the checker would accept, so that the size of a file costs nothing.
fn read_text(path: &Path) -> Result<Arc<SourceText>, Failure> {
    let limit = u64::try_from(text_bytes_max() + BYTES_BEYOND_MAX).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    let shown = path.to_string_lossy();
    Ok(SourceText::new(shown, decoded(bytes).map_err(|line| not_utf8(path, line))?))
}

/// The bytes as text, without a character that the limit cut in half; else the line of the first byte that is not UTF-8.
fn decoded(mut bytes: Vec<u8>) -> Result<String, usize> {
    if let Err(error) = std::str::from_utf8(&bytes) {
        let cut = error.error_len().is_none() && bytes.len() > text_bytes_max();
        if !cut {
            return Err(bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1);
        }
        bytes.truncate(error.valid_up_to());
    }
    String::from_utf8(bytes).map_err(|_| 1)
}

fn unreadable(path: &Path, error: io::Error) -> Failure {
    let path = path.display();
    Failure::because(Bilingual::new(format!("读不了 {path}"), format!("{path} cannot be read")), error)
}

fn not_utf8(path: &Path, line: usize) -> Failure {
    let path = path.display();
    Failure::new(Bilingual::new(
        format!("{path} 第 {line} 行不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试"),
        format!("{path}, line {line}: not UTF-8 (perhaps GBK); save it as UTF-8 and try again"),
    ))
}

fn nothing_in(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(Bilingual::new(
        format!("{path} 里没有 .yaml 文件，请核对路径"),
        format!("{path} holds no .yaml file; check the path"),
    ))
}

fn too_many() -> Failure {
    Failure::new(Bilingual::new(
        format!("文件超过 {FILES_MAX} 个，请只写要检查的目录"),
        format!("more than {FILES_MAX} files; name only the folders meant"),
    ))
}
