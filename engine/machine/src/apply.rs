//! The only code that changes a case: one exhaustive match on what happened. Never refuses, never evaluates, needs no
//! definition, so that a history can be applied again offline and for ever.

use definition::moment::Moment;
use definition::name::ActionName;

use crate::case::{
    Acted, Active, ArmedDeadline, Case, Clock, GrantState, Incident, LedgerEntry, Round, Status, Task, TaskNumber,
    TaskState,
};
use crate::change::Suspended;
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::step::Step;

/// The case after a step; none if the history does not begin with the start of a case.
pub fn apply(case: Option<Case>, step: &Step) -> Option<Case> {
    let mut case = case;
    for event in &step.events {
        apply_event(&mut case, step.at, event);
    }
    if let Some(case) = &mut case {
        case.seq += 1;
    }
    case
}

/// Changes a case by one event.
pub(crate) fn apply_event(case: &mut Option<Case>, at: Moment, event: &Event) {
    match (case.as_mut(), event) {
        (None, Event::CaseStarted { .. }) => *case = started(at, event),
        (None, _) | (Some(_), Event::CaseStarted { .. }) => {}
        (Some(case), event) => change(case, at, event),
    }
}

fn started(at: Moment, event: &Event) -> Option<Case> {
    let Event::CaseStarted {
        id, number, process, version, office, received_at, starter, reports, failing, depth, ..
    } = event
    else {
        return None;
    };
    Some(Case {
        id: *id,
        number: number.clone(),
        process: process.clone(),
        version: *version,
        office: office.clone(),
        status: Status::Open,
        received_at: *received_at,
        started_at: at,
        fields: Default::default(),
        active: Default::default(),
        remembered: Default::default(),
        sends: Default::default(),
        sent: 0,
        kept: Default::default(),
        kept_count: 0,
        entered: Default::default(),
        tasks: Default::default(),
        rounds: Default::default(),
        deadlines: Default::default(),
        grants: Default::default(),
        started: Default::default(),
        owned: Default::default(),
        starter: *starter,
        reports: reports.clone(),
        failing: failing.clone(),
        depth: *depth,
        acted: Vec::new(),
        seq: 0,
        incident: None,
        suspensions: Vec::new(),
    })
}

