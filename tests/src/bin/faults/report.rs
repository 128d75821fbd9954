//! What came of it: a line a round, and a table at the end.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tests::harness::Backend;

use crate::load::Counts;
use crate::options::Options;

/// So many failures of a kind are shown in full.
const SHOWN_MAX: usize = 5;

/// What came of it.
pub struct Report {
    options: Options,
    began: Instant,
    took: Duration,
    checks: BTreeMap<&'static str, Tally>,
    figures: BTreeMap<&'static str, usize>,
}

/// What the line of a round begins with.
pub struct Told {
    /// Its number.
    pub round: u64,
    /// When it began.
    pub began: Instant,
    /// What befell whom.
    pub what: String,
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    shown: Vec<String>,
}

impl Report {
    /// Nothing yet.
    pub fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            began: Instant::now(),
            took: Duration::ZERO,
            checks: BTreeMap::new(),
            figures: BTreeMap::new(),
        }
    }

    /// One thing that must hold.
    pub fn check(&mut self, what: &'static str, holds: bool, detail: impl FnOnce() -> String) {
        let tally = self.checks.entry(what).or_default();
        if holds {
            tally.passed += 1;
            return;
        }
        tally.failed += 1;
        if tally.shown.len() < SHOWN_MAX {
            tally.shown.push(detail());
        }
    }

    /// What `doudi verify` found must be nothing.
    pub fn verified(&mut self, verified: Result<Json, String>) {
        let holds = verified.as_ref().is_ok_and(|found| found["wrong"] == 0);
        self.check("doudi verify is clean", holds, || format!("{verified:?}"));
    }

    /// A number to be told.
    pub fn figure(&mut self, what: &'static str, number: usize) {
        *self.figures.entry(what).or_default() += number;
    }

    /// The run is over.
    pub fn took(&mut self) {
        self.took = self.began.elapsed();
    }

    /// The line of a round.
    pub fn round(&self, told: &Told, counts: Counts, verified: &Result<Json, String>) -> String {
        let Counts { sent, done, refused, unanswered } = counts;
        let verified = match verified {
            Ok(found) => {
                format!("verified {} cases, {} steps, {} wrong", found["cases"], found["steps"], found["wrong"])
            }
            Err(error) => format!("verify: {}", error.chars().take(300).collect::<String>()),
        };
        format!(
            "round {:>4}: {}; {sent} sent, {done} done, {refused} refused, {unanswered} unanswered; {verified}; {:.1} s",
            told.round,
            told.what,
            told.began.elapsed().as_secs_f64()
        )
    }

    /// How often something failed.
    pub fn failures(&self, what: &str) -> usize {
        self.checks.get(what).map_or(0, |tally| tally.failed)
    }

    /// Whether everything holds.
    pub fn is_clean(&self) -> bool {
        self.checks.values().all(|tally| tally.failed == 0)
    }

    /// The table.
    pub fn print(&self) {
        let store = match self.options.store {
            Backend::Sqlite => "sqlite",
            Backend::Postgres => "postgres",
        };
        let Options { rounds, seed, clients, nodes, faults, .. } = &self.options;
        let faults: Vec<_> = faults.iter().map(|fault| fault.word()).collect();
        println!(
            "\n{rounds} rounds of {} on {store}, {nodes} nodes, seed {seed}, {clients} clients, {:.0} s",
            faults.join(", "),
            self.took.as_secs_f64()
        );
        for (what, number) in self.figures.iter() {
            println!("{number:>8}  {what}");
        }
        println!("{:>8}  {:>8}", "passed", "failed");
        for (what, tally) in &self.checks {
            println!("{:>8}  {:>8}  {what}", tally.passed, tally.failed);
            for detail in &tally.shown {
                println!("{:>20}{detail}", "");
            }
        }
        let (passed, failed) =
            self.checks.values().fold((0, 0), |(passed, failed), tally| (passed + tally.passed, failed + tally.failed));
        println!("{passed} passed, {failed} failed");
    }
}
