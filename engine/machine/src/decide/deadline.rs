//! The deadlines of a case: begun, stopped, gone on with, met. Dates follow from the ledger and the calendar only.

use std::collections::BTreeMap;

use definition::calendar::{self, Calendar, RestDay, Term};
use definition::model::{Deadline, From, OnReturn, Rung, RungTime, Until};
use definition::moment::Moment;
use definition::name::DeadlineName;

use crate::case::{Clock, LedgerEntry};
use crate::counting::{Counting, stands_since};
use crate::event::Event;

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    /// Begins every deadline whose clock starts so.
    pub fn arm_all(&mut self, from: &From) -> Result<(), Trouble> {
        let definition = self.definition;
        for deadline in definition.deadlines.values().filter(|deadline| deadline.from == *from) {
            let start = match from {
                From::ReceivedAt => self.case()?.received_at,
                From::Start | From::Reach(_) | From::Leave(_) | From::Field(_) | From::Asked(_) => self.context.now,
            };
            self.arm(deadline, start)?;
        }
        Ok(())
    }

    /// Begins a deadline, or begins it anew.
    pub fn arm(&mut self, deadline: &Deadline, start: Moment) -> Result<(), Trouble> {
        let generation = self.case()?.deadlines.get(&deadline.name).map_or(0, |armed| armed.generation) + 1;
        self.set(deadline, generation, LedgerEntry::Armed { from: start }, None)
    }

    /// Whether a deadline already counts from an instant.
    pub fn counts_from(&self, name: &DeadlineName, start: Moment) -> Result<bool, Trouble> {
        let armed = self.case()?.deadlines.get(name);
        Ok(armed
            .is_some_and(|armed| matches!(armed.ledger.first(), Some(LedgerEntry::Armed { from }) if *from == start)))
    }

    /// Gives a deadline the dates that follow from its ledger with one more entry.
    pub fn set(
        &mut self,
        deadline: &Deadline,
        generation: u32,
        entry: LedgerEntry,
        still_to_come: Option<&BTreeMap<usize, Moment>>,
    ) -> Result<(), Trouble> {
        let now = self.context.now;
        let Some(calendar) = self.calendar(deadline.calendar.as_ref()) else { return Ok(()) };
        let before = self.case()?.deadlines.get(&deadline.name).map(|armed| armed.ledger.as_slice());
        let ledger = [before.unwrap_or_default(), std::slice::from_ref(&entry)].concat();
        let Some(counting) = Counting::of(&ledger, deadline.limit, Some(now)) else { return Ok(()) };
        let Some(due) = counting.due(&calendar) else { return Ok(()) };
        let target = deadline.target.as_ref();
        let target = target.and_then(|target| target.limit.due(counting.start, &calendar, &counting.stops));
        let target = target.map(|target| target.due_before);
        let all = rungs(deadline, counting.start, due.due_before, target, &calendar);
        let pass = deadline.ladder.iter().position(|rung| *rung == Rung::Pass).unwrap_or_default();
        let mut coming = BTreeMap::new();
        let mut skipped = Vec::new();
        for (rung, at) in all {
            let wanted = still_to_come.is_none_or(|rungs| rungs.contains_key(&rung));
            // A reminder whose moment is past when the clock begins would tell nobody anything new; one that would come only
            // when the deadline has passed would tell what is no longer so.
            match (wanted, rung < pass && (at <= now || at >= due.due_before)) {
                (true, false) => drop(coming.insert(rung, at)),
                (true, true) => skipped.push(rung),
                (false, _) => {}
            }
        }
        self.emit(Event::DeadlineSet {
            deadline: deadline.name.clone(),
            generation,
            entry,
            due_before: due.due_before,
            provisional: due.provisional,
            target,
            rungs: coming,
            skipped,
        });
        Ok(())
    }

    /// Meets every running deadline that wants this.
    pub fn meet(&mut self, until: &Until) -> Result<(), Trouble> {
        let definition = self.definition;
        for deadline in definition.deadlines.values().filter(|deadline| deadline.until.contains(until)) {
            let Some(armed) = self.case()?.deadlines.get(&deadline.name) else { continue };
            let late = match armed.clock {
                Clock::Running => self.context.now >= armed.due_before,
                // An outage may have kept it from passing before it was stopped.
                Clock::Stopped => armed.passed || stands_since(&armed.ledger).is_some_and(|at| at >= armed.due_before),
                Clock::Met(_) | Clock::Ended(_) => continue,
            };
            self.emit(Event::DeadlineMet { deadline: deadline.name.clone(), late });
        }
        Ok(())
    }

    /// Stops the clocks that stand still where the case now is, and lets the others go on.
    pub fn stop_or_resume(&mut self) -> Result<(), Trouble> {
        let definition = self.definition;
        for deadline in definition.deadlines.values().filter(|deadline| !deadline.stops_while.is_empty()) {
            let case = self.case()?;
            let Some(armed) = case.deadlines.get(&deadline.name) else { continue };
            let stands = self.stands_where_it_is(deadline)?;
            match (armed.clock, stands) {
                (Clock::Running, true) => self.emit(Event::DeadlineStopped { deadline: deadline.name.clone() }),
                (Clock::Stopped, false) => self.resume_clock(deadline, deadline.on_return)?,
                (Clock::Running | Clock::Stopped | Clock::Met(_) | Clock::Ended(_), _) => {}
            }
        }
        Ok(())
    }

    /// Whether a clock stands still because of the states the case is in.
    pub fn stands_where_it_is(&self, deadline: &Deadline) -> Result<bool, Trouble> {
        let active = &self.case()?.active;
        Ok(deadline.stops_while.iter().any(|state| active.contains_key(state)))
    }

    /// Lets a clock that stands go on.
    pub fn resume_clock(&mut self, deadline: &Deadline, how: OnReturn) -> Result<(), Trouble> {
        let now = self.context.now;
        let Some(armed) = self.case()?.deadlines.get(&deadline.name).cloned() else { return Ok(()) };
        let entry = match how {
            OnReturn::Restart => return self.arm(deadline, now),
            OnReturn::Remaining => LedgerEntry::Resumed { at: now },
            OnReturn::Keep => LedgerEntry::Kept { at: now },
        };
        self.set(deadline, armed.generation, entry, Some(&armed.rungs))
    }
}

