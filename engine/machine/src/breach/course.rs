//! What must hold of a history: nothing happens early, twice, out of order, or to what is not there.

use definition::model::is_report;
use definition::moment::Moment;

use crate::apply::apply_event;
use crate::aside::AsideKind;
use crate::case::{ArmedDeadline, Case, Clock, ItemNumber, Status, Task, TaskNumber, TaskState};
use crate::counting::stands_since;
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::step::Step;

use super::{Breach, breach};

/// A history on its way, step by step. Applies each event as it looks at it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    case: Option<Case>,
    last_at: Option<Moment>,
}

impl Course {
    /// The case after the steps taken so far; none before its start.
    pub fn case(&self) -> Option<&Case> {
        self.case.as_ref()
    }

    /// Takes the next step; answers what in it cannot have happened. Empty if all is well.
    pub fn take(&mut self, step: &Step) -> Vec<Breach> {
        let mut found = Vec::new();
        if self.last_at.is_some_and(|last| step.at < last) {
            found.push(breach("order", format!("a step at {} follows on a later one", step.at.shown())));
        }
        self.last_at = Some(step.at);
        for event in &step.events {
            if let Some(detail) = self.objection(step, event) {
                found.push(breach("course", detail));
            }
            apply_event(&mut self.case, step.at, event);
        }
        if let Some(case) = &mut self.case {
            case.seq += 1;
        }
        found
    }

    fn objection(&self, step: &Step, event: &Event) -> Option<String> {
        match (&self.case, event) {
            (None, Event::CaseStarted { .. }) => None,
            (None, _) => Some("the history does not begin with the start of a case".to_owned()),
            (Some(_), Event::CaseStarted { .. }) => Some("a case is started a second time".to_owned()),
            (Some(case), event) => match &case.status {
                Status::Ended { .. } if !may_follow_the_end(event) && !is_of_a_copy(case, event) => {
                    Some(format!("after the end of the case: {event:?}"))
                }
                Status::Ended { .. } | Status::Open => objection(case, step, event),
            },
        }
    }
}

fn may_follow_the_end(event: &Event) -> bool {
    matches!(event, Event::CaseReopened { .. } | Event::Decided(_) | Event::EventIgnored { .. })
}

/// Copies are sent and read after the end too.
fn is_of_a_copy(case: &Case, event: &Event) -> bool {
    match event {
        Event::Desk(DeskEvent::AsideOpened { aside, .. }) => matches!(aside.kind, AsideKind::Copy { .. }),
        Event::TaskAnswered { task, .. } => case.tasks.get(task).is_some_and(Task::outlives),
        _ => false,
    }
}

/// Why an event cannot happen to a case; none if it can.
fn objection(case: &Case, step: &Step, event: &Event) -> Option<String> {
    match event {
        Event::StateLeft { .. }
        | Event::StateEntered { .. }
        | Event::AfterReached { .. }
        | Event::AfterMoved { .. }
        | Event::ItemsBegun { .. }
        | Event::HistoryRemembered { .. } => of_state(case, step, event),
        Event::TaskOpened { .. } => of_new_task(case, event),
        // What is held in a suspended case can fall away with the case.
        Event::TaskCancelled { task } if case.suspended().is_some() => {
            (!case.tasks.contains_key(task)).then(|| format!("task {task} falls away, but was never made"))
        }
        Event::TaskClaimed { task, .. } | Event::TaskAnswered { task, .. } | Event::TaskCancelled { task } => {
            not_open(case, *task)
        }
        Event::TaskReleased { task } => not_open(case, *task),
        Event::Desk(event) => desk(case, event),
        Event::SendScheduled { .. } | Event::SendCancelled { .. } | Event::SendReached { .. } => {
            of_send(case, step, event)
        }
        Event::EventKept { .. } | Event::KeptTaken { .. } | Event::KeptExpired { .. } => of_kept(case, step, event),
        Event::CaseRequested { .. } | Event::CaseCalledOff { .. } | Event::CaseTold { .. } => of_other(case, event),
        Event::CaseSuspended { .. } => {
            case.suspended().is_some().then(|| "a suspended case is suspended once more".to_owned())
        }
        Event::CaseResumed { .. } => {
            case.suspended().is_none().then(|| "a case that is not suspended is resumed".to_owned())
        }
        Event::DeadlineStopped { deadline }
        | Event::DeadlineMet { deadline, .. }
        | Event::DeadlineEnded { deadline }
        | Event::RungReached { deadline, .. }
        | Event::DeadlinePassed { deadline } => of_deadline(case, step, deadline.as_str(), event),
        Event::BenefitStopped { grant, .. } => {
            let runs = case.grants.get(grant).is_some_and(|state| state.stopped_from.is_none());
            (!runs).then(|| format!("{grant} is stopped, but does not run"))
        }
        Event::EventIgnored { event } => {
            let wrong = case.status == Status::Open && !is_report(event);
            wrong.then(|| format!("{event} is ignored, though the case is open"))
        }
        Event::CaseReopened { .. } => (case.status == Status::Open).then(|| "an open case is reopened".to_owned()),
        Event::IncidentResolved => case.incident.is_none().then(|| "no incident is there to resolve".to_owned()),
        Event::CaseStarted { .. }
        | Event::FieldsSet { .. }
        | Event::Decided(_)
        | Event::ActionTaken { .. }
        | Event::EventReceived { .. }
        | Event::DeadlineSet { .. }
        | Event::NotificationQueued(_)
        | Event::NotificationSuppressed { .. }
        | Event::BenefitGranted { .. }
        | Event::CaseEnded { .. }
        | Event::IncidentRaised { .. }
        | Event::CaseMoved { .. } => None,
    }
}

