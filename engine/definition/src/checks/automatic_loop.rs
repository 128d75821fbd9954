//! Automatic transitions that lead round to where they began: nothing would stop them. A wait of no length, or until a day that
//! may be past, stops nobody either.

use std::collections::BTreeSet;

use super::Subject;
use super::graph::{self, By, Edge};
use crate::bilingual::Bilingual;
use crate::calendar::Budget;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Wait;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let automatic: Vec<Edge<'_>> = graph::edges(subject.definition)
        .into_iter()
        .filter(|edge| match &edge.by {
            By::Itself => true,
            By::Time(wait) => may_be_over(wait),
            By::Person(_) | By::Event(_) | By::Reopening => false,
        })
        .collect();
    let mut told = BTreeSet::new();
    let rounds = graph::rounds(&automatic);
    for edge in &automatic {
        let round = rounds.get(edge.from) == rounds.get(edge.to);
        if !round || !told.insert(edge.from) {
            continue;
        }
        let (Some(branch), name) = (edge.branch, edge.from) else { continue };
        let message = Bilingual::new(
            format!("自动流转从“{name}”绕一圈又回到“{name}”，不会停下"),
            format!("automatic transitions lead from `{name}` round to `{name}` and would not stop"),
        );
        let help = Bilingual::new(
            "圈里至少一步改由人办理（on），或经过（in）至少一段时间",
            "let a person (`on`) take at least one of the steps, or let some time pass (`in`)",
        );
        diagnostics.push(subject.problem(
            Code::AutomaticLoop,
            branch.span,
            format!("states.{name}.always"),
            message,
            help,
        ));
    }
}

/// Whether a wait may be over as soon as it begins.
fn may_be_over(wait: &Wait) -> bool {
    match wait {
        Wait::Until(_) => true,
        // Days, months and years end with a day: by then some time has passed.
        Wait::For(budget) => matches!(budget, Budget::Hours(0) | Budget::WorkingHours(0)),
    }
}
