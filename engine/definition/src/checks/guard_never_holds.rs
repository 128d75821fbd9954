//! A guard that no case can meet: dead words, or a slip that shuts people out.

use super::Subject;
use super::cases::{Cases, lists};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::Expression;
use crate::text::Span;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    for (name, state) in &definition.states {
        for (of, branches) in state.working().map(lists).unwrap_or_default() {
            for branch in branches {
                let when = branch.when.as_ref();
                diagnostics
                    .extend(when.and_then(|when| told(subject, when, branch.span, format!("states.{name}.{of}"))));
            }
        }
        for effect in state.effects() {
            let when = effect.when.as_ref();
            diagnostics.extend(when.and_then(|when| told(subject, when, effect.span, format!("states.{name}"))));
        }
    }
    if let Some(when) = &definition.start.when {
        let at = subject.source.text.find(when.source()).unwrap_or_default();
        let span = Span::new(at, at + when.source().len());
        diagnostics.extend(told(subject, when, span, "start.when".to_owned()));
    }
}

fn told(subject: &Subject<'_>, when: &Expression, span: Span, path: String) -> Option<Diagnostic> {
    let cases = Cases::of(subject.definition, &[when.condition()]);
    if cases.find(|held| held == [true]) != Ok(None) {
        return None;
    }
    let message = Bilingual::new(
        format!("条件“{}”对任何办件都不会成立", when.source()),
        format!("no case can meet the condition `{}`", when.source()),
    );
    let help = Bilingual::new(
        "核对上下限、选项和 and/or；用不到就删去",
        "look at the bounds, the options, and at `and` and `or`; delete it if nothing needs it",
    );
    Some(subject.problem(Code::GuardNeverHolds, span, path, message, help))
}
