//! What a step, or a refusal, came by.

use definition::model::{DONE_WHEN, Definition};
use definition::name::{ActionName, EventName, StateName};
use definition::value::Value;
use machine::{Case, Command, Decision, Event, Place, Rejection, RejectionKind, Step};

use super::ways::{self, Choice};

/// The labels of everything a step came by.
pub(super) fn by_step(definition: &Definition, step: &Step) -> Vec<String> {
    step.events.iter().flat_map(|event| by_event(definition, step, event)).collect()
}

fn by_event(definition: &Definition, step: &Step, event: &Event) -> Vec<String> {
    match event {
        Event::ActionTaken { state, action, .. } => {
            let offering = offering(definition, state, action);
            offering.map(|state| taken(definition, step, state, &format!("on.{action}"))).unwrap_or_default()
        }
        Event::EventReceived { event, state } => received(definition, step, state, event),
        Event::AfterReached { state, position } => taken(definition, step, state, &format!("after.{position}")),
        // A state with an automatic way out that needs no condition is left by it as soon as it is entered.
        Event::StateLeft { state } => taken(definition, step, state, "always"),
        Event::CaseReopened { state, .. } => vec![ways::reopen(state.as_str())],
        Event::RungReached { deadline, rung, .. } => {
            definition.deadlines.get(deadline).map(|deadline| ways::rung(deadline, *rung)).into_iter().collect()
        }
        Event::Decided(Decision { place: Place::Table { name }, rows, .. }) => rows_of(name, rows),
        Event::Decided(decision) => {
            let Value::Boolean(holds) = decision.result else { return Vec::new() };
            decided(definition, &decision.place, &decision.expression, holds).into_iter().collect()
        }
        Event::CaseStarted { .. }
        | Event::FieldsSet { .. }
        | Event::StateEntered { .. }
        | Event::HistoryRemembered { .. }
        | Event::SendScheduled { .. }
        | Event::SendCancelled { .. }
        | Event::SendReached { .. }
        | Event::EventKept { .. }
        | Event::KeptTaken { .. }
        | Event::KeptExpired { .. }
        | Event::CaseCalledOff { .. }
        | Event::ItemsBegun { .. }
        | Event::TaskOpened { .. }
        | Event::TaskClaimed { .. }
        | Event::TaskReleased { .. }
        | Event::Desk(_)
        | Event::TaskAnswered { .. }
        | Event::TaskCancelled { .. }
        | Event::DeadlineSet { .. }
        | Event::CaseSuspended { .. }
        | Event::CaseResumed { .. }
        | Event::AfterMoved { .. }
        | Event::DeadlineStopped { .. }
        | Event::DeadlineMet { .. }
        | Event::DeadlineEnded { .. }
        | Event::DeadlinePassed { .. }
        | Event::NotificationQueued(_)
        | Event::NotificationSuppressed { .. }
        | Event::CaseTold { .. }
        | Event::EventIgnored { .. }
        | Event::BenefitGranted { .. }
        | Event::BenefitStopped { .. }
        | Event::CaseRequested { .. }
        | Event::CaseEnded { .. }
        | Event::IncidentRaised { .. }
        | Event::IncidentResolved
        | Event::CaseMoved { .. } => Vec::new(),
    }
}

/// The rows a table rested on; none is what it says of the rest.
fn rows_of(table: &str, rows: &[usize]) -> Vec<String> {
    match rows {
        [] => vec![ways::left_over(table)],
        rows => rows.iter().map(|number| ways::row(table, *number)).collect(),
    }
}

/// The branch of a choice that was taken: the first whose guard came out true, else the first that nothing spoke against.
fn taken(definition: &Definition, step: &Step, state: &StateName, of: &str) -> Vec<String> {
    let Some(choice) = choice(definition, state, of) else { return Vec::new() };
    let came_out = |position: usize| outcome_of(step, state, of, position);
    let all = 0..choice.branches.len();
    let held = all.clone().find(|position| came_out(*position) == Some(true));
    let open =
        || all.clone().find(|position| came_out(*position).is_none() && choice.branches[*position].when.is_none());
    held.or_else(open).map(|position| choice.branch(position)).into_iter().collect()
}

