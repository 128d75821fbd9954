//! The crates that only compute: no IO, no clock, no randomness, no threads, no waiting. And no waiting in tests.

use crate::none;
use crate::tree::{File, files, rust};

/// The crates that only compute.
const PURE: [&str; 4] = ["definition", "machine", "scenario", "authoring"];

/// What none of them says.
const IMPURE: [&str; 25] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "std::sync::mpsc",
    "SystemTime",
    "Instant::",
    "time::Instant",
    "Utc::now",
    "Local::now",
    "Local::today",
    "async fn",
    "async move",
    ".await",
    "tokio",
    "rand::",
    "getrandom",
    "new_v4",
    "now_v7",
    "RandomState",
    "println!",
    "eprintln!",
    "thread_local!",
];

/// What looks like one of them and reads memory only.
const IN_MEMORY: [&str; 2] = ["use std::io::Cursor;", "use std::io::{Cursor, Read};"];

/// Where test code waits for time to pass, and why nothing else will do.
const SLEEPING_TESTS: [(&str, &str); 2] = [
    ("tests/src/bin/faults/befall.rs", "somebody else holds what a server wants for a while: that is the fault"),
    ("tests/src/bin/mail-flood/main.rs", "looks now and then whether the loops of the server have sent everything"),
];

/// Lints that nobody switches off where code is shipped: what they refuse is refused everywhere.
const UNBENDING: [&str; 11] = [
    "unwrap_used",
    "expect_used",
    "clippy::panic",
    "dbg_macro",
    "clippy::todo",
    "unimplemented",
    "print_stdout",
    "print_stderr",
    "too_many_lines",
    "wildcard_imports",
    "unused_must_use",
];
/// Those of them that tests may switch off.
const BENT_IN_TESTS: [&str; 5] = ["unwrap_used", "expect_used", "clippy::panic", "print_stdout", "print_stderr"];

#[test]
fn pure_crates_touch_neither_the_world_nor_the_clock() {
    let sources = PURE.iter().flat_map(|name| rust(&format!("engine/{name}/src"))).collect::<Vec<_>>();
    none(
        "expected pure code",
        sources.iter().flat_map(|file| {
            let lines = file.shipped_lines().filter(|(_, line)| !IN_MEMORY.contains(&line.trim()));
            said(file, lines, &IMPURE)
        }),
    );
}

#[test]
fn pure_crates_have_their_clippy_refuse_clocks_and_files() {
    for name in PURE {
        let clippy = settings(&format!("engine/{name}/clippy.toml"));
        for method in
            ["std::time::SystemTime::now", "std::time::Instant::now", "chrono::Utc::now", "chrono::Local::now"]
        {
            assert!(clippy.contains(method), "engine/{name}/clippy.toml does not refuse {method}");
        }
    }
}

/// A crate's own `clippy.toml` replaces the one at the root, it does not add to it.
#[test]
fn a_clippy_file_of_a_crate_says_what_the_root_says() {
    let root = settings("clippy.toml");
    let own = files("engine").into_iter().filter(|file| file.path.ends_with("/clippy.toml"));
    let found = own.flat_map(|file| {
        let missing = root.lines().filter(|line| !file.text.lines().any(|own| own == *line));
        missing.map(|line| format!("{}: {line}", file.path)).collect::<Vec<_>>()
    });
    none("expected every line of clippy.toml", found);
}

#[test]
fn no_test_waits_for_time_to_pass() {
    let allowed = |file: &File| SLEEPING_TESTS.iter().any(|(path, reason)| file.path == *path && !reason.is_empty());
    let sources: Vec<File> = rust("").into_iter().filter(|file| !allowed(file)).collect();
    let sleeping = [concat!("sl", "eep("), concat!("sl", "eep_until("), concat!("thread::", "park")];
    none("expected tests that do not sleep", sources.iter().flat_map(|file| said(file, file.test_lines(), &sleeping)));
}

#[test]
fn the_list_of_sleeping_tests_has_no_dead_entry() {
    let sources = rust("");
    let dead = SLEEPING_TESTS.iter().filter(|(path, _)| {
        let file = sources.iter().find(|file| file.path == *path);
        file.is_none_or(|file| !file.text.contains(concat!("sl", "eep(")))
    });
    none("expected only tests that sleep in SLEEPING_TESTS", dead.map(|(path, _)| (*path).to_owned()));
}

#[test]
fn no_lint_that_guards_a_promise_is_switched_off() {
    let sources = rust("");
    let found = sources.iter().flat_map(|file| {
        let bent = switched_off(&file.text)
            .filter(move |(_, lint)| UNBENDING.contains(lint) && !(file.is_test && BENT_IN_TESTS.contains(lint)));
        bent.map(move |(number, lint)| format!("{}:{number}: {lint}", file.path))
    });
    none("expected these lints to hold", found);
}

/// The lints of [`UNBENDING`] named in `allow` and `expect` attributes, with the line the attribute begins on.
fn switched_off(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let attributes = ["[allow(", "[expect(", ", allow(", ", expect("];
    let starts = attributes.into_iter().flat_map(move |attribute| text.match_indices(attribute));
    starts.filter(|(at, _)| is_attribute(text, *at)).flat_map(move |(at, _)| {
        let until = text[at..].find(")]").map_or(text.len(), |end| at + end);
        let number = text[..at].lines().count();
        UNBENDING.into_iter().filter(move |lint| text[at..until].contains(lint)).map(move |lint| (number, lint))
    })
}

fn is_attribute(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..].trim_start().starts_with('#')
}

fn said<'f>(
    file: &'f File,
    lines: impl Iterator<Item = (usize, &'f str)> + 'f,
    words: &'f [&'f str],
) -> impl Iterator<Item = String> + 'f {
    let hits = lines.filter(move |(_, line)| words.iter().any(|word| line.contains(word)));
    hits.map(move |(number, line)| format!("{}:{number}: {}", file.path, line.trim()))
}

fn settings(path: &str) -> String {
    std::fs::read_to_string(crate::tree::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_switched_off_lint_is_seen() {
    let text = "fn a() {}\n#[allow(dead_code)]\n#[cfg_attr(test, allow(clippy::unwrap_used))]\n#![expect(\n    clippy::panic,\n)]\n";
    let found: Vec<_> = switched_off(text).collect();
    assert_eq!(found, [(4, "clippy::panic"), (3, "unwrap_used")]);
    assert_eq!(switched_off("let a = \"[allow(unwrap_used)]\";").count(), 0);
}
