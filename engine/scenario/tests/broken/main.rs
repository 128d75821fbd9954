//! Files broken by one edit: each is told, at the place the edit says, and nothing else is.
//!
//! `cases.txt` holds the edits: `== CODE FILE [also CODE...]`, what stands in the file once, `--`, and what takes its place, with a
//! mark where the problem must be found. Files are those of `workflows/` and, for what no shipped file uses, of `samples/`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads files and says what went wrong by failing"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::diagnostic::{Code, Diagnostic};
use definition::keyword as k;
use definition::name::ProcessName;
use definition::text::SourceText;
use definition::workspace::{Parsed, Workspace, check_trees};
use definition::yaml::{self, Node};

/// Stands in a replacement where the problem should be found.
const MARK: char = '▮';
/// A day well inside what the shipped calendars cover.
const TODAY: &str = "2020-04-20";
/// Each code is told at so many places at least.
const PLACES_MIN: usize = 3;
/// Broken files in all, at least.
const CASES_MIN: usize = 120;
/// Codes with fewer places, and why.
const FEWER: &[(&str, &str)] = &[
    (
        "D0502",
        "people stand in another file than the process that waits for them: see `doudi check` in engine/cli/tests",
    ),
    ("D0503", "the same: see the page of the code"),
    ("D0415", "no file of the rulebook goes through items yet: see the page of the code"),
    ("D0416", "none keeps what comes early yet: the same"),
    ("D0703", "none owns a case yet: the same"),
    ("D1101", "obligations are read by a door of their own: see definition/obligation"),
];

struct Case {
    code: String,
    file: String,
    also: Vec<String>,
    needle: String,
    replacement: String,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(here().join("cases.txt")).unwrap();
    let blocks = text.split("\n== ").filter(|block| !block.trim().is_empty() && !block.starts_with('#'));
    blocks.map(|block| case(block.strip_prefix("== ").unwrap_or(block))).collect()
}

fn case(block: &str) -> Case {
    let (head, rest) = block.split_once('\n').unwrap();
    let (needle, replacement) = rest.split_once("\n--\n").unwrap_or_else(|| panic!("no -- in: {block}"));
    let mut words = head.split_whitespace();
    let (code, file) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let also = words.skip(1).map(str::to_owned).collect();
    let hidden = replacement.replace("\\u{202e}", "\u{202e}").replace("\\u{200b}", "\u{200b}");
    Case { code, file, also, needle: needle.to_owned(), replacement: repeated(&hidden) }
}

/// `@{300 x}` is three hundred times `x`.
fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once("@{") else { return text.to_owned() };
    let (inside, after) = rest.split_once('}').unwrap();
    let (count, what) = inside.split_once(' ').unwrap();
    repeated(&format!("{before}{}{after}", what.repeat(count.parse().unwrap())))
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

type Trees = BTreeMap<String, (Arc<SourceText>, Node)>;

