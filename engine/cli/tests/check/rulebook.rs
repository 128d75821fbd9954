//! A copy of the shipped rulebook that a test may break, and the real binary run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Stands in a replacement where the problem should be found; it is not written to the file.
pub const MARK: char = '▮';
/// A day well inside what the shipped calendars cover.
pub const TODAY: &str = "2020-04-20";

/// A copy of `workflows/` that vanishes with the test.
pub struct Rulebook {
    folder: TempDir,
}

impl Rulebook {
    pub fn copied() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&shipped(), &folder.path().join("workflows"));
        Self { folder }
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join("workflows").join(inside)
    }

    /// Replaces the one occurrence of a text; answers the line and column of the mark in the replacement.
    pub fn edit(&self, file: &str, needle: &str, replacement: &str) -> (usize, usize) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert_eq!(text.matches(needle).count(), 1, "{file} should hold this once: {needle}");
        let marked = text.replacen(needle, replacement, 1);
        let before = marked.split(MARK).next().unwrap();
        assert_eq!(marked.matches(MARK).count(), 1, "{file}: one mark is wanted in {replacement}");
        fs::write(self.path(file), marked.replace(MARK, "")).unwrap();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        (line, column)
    }
}

/// The folder this repository ships.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows")
}

/// `doudi`, with nothing of this machine's environment that changes its answer.
pub fn doudi(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doudi"));
    for variable in ["DOUDI_LANG", "DOUDI_WORKFLOWS", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command.args(arguments).output().unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
