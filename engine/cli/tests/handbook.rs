//! The handbook for policy staff, followed literally: every file it shows is written, every command it shows is run and prints
//! what it says, every wrong example is found wrong by the code it names.
//!
//! `DOUDI_HANDBOOK=write cargo test -p cli --test handbook` writes what the commands print now into the chapters.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what went wrong by failing")]

#[path = "handbook/desk.rs"]
mod desk;
#[path = "handbook/output.rs"]
mod output;
#[path = "handbook/page.rs"]
mod page;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use authoring::grammar;
use desk::Desk;
use page::{Block, Page};

const INDEX: &str = "README.md";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/handbook")
}

fn chapters() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Follows one chapter at a desk of its own; answers what did not go as it says.
fn followed(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let page = match Page::read(&text) {
        Ok(page) => page,
        Err(problem) => return vec![format!("{}:{problem}", name(path))],
    };
    let mut desk = Desk::new();
    let mut wrong = Vec::new();
    let mut now = page.clone();
    for (place, block) in page.blocks.iter().enumerate() {
        let Err(problem) = desk.follow(block) else { continue };
        wrong.push(format!("{}:{}: {}", name(path), block.line, problem.said));
        if let Some(printed) = problem.printed {
            now.blocks[place].lines = printed;
        }
    }
    wrong.extend(desk.left_sound().err().map(|problem| format!("{}: {problem}", name(path))));
    if std::env::var("DOUDI_HANDBOOK").is_ok_and(|mode| mode == "write") {
        fs::write(path, now.written(&text)).unwrap();
    }
    wrong
}

#[test]
fn whoever_follows_the_handbook_sees_what_it_says() {
    let chapters = chapters();
    let only = std::env::var("DOUDI_CHAPTER").unwrap_or_default();
    let wrong: Vec<String> = thread::scope(|scope| {
        let asked = chapters.iter().filter(|path| name(path).starts_with(&only));
        let followed: Vec<_> = asked.map(|path| scope.spawn(move || followed(path))).collect();
        followed.into_iter().flat_map(|chapter| chapter.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(!chapters.is_empty());
}

#[test]
fn the_index_leads_to_every_chapter_and_every_link_somewhere() {
    let index = fs::read_to_string(folder().join(INDEX)).unwrap();
    for path in chapters().iter().filter(|path| name(path) != INDEX) {
        assert!(index.contains(&format!("({})", name(path))), "{} is not in the index", name(path));
    }
    for path in chapters() {
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            assert!(file.is_empty() || folder().join(file).exists(), "{}: {link} leads nowhere", name(&path));
        }
    }
}

#[test]
fn the_chapter_on_expressions_names_every_function() {
    let chapter = chapters().into_iter().find(|path| name(path).starts_with("04-")).unwrap();
    let text = fs::read_to_string(chapter).unwrap();
    for function in definition::expression::functions() {
        assert!(text.contains(&format!("`{}` `{}`", function.alias, function.name)), "{}", function.name);
    }
}

#[test]
fn no_key_of_the_language_is_passed_over() {
    let text: String = chapters().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let maps = grammar::KINDS.iter().flat_map(|kind| grammar::maps(*kind));
    let keys: BTreeSet<&str> = maps.flat_map(|map| map.keys).map(|key| key.word.zh).collect();
    let missing: Vec<&str> = keys.into_iter().filter(|key| !text.contains(key)).collect();
    assert!(missing.is_empty(), "docs/handbook says no word about {missing:?}");
}

#[test]
fn a_chapter_is_as_long_as_one_sitting() {
    for path in chapters() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= page::LONGEST_LINES, "{}: {lines} lines", name(&path));
    }
}

#[test]
fn a_block_that_nobody_would_run_is_refused() {
    for (text, said) in [
        ("```\na\n```\n", "1:"),
        ("文字\n\n```yaml\na: 1\n```\n", "3:"),
        ("```yaml file=a.yaml\na: 1\n", "1:"),
        ("```console\n没有命令\n```\n", "1:"),
        ("```diff file=a.yaml\na\n```\n", "1:"),
        ("```yaml bad file=a.yaml\na: 1\n```\n", "1:"),
    ] {
        let problem = Page::read(text).map(|page| page.blocks.len()).unwrap_err();
        assert!(problem.starts_with(said), "{text} {problem}");
    }
}

#[test]
fn a_command_that_prints_something_else_and_a_mistake_that_is_none_are_told() {
    let text = "```yaml file=workflows/a.yaml\nparameters: {}\n```\n```console\n$ doudi check workflows\n别的话\n```\n\
                ```yaml bad code=D0201 file=workflows/a.yaml\nparameters: {}\n```\n";
    let page = Page::read(text).unwrap();
    let mut desk = Desk::new();
    let told: Vec<bool> = page.blocks.iter().map(|block: &Block| desk.follow(block).is_err()).collect();
    assert_eq!(told, [false, true, true]);
}
