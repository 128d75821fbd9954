//! What authors use beside `check` and `test`, the real binary on real files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what went wrong by failing")]

#[path = "authors/codes.rs"]
mod codes;
#[path = "authors/exchange.rs"]
mod exchange;
#[path = "authors/language.rs"]
mod language;
#[path = "authors/lsp.rs"]
mod lsp;
#[path = "authors/pictures.rs"]
mod pictures;
#[path = "check/rulebook.rs"]
mod rulebook;
#[path = "authors/table.rs"]
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::text::SourceText;

/// Every file this repository ships, in order of path.
fn shipped_texts() -> Vec<Arc<SourceText>> {
    texts_in(&rulebook::shipped())
}

fn texts_in(folder: &Path) -> Vec<Arc<SourceText>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.into_iter().map(|path| SourceText::new(path.to_string_lossy(), fs::read_to_string(&path).unwrap())).collect()
}
