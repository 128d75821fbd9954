//! What one case tells another must be waited for there, in a form it takes: a result that nobody takes up would be refused, and
//! with it the step of the officer who brought it about.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Correspondent, Definition, Effect, EffectKind, Handed, Message, NewCase, Receive};
use crate::name::ProcessName;
use crate::workspace::Checked;

type Processes = IndexMap<ProcessName, Checked>;

pub(super) fn check(processes: &Processes, diagnostics: &mut Vec<Diagnostic>) {
    for checked in processes.values() {
        for (effect, message) in messages(&checked.definition) {
            for (problem, help) in problems(&checked.definition, message, processes) {
                diagnostics.push(Diagnostic {
                    code: Code::MessageUnwanted,
                    source: Arc::clone(&checked.source),
                    span: effect.span,
                    path: format!("tell.{}", message.event),
                    message: problem,
                    help: Some(help),
                });
            }
        }
    }
}

/// Where what a process tells the case that started it and what that one waits for do not go together.
pub fn told_to(teller: &Definition, receiver: &Definition) -> Vec<(Bilingual, Bilingual)> {
    let to_starter = messages(teller).filter(|(_, message)| message.to == Correspondent::Starter);
    to_starter.flat_map(|(_, message)| between(message, receiver)).collect()
}

fn messages(definition: &Definition) -> impl Iterator<Item = (&Effect, &Message)> {
    definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Tell(message) => Some((effect, message)),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Start(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    })
}

fn starts(definition: &Definition) -> impl Iterator<Item = &NewCase> {
    definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Start(new) => Some(new),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    })
}

fn problems(teller: &Definition, message: &Message, processes: &Processes) -> Vec<(Bilingual, Bilingual)> {
    match &message.to {
        Correspondent::Starter => {
            let starters = processes.values().map(|checked| &checked.definition);
            let starters = starters.filter(|other| starts(other).any(|new| new.process == teller.process));
            starters.flat_map(|receiver| between(message, receiver)).collect()
        }
        Correspondent::Started(key) => {
            let Some(new) = starts(teller).find(|new| new.key == *key) else { return vec![unknown(teller, key)] };
            let receiver = processes.get(&new.process).map(|checked| &checked.definition);
            receiver.map(|receiver| between(message, receiver)).unwrap_or_default()
        }
    }
}

fn unknown(teller: &Definition, key: &str) -> (Bilingual, Bilingual) {
    let keys: Vec<&str> = starts(teller).map(|new| new.key.as_str()).collect();
    let known = keys.join(", ");
    (
        Bilingual::new(
            format!("本流程没有以“{key}”为标识另立的办件"),
            format!("this process starts no case under the key `{key}`"),
        ),
        Bilingual::new(
            format!("写 starter（来源办件），或已有标识之一：{known}"),
            format!("write `starter`, or one of the keys there are: {known}"),
        ),
    )
}

fn between(message: &Message, receiver: &Definition) -> Vec<(Bilingual, Bilingual)> {
    let (event, process) = (&message.event, &receiver.process);
    let working = receiver.states.values().filter_map(|state| state.working());
    let receives: Vec<&Receive> =
        working.flat_map(|working| &working.receive).filter(|receive| receive.takes(event)).collect();
    if receives.is_empty() {
        let text = Bilingual::new(
            format!("流程“{process}”没有一个环节收“{event}”"),
            format!("no state of the process `{process}` receives `{event}`"),
        );
        let help = Bilingual::new(
            format!("在“{process}”等待结果的环节加 receive: {{{event}: …}}"),
            format!("add `receive: {{{event}: ...}}` to the state of `{process}` that waits for it"),
        );
        return vec![(text, help)];
    }
    receives.into_iter().flat_map(|receive| misfits(message, receive, receiver)).collect()
}

/// Where what is told and what is taken do not go together.
fn misfits(message: &Message, receive: &Receive, receiver: &Definition) -> Vec<(Bilingual, Bilingual)> {
    let (event, process) = (&message.event, &receiver.process);
    let help = || {
        Bilingual::new(
            format!("对照流程“{process}”里 receive 之下“{event}”的表单"),
            format!("compare the form of `{event}` under `receive` in `{process}`"),
        )
    };
    let mut found = Vec::new();
    for Handed { field: name, value: expression, optional: _ } in &message.fields {
        let asked = receive.form.iter().any(|item| item.field == *name);
        let fits = receiver.fields.get(name).is_some_and(|field| field.kind.takes(expression));
        if !(asked && fits) {
            let text = Bilingual::new(
                format!("流程“{process}”收“{event}”时不收“{name}”，或类型不合"),
                format!("the process `{process}` does not take `{name}` with `{event}`, or not of this type"),
            );
            found.push((text, help()));
        }
    }
    for item in receive.form.iter().filter(|item| item.required) {
        if !message.fields.iter().any(|handed| handed.field == item.field && !handed.optional) {
            let text = Bilingual::new(
                format!("流程“{process}”收“{event}”须有“{}”，这里没有给", item.field),
                format!("the process `{process}` needs `{}` with `{event}`, which is not given", item.field),
            );
            found.push((text, help()));
        }
    }
    found
}
