//! What came of it, as a table or as JSON.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value as Json, json};
use tests::simulation::{Ran, Shrunk};

use crate::options::Options;

/// So many of what was not come by are shown.
const UNCOVERED_SHOWN_MAX: usize = 12;

/// A failure as it is told.
pub fn failure(shrunk: &Shrunk, path: &Path, replay: &str) -> Json {
    json!({
        "finding": shrunk.finding.to_string(),
        "moves": shrunk.moves.len(),
        "needs_crash": shrunk.needs_crash,
        "scenario": path.display().to_string(),
        "replay": replay,
    })
}

/// Prints everything.
pub fn print(options: &Options, ran: &Ran, took: Duration, failures: &[Json]) {
    let rate = ran.figures.case_days() as f64 / took.as_secs_f64();
    if options.json {
        let mut all = ran.figures.json();
        let more = json!({
            "seed": options.settings.seed,
            "seconds": took.as_secs_f64(),
            "case_days_per_s": rate,
            "worlds": ran.worlds,
            "worlds_by_process": ran.by_process,
            "crashes_by_point": ran.crashes,
            "coverage": ran.coverage,
            "digest": ran.digest,
            "failed_worlds": ran.failed.len(),
            "failures": failures,
        });
        if let (Json::Object(all), Json::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
        println!("{all}");
        return;
    }
    let seed = options.settings.seed;
    println!("seed {seed}: {} case-days in {:.1} s ({rate:.0} a second)", ran.figures.case_days(), took.as_secs_f64());
    println!("{:>9}  worlds: {}", ran.worlds, listed(ran.by_process.iter()));
    for (name, count) in ran.figures.counts() {
        println!("{count:>9}  {name}");
    }
    println!("steps by cause: {}", listed(ran.figures.steps.iter()));
    println!("done: {}", listed(ran.figures.done.iter()));
    for (kind, reasons) in &ran.figures.refused {
        println!("refused {kind}: {}", listed(reasons.iter()));
    }
    println!("killed: {}", listed(ran.crashes.iter()));
    coverage(ran);
    println!("digest {}", ran.digest);
    for failure in failures {
        println!("FAILED {failure:#}");
    }
    println!("{} worlds failed", ran.failed.len());
}

fn coverage(ran: &Ran) {
    for (process, covered) in &ran.coverage.processes {
        let shares = [
            ("transitions", &covered.transitions),
            ("guards", &covered.guards),
            ("rows", &covered.rows),
            ("rungs", &covered.rungs),
        ];
        let shown = shares.map(|(name, share)| format!("{name} {}/{}", share.covered, share.total));
        println!("{process}: {}", shown.join(", "));
        let missed = shares.iter().flat_map(|(_, share)| &share.uncovered);
        let missed: Vec<&str> = missed.map(String::as_str).take(UNCOVERED_SHOWN_MAX).collect();
        if !missed.is_empty() {
            println!("    not come by: {}", missed.join("; "));
        }
    }
}

fn listed<'l>(counts: impl Iterator<Item = (&'l (impl std::fmt::Display + 'l), &'l u64)>) -> String {
    counts.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