fn change(case: &mut Case, at: Moment, event: &Event) {
    match event {
        Event::FieldsSet { fields } => {
            case.fields.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
        Event::StateLeft { .. }
        | Event::StateEntered { .. }
        | Event::HistoryRemembered { .. }
        | Event::AfterReached { .. }
        | Event::AfterMoved { .. } => change_states(case, at, event),
        Event::SendScheduled { .. } | Event::SendCancelled { .. } | Event::SendReached { .. } => {
            change_sends(case, event);
        }
        Event::ItemsBegun { .. } => begin_items(case, event),
        Event::TaskOpened { .. }
        | Event::TaskClaimed { .. }
        | Event::TaskReleased { .. }
        | Event::TaskAnswered { .. }
        | Event::TaskCancelled { .. } => change_task(case, at, event),
        Event::Desk(event) => desk(case, at, event),
        Event::DeadlineSet { .. }
        | Event::DeadlineStopped { .. }
        | Event::DeadlineMet { .. }
        | Event::DeadlineEnded { .. }
        | Event::RungReached { .. }
        | Event::DeadlinePassed { .. } => change_deadline(case, at, event),
        Event::BenefitGranted { .. } | Event::BenefitStopped { .. } => change_benefit(case, event),
        Event::CaseRequested { key, id, owner, .. } => {
            case.started.insert(key.clone(), *id);
            case.owned.extend(owner.iter().map(|state| (key.clone(), state.clone())));
        }
        Event::CaseCalledOff { key, .. } => {
            case.owned.remove(key);
        }
        Event::EventKept { .. } | Event::KeptTaken { .. } | Event::KeptExpired { .. } => change_kept(case, event),
        Event::CaseEnded { outcome, .. } => {
            case.status = Status::Ended { outcome: outcome.clone(), at };
            case.sends.clear();
            case.kept.clear();
            end_suspension(case, at);
            drop_held(case, at);
        }
        Event::CaseReopened { state, .. } => {
            case.status = Status::Open;
            case.active.remove(state);
        }
        Event::CaseSuspended { stops, note } => {
            case.suspensions.push(Suspended { at, stops: *stops, note: note.clone(), until: None });
            hold_tasks(case, at);
        }
        Event::CaseResumed { note: _ } => {
            end_suspension(case, at);
            free_tasks(case, at);
        }
        Event::IncidentRaised { .. } => case.incident = incident(at, event),
        Event::IncidentResolved => case.incident = None,
        Event::ActionTaken { state, by, acting_for, .. } => {
            let acted = Acted { state: state.clone(), person: by.clone(), acting_for: acting_for.clone(), at };
            case.acted.push(acted);
        }
        Event::CaseStarted { .. }
        | Event::Decided(_)
        | Event::EventReceived { .. }
        | Event::EventIgnored { .. }
        | Event::NotificationQueued(_)
        | Event::NotificationSuppressed { .. }
        | Event::CaseTold { .. }
        | Event::CaseMoved { .. } => {}
    }
}

fn change_benefit(case: &mut Case, event: &Event) {
    match event {
        Event::BenefitGranted { grant, kind, amount_fen, from, months } => {
            let state = GrantState {
                kind: kind.clone(),
                amount_fen: *amount_fen,
                from: *from,
                months: *months,
                stopped_from: None,
            };
            case.grants.insert(grant.clone(), state);
        }
        Event::BenefitStopped { grant, from } => {
            if let Some(state) = case.grants.get_mut(grant) {
                state.stopped_from = Some(*from);
            }
        }
        _ => {}
    }
}

fn begin_items(case: &mut Case, event: &Event) {
    let Event::ItemsBegun { state, list, items, count } = event else { return };
    let round = Round {
        list: list.clone(),
        items: items.clone(),
        count: *count,
        answers: Default::default(),
        acted_before: case.acted.len(),
    };
    case.rounds.insert(state.clone(), round);
}

fn change_states(case: &mut Case, at: Moment, event: &Event) {
    match event {
        Event::StateLeft { state } => {
            case.active.remove(state);
        }
        Event::StateEntered { state, generation, timers, around } => {
            case.entered.insert(state.clone(), *generation);
            let active = Active { generation: *generation, since: at, timers: timers.clone(), around: *around };
            case.active.insert(state.clone(), active);
        }
        Event::HistoryRemembered { history, states } => {
            case.remembered.insert(history.clone(), states.clone());
        }
        Event::AfterReached { state, position } => {
            if let Some(active) = case.active.get_mut(state) {
                active.timers.remove(position);
            }
        }
        Event::AfterMoved { state, timers } => {
            if let Some(active) = case.active.get_mut(state) {
                active.timers.extend(timers.iter().map(|(position, at)| (*position, *at)));
            }
        }
        _ => {}
    }
}

fn change_sends(case: &mut Case, event: &Event) {
    match event {
        Event::SendScheduled { number, pending } => {
            case.sent = *number;
            case.sends.insert(*number, pending.clone());
        }
        Event::SendCancelled { number } | Event::SendReached { number } => {
            case.sends.remove(number);
        }
        _ => {}
    }
}

fn change_kept(case: &mut Case, event: &Event) {
    match event {
        Event::EventKept { number, kept } => {
            case.kept_count = *number;
            case.kept.insert(*number, kept.clone());
        }
        Event::KeptTaken { number } | Event::KeptExpired { number } => {
            case.kept.remove(number);
        }
        _ => {}
    }
}

fn incident(at: Moment, event: &Event) -> Option<Incident> {
    let Event::IncidentRaised { state, expression, reason, command, actor } = event else { return None };
    Some(Incident {
        at,
        state: state.clone(),
        expression: expression.clone(),
        reason: reason.clone(),
        command: command.clone(),
        actor: actor.clone(),
    })
}

fn change_task(case: &mut Case, at: Moment, event: &Event) {
    match event {
        Event::TaskOpened { task, state, role, office, item } => {
            let opened = Task {
                state: state.clone(),
                role: role.clone(),
                office: office.clone(),
                item: *item,
                opened_at: at,
                condition: TaskState::Open,
                aside: None,
            };
            case.tasks.insert(*task, opened);
        }
        Event::TaskClaimed { task, by } => set_task(case, *task, TaskState::Claimed { by: by.clone(), at }),
        Event::TaskReleased { task } => set_task(case, *task, TaskState::Open),
        Event::TaskAnswered { task, by, action } => {
            set_task(case, *task, TaskState::Answered { by: by.clone(), at, action: action.clone() });
            answer_item(case, *task, action);
        }
        Event::TaskCancelled { task } => set_task(case, *task, TaskState::Cancelled { at }),
        _ => {}
    }
}

/// Whoever had taken a task has it again afterwards.
fn hold_tasks(case: &mut Case, at: Moment) {
    for task in case.tasks.values_mut() {
        let by = match &task.condition {
            TaskState::Open => None,
            TaskState::Claimed { by, at: _ } => Some(by.clone()),
            TaskState::Answered { .. } | TaskState::Held { .. } | TaskState::Cancelled { .. } => continue,
        };
        task.condition = TaskState::Held { by, at };
    }
}

fn end_suspension(case: &mut Case, at: Moment) {
    if let Some(last) = case.suspensions.last_mut().filter(|last| last.until.is_none()) {
        last.until = Some(at);
    }
}

fn drop_held(case: &mut Case, at: Moment) {
    for task in case.tasks.values_mut().filter(|task| matches!(task.condition, TaskState::Held { .. })) {
        task.condition = TaskState::Cancelled { at };
    }
}

fn free_tasks(case: &mut Case, at: Moment) {
    for task in case.tasks.values_mut() {
        if let TaskState::Held { by, at: _ } = &task.condition {
            task.condition = by.clone().map_or(TaskState::Open, |by| TaskState::Claimed { by, at });
        }
    }
}

/// What the task was about is answered in the round of its state.
fn answer_item(case: &mut Case, task: TaskNumber, action: &ActionName) {
    let Some((state, item)) = case.tasks.get(&task).and_then(|task| Some((&task.state, task.item?))) else { return };
    if let Some(round) = case.rounds.get_mut(state) {
        round.answers.insert(item, action.clone());
    }
}

fn desk(case: &mut Case, at: Moment, event: &DeskEvent) {
    match event {
        DeskEvent::HandedOver { task, to, .. } => set_task(case, *task, TaskState::Claimed { by: to.clone(), at }),
        DeskEvent::AsideOpened { task, state, role, office, aside } => {
            let to = aside.to.clone();
            let opened = Task {
                state: state.clone(),
                role: role.clone(),
                office: office.clone(),
                opened_at: at,
                condition: to.map_or(TaskState::Open, |by| TaskState::Claimed { by, at }),
                item: None,
                aside: Some(aside.clone()),
            };
            case.tasks.insert(*task, opened);
        }
        DeskEvent::Signed { task, by, acting_for, .. } => {
            let state = case.tasks.get(task).map(|task| task.state.clone());
            let acted = state.map(|state| Acted { state, person: by.clone(), acting_for: acting_for.clone(), at });
            case.acted.extend(acted);
        }
        DeskEvent::OpinionGiven { .. }
        | DeskEvent::SilenceConsented { .. }
        | DeskEvent::CaseCancelled { .. }
        | DeskEvent::StartedCaseCancelled { .. } => {}
    }
}

fn set_task(case: &mut Case, number: u32, condition: TaskState) {
    if let Some(task) = case.tasks.get_mut(&number) {
        task.condition = condition;
    }
}

fn change_deadline(case: &mut Case, at: Moment, event: &Event) {
    match event {
        Event::DeadlineSet { .. } => set_deadline(case, event),
        Event::DeadlineStopped { deadline } => with_deadline(case, deadline.as_str(), |armed| {
            armed.clock = Clock::Stopped;
            armed.ledger.push(LedgerEntry::Stopped { at });
        }),
        Event::DeadlineMet { deadline, late: _ } => {
            with_deadline(case, deadline.as_str(), |armed| armed.clock = Clock::Met(at))
        }
        Event::DeadlineEnded { deadline } => {
            with_deadline(case, deadline.as_str(), |armed| armed.clock = Clock::Ended(at))
        }
        Event::RungReached { deadline, rung, .. } => with_deadline(case, deadline.as_str(), |armed| {
            armed.rungs.remove(rung);
        }),
        Event::DeadlinePassed { deadline } => with_deadline(case, deadline.as_str(), |armed| armed.passed = true),
        _ => {}
    }
}

/// A clock that begins or goes on runs; one whose dates change otherwise does what it did.
fn set_deadline(case: &mut Case, event: &Event) {
    let Event::DeadlineSet { deadline, generation, entry, due_before, provisional, target, rungs, skipped: _ } = event
    else {
        return;
    };
    let before = case.deadlines.remove(deadline);
    let passed = before.as_ref().is_some_and(|before| before.generation == *generation && before.passed);
    let (ledger, clock) = before.map_or((Vec::new(), Clock::Running), |before| (before.ledger, before.clock));
    let (mut ledger, clock) = match entry {
        LedgerEntry::Armed { .. } => (Vec::new(), Clock::Running),
        LedgerEntry::Stopped { .. } | LedgerEntry::Resumed { .. } | LedgerEntry::Kept { .. } => {
            (ledger, Clock::Running)
        }
        LedgerEntry::Extended { .. } | LedgerEntry::Corrected { .. } | LedgerEntry::Reprojected { .. } => {
            (ledger, clock)
        }
    };
    ledger.push(entry.clone());
    let armed = ArmedDeadline {
        generation: *generation,
        ledger,
        clock,
        due_before: *due_before,
        provisional: *provisional,
        target: *target,
        rungs: rungs.clone(),
        passed,
    };
    case.deadlines.insert(deadline.clone(), armed);
}

fn with_deadline(case: &mut Case, deadline: &str, change: impl FnOnce(&mut ArmedDeadline)) {
    if let Some(armed) = case.deadlines.get_mut(deadline) {
        change(armed);
    }
}
