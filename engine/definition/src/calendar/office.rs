//! Counting time: hours day and night, and hours inside office hours of working days.

use super::bounds::{WALK_DAYS_MAXIMUM, bounded, minus_days, plus_days};
use super::resolved::Calendar;
use super::stopped::Stopped;
use crate::moment::{Date, Moment};

const MILLISECONDS_PER_HOUR: i64 = 3_600_000;

/// Later than every bounded instant, and no overflow when spans up to it are measured.
const FAR: Moment = Moment::from_milliseconds(i64::MAX / 2);

/// Hours in milliseconds.
pub(super) fn milliseconds(hours: u32) -> i64 {
    i64::from(hours) * MILLISECONDS_PER_HOUR
}

/// The instant at which so many running milliseconds since `start` are used up. `None`: the clock stops before.
pub(super) fn hours_end(start: Moment, milliseconds: i64, stopped: &Stopped<Moment>) -> Option<Moment> {
    if milliseconds == 0 {
        return Some(start);
    }
    let mut left = milliseconds;
    for (from, until) in stopped.running_in(start, FAR) {
        let span = until.milliseconds() - from.milliseconds();
        if left <= span {
            return Some(from.plus_milliseconds(left));
        }
        left -= span;
    }
    None
}

/// How many milliseconds ran between two instants.
pub(super) fn hours_run(start: Moment, at: Moment, stopped: &Stopped<Moment>) -> i64 {
    stopped.running_in(start, at).map(|(from, until)| until.milliseconds() - from.milliseconds()).sum()
}

/// Where a budget in working hours is used up.
pub(super) enum OfficeEnd {
    /// At this instant.
    At(Moment),
    /// The clock stands and nothing has resumed it.
    Stopped,
    /// The walk's limit came first: the end of that day.
    Limit(Moment),
}

/// The instant at which so many running office milliseconds since `start` are used up.
pub(super) fn office_end(
    start: Moment,
    milliseconds: i64,
    calendar: &Calendar,
    stopped: &Stopped<Moment>,
) -> OfficeEnd {
    let mut left = milliseconds;
    let mut day = start.date();
    if left == 0 {
        return OfficeEnd::At(start);
    }
    for _ in 0..WALK_DAYS_MAXIMUM {
        for (from, until) in office_running(day, start, None, calendar, stopped) {
            let span = until.milliseconds() - from.milliseconds();
            if left <= span {
                return OfficeEnd::At(from.plus_milliseconds(left));
            }
            left -= span;
        }
        day = plus_days(day, 1);
        if stopped.is_open_at(Moment::start_of(day)) {
            return OfficeEnd::Stopped;
        }
    }
    OfficeEnd::Limit(Moment::start_of(day))
}

/// How many office milliseconds of one day ran, from `start` on and before `end`.
pub(super) fn office_run_on(
    day: Date,
    start: Moment,
    end: Option<Moment>,
    calendar: &Calendar,
    stopped: &Stopped<Moment>,
) -> i64 {
    let pieces = office_running(day, start, end, calendar, stopped);
    pieces.map(|(from, until)| until.milliseconds() - from.milliseconds()).sum()
}

/// The instant so many office milliseconds before another.
pub(super) fn office_before(end: Moment, milliseconds: i64, calendar: &Calendar) -> Moment {
    let mut left = milliseconds;
    let mut day = end.date();
    if left == 0 {
        return end;
    }
    for _ in 0..WALK_DAYS_MAXIMUM {
        for (open, close) in office_spans(day, calendar).rev() {
            let close = close.min(end);
            let span = (close.milliseconds() - open.milliseconds()).max(0);
            if left <= span {
                return close.plus_milliseconds(-left);
            }
            left -= span;
        }
        day = minus_days(day, 1);
    }
    bounded(Moment::start_of(day))
}

fn office_running<'a>(
    day: Date,
    start: Moment,
    end: Option<Moment>,
    calendar: &'a Calendar,
    stopped: &'a Stopped<Moment>,
) -> impl Iterator<Item = (Moment, Moment)> + 'a {
    office_spans(day, calendar).flat_map(move |(open, close)| {
        let close = end.map_or(close, |end| end.min(close));
        stopped.running_in(open.max(start), close)
    })
}

fn office_spans(day: Date, calendar: &Calendar) -> impl DoubleEndedIterator<Item = (Moment, Moment)> + '_ {
    let hours = if calendar.works_on(day) { calendar.office_hours() } else { &[] };
    hours.iter().map(move |(open, close)| (Moment::local(day, *open), Moment::local(day, *close)))
}
