//! Automatic transitions that lead round to where they began: nothing would stop them.

use std::collections::BTreeSet;

use super::Subject;
use super::graph::{self, By, Edge};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let automatic: Vec<Edge<'_>> =
        graph::edges(subject.definition).into_iter().filter(|edge| matches!(edge.by, By::Itself)).collect();
    let mut told = BTreeSet::new();
    for edge in &automatic {
        let round = graph::reachable([edge.to], &automatic).contains(edge.from);
        if !round || !told.insert(edge.from) {
            continue;
        }
        let (Some(branch), name) = (edge.branch, edge.from) else { continue };
        let message = Bilingual::new(
            format!("自动流转从“{name}”绕一圈又回到“{name}”，不会停下"),
            format!("automatic transitions lead from `{name}` round to `{name}` and would not stop"),
        );
        let help = Bilingual::new(
            "圈里至少一步改由人办理（on）或到时（after）",
            "let a person (`on`) or time (`after`) take at least one of the steps",
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
