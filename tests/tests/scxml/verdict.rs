//! What came of a suite: how many charts passed, which failed, which are not run and why.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// A chart by its name in the suite, and where it lies.
pub struct Chart {
    pub name: String,
    pub path: PathBuf,
}

/// What came of a suite.
#[derive(Default)]
pub struct Tally {
    passed: usize,
    failed: Vec<(String, String)>,
    excluded: usize,
    /// Excluded charts that passed all the same.
    wrongly_excluded: Vec<String>,
    /// Exclusions of charts that are not there.
    unknown: Vec<String>,
}

/// Excluded charts with the reason of each: `name: reason`, one a line.
pub fn excluded(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entries = lines.map(|line| line.split_once(": ").unwrap_or_else(|| panic!("no reason given: {line}")));
    entries.map(|(name, reason)| (name.to_owned(), reason.to_owned())).collect()
}

impl Tally {
    /// Runs every chart, also those excluded: one that passes is not to be excluded.
    pub fn of(
        charts: Vec<Chart>,
        excluded: &BTreeMap<String, String>,
        run: impl Fn(&Chart) -> Result<(), String>,
    ) -> Self {
        assert!(!charts.is_empty(), "the folder holds no charts");
        let mut tally = Self::default();
        let is_there = |name: &&String| charts.iter().any(|chart| chart.name == **name);
        tally.unknown = excluded.keys().filter(|name| !is_there(name)).cloned().collect();
        for chart in &charts {
            match (run(chart), excluded.contains_key(&chart.name)) {
                (Ok(()), false) => tally.passed += 1,
                (Err(why), false) => tally.failed.push((chart.name.clone(), why)),
                (Err(_), true) => tally.excluded += 1,
                (Ok(()), true) => tally.wrongly_excluded.push(chart.name.clone()),
            }
        }
        tally
    }

    /// Every chart either passed or is excluded, and enough passed.
    pub fn hold(&self, passed_min: usize) {
        for (name, why) in &self.failed {
            println!("FAILED {name}: {why}");
        }
        assert!(self.failed.is_empty(), "{} charts failed", self.failed.len());
        assert!(self.wrongly_excluded.is_empty(), "excluded, but they pass: {:?}", self.wrongly_excluded);
        assert!(self.unknown.is_empty(), "excluded, but not in the suite: {:?}", self.unknown);
        assert!(self.passed >= passed_min, "{} passed, expected at least {passed_min}", self.passed);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (passed, failed, excluded) = (self.passed, self.failed.len(), self.excluded + self.wrongly_excluded.len());
        let all = passed + failed + excluded;
        write!(f, "{passed} passed, {failed} failed, {excluded} excluded, of {all}")
    }
}
