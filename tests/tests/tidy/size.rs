//! Small rooms.

use crate::none;
use crate::tree::{files, root, rust};

/// The most lines of a file of code.
const FILE_LINES_MAX: usize = 500;
/// The most lines of a file of tests.
const TEST_FILE_LINES_MAX: usize = 700;
/// The most lines of a function; clippy counts them.
const FUNCTION_LINES_MAX: &str = "too-many-lines-threshold = 70";
/// The most lines of a file of the pages: one component, or one concept.
const PAGE_FILE_LINES_MAX: usize = 250;
/// Made from the server's description of its interface, and read by nobody.
const MADE: &str = "web/src/api/schema.d.ts";
/// The most lines of the map of the house.
const ARCHITECTURE_LINES_MAX: usize = 200;

#[test]
fn no_file_is_longer_than_one_can_hold_in_the_head() {
    let long = rust("").into_iter().filter_map(|file| {
        let limit = if file.is_test { TEST_FILE_LINES_MAX } else { FILE_LINES_MAX };
        let lines = file.text.lines().count();
        (lines > limit).then(|| format!("{}: {lines} lines, expected at most {limit}", file.path))
    });
    none("expected small files", long);
}

#[test]
fn no_file_of_the_pages_is_longer_than_one_component() {
    let ours = files("web").into_iter().filter(|file| {
        let is_code = [".ts", ".tsx", ".mjs", ".css", ".sh"].iter().any(|ending| file.path.ends_with(ending));
        is_code && file.path != MADE
    });
    let long = ours.filter_map(|file| {
        let lines = file.text.lines().count();
        (lines > PAGE_FILE_LINES_MAX)
            .then(|| format!("{}: {lines} lines, expected at most {PAGE_FILE_LINES_MAX}", file.path))
    });
    none("expected small files", long);
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let settings = files("").into_iter().filter(|file| file.path.ends_with("clippy.toml"));
    let lax = settings.filter(|file| !file.text.lines().any(|line| line == FUNCTION_LINES_MAX));
    none("expected the wall at 70 lines in every clippy.toml", lax.map(|file| file.path));
    let lints = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(lints.contains("\ntoo_many_lines = \"deny\"\n"), "expected clippy to refuse long functions");
}

#[test]
fn the_map_of_the_house_fits_in_the_head() {
    let lines = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap().lines().count();
    assert!(
        lines <= ARCHITECTURE_LINES_MAX,
        "ARCHITECTURE.md has {lines} lines, expected at most {ARCHITECTURE_LINES_MAX}"
    );
}
