//! The effective-dated closure of the tree: each office with every ancestor it ever had, and when.

use std::collections::HashMap;

use super::Tree;
use crate::days::Days;
use crate::moment::Date;
use crate::name::OfficeName;

/// One office is another's ancestor, or itself, for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestry {
    /// The office above, or the office itself.
    pub ancestor: OfficeName,
    /// The office below, or the office itself.
    pub descendant: OfficeName,
    /// The first day; open if not given.
    pub from: Option<Date>,
    /// The first day no longer; open if not given.
    pub until: Option<Date>,
}

/// Every pair, by descendant in the order written, from the office itself up. No two rows of a pair share a day or touch.
pub(super) fn closure(tree: &Tree) -> Vec<Ancestry> {
    let mut known = HashMap::new();
    let mut rows = Vec::new();
    for descendant in tree.offices.keys() {
        for (ancestor, days) in above(tree, descendant, &mut known) {
            let (from, until) = (days.from, days.until);
            rows.push(Ancestry { ancestor, descendant: descendant.clone(), from, until });
        }
    }
    rows
}

type Above = Vec<(OfficeName, Days)>;

/// An office's ancestors and when; itself first. Recursion is as deep as the tree has levels.
fn above(tree: &Tree, office: &OfficeName, known: &mut HashMap<OfficeName, Above>) -> Above {
    if let Some(found) = known.get(office) {
        return found.clone();
    }
    let mut found: Above = vec![(office.clone(), Days::ALWAYS)];
    let within = tree.offices.get(office).map(|office| office.within.as_slice()).unwrap_or_default();
    for step in within {
        for (ancestor, days) in above(tree, &step.parent, known) {
            if let Some(days) = days.overlap(step.days()) {
                add(&mut found, ancestor, days);
            }
        }
    }
    known.insert(office.clone(), found.clone());
    found
}

/// Adds a run of days; where it touches one of the same ancestor, both become one.
fn add(found: &mut Above, ancestor: OfficeName, mut days: Days) {
    found.retain(|(known, other)| {
        let before = other.until.is_some() && other.until == days.from;
        let after = other.from.is_some() && other.from == days.until;
        if *known != ancestor || !(before || after) {
            return true;
        }
        if before {
            days.from = other.from;
        } else {
            days.until = other.until;
        }
        false
    });
    found.push((ancestor, days));
}