/// The state that offers an action on the task of another: that state, or the nearest around it.
fn offering<'d>(definition: &'d Definition, task: &StateName, action: &ActionName) -> Option<&'d StateName> {
    let mut around = definition.outwards(task);
    let found = around.find(|state| state.working().is_some_and(|working| working.actions.contains_key(action)));
    found.map(|state| &state.name)
}

/// Of what a state says of an event, the first that has a branch which was taken.
fn received(definition: &Definition, step: &Step, state: &StateName, event: &EventName) -> Vec<String> {
    let mut taken = labels_of(definition, state, event).map(|of| taken(definition, step, state, of));
    taken.find(|labels| !labels.is_empty()).unwrap_or_default()
}

/// What decisions call what a state says of an event.
fn labels_of<'d>(
    definition: &'d Definition,
    state: &StateName,
    event: &'d EventName,
) -> impl Iterator<Item = &'d str> + use<'d> {
    let received =
        definition.state(state).and_then(|state| state.working()).into_iter().flat_map(|state| &state.receive);
    received.filter(|receive| receive.takes(event)).map(|receive| receive.of.as_str())
}

fn choice<'d>(definition: &'d Definition, state: &StateName, of: &str) -> Option<Choice<'d>> {
    ways::choices(definition.states.get(state)?).into_iter().find(|choice| choice.of == of)
}

fn outcome_of(step: &Step, of_state: &StateName, of_choice: &str, at: usize) -> Option<bool> {
    step.events.iter().find_map(|event| {
        let Event::Decided(decision) = event else { return None };
        let (Place::Branch { state, of, position }, Value::Boolean(holds)) = (&decision.place, &decision.result) else {
            return None;
        };
        (state == of_state && of == of_choice && *position == at).then_some(*holds)
    })
}

fn decided(definition: &Definition, place: &Place, expression: &str, holds: bool) -> Option<String> {
    let guard = match place {
        Place::Start => ways::START.to_owned(),
        Place::Branch { state, of, position: _ } if of == DONE_WHEN => ways::items_done(state.as_str()),
        Place::Branch { state, of, position } => choice(definition, state, of)?.branch(*position),
        Place::Effect { of } => ways::condition_of(of, expression),
        Place::Value { .. } | Place::Table { .. } => return None,
    };
    Some(ways::outcome(&guard, holds))
}

/// The labels of the guards that spoke against what was tried.
pub(super) fn by_refusal(
    definition: &Definition,
    case: Option<&Case>,
    command: Option<&Command>,
    rejection: &Rejection,
) -> Vec<String> {
    match (case, command, rejection.kind) {
        (None, None, RejectionKind::Guard) => vec![ways::outcome(ways::START, false)],
        (Some(case), Some(Command::Act { state, action, .. }), RejectionKind::Guard) => {
            let meant = |active: &&StateName| state.as_ref().is_none_or(|state| state == *active);
            let offering = case.active.keys().filter(meant).filter_map(|state| offering(definition, state, action));
            offering.flat_map(|state| all_false(definition, state, &format!("on.{action}"))).collect()
        }
        (Some(case), Some(Command::Receive { event, .. }), RejectionKind::NotAwaited) => {
            let of = |state| labels_of(definition, state, event).flat_map(|of| all_false(definition, state, of));
            case.active.keys().flat_map(of).collect()
        }
        (_, _, _) => Vec::new(),
    }
}

fn all_false(definition: &Definition, state: &StateName, of: &str) -> Vec<String> {
    let Some(choice) = choice(definition, state, of) else { return Vec::new() };
    let guarded = (0..choice.branches.len()).filter(|position| choice.branches[*position].when.is_some());
    guarded.map(|position| ways::outcome(&choice.branch(position), false)).collect()
}
