//! Does anything notice when a policy is written wrongly? Each shipped process is changed in one place, in every way the operators
//! know; the change must be told by the checks or break a scenario. What nobody notices stands in a list, each with a reason.
//!
//! A sample, by seed, and the whole are run by hand: `cargo test --release -p scenario --test mutation -- --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads the shipped files and prints its figures"
)]

mod operator;
mod rulebook;
mod survivors;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use operator::{Mutant, mutants};
use rulebook::Rulebook;

/// One mutant in so many is looked at beside the other tests.
const SAMPLED_EVERY: usize = 40;
/// Which of them come first; another number looks at others.
const SEED: usize = 20_200_420;
/// So many of a hundred mutants may go unnoticed, each with its reason.
const SURVIVORS_PERCENT_MAX: usize = 5;

/// What noticed a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Noticed {
    Check,
    Scenarios,
    Nobody,
}

fn noticed(rulebook: &Rulebook, mutant: &Mutant) -> Noticed {
    let mut workspace = rulebook.with(mutant);
    if !workspace.diagnostics.is_empty() || !scenario::diagnostics(&workspace).is_empty() {
        return Noticed::Check;
    }
    rulebook.keep_concerned(&mut workspace, &mutant.process);
    if scenario::run(&workspace).failed > 0 { Noticed::Scenarios } else { Noticed::Nobody }
}

/// Looks at some mutants; those that nobody notices and no reason is known of.
fn looked_at(rulebook: &Rulebook, all: &[Mutant]) -> (BTreeMap<(&'static str, Noticed), usize>, Vec<String>) {
    let mut counts: BTreeMap<(&'static str, Noticed), usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for mutant in all {
        let by = noticed(rulebook, mutant);
        *counts.entry((mutant.operator, by)).or_default() += 1;
        if by == Noticed::Nobody && survivors::reason(&mutant.id()).is_none() {
            unexplained.push(format!("{}: {} -> {}", mutant.id(), mutant.before(), mutant.replacement));
        }
    }
    (counts, unexplained)
}

#[test]
#[ignore = "81 of 720 mutants still go unnoticed and have no reason in the list: run by hand until they do"]
fn sampled_changes_to_shipped_processes_are_noticed_or_known() {
    let rulebook = Rulebook::shipped();
    let all = mutants(&rulebook);
    let sample: Vec<Mutant> = all.into_iter().skip(SEED % SAMPLED_EVERY).step_by(SAMPLED_EVERY).collect();
    assert!(sample.len() > 10, "{}", sample.len());
    let (_, unexplained) = looked_at(&rulebook, &sample);
    assert!(unexplained.is_empty(), "nobody notices:\n{}", unexplained.join("\n"));
}

#[test]
fn there_are_fifteen_operators_and_each_finds_something_to_change() {
    let rulebook = Rulebook::shipped();
    let all = mutants(&rulebook);
    let found: BTreeSet<&str> = all.iter().map(|mutant| mutant.operator).collect();
    let missing: Vec<&str> = operator::names().filter(|name| !found.contains(name)).collect();
    assert!(operator::names().count() >= 15);
    assert_eq!(missing, operator::NOTHING_TO_CHANGE, "of {}", all.len());
}

#[test]
#[ignore = "takes minutes; run by hand"]
fn nearly_every_change_to_a_shipped_process_is_noticed() {
    let rulebook = Rulebook::shipped();
    let all = mutants(&rulebook);
    let (counts, unexplained) = looked_at(&rulebook, &all);
    let by =
        |noticed: Noticed| counts.iter().filter(|((_, by), _)| *by == noticed).map(|(_, count)| count).sum::<usize>();
    for name in operator::names() {
        let of = |noticed| counts.get(&(name, noticed)).copied().unwrap_or_default();
        let (check, scenarios, nobody) = (of(Noticed::Check), of(Noticed::Scenarios), of(Noticed::Nobody));
        println!(
            "{name:32} {:5} mutants: {check:5} by check, {scenarios:5} by scenarios, {nobody:4} by nobody",
            check + scenarios + nobody
        );
    }
    let survived = by(Noticed::Nobody);
    println!(
        "{} mutants: {} by check, {} by scenarios, {survived} by nobody ({:.1} %, at most {SURVIVORS_PERCENT_MAX} %)",
        all.len(),
        by(Noticed::Check),
        by(Noticed::Scenarios),
        100.0 * survived as f64 / all.len() as f64
    );
    let stale: Vec<&str> = survivors::ids().filter(|id| !all.iter().any(|mutant| mutant.id() == *id)).collect();
    assert!(unexplained.is_empty(), "nobody notices, and no reason is known:\n{}", unexplained.join("\n"));
    assert!(stale.is_empty(), "no such mutant any more: {stale:?}");
    assert!(survived * 100 <= all.len() * SURVIVORS_PERCENT_MAX);
}
