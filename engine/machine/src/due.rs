//! What a case waits for in time: the next rung of each running deadline, the `after` of the states it is in, and what it
//! sends itself later.

use definition::moment::Moment;

use crate::case::Case;
use crate::command::Command;

/// What comes due next in a case, and when; at the same instant rungs come before `after`, each in order of their names, and
/// what it sends itself after these, in the order it was sent; last, events kept too long lapse.
///
/// While the case stands still because of an incident, or is suspended, neither of the latter moves it; its deadlines run on,
/// since the law does not wait for us, unless the process stops their clocks while it is suspended.
pub fn due(case: &Case) -> Option<(Moment, Command)> {
    // Of several equal minima the first is taken.
    rungs(case).chain(timers(case)).chain(sends(case)).chain(kept(case)).min_by_key(|(at, _)| *at)
}

fn rungs(case: &Case) -> impl Iterator<Item = (Moment, Command)> {
    case.deadlines.iter().filter_map(|(name, armed)| {
        let (rung, at) = armed.next_rung()?;
        Some((at, Command::ReachDeadline { deadline: name.clone(), generation: armed.generation, rung }))
    })
}

fn timers(case: &Case) -> impl Iterator<Item = (Moment, Command)> {
    let active = case.active.iter().filter(|_| may_move(case));
    active.flat_map(|(state, active)| {
        active.timers.iter().map(|(position, at)| {
            (*at, Command::ReachAfter { state: state.clone(), generation: active.generation, position: *position })
        })
    })
}

fn kept(case: &Case) -> impl Iterator<Item = (Moment, Command)> {
    let kept = case.kept.iter().filter(|_| may_move(case));
    kept.map(|(number, kept)| (kept.until, Command::ExpireKept { number: *number }))
}

fn sends(case: &Case) -> impl Iterator<Item = (Moment, Command)> {
    let sends = case.sends.iter().filter(|_| may_move(case));
    sends.map(|(number, pending)| (pending.at, Command::ReachSend { number: *number }))
}

fn may_move(case: &Case) -> bool {
    case.incident.is_none() && case.suspended().is_none()
}