fn trees() -> Trees {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows");
    let mut found = Trees::new();
    for root in [shipped, here().join("samples")] {
        let mut paths = Vec::new();
        collect(&root, &mut paths);
        for path in paths {
            let shown = path.strip_prefix(&root).unwrap().display().to_string();
            let source = SourceText::new(shown.as_str(), std::fs::read_to_string(&path).unwrap());
            let node = yaml::parse(&source).unwrap();
            found.insert(shown, (source, node));
        }
    }
    found
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

/// Everything told of one file of the rulebook, as `doudi check` tells it.
fn told(trees: &Trees, changed: Option<&Arc<SourceText>>) -> Vec<Diagnostic> {
    let texts = trees.values().map(|(source, node)| -> Parsed {
        match changed {
            Some(changed) if changed.path == source.path => (Arc::clone(changed), yaml::parse(changed)),
            Some(_) | None => (Arc::clone(source), Ok(node.clone())),
        }
    });
    let mut workspace = check_trees(texts, TODAY.parse().unwrap());
    keep_judgeable(&mut workspace);
    let mut found = scenario::diagnostics(&workspace);
    found.append(&mut workspace.diagnostics);
    found.retain(|one| changed.is_none_or(|changed| one.source.path == changed.path));
    found
}

/// Scenarios of a process with errors would only repeat the consequences.
fn keep_judgeable(workspace: &mut Workspace) {
    let is_sound = |node: &Node| {
        process_of(node).is_none_or(|of| !workspace.processes.contains_key(&of) || workspace.is_sound(&of))
    };
    let sound: Vec<bool> = workspace.scenarios.iter().map(|(_, node)| is_sound(node)).collect();
    let mut sound = sound.into_iter();
    workspace.scenarios.retain(|_| sound.next().unwrap());
}

fn process_of(node: &Node) -> Option<ProcessName> {
    let Node::Mapping(entries, _) = node else { return None };
    match &entries.iter().find(|entry| k::PROCESS.is(&entry.key.text))?.value {
        Node::Scalar(scalar) => Some(ProcessName::new(&scalar.text)),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}

/// What is wrong with what is told of a broken file.
fn complaint(trees: &Trees, case: &Case) -> Option<String> {
    let Some((source, _)) = trees.get(&case.file) else { return Some(format!("no file {}", case.file)) };
    let count = source.text.matches(&case.needle).count();
    if count != 1 || case.replacement.matches(MARK).count() != 1 {
        return Some(format!("{} {}: found {count} times, or not one mark: {}", case.code, case.file, case.needle));
    }
    let marked = source.text.replacen(&case.needle, &case.replacement, 1);
    let at = marked.find(MARK).unwrap();
    let changed = SourceText::new(source.path.as_str(), marked.replace(MARK, ""));
    let place = changed.position(at);
    let told = told(trees, Some(&changed));
    let is_here = |one: &&Diagnostic| {
        one.code.as_str() == case.code && one.source.path == case.file && one.source.position(one.span.start) == place
    };
    let shown: Vec<String> =
        told.iter().map(|one| format!("{} {} {}", one.place(), one.code.as_str(), one.message.zh)).collect();
    let about = format!(
        "{} {}:{}:{} ({})\n    {}",
        case.code,
        case.file,
        place.line,
        place.column,
        case.replacement.chars().take(60).collect::<String>().replace('\n', "⏎"),
        shown.join("\n    ")
    );
    let Some(found) = told.iter().find(is_here) else { return Some(format!("not told: {about}")) };
    let mut expected: Vec<&str> = case.also.iter().map(String::as_str).chain([case.code.as_str()]).collect();
    let mut all: Vec<&str> = told.iter().map(|one| one.code.as_str()).collect();
    expected.sort_unstable();
    all.sort_unstable();
    if expected != all {
        return Some(format!("something else told: {about}"));
    }
    let help = found.help.clone().unwrap_or_default();
    let is_said = [&found.message, &help].into_iter().all(|text| {
        let unquoted: String = text.en.split('`').step_by(2).collect();
        (text.zh.is_empty() || text.zh.chars().any(is_han)) && !unquoted.chars().any(is_han)
    });
    (!is_said).then(|| format!("not in its language: {about}: {:?} {:?}", found.message, help))
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

#[test]
fn the_files_as_they_are_have_nothing_wrong() {
    let told = told(&trees(), None);
    let shown: Vec<String> =
        told.iter().map(|one| format!("{} {} {}", one.place(), one.code.as_str(), one.message.zh)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn every_broken_file_is_told_at_the_place_of_its_edit_and_nothing_else_is() {
    let trees = trees();
    let wrong: Vec<String> = cases().iter().filter_map(|case| complaint(&trees, case)).collect();
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_is_told_at_three_places_also_in_fragments_and_after_chinese() {
    let all = cases();
    let places = |code: &str| all.iter().filter(|case| case.code == code).count();
    let few: Vec<(&str, usize)> = Code::ALL
        .iter()
        .map(|code| (code.as_str(), places(code.as_str())))
        .filter(|(code, count)| *count < PLACES_MIN && !FEWER.iter().any(|(known, _)| known == code))
        .collect();
    assert!(few.is_empty(), "{few:?}");
    assert!(all.len() >= CASES_MIN, "{}", all.len());
    let after_chinese = all.iter().filter(|case| {
        let before = case.replacement.split(MARK).next().unwrap();
        before.rsplit('\n').next().unwrap().chars().any(is_han)
    });
    assert!(after_chinese.count() >= 20);
    assert!(all.iter().filter(|case| case.file.starts_with("fragments/")).count() >= 5);
    for folder in ["processes/", "parameters/", "calendars/", "organisations/", "templates/"] {
        assert!(all.iter().any(|case| case.file.starts_with(folder)), "{folder}");
    }
}
