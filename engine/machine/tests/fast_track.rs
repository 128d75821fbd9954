//! The shipped fast track on the bare machine.

#![allow(clippy::disallowed_methods, reason = "a test reads the shipped files")]

use definition::text::SourceText;
use std::path::Path;

#[test]
fn the_shipped_rulebook_has_no_problems() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows");
    let mut texts = Vec::new();
    for folder in ["calendars", "organisations", "parameters", "templates", "processes"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "yaml") {
                texts.push(SourceText::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let workspace = definition::check(&texts, "2026-11-24".parse().unwrap());
    for d in &workspace.diagnostics {
        println!("{} {} {} | {} | {}", d.place(), d.code.as_str(), d.path, d.message.zh, d.message.en);
    }
    assert!(workspace.diagnostics.is_empty());
}
