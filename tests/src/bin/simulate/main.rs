//! `simulate --seed S --case-days N [--process NAME] [--world W] [--never EXPRESSION] [--into FOLDER] [--json]`: seeded officers,
//! processes and crashes over the pure core and a store in memory; whatever does not hold is shrunk to a scenario in a folder.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool of the tests says what went wrong by failing")]

mod options;
mod report;

use std::process::ExitCode;
use std::time::Instant;

use tests::harness::shipped_texts;
use tests::simulation::{shrink, simulate};

use options::Options;

/// A line is told each time so many case-days have passed.
const TOLD_EVERY_CASE_DAYS: u64 = 50_000;
/// The most failures shrunk and shown.
const SHRUNK_MAX: usize = 5;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(wrong) => {
            println!("{wrong}");
            return ExitCode::FAILURE;
        }
    };
    let began = Instant::now();
    let mut told = 0;
    let ran = simulate(&shipped_texts(), &options.settings, |worlds, figures| {
        if !options.json && figures.case_days() >= told + TOLD_EVERY_CASE_DAYS {
            told = figures.case_days();
            println!("{told:>9} case-days, {worlds} worlds, {:.0} s", began.elapsed().as_secs_f64());
        }
    });
    let took = began.elapsed();
    let mut failures = Vec::new();
    for failed in ran.failed.iter().take(SHRUNK_MAX) {
        let replay = options.replay(failed.number);
        let shrunk = shrink(failed, options.settings.apply, &replay);
        let folder = options.into.join(format!("seed-{}-world-{}", options.settings.seed, failed.number));
        let path = shrunk.write(failed, &folder).unwrap();
        failures.push(report::failure(&shrunk, &path, &replay));
    }
    report::print(&options, &ran, took, &failures);
    if ran.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