/// Of where the case is.
fn of_state(case: &Case, step: &Step, event: &Event) -> Option<String> {
    match event {
        Event::StateLeft { state } => {
            (!case.active.contains_key(state)).then(|| format!("{state} is left, but not active"))
        }
        Event::StateEntered { state, generation, .. } => {
            let before = case.entered.get(state).copied().unwrap_or_default();
            let wrong = case.active.contains_key(state) || *generation != before + 1;
            wrong.then(|| format!("{state} is entered for the {generation}. time after the {before}."))
        }
        Event::AfterReached { state, position } => {
            let due = case.active.get(state).and_then(|active| active.timers.get(position));
            let wrong = due.is_none_or(|due| *due > step.at);
            wrong.then(|| format!("the after {position} of {state} comes at {}, awaited: {due:?}", step.at.shown()))
        }
        Event::ItemsBegun { state, .. } => {
            (!case.active.contains_key(state)).then(|| format!("the items of {state} begin, which is not active"))
        }
        Event::HistoryRemembered { history, states } => {
            let gone = states.iter().find(|state| !case.active.contains_key(*state));
            gone.map(|state| format!("{history} remembers {state}, which is not active"))
        }
        Event::AfterMoved { state, timers } => {
            let waits = |position| case.active.get(state).is_some_and(|active| active.timers.contains_key(position));
            let gone = timers.keys().find(|position| !waits(position));
            gone.map(|position| format!("the after {position} of {state} moves, but is not awaited"))
        }
        _ => None,
    }
}

/// Of what the case sends itself.
fn of_send(case: &Case, step: &Step, event: &Event) -> Option<String> {
    match event {
        Event::SendScheduled { number, .. } => {
            (*number != case.sent + 1).then(|| format!("{number} is sent later after {}", case.sent))
        }
        Event::SendCancelled { number } => {
            (!case.sends.contains_key(number)).then(|| format!("{number} is taken back, but not to be sent"))
        }
        Event::SendReached { number } => {
            let due = case.sends.get(number).map(|pending| pending.at);
            let wrong = due.is_none_or(|due| due > step.at);
            wrong.then(|| format!("{number} is sent at {}, awaited: {due:?}", step.at.shown()))
        }
        _ => None,
    }
}

fn of_new_task(case: &Case, event: &Event) -> Option<String> {
    let Event::TaskOpened { task, state, item, .. } = event else { return None };
    let waits = |item: &ItemNumber| {
        let round = case.rounds.get(state);
        round.is_some_and(|round| *item <= round.count && !round.answers.contains_key(item))
    };
    if let Some(item) = item.filter(|item| !waits(item)) {
        return Some(format!("task {task} is about item {item} of {state}, which does not wait"));
    }
    case.tasks.contains_key(task).then(|| format!("task {task} is made twice"))
}

