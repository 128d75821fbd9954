//! 时限: every deadline that runs or stands still must be mentioned; one that was met may be.

use std::fmt;

use chrono::NaiveTime;
use definition::keyword as k;
use definition::moment::{Date, Moment};
use definition::name::DeadlineName;
use machine::{ArmedDeadline, Clock, Event, Step};

use super::list::Compared;
use super::{Scene, Verdict};
use crate::line::{DeadlineLine, Due};
use crate::read::Expect;

/// A deadline as it is.
struct Found {
    line: DeadlineLine,
    due_before: Moment,
    runs: bool,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line.fmt(f)
    }
}

pub(super) fn deadlines(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.deadlines else { return Ok(()) };
    let case = &scene.observation.case;
    let found = case.deadlines.iter().filter_map(|(name, armed)| found(name, armed, &scene.observation.steps));
    let found: Vec<Found> = found.collect();
    let compared = Compared { path: &expect.path, key: k::DEADLINES.en, noun: ("时限", "deadline") };
    compared.exactly(expected, &found, fits, |found| found.runs)
}

fn fits(wanted: &DeadlineLine, found: &Found) -> bool {
    let line = &found.line;
    let due = match wanted.due {
        None => true,
        Some(Due::Day(day)) => last_day(found.due_before) == day,
        Some(Due::Instant(at)) => found.due_before == at,
    };
    let flag = |wanted: Option<bool>, found: Option<bool>| wanted.is_none_or(|wanted| wanted == (found == Some(true)));
    // Whether something was late can only be said of what was met.
    let met = wanted.met.unwrap_or(wanted.late.is_some());
    wanted.deadline == line.deadline
        && due
        && met == (line.met == Some(true))
        && flag(wanted.late, line.late)
        && flag(wanted.passed, line.passed)
        && flag(wanted.stopped, line.stopped)
        && flag(wanted.provisional, line.provisional)
        && wanted.target.is_none_or(|target| line.target == Some(target))
}

/// A deadline that runs, stands still or was met; one that ended with its case is nothing any more.
fn found(name: &DeadlineName, armed: &ArmedDeadline, steps: &[Step]) -> Option<Found> {
    let yes = |holds: bool| holds.then_some(true);
    let (met, stopped) = match armed.clock {
        Clock::Running => (false, false),
        Clock::Stopped => (false, true),
        Clock::Met(_) => (true, false),
        Clock::Ended(_) => return None,
    };
    let due = if armed.due_before.time() == NaiveTime::MIN {
        Due::Day(last_day(armed.due_before))
    } else {
        Due::Instant(armed.due_before)
    };
    let line = DeadlineLine {
        deadline: name.clone(),
        due: Some(due),
        met: yes(met),
        late: met.then(|| was_late(name, steps)),
        passed: yes(armed.passed),
        stopped: yes(stopped),
        provisional: yes(armed.provisional && !met),
        target: armed.target.map(last_day),
    };
    Some(Found { line, due_before: armed.due_before, runs: !met })
}

/// Whether a deadline was met too late, the last time it was met.
fn was_late(name: &DeadlineName, steps: &[Step]) -> bool {
    let mut events = steps.iter().rev().flat_map(|step| step.events.iter().rev());
    let late = events.find_map(|event| {
        let Event::DeadlineMet { deadline, late } = event else { return None };
        (deadline == name).then_some(*late)
    });
    late.unwrap_or_default()
}

fn last_day(due_before: Moment) -> Date {
    due_before.plus_milliseconds(-1).date()
}
