//! Promise 2: at each wait some person or some time can move the case, whatever the fields say.

use super::Subject;
use super::cases::is_always_open;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Branch, Definition, EffectKind, Receive, State, StateKind, Working, done_event};
use crate::name::EventName;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    let raised = raised(definition);
    for (name, state) in definition.states.iter().filter(|(_, state)| state.is_leaf()) {
        if matches!(state.kind, StateKind::End(_)) {
            continue;
        }
        let mut ways = definition.outwards(name).filter_map(State::working);
        if ways.any(|working| moves_on(definition, state, working, &raised)) {
            continue;
        }
        let message = Bilingual::new(
            format!("环节“{name}”没有一条无条件的出路，遇到条件都不成立的办件会卡住"),
            format!(
                "the state `{name}` has no unconditional way out; a case for which no condition holds would be stuck"
            ),
        );
        let help = Bilingual::new(
            "给某个办理动作（on）或到时（after）留一条没有条件（when）的分支",
            "leave some action (`on`) or `after` with a branch without `when`",
        );
        diagnostics.push(subject.problem(Code::NoWayOut, state.span, format!("states.{name}"), message, help));
    }
}

/// Whether something other than an event from outside surely moves a case on from a state, by ways of its own or of a state
/// around it.
fn moves_on(definition: &Definition, state: &State, working: &Working, raised: &[EventName]) -> bool {
    let free = |branches: &[Branch]| {
        let leads_on = |branch: &Branch| !branch.to.is_empty();
        branches.iter().any(|branch| branch.when.is_none() && leads_on(branch))
            || (branches.iter().all(leads_on) && is_always_open(definition, branches))
    };
    let within =
        |receive: &Receive| raised.iter().any(|event| receive.takes(event)) && definition.may_come(receive, state);
    (state.task().is_some() && working.actions.values().any(|action| free(&action.branches)))
        || working.after.iter().any(|after| free(&after.branches))
        || working.receive.iter().any(|receive| within(receive) && free(&receive.branches))
        || free(&working.always)
}

/// The events that come about within the case: raised, sent to itself, and that a state is done.
fn raised(definition: &Definition) -> Vec<EventName> {
    let own = definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Raise(raise) => Some(raise.event.clone()),
        EffectKind::Send(send) => Some(send.event.clone()),
        EffectKind::Notify { .. }
        | EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Start(_)
        | EffectKind::Tell(_)
        | EffectKind::Cancel { .. } => None,
    });
    let done = definition.states.values().filter(|state| state.can_be_done());
    own.chain(done.map(|state| done_event(&state.name))).collect()
}
