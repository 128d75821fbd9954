//! The rows of what a case waits for in time: deadlines that run or stand still, pending `after`, and what it sends itself.

use definition::moment::Moment;
use machine::{ArmedDeadline, Case, Clock};
use uuid::Uuid;

use super::whole;
use crate::entities::deadline;

/// The kind of a deadline's row.
const DEADLINE: &str = "deadline";
/// The kind of an `after`'s row.
pub(crate) const AFTER: &str = "after";
/// The kind of the row of something a case sends itself.
pub(crate) const SEND: &str = "send";
/// The kind of the row of an event kept until it is waited for.
pub(crate) const KEPT: &str = "kept";
/// Before the number in the name of a kept event's row, which it keeps apart from those of what a case sends itself.
const KEPT_AT: &str = "#kept";
/// Parts the state from the position in the name of an `after`'s row.
const AT: char = '#';

/// The rows of a case, in order of their names. While the case stands still because of an incident, or is suspended, neither an `after` nor
/// anything sent moves it; its deadlines run on, since the law does not wait for us, and people go on being told.
pub(crate) fn deadline_rows(case: &Case) -> Vec<deadline::Model> {
    let mut rows: Vec<deadline::Model> = armed(case).chain(timers(case)).chain(sends(case)).chain(kept(case)).collect();
    if case.incident.is_some() || case.suspended().is_some() {
        rows.iter_mut().filter(|row| row.kind != DEADLINE).for_each(|row| row.next_at = None);
    }
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    rows
}

fn armed(case: &Case) -> impl Iterator<Item = deadline::Model> {
    let waiting = case.deadlines.iter().filter(|(_, armed)| matches!(armed.clock, Clock::Running | Clock::Stopped));
    waiting.map(|(name, armed)| deadline_row(case.id.0, name.as_str(), armed))
}

fn deadline_row(case_id: Uuid, name: &str, armed: &ArmedDeadline) -> deadline::Model {
    let next = armed.next_rung();
    deadline::Model {
        case_id,
        name: name.to_owned(),
        kind: DEADLINE.to_owned(),
        generation: i64::from(armed.generation),
        due_before: armed.due_before.milliseconds(),
        next_at: next.map(|(_, at)| at.milliseconds()),
        next_rung: next.map(|(rung, _)| whole(rung)),
    }
}

fn timers(case: &Case) -> impl Iterator<Item = deadline::Model> {
    case.active.iter().flat_map(move |(state, active)| {
        active
            .timers
            .iter()
            .map(move |(position, at)| (format!("{state}{AT}{position}"), active.generation, *at))
            .map(move |(name, generation, at)| waiting_row(case.id.0, AFTER, name, generation, at))
    })
}

fn sends(case: &Case) -> impl Iterator<Item = deadline::Model> {
    case.sends
        .iter()
        .map(|(number, pending)| waiting_row(case.id.0, SEND, format!("{AT}{number}"), *number, pending.at))
}

fn kept(case: &Case) -> impl Iterator<Item = deadline::Model> {
    case.kept
        .iter()
        .map(|(number, kept)| waiting_row(case.id.0, KEPT, format!("{KEPT_AT}{number}"), *number, kept.until))
}

fn waiting_row(case_id: Uuid, kind: &str, name: String, generation: u32, at: Moment) -> deadline::Model {
    deadline::Model {
        case_id,
        name,
        kind: kind.to_owned(),
        generation: i64::from(generation),
        due_before: at.milliseconds(),
        next_at: Some(at.milliseconds()),
        next_rung: None,
    }
}

/// State and position of an `after`, from the name of its row.
pub(crate) fn after_of(name: &str) -> Option<(&str, usize)> {
    let (state, position) = name.rsplit_once(AT)?;
    Some((state, position.parse().ok()?))
}
