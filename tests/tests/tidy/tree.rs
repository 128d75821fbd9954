//! The files of the repository, and which of their lines are test code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What is built or run here and belongs to nobody's tree.
const NOT_OURS: [&str; 4] = ["target", ".git", "node_modules", "dist"];
/// A folder with the data of a running server begins so.
const DATA: &str = "data";

/// A text file of the repository.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
    /// Whether all of it is test code: in a `tests` folder or crate, or a module that only tests have.
    pub is_test: bool,
}

impl File {
    /// Its lines with their numbers that are not test code, without comments.
    pub fn shipped_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let inline_tests = lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with('{'));
        let end = if self.is_test { 0 } else { inline_tests.unwrap_or(lines.len()) };
        lines.into_iter().take(end).enumerate().map(|(index, line)| (index + 1, code(line)))
    }

    /// Its lines with their numbers that are test code, without comments.
    pub fn test_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let shipped = self.shipped_lines().count();
        self.text.lines().enumerate().skip(shipped).map(|(index, line)| (index + 1, code(line)))
    }

    /// The name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').find(|part| !part.is_empty()).unwrap_or_default()
    }

    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// A line without its comment.
fn code(line: &str) -> &str {
    line.find("//").map_or(line, |comment| &line[..comment])
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every text file below a folder of the repository; `""` is all of it.
pub fn files(below: &str) -> Vec<File> {
    let root = root();
    let mut paths = Vec::new();
    walk(&root.join(below), &mut paths);
    let of_tests = modules_of_tests(&paths);
    let read = paths.into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        let is_test = of_tests.iter().any(|module| path.starts_with(module) || path == module.with_extension("rs"));
        let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let is_test = is_test || path.starts_with("tests/") || path.contains("/tests/");
        Some(File { path, text, is_test })
    });
    read.collect()
}

/// Every Rust file below a folder.
pub fn rust(below: &str) -> Vec<File> {
    files(below).into_iter().filter(File::is_rust).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().unwrap();
        let at_root = folder == root();
        if NOT_OURS.contains(&name.as_str()) || at_root && kind.is_dir() && name.starts_with(DATA) {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), found);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
}

/// The folders of modules declared under `#[cfg(test)]` in a file of their own: `tests.rs` and its like.
fn modules_of_tests(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut modules = BTreeSet::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let text = fs::read_to_string(path).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let Some(name) = pair[1].strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) else { continue };
            modules.insert(folder_of_modules(path).join(name));
        }
    }
    modules
}

/// Where the modules declared in a file lie.
fn folder_of_modules(path: &Path) -> PathBuf {
    let parent = path.parent().unwrap();
    match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "main" | "mod") | None => parent.to_owned(),
        Some(stem) => parent.join(stem),
    }
}

#[test]
fn test_code_is_told_from_shipped_code() {
    let mixed = File {
        path: "engine/a/src/b.rs".to_owned(),
        text: "fn a() {} // sleep(\n#[cfg(test)]\nmod tests {\n}\n".to_owned(),
        is_test: false,
    };
    assert_eq!(mixed.shipped_lines().collect::<Vec<_>>(), [(1, "fn a() {} ")]);
    assert_eq!(mixed.test_lines().map(|(line, _)| line).collect::<Vec<_>>(), [2, 3, 4]);
    let all = files("");
    let is_test = |path: &str| all.iter().find(|file| file.path == path).map(|file| file.is_test);
    assert_eq!(is_test("engine/definition/src/expression/fixture.rs"), Some(true));
    assert_eq!(is_test("engine/definition/src/expression/mod.rs"), Some(false));
    assert_eq!(is_test("tests/tests/tidy.rs"), Some(true));
}
