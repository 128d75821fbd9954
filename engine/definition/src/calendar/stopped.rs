//! When the clock stands, in instants or in days.

use super::bounds::{bounded, plus_days};
use super::term::Stop;
use crate::moment::{Date, Moment};

/// Where the clock stands: half-open spans, ascending and apart, then perhaps for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stopped<T> {
    spans: Vec<(T, T)>,
    open_from: Option<T>,
}

impl Stopped<Moment> {
    /// As budgets in hours see it: at once.
    pub fn instants(stops: &[Stop]) -> Self {
        Self::new(stops.iter().map(|stop| (bounded(stop.from), stop.until.map(bounded))).collect())
    }

    /// The parts of a span during which the clock runs, ascending.
    pub fn running_in(&self, from: Moment, until: Moment) -> impl Iterator<Item = (Moment, Moment)> {
        let end = self.open_from.map_or(until, |open| open.min(until));
        let first = self.spans.partition_point(|(_, resumed)| *resumed <= from);
        let mut at = from;
        let mut stops = self.spans.iter().skip(first).copied();
        let mut done = false;
        std::iter::from_fn(move || {
            while !done {
                let (stop, resumed) = stops.next().unwrap_or((end, end));
                done = stop >= end;
                let piece = (at, stop.min(end));
                at = resumed;
                if piece.0 < piece.1 {
                    return Some(piece);
                }
            }
            None
        })
    }
}

impl Stopped<Date> {
    /// As budgets in days see it: from the day after the event that stops through the day of the event that resumes.
    pub fn days(stops: &[Stop]) -> Self {
        let day_after = |at: Moment| plus_days(bounded(at).date(), 1);
        Self::new(stops.iter().map(|stop| (day_after(stop.from), stop.until.map(day_after))).collect())
    }
}

impl<T: Ord + Copy> Stopped<T> {
    fn new(mut stops: Vec<(T, Option<T>)>) -> Self {
        stops.retain(|(from, until)| until.is_none_or(|until| *from < until));
        stops.sort_unstable();
        let open_from = stops.iter().find(|(_, until)| until.is_none()).map(|(from, _)| *from);
        let mut spans: Vec<(T, T)> = Vec::with_capacity(stops.len());
        for (from, until) in stops.into_iter().filter_map(|(from, until)| Some((from, until?))) {
            match spans.last_mut() {
                Some((_, end)) if from <= *end => *end = until.max(*end),
                Some(_) | None => spans.push((from, until)),
            }
        }
        Self { spans, open_from }
    }

    /// Whether the clock stands.
    pub fn contains(&self, at: T) -> bool {
        let next = self.spans.partition_point(|(from, _)| *from <= at);
        let closed = next.checked_sub(1).and_then(|index| self.spans.get(index)).is_some_and(|(_, until)| at < *until);
        closed || self.is_open_at(at)
    }

    /// Whether the clock stands at some time of a half-open span.
    pub fn touches(&self, from: T, until: T) -> bool {
        let next = self.spans.partition_point(|(_, resumed)| *resumed <= from);
        self.spans.get(next).is_some_and(|(stop, _)| *stop < until) || self.open_from.is_some_and(|open| open < until)
    }

    /// Whether the clock stands and nothing has resumed it.
    pub fn is_open_at(&self, at: T) -> bool {
        self.open_from.is_some_and(|from| from <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_parts_are_what_the_stops_leave() {
        let at = Moment::from_milliseconds;
        let stop = |from, until: Option<i64>| Stop { from: at(from), until: until.map(at) };
        let stops = [stop(50, Some(60)), stop(20, Some(30)), stop(25, Some(40)), stop(5, Some(5)), stop(90, None)];
        let running = |from, until| {
            let parts = Stopped::instants(&stops).running_in(at(from), at(until)).collect::<Vec<_>>();
            parts.into_iter().map(|(a, b)| (a.milliseconds(), b.milliseconds())).collect::<Vec<_>>()
        };
        assert_eq!(running(0, 100), [(0, 20), (40, 50), (60, 90)]);
        assert_eq!(running(25, 45), [(40, 45)]);
        assert_eq!(running(21, 39), []);
        assert_eq!(running(45, 50), [(45, 50)]);
        assert_eq!(running(95, 100), []);
        assert_eq!(running(70, 70), []);
    }
}