/// When each rung of a ladder comes: those of the target by its day, the others by the deadline's own.
fn rungs(
    deadline: &Deadline,
    start: Moment,
    due_before: Moment,
    target: Option<Moment>,
    calendar: &Calendar,
) -> Vec<(usize, Moment)> {
    let of_target = deadline.target.as_ref().map_or(0, |target| target.rungs);
    let rungs = deadline.ladder.iter().enumerate();
    let end = |rung: usize| target.filter(|_| rung < of_target).unwrap_or(due_before);
    rungs.map(|(rung, what)| (rung, moment(what, start, end(rung), calendar))).collect()
}

fn moment(rung: &Rung, start: Moment, due_before: Moment, calendar: &Calendar) -> Moment {
    let at_time = |moment: Moment, time: Option<chrono::NaiveTime>| {
        time.map_or(moment, |time| Moment::local(moment.date(), time))
    };
    match rung {
        Rung::Pass => due_before,
        Rung::Tell { at: RungTime::Before(lead, time), .. } => {
            at_time(calendar::before(due_before, lead, calendar), *time)
        }
        Rung::Tell { at: RungTime::At(time), .. } => Moment::local(due_before.plus_milliseconds(-1).date(), *time),
        Rung::Tell { at: RungTime::Since(lag), .. } => {
            let term = Term { budget: *lag, if_rest_day: RestDay::Stay };
            calendar::due(start, &term, calendar, &[]).map_or(due_before, |due| due.due_before)
        }
        // A period in hours ends within a day, and the time of day may lie before its end.
        Rung::Tell { at: RungTime::After(lag, time), .. } => {
            at_time(calendar::after(due_before, lag, calendar), *time).max(due_before)
        }
    }
}
