//! Time passes: whatever comes due on the way takes effect at its own moment, the earliest first.

use definition::moment::Moment;
use machine::{Actor, Case, CaseId, Command, Rejection, RejectionKind, Status};

use super::PureVenue;

/// The most that may come due in one advance. A scenario that moves ten years on and is told every hour stays below.
const DUE_MAX: usize = 100_000;

/// Moves the clock.
pub(super) fn advance(venue: &mut PureVenue<'_>, to: Moment) -> Result<(), Rejection> {
    for _ in 0..DUE_MAX {
        let Some((at, case, command)) = next(venue).filter(|(at, _, _)| *at <= to) else {
            venue.now = venue.now.max(to);
            return Ok(());
        };
        venue.now = venue.now.max(at);
        // Refused: somebody was faster, or the case stands still. It is not tried again, as in a real house its row is gone.
        if venue.run(case, &Actor::Time, &command).is_err() {
            venue.overtaken.push((case, command));
        }
    }
    Err(Rejection::new(
        RejectionKind::Limit,
        format!("推进到 {} 之前到时的事项超过 {DUE_MAX} 件", to.shown()),
        format!("more than {DUE_MAX} things come due before {}", to.shown()),
    ))
}

/// What comes due next: of all cases in the order they were started, the earliest.
fn next(venue: &PureVenue<'_>) -> Option<(Moment, CaseId, Command)> {
    let all = venue.cases.iter().flat_map(|(id, held)| waiting(&held.case).map(|(at, command)| (at, *id, command)));
    let open = all.filter(|(_, id, command)| !venue.overtaken.iter().any(|(case, done)| case == id && done == command));
    open.min_by_key(|(at, _, _)| *at)
}

/// Everything a case waits for time to bring.
fn waiting(case: &Case) -> impl Iterator<Item = (Moment, Command)> {
    let rungs = case.deadlines.iter().filter_map(|(deadline, armed)| {
        let (rung, at) = armed.next_rung()?;
        Some((at, Command::ReachDeadline { deadline: deadline.clone(), generation: armed.generation, rung }))
    });
    // A case that stands still waits for an operator; its time goes on once the incident is over.
    let stands = case.incident.is_some() || case.status != Status::Open;
    let states = case.active.iter().filter(move |_| !stands);
    let timers = states.flat_map(|(state, active)| {
        active.timers.iter().map(|(position, at)| {
            let (state, generation) = (state.clone(), active.generation);
            (*at, Command::ReachAfter { state, generation, position: *position })
        })
    });
    rungs.chain(timers)
}
