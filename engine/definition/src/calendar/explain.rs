//! Explaining a period day by day, along the same count as [`due`].

use super::bounds::{WALK_DAYS_MAXIMUM, bounded, plus_days, start_of};
use super::count::{Count, Reached, Reckoning, Verdict};
use super::due::due;
use super::explanation::{DayNote, Explanation, Moved, WorkedDay};
use super::limit::{Limit, NamedDay};
use super::office::office_run_on;
use super::remaining::remaining;
use super::resolved::{Calendar, DayReason};
use super::stopped::Stopped;
use super::term::{Due, RestDay, Stop, Term};
use super::words;
use crate::moment::{Date, Moment};

const MILLISECONDS_PER_MINUTE: u64 = 60_000;

/// Why the period ends when it ends: every day from the start to the end, counted or not and why. Stops must be given
/// as to [`due`]. While the clock stands, the days so far and what is left.
pub fn explain(start: Moment, term: &Term, calendar: &Calendar, stops: &[Stop]) -> Explanation {
    let start = bounded(start);
    let due = due(start, term, calendar, stops);
    let mut explanation = Explanation::blank(start, (*term).into(), due);
    explanation.stops = bounded_stops(stops);
    if due.is_none() {
        let open = explanation.stops.iter().filter(|stop| stop.until.is_none()).map(|stop| stop.from).min();
        explanation.stopped_since = open;
        explanation.left = open.map(|open| remaining(start, term, calendar, stops, open.max(start)).left);
    }
    explanation.add_days(term, calendar);
    explanation
}

/// Why a day that is named is the last one: the day, and where its end went if it is a rest day.
pub(super) fn explain_day(start: Moment, named: &NamedDay, calendar: &Calendar) -> Explanation {
    let limit = Limit::Day(*named);
    let (last, _) = named.days(start, calendar);
    let mut explanation = Explanation::blank(bounded(start), limit, limit.due(start, calendar, &[]));
    explanation.add_move(last, named.if_rest_day, calendar);
    explanation
}

fn bounded_stops(stops: &[Stop]) -> Vec<Stop> {
    let mut stops: Vec<Stop> =
        stops.iter().map(|stop| Stop { from: bounded(stop.from), until: stop.until.map(bounded) }).collect();
    stops.retain(|stop| stop.until.is_none_or(|until| stop.from < until));
    stops.sort_unstable_by_key(|stop| (stop.from, stop.until));
    stops
}

impl Explanation {
    /// Nothing is said yet but the result.
    fn blank(start: Moment, limit: Limit, due: Option<Due>) -> Self {
        Self {
            start,
            limit,
            due: due.map(Due::last_day),
            due_before: due.map(|due| due.due_before),
            provisional: due.is_some_and(|due| due.provisional),
            counted: Vec::new(),
            skipped: Vec::new(),
            make_up: Vec::new(),
            worked: Vec::new(),
            moved: None,
            provisional_days: Vec::new(),
            stops: Vec::new(),
            stopped_since: None,
            left: None,
        }
    }

    fn add_days(&mut self, term: &Term, calendar: &Calendar) {
        let start = self.start.date();
        match Reckoning::of(term.budget, start) {
            Reckoning::WorkingDays(n) => {
                self.add_count(n, true, calendar);
            }
            Reckoning::NaturalDays(n) => {
                if let Reached::Last(last) | Reached::Limit(last) = self.add_count(n, false, calendar) {
                    self.add_move(last, term.if_rest_day, calendar);
                }
            }
            Reckoning::Hours(_) => {}
            Reckoning::WorkingHours(milliseconds) => self.add_office_days(milliseconds, calendar),
        }
    }

    fn add_count(&mut self, wanted: u32, only_working_days: bool, calendar: &Calendar) -> Reached {
        let stopped = Stopped::days(&self.stops);
        let mut count = Count::new(self.start.date(), only_working_days, wanted, calendar, &stopped);
        for (date, verdict) in count.by_ref() {
            match verdict {
                Verdict::Start => self.skip(date, words::start_day()),
                Verdict::SameDay => {}
                Verdict::Counted(_) => self.count(date, only_working_days, calendar),
                Verdict::Rest => self.skip(date, calendar.day(date).reason.text()),
                Verdict::Stopped => self.skip(date, words::stopped()),
            }
            if only_working_days && verdict != Verdict::Start && verdict != Verdict::SameDay {
                self.mark_provisional(date, calendar);
            }
        }
        count.finish()
    }

    /// The days a rest-day rule looked at, from the last day of the budget to the end.
    fn add_move(&mut self, last: Date, rule: RestDay, calendar: &Calendar) {
        let Some(end) = self.due else {
            return;
        };
        if rule == RestDay::Stay {
            return;
        }
        if end != last {
            self.moved = Some(Moved { from: last, to: end, reason: calendar.day(last).reason.text() });
        }
        let stopped = Stopped::days(&self.stops);
        let mut day = end.min(last);
        for _ in 0..=WALK_DAYS_MAXIMUM {
            if last < day && day < end {
                let stands = stopped.contains(day);
                self.skip(day, if stands { words::stopped() } else { calendar.day(day).reason.text() });
            }
            self.mark_provisional(day, calendar);
            if day >= end.max(last) {
                break;
            }
            day = plus_days(day, 1);
        }
    }

    fn add_office_days(&mut self, milliseconds: i64, calendar: &Calendar) {
        let stopped = Stopped::instants(&self.stops);
        let mut day = self.start.date();
        if milliseconds == 0 {
            return;
        }
        let last = self.due.or(self.stopped_since.map(Moment::date)).unwrap_or(day);
        for _ in 0..=WALK_DAYS_MAXIMUM {
            if last < day {
                break;
            }
            self.add_office_day(day, calendar, &stopped);
            self.mark_provisional(day, calendar);
            day = plus_days(day, 1);
        }
    }

    fn add_office_day(&mut self, day: Date, calendar: &Calendar, stopped: &Stopped<Moment>) {
        let worked = office_run_on(day, self.start, self.due_before, calendar, stopped);
        if worked > 0 {
            let minutes = u64::try_from(worked).unwrap_or(0).div_ceil(MILLISECONDS_PER_MINUTE);
            self.worked.push(WorkedDay { date: day, minutes });
            self.count(day, true, calendar);
        } else if !calendar.works_on(day) {
            self.skip(day, calendar.day(day).reason.text());
        } else if stopped.touches(start_of(day), start_of(plus_days(day, 1))) {
            self.skip(day, words::stopped());
        } else {
            self.skip(day, words::no_office_hours());
        }
    }

    fn count(&mut self, date: Date, only_working_days: bool, calendar: &Calendar) {
        self.counted.push(date);
        if !only_working_days {
            return;
        }
        if let DayReason::MakeUp(reason) = calendar.day(date).reason {
            self.make_up.push(DayNote { date, reason });
        }
    }

    fn skip(&mut self, date: Date, reason: crate::bilingual::Bilingual) {
        self.skipped.push(DayNote { date, reason });
    }

    fn mark_provisional(&mut self, date: Date, calendar: &Calendar) {
        if !calendar.is_published(date, date) {
            self.provisional_days.push(date);
        }
    }
}
