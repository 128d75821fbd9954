//! Charts of suites that are not ours, carried over by `authoring::scxml` and run on the machine. The suites are no part of the
//! repository: each is a folder named by an environment variable, and without it nothing is shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]
#![allow(clippy::print_stdout, reason = "what a suite came to is what the run is for")]

mod conformance;
mod interactive;
mod run;
mod verdict;
mod world;

use std::path::PathBuf;

use verdict::Tally;

/// The folder of `jbeard4/scxml-test-framework`.
const INTERACTIVE: &str = "DOUDI_SCXML_SUITE";
/// The folder `test/w3c/txml` of `tklab-tud/uscxml`.
const CONFORMANCE: &str = "DOUDI_SCXML_W3C";
/// At least so many of the interactive charts behave exactly.
const INTERACTIVE_PASSED_MIN: usize = 100;
/// At least so many of the W3C's tests behave exactly.
const CONFORMANCE_PASSED_MIN: usize = 84;

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        println!("SKIPPED: {variable} names no folder");
    }
    folder
}

#[test]
fn interactive_charts_are_where_their_scripts_say_after_every_event() {
    let Some(folder) = folder(INTERACTIVE) else { return };
    let excluded = verdict::excluded(include_str!("excluded-interactive.txt"));
    let tally = Tally::of(interactive::charts(&folder), &excluded, interactive::run);
    println!("interactive charts: {tally}");
    tally.hold(INTERACTIVE_PASSED_MIN);
}

#[test]
fn conformance_charts_end_in_pass() {
    let Some(folder) = folder(CONFORMANCE) else { return };
    let excluded = verdict::excluded(include_str!("excluded-conformance.txt"));
    let tally = Tally::of(conformance::charts(&folder), &excluded, conformance::run);
    println!("conformance charts: {tally}");
    tally.hold(CONFORMANCE_PASSED_MIN);
}
