//! A case started by another must be given what its process asks for at the start, and nothing it does not ask for.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Definition, Effect, EffectKind, Handed, NewCase};
use crate::name::ProcessName;
use crate::text::Span;
use crate::workspace::Checked;

pub(super) fn check(processes: &IndexMap<ProcessName, Checked>, diagnostics: &mut Vec<Diagnostic>) {
    for checked in processes.values() {
        for (effect, new) in starts(&checked.definition) {
            let Some(target) = processes.get(&new.process) else { continue };
            for (message, help) in handed_at_start(&new.fields, &target.definition) {
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

/// Where what a case is handed at its start and what its process takes there do not go together.
pub fn handed_at_start(handed: &[Handed], target: &Definition) -> Vec<(Bilingual, Bilingual)> {
    let mut found = Vec::new();
    let help = || {
        Bilingual::new(
            format!("对照流程“{}”的 start 表单", target.process),
            format!("compare the form under `start` of `{}`", target.process),
        )
    };
    for Handed { field: name, value: expression, optional: _ } in handed {
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
        if !handed.iter().any(|handed| handed.field == item.field && !handed.optional) {
            let message = Bilingual::new(
                format!("流程“{}”立件须有“{}”，这里没有给", target.process, item.field),
                format!("the process `{}` needs `{}` at its start, which is not given", target.process, item.field),
            );
            found.push((message, help()));
        }
    }
    found
}
