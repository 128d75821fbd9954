//! Time passes: whatever comes due on the way takes effect at its own moment, the earliest first.

use definition::moment::Moment;
use machine::{Actor, CaseId, Command, Rejection, RejectionKind, due};

use super::{PureVenue, Refused};

/// The most that may come due in one advance. A scenario that moves ten years on and is told every hour stays below.
const DUE_MAX: usize = 100_000;

/// Moves the clock.
pub(super) fn advance(venue: &mut PureVenue<'_>, to: Moment) -> Result<(), Rejection> {
    // What is refused now is refused again: the case is left alone until somebody moves it.
    let mut left_alone: Vec<CaseId> = Vec::new();
    for _ in 0..DUE_MAX {
        let next = next(venue, &left_alone).filter(|(at, _, _)| *at <= to);
        // What is due in cases at an instant comes before the turns of duties at that instant.
        let turn = venue.next_turn().filter(|at| *at <= to);
        let (at, case, command) = match (next, turn) {
            (Some((at, case, command)), turn) if turn.is_none_or(|turn| at <= turn.max(venue.now)) => {
                (at, case, command)
            }
            (_, Some(turn)) => {
                venue.now = venue.now.max(turn);
                venue.oblige();
                continue;
            }
            (_, None) => {
                venue.now = venue.now.max(to);
                return Ok(());
            }
        };
        venue.now = venue.now.max(at);
        match venue.run(case, &Actor::Time, &command) {
            Ok(()) => {}
            Err(Refused::Itself(_)) => left_alone.push(case),
            // Nobody is there to be told that another case refuses, so the one that asks stands still.
            Err(Refused::Elsewhere { request, rejection }) => venue.stand(case, &command, &request, &rejection),
        }
    }
    Err(Rejection::new(
        RejectionKind::Limit,
        format!("推进到 {} 之前到时的事项超过 {DUE_MAX} 件", to.shown()),
        format!("more than {DUE_MAX} things come due before {}", to.shown()),
    ))
}

/// What comes due next: of all cases in the order they were started, the earliest.
fn next(venue: &PureVenue<'_>, left_alone: &[CaseId]) -> Option<(Moment, CaseId, Command)> {
    let cases = venue.cases.iter().filter(|(id, _)| !left_alone.contains(id));
    let waiting = cases.filter_map(|(id, held)| due(&held.case).map(|(at, command)| (at, *id, command)));
    waiting.min_by_key(|(at, _, _)| *at)
}
