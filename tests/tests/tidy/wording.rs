//! Names say what a thing is, and nothing in the tree knows the machine it was written on.

use std::collections::BTreeMap;

use definition::diagnostic::Code;

use crate::none;
use crate::tree::{files, rust};

/// Words that name no thing of the field.
const EMPTY_WORDS: [&str; 4] = ["manager", "helper", "util", "utils"];
/// What a name is declared with.
const DECLARATIONS: [&str; 6] = ["mod", "struct", "enum", "trait", "type", "union"];
/// Folders that only machines of ours have.
const OUR_MACHINES: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/fa", "rm/"), concat!("/tmp/", "lab"), concat!("/ro", "ot/")];
/// Codes that are given out and that no check tells yet. They are kept, since a code never gets another meaning.
const KEPT_CODES: [Code; 0] = [];

#[test]
fn nothing_is_called_by_an_empty_word() {
    let sources = rust("");
    let files = sources.iter().filter(|file| is_empty_word(file.stem())).map(|file| file.path.clone());
    let names = sources.iter().flat_map(|file| {
        let declared = declared(&file.text).filter(|name| is_empty_word(name));
        declared.map(|name| format!("{}: {name}", file.path))
    });
    none("expected names of the field", files.chain(names));
}

/// The names of modules and types declared in a text.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let pairs: Vec<(&str, &str)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter().filter(|(keyword, _)| DECLARATIONS.contains(keyword)).map(|(_, name)| name)
}

/// Whether one of the words in a name is empty: `mail_helper`, `TaskManager`.
fn is_empty_word(name: &str) -> bool {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            words.push('_');
        }
        words.extend(c.to_lowercase());
    }
    words.split(['_', '-']).any(|word| EMPTY_WORDS.contains(&word))
}

#[test]
fn an_empty_word_is_seen_inside_a_name() {
    assert!(is_empty_word("TaskManager") && is_empty_word("mail_helper") && is_empty_word("utils"));
    assert!(!is_empty_word("Utility") && !is_empty_word("Task"));
    assert_eq!(declared("pub(crate) struct Task(u32);").collect::<Vec<_>>(), ["Task"]);
}

#[test]
fn workflows_hold_only_data() {
    let strangers = files("workflows").into_iter().filter(|file| !file.path.ends_with(".yaml"));
    none("expected only YAML in workflows/", strangers.map(|file| file.path));
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let all = files("");
    let found = all.iter().flat_map(|file| {
        let lines = file.text.lines().enumerate();
        let naming = lines.filter(|(_, line)| OUR_MACHINES.iter().any(|folder| line.contains(folder)));
        naming.map(|(index, line)| format!("{}:{}: {}", file.path, index + 1, line.trim()))
    });
    none("expected paths that every machine has", found);
}

#[test]
fn no_two_diagnostics_have_one_code() {
    let mut codes: BTreeMap<&str, Vec<Code>> = BTreeMap::new();
    for code in Code::ALL {
        codes.entry(code.as_str()).or_default().push(*code);
    }
    let shared = codes.into_iter().filter(|(_, diagnostics)| diagnostics.len() > 1);
    none("expected a code for each diagnostic", shared.map(|(code, diagnostics)| format!("{code}: {diagnostics:?}")));
}

#[test]
fn every_code_is_told_by_some_check() {
    let sources = rust("engine");
    let told = |code: &Code| {
        let name = format!("Code::{code:?}");
        let mut lines = sources.iter().flat_map(|file| file.shipped_lines());
        lines.any(|(_, line)| {
            line.match_indices(&name).any(|(at, _)| !line[at + name.len()..].starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    let untold: Vec<Code> = Code::ALL.iter().filter(|code| !told(code)).copied().collect();
    assert_eq!(untold, KEPT_CODES, "expected no code without a check but those of KEPT_CODES");
}