/// Of an event that came early.
fn of_kept(case: &Case, step: &Step, event: &Event) -> Option<String> {
    match event {
        Event::EventKept { number, .. } => {
            (*number != case.kept_count + 1).then(|| format!("{number} is kept after {}", case.kept_count))
        }
        Event::KeptTaken { number } => {
            (!case.kept.contains_key(number)).then(|| format!("{number} is taken up, but not kept"))
        }
        Event::KeptExpired { number } => {
            let until = case.kept.get(number).map(|kept| kept.until);
            let wrong = until.is_none_or(|until| until > step.at);
            wrong.then(|| format!("{number} lapses at {}, kept until: {until:?}", step.at.shown()))
        }
        _ => None,
    }
}

/// Of what is asked of another case.
fn of_other(case: &Case, event: &Event) -> Option<String> {
    match event {
        Event::CaseRequested { key, .. } => {
            case.started.contains_key(key).then(|| format!("a second case is started under {key}"))
        }
        Event::CaseCalledOff { key, case: called } => {
            let is_owned = case.owned.contains_key(key) && case.started.get(key) == Some(called);
            (!is_owned).then(|| format!("{called} is called off, which no state owns under {key}"))
        }
        Event::CaseTold { case: told, event, .. } => {
            let known = case.starter == Some(*told) || case.started.values().any(|started| started == told);
            (!known).then(|| format!("{event} is told to {told}, of which the case does not know"))
        }
        _ => None,
    }
}

fn desk(case: &Case, event: &DeskEvent) -> Option<String> {
    match event {
        DeskEvent::HandedOver { task, to, .. } => not_open(case, *task).or_else(|| {
            let has = matches!(&case.tasks.get(task)?.condition, TaskState::Claimed { by, .. } if by == to);
            has.then(|| format!("task {task} is handed to {to}, who has it already"))
        }),
        DeskEvent::CaseCancelled { .. } => None,
        DeskEvent::Signed { task, .. } => {
            let round = case.tasks.get(task).and_then(|task| task.aside.as_ref()?.kind.round());
            not_open(case, *task).or_else(|| round.is_none().then(|| format!("task {task} asks for no signature")))
        }
        DeskEvent::OpinionGiven { task, .. } | DeskEvent::SilenceConsented { task } => {
            let asked = case.tasks.get(task).and_then(|task| task.aside.as_ref()?.kind.opinion());
            not_open(case, *task).or_else(|| asked.is_none().then(|| format!("task {task} asks for no opinion")))
        }
        DeskEvent::AsideOpened { task, .. } => {
            (*task != case.next_task()).then(|| format!("task {task} is made out of turn"))
        }
        DeskEvent::StartedCaseCancelled { case: started, .. } => {
            let known = case.started.values().any(|known| known == started);
            (!known).then(|| format!("{started} is cancelled, which the case did not start"))
        }
    }
}

fn not_open(case: &Case, number: TaskNumber) -> Option<String> {
    let open = case.tasks.get(&number).is_some_and(Task::is_open);
    (!open).then(|| format!("something happens to task {number}, which is not open"))
}

/// Until when a clock that still runs or stands has counted; none if it does neither.
fn counted_until(armed: &ArmedDeadline, now: Moment) -> Option<Moment> {
    match armed.clock {
        Clock::Running => Some(now),
        Clock::Stopped => stands_since(&armed.ledger),
        Clock::Met(_) | Clock::Ended(_) => None,
    }
}

fn of_deadline(case: &Case, step: &Step, name: &str, event: &Event) -> Option<String> {
    let Some(armed) = case.deadlines.get(name) else {
        return Some(format!("something happens to {name}, which was never begun"));
    };
    let wrong = match event {
        Event::RungReached { generation, rung, due_at, .. } => {
            let awaited = armed.generation == *generation && armed.next_rung() == Some((*rung, *due_at));
            !awaited || *due_at > step.at
        }
        // The rung that makes it pass has just been taken off the ladder.
        Event::DeadlinePassed { .. } => armed.passed || armed.due_before > step.at,
        Event::DeadlineStopped { .. } => armed.clock != Clock::Running,
        Event::DeadlineMet { late, .. } => {
            counted_until(armed, step.at).is_none_or(|at| (at >= armed.due_before) != *late)
        }
        _ => !matches!(armed.clock, Clock::Running | Clock::Stopped),
    };
    wrong.then(|| format!("at {}: {event:?}, but {name} is {armed:?}", step.at.shown()))
}
