//! Looking into a definition: which cases it starts, what ends it may come to.

use definition::model::{CANCELLED_OUTCOME, Definition, Effect, EffectKind, NewCase, State, StateKind, Wanted};
use definition::name::{ActionName, EventName};
use definition::workspace::Workspace;
use std::collections::BTreeSet;

/// Every effect of a process, in document order.
pub(crate) fn effects(definition: &Definition) -> impl Iterator<Item = &Effect> {
    definition.effects()
}

/// Every case a process may start.
pub(crate) fn started(definition: &Definition) -> impl Iterator<Item = &NewCase> {
    effects(definition).filter_map(|effect| match &effect.kind {
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

/// Every case that can come of a case of this process, directly or through others: its key, and its process.
pub(crate) fn descendants<'w>(own: &'w Definition, workspace: &'w Workspace) -> Vec<(&'w str, &'w Definition)> {
    let mut found: Vec<(&str, &Definition)> = Vec::new();
    let mut open = vec![own];
    let mut seen = BTreeSet::from([&own.process]);
    while let Some(definition) = open.pop() {
        for new in started(definition) {
            let Some(checked) = workspace.processes.get(&new.process) else { continue };
            if !found.iter().any(|(key, other)| *key == new.key && other.process == new.process) {
                found.push((&new.key, &checked.definition));
            }
            if seen.insert(&checked.definition.process) {
                open.push(&checked.definition);
            }
        }
    }
    found
}

/// The key of a case without the number of a later one under the same key: `risk` for `risk#2`.
pub(crate) fn plain_key(key: &str) -> &str {
    match key.rsplit_once('#') {
        Some((plain, number)) if number.parse::<u32>().is_ok_and(|number| number >= 2) => plain,
        Some(_) | None => key,
    }
}

/// Every benefit a process may grant, by key; a key may come more than once.
pub(crate) fn grants(definition: &Definition) -> impl Iterator<Item = &str> {
    effects(definition).filter_map(|effect| match &effect.kind {
        EffectKind::Grant(grant) => Some(grant.key.as_str()),
        EffectKind::Notify { .. }
        | EffectKind::Start(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    })
}

/// What may come of a case, being called off included; a word may come more than once.
pub(crate) fn outcomes(definition: &Definition) -> impl Iterator<Item = &str> {
    let ends = definition.states.values().filter_map(|state| match &state.kind {
        StateKind::End(end) => Some(end.outcome.as_str()),
        StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
    });
    // Also where the file lets nobody cancel: the case that started this one may be.
    ends.chain([CANCELLED_OUTCOME])
}

/// Every action of a process; a name may come more than once.
pub(crate) fn actions(definition: &Definition) -> impl Iterator<Item = &ActionName> {
    definition.states.values().filter_map(State::working).flat_map(|working| working.actions.keys())
}

/// Every event a process waits for somewhere; a name may come more than once.
pub(crate) fn events(definition: &Definition) -> impl Iterator<Item = &EventName> {
    let received = definition.states.values().filter_map(State::working).flat_map(|working| &working.receive);
    received.flat_map(|receive| &receive.events).filter_map(|wanted| match wanted {
        Wanted::Named(event) => Some(event),
        Wanted::Any => None,
    })
}

/// Whether a process waits somewhere for whatever event comes.
pub(crate) fn takes_any(definition: &Definition) -> bool {
    let mut received = definition.states.values().filter_map(State::working).flat_map(|working| &working.receive);
    received.any(|receive| receive.events.contains(&Wanted::Any))
}
