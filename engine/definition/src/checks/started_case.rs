//! A case started by another must be given what its process asks for at the start, and nothing it does not ask for.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CANCELLED_OUTCOME, Definition, Effect, EffectKind, Handed, INCIDENT_OUTCOME, NewCase, StateKind, failed_case_event,
};
use crate::name::ProcessName;
use crate::text::Span;
use crate::workspace::Checked;

pub(super) fn check(processes: &IndexMap<ProcessName, Checked>, diagnostics: &mut Vec<Diagnostic>) {
    for checked in processes.values() {
        for (effect, new) in starts(&checked.definition) {
            let Some(target) = processes.get(&new.process) else { continue };
            for (message, help) in failures(new, &checked.definition, &target.definition) {
                diagnostics.push(Diagnostic {
                    code: Code::ChildCase,
                    source: Arc::clone(&checked.source),
                    span: effect.span,
                    path: format!("start_case.{}", new.key),
                    message,
                    help: Some(help),
                });
            }
            for (message, help) in problems(new, &target.definition) {
                diagnostics.push(Diagnostic {
                    code: Code::UnknownField,
                    source: Arc::clone(&checked.source),
                    span: Span::new(effect.span.start, effect.span.end),
                    path: format!("start_case.{}", new.key),
                    message,
                    help: Some(help),
                });
            }
        }
    }
}

fn starts(definition: &Definition) -> Vec<(&Effect, &NewCase)> {
    let found = definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Start(new) => Some((effect, new)),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    });
    found.collect()
}

/// What means failure is something the other case can come to, and somebody waits to hear of it.
fn failures(new: &NewCase, starter: &Definition, target: &Definition) -> Vec<(Bilingual, Bilingual)> {
    let mut found = Vec::new();
    let outcomes = target.states.values().filter_map(|state| match &state.kind {
        StateKind::End(end) => Some(end.outcome.as_str()),
        StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
    });
    let outcomes: Vec<&str> = outcomes.chain([INCIDENT_OUTCOME, CANCELLED_OUTCOME]).collect();
    for strange in new.failed.iter().filter(|outcome| !outcomes.contains(&outcome.as_str())) {
        let message = Bilingual::new(
            format!("流程“{}”没有办理结果“{strange}”", target.process),
            format!("no case of `{}` ends with the outcome `{strange}`", target.process),
        );
        let known = outcomes.join(", ");
        let help = Bilingual::new(format!("可写：{known}"), format!("there are: {known}"));
        found.push((message, help));
    }
    let event = failed_case_event(&new.key);
    if !new.failed.is_empty() && !starter.waits_for(&event) {
        let message = Bilingual::new(
            format!("写了 failed（算失败），却没有环节等“{event}”"),
            format!("`failed` is given, but no state waits for `{event}`"),
        );
        let help = Bilingual::new(
            format!("在等它的环节写 receive: {{{event}: …}}"),
            format!("add `receive: {{{event}: ...}}` where it is waited for"),
        );
        found.push((message, help));
    }
    found
}

fn problems(new: &NewCase, target: &Definition) -> Vec<(Bilingual, Bilingual)> {
    let mut found = Vec::new();
    let help = || {
        Bilingual::new(
            format!("对照流程“{}”的 start 表单", target.process),
            format!("compare the form under `start` of `{}`", target.process),
        )
    };
    for Handed { field: name, value: expression, optional: _ } in &new.fields {
        let asked = target.start.form.iter().any(|item| item.field == *name);
        let Some(field) = target.fields.get(name).filter(|_| asked) else {
            let message = Bilingual::new(
                format!("流程“{}”立件时不收“{name}”", target.process),
                format!("the process `{}` does not take `{name}` at its start", target.process),
            );
            found.push((message, help()));
            continue;
        };
        if !field.kind.takes(expression) {
            let message = Bilingual::new(
                format!("“{name}”的类型与流程“{}”的不合", target.process),
                format!("`{name}` is of another type in the process `{}`", target.process),
            );
            found.push((message, help()));
        }
    }
    for item in target.start.form.iter().filter(|item| item.required) {
        if !new.fields.iter().any(|handed| handed.field == item.field && !handed.optional) {
            let message = Bilingual::new(
                format!("流程“{}”立件须有“{}”，这里没有给", target.process, item.field),
                format!("the process `{}` needs `{}` at its start, which is not given", target.process, item.field),
            );
            found.push((message, help()));
        }
    }
    found
}
