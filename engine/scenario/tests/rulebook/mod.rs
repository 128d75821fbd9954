//! Workspaces to run scenarios in: the shipped rulebook, and the shipped rulebook with other scenarios.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads the shipped files")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::text::SourceText;
use definition::workspace::Workspace;

/// The day as of which the rulebook is checked.
const TODAY: &str = "2026-11-24";
const SCENARIOS: &str = ".test.yaml";

/// The shipped rulebook with its scenarios.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn shipped() -> Workspace {
    check(texts(|_| true))
}

/// The shipped rulebook with these scenarios in place of its own, and with more texts besides.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn with(scenarios: &str, more: &[(&str, &str)]) -> Workspace {
    let mut texts = texts(|path| !path.to_string_lossy().ends_with(SCENARIOS));
    texts.extend(more.iter().map(|(path, text)| SourceText::new(*path, *text)));
    texts.push(SourceText::new("a.test.yaml", scenarios));
    check(texts)
}

fn check(texts: Vec<Arc<SourceText>>) -> Workspace {
    definition::check(&texts, TODAY.parse().unwrap())
}

fn texts(wanted: impl Fn(&Path) -> bool) -> Vec<Arc<SourceText>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let shown = path.strip_prefix(&root).unwrap().display().to_string();
        SourceText::new(shown, std::fs::read_to_string(&path).unwrap())
    };
    paths.into_iter().filter(|path| wanted(path)).map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            paths.push(path);
        }
    }
}
