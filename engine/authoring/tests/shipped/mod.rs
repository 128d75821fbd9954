//! The files this repository ships.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::text::SourceText;

/// Every file, in order of path.
pub fn shipped_texts() -> Vec<Arc<SourceText>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows")];
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
