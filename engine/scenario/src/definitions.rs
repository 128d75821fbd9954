//! Looking into a definition: which cases it starts, what ends it may come to.

use definition::model::{Definition, Effect, EffectKind, NewCase, State, StateKind};
use definition::name::{ActionName, EventName};

/// Every effect of a process, in document order.
pub(crate) fn effects(definition: &Definition) -> impl Iterator<Item = &Effect> {
    definition.states.values().flat_map(|state| {
        let branches = state.working().into_iter().flat_map(|working| working.branches());
        state.enter.iter().chain(&state.leave).chain(branches.flat_map(|branch| &branch.effects))
    })
}

/// Every case a process may start.
pub(crate) fn started(definition: &Definition) -> impl Iterator<Item = &NewCase> {
    effects(definition).filter_map(|effect| match &effect.kind {
        EffectKind::Start(new) => Some(new),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Tell(_) => None,
    })
}

/// Every benefit a process may grant, by key; a key may come more than once.
pub(crate) fn grants(definition: &Definition) -> impl Iterator<Item = &str> {
    effects(definition).filter_map(|effect| match &effect.kind {
        EffectKind::Grant(grant) => Some(grant.key.as_str()),
        EffectKind::Notify { .. }
        | EffectKind::Start(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Tell(_) => None,
    })
}

/// What may come of a case; a word may come more than once.
pub(crate) fn outcomes(definition: &Definition) -> impl Iterator<Item = &str> {
    definition.states.values().filter_map(|state| match &state.kind {
        StateKind::End(end) => Some(end.outcome.as_str()),
        StateKind::Working(_) => None,
    })
}

/// Every action of a process; a name may come more than once.
pub(crate) fn actions(definition: &Definition) -> impl Iterator<Item = &ActionName> {
    definition.states.values().filter_map(State::working).flat_map(|working| working.actions.keys())
}

/// Every event a process waits for somewhere; a name may come more than once.
pub(crate) fn events(definition: &Definition) -> impl Iterator<Item = &EventName> {
    definition.states.values().filter_map(State::working).flat_map(|working| working.receive.keys())
}
