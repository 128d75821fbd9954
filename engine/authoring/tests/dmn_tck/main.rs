//! Expressions and tables against a suite we did not write: the DMN TCK (dmn-tck/tck). Its models are imported as any author's
//! would be, into a process of ours, and its cases decided there. Nothing of the suite is kept here: `DOUDI_DMN_TCK` names the
//! folder of its test cases; without it nothing is run, and that is said.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test tells what it found")]
#![allow(clippy::disallowed_methods, reason = "a test reads the suite")]

mod case;
mod excluded;
mod judge;
mod process;
mod suite;

use std::collections::BTreeMap;
use std::path::PathBuf;

use judge::Verdict;

/// Where the suite is.
const FOLDER: &str = "DOUDI_DMN_TCK";
/// The least that must be decided as the suite says, of the 116 cases of level 2.
const LEVEL_2_FLOOR: usize = 100;
/// The least of level 3; only ever raised.
const LEVEL_3_FLOOR: usize = 246;

#[test]
fn level_2_is_decided_as_the_suite_says() {
    level("compliance-level-2", LEVEL_2_FLOOR);
}

#[test]
fn level_3_is_decided_as_far_as_the_floor() {
    level("compliance-level-3", LEVEL_3_FLOOR);
}

fn level(name: &str, floor: usize) {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        println!("SKIPPED: {name} of the DMN TCK; set {FOLDER} to its TestCases");
        return;
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for model in suite::models(&folder.join(name)) {
        let mut of_model: BTreeMap<&str, usize> = BTreeMap::new();
        for (case, verdict) in judge::all(&model) {
            *counts.entry(verdict.word()).or_default() += 1;
            *of_model.entry(verdict.word()).or_default() += 1;
            if let Verdict::Refused(why) | Verdict::Wrong(why) = &verdict
                && !excluded::is(&model.name, &case)
            {
                unexplained.push(format!("{} {case}: {} {why}", model.name, verdict.word()));
            }
        }
        println!("{}: {of_model:?}", model.name);
    }
    println!("{name}: {counts:?} of {}", counts.values().sum::<usize>());
    if std::env::var_os("DOUDI_DMN_TCK_TELL").is_some() {
        unexplained.iter().for_each(|line| println!("{line}"));
        return;
    }
    let decided = counts.get("decided").copied().unwrap_or(0);
    assert!(decided >= floor, "{decided} of {name} are decided as the suite says, expected at least {floor}");
    assert!(unexplained.is_empty(), "expected a reason for each of\n{}", unexplained.join("\n"));
}
