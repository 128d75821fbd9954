//! A deliberately naive oracle: no shared code, day by day, hours in steps of minutes. 1,000 random inputs to the minute, 100,000 on
//! the half hour, since office hours begin and end there.

use std::collections::HashSet;

use super::fixture::{date, national, national_data};
use crate::calendar::{Budget, Left, RestDay, SpecialDay, Stop, Term, due, explain, remaining};
use crate::moment::{Date, Moment};

const CASES: usize = 1_000;
const CASES_ON_THE_HALF_HOUR: usize = 100_000;
const HALF_HOUR_MINUTES: i64 = 30;
const MINUTES_PER_DAY: i64 = 1_440;
/// No case of these is longer, so what is not reached by then never is.
const ORACLE_DAYS: i64 = 900;

/// Days are numbered from 2018-01-01 (a Monday), minutes from its 00:00; there is no summer time in these years.
struct Oracle {
    off: HashSet<i64>,
    make_up: HashSet<i64>,
}

impl Oracle {
    fn new() -> Self {
        let (mut off, mut make_up) = (HashSet::new(), HashSet::new());
        for (date, day) in national_data().days {
            match day {
                SpecialDay::Off { .. } => off.insert(number(date)),
                SpecialDay::Work { .. } => make_up.insert(number(date)),
            };
        }
        Self { off, make_up }
    }

    fn works(&self, day: i64) -> bool {
        self.make_up.contains(&day) || (day.rem_euclid(7) < 5 && !self.off.contains(&day))
    }

    fn in_office(&self, minute: i64) -> bool {
        let of_day = minute.rem_euclid(MINUTES_PER_DAY);
        let open = (510..690).contains(&of_day) || (810..1020).contains(&of_day);
        open && self.works(minute.div_euclid(MINUTES_PER_DAY))
    }

    /// The minute at which the period is over.
    fn end(&self, case: &Case) -> Option<i64> {
        let start_day = case.start.div_euclid(MINUTES_PER_DAY);
        match case.term.budget {
            Budget::Hours(n) => case.run_minutes(i64::from(n) * 60, |_| true),
            Budget::WorkingHours(n) => case.run_minutes(i64::from(n) * 60, |minute| self.in_office(minute)),
            Budget::WorkingDays(n) => {
                Some((case.nth_day(start_day, i64::from(n), |day| self.works(day))? + 1) * MINUTES_PER_DAY)
            }
            Budget::NaturalDays(n) => self.settled(case, start_day, i64::from(n)),
            Budget::Months(n) => self.settled(case, start_day, months_in_days(start_day, n)),
            Budget::Years(n) => self.settled(case, start_day, months_in_days(start_day, n * 12)),
        }
    }

    fn settled(&self, case: &Case, start_day: i64, days: i64) -> Option<i64> {
        let last = case.nth_day(start_day, days, |_| true)?;
        let end = match case.term.if_rest_day {
            RestDay::Stay => last,
            RestDay::Next if self.works(last) => last,
            RestDay::Next => (last + 1..last + ORACLE_DAYS).find(|day| self.works(*day) && !case.stands_on(*day))?,
            RestDay::Previous => {
                let back = (start_day..=last).rev().find(|day| self.works(*day) || case.stands_on(*day));
                back.filter(|day| !case.stands_on(*day)).unwrap_or(last)
            }
        };
        Some((end + 1) * MINUTES_PER_DAY)
    }
}

#[derive(Debug)]
struct Case {
    /// In how many minutes the oracle steps; every moment of the case is a multiple of it.
    step: i64,
    start: i64,
    term: Term,
    stops: Vec<(i64, Option<i64>)>,
}

impl Case {
    fn random(random: &mut Random, step: i64) -> Self {
        let on_step = |minute: i64| minute.div_euclid(step) * step;
        // 2018 to 2025, so that two years still lie in front.
        let start = on_step(random.below(7 * 365 * MINUTES_PER_DAY));
        let amount = |random: &mut Random, most| u32::try_from(random.below(most)).unwrap();
        let budget = match random.below(6) {
            0 => Budget::WorkingDays(amount(random, 60)),
            1 => Budget::NaturalDays(amount(random, 90)),
            2 => Budget::Months(amount(random, 8)),
            3 => Budget::Years(amount(random, 2)),
            4 => Budget::Hours(amount(random, 200)),
            _ => Budget::WorkingHours(amount(random, 60)),
        };
        let if_rest_day = [RestDay::Next, RestDay::Previous, RestDay::Stay][usize::try_from(random.below(3)).unwrap()];
        let reach = if matches!(budget, Budget::Hours(_)) { 10 } else { 60 };
        let stops = (0..random.below(4)).map(|_| {
            let from = on_step(start + random.below(reach * MINUTES_PER_DAY) - 3 * MINUTES_PER_DAY);
            let until = (random.below(8) > 0).then(|| on_step(from + random.below(15 * MINUTES_PER_DAY) - 60));
            (from, until)
        });
        Self { step, start, term: Term { budget, if_rest_day }, stops: stops.collect() }
    }

    fn real_stops(&self) -> impl Iterator<Item = (i64, i64)> {
        let stops = self.stops.iter().map(|(from, until)| (*from, until.unwrap_or(i64::MAX)));
        stops.filter(|(from, until)| from < until)
    }

    fn stands_on(&self, day: i64) -> bool {
        self.real_stops()
            .any(|(from, until)| from.div_euclid(MINUTES_PER_DAY) < day && day <= until.div_euclid(MINUTES_PER_DAY))
    }

    fn stands_at(&self, minute: i64) -> bool {
        self.real_stops().any(|(from, until)| from <= minute && minute < until)
    }

    fn nth_day(&self, start_day: i64, n: i64, counts: impl Fn(i64) -> bool) -> Option<i64> {
        if n == 0 {
            return (start_day..start_day + ORACLE_DAYS).find(|day| !self.stands_on(*day));
        }
        let mut counted = 0;
        for day in start_day + 1..start_day + ORACLE_DAYS {
            counted += i64::from(counts(day) && !self.stands_on(day));
            if counted == n {
                return Some(day);
            }
        }
        None
    }

    fn run_minutes(&self, wanted: i64, counts: impl Fn(i64) -> bool) -> Option<i64> {
        if wanted == 0 {
            return Some(self.start);
        }
        let mut run = 0;
        let mut minute = self.start;
        while minute < self.start + 200 * MINUTES_PER_DAY {
            run += self.step * i64::from(counts(minute) && !self.stands_at(minute));
            minute += self.step;
            if run == wanted {
                return Some(minute);
            }
        }
        None
    }

    fn our_stops(&self) -> Vec<Stop> {
        self.stops.iter().map(|(from, until)| Stop { from: moment(*from), until: until.map(moment) }).collect()
    }
}

#[test]
fn a_naive_count_finds_the_same_end_for_every_unit_stop_and_rule() {
    compare(CASES, 1, 20_200_328);
}

#[test]
fn a_naive_count_finds_the_same_end_of_a_hundred_thousand_periods() {
    compare(CASES_ON_THE_HALF_HOUR, HALF_HOUR_MINUTES, 20_180_101);
}

fn compare(cases: usize, step: i64, seed: u64) {
    let (oracle, calendar, mut random) = (Oracle::new(), national(), Random(seed));
    let (mut ended, mut stopped) = (0, 0);
    for _ in 0..cases {
        let case = Case::random(&mut random, step);
        let expected = oracle.end(&case);
        let found = due(moment(case.start), &case.term, &calendar, &case.our_stops());
        assert_eq!(found.map(|due| due.due_before), expected.map(moment), "{case:?}");
        assert!(!found.is_some_and(|due| due.provisional), "{case:?}");
        match expected {
            Some(_) => ended += 1,
            None => stopped += 1,
        }
    }
    assert!(
        ended > cases * 7 / 10 && stopped > cases / 20,
        "the inputs must reach both: {ended} ended, {stopped} stopped"
    );
}

#[test]
fn an_explanation_counts_exactly_the_budget_and_ends_where_the_period_ends() {
    let (calendar, mut random) = (national(), Random(7));
    for _ in 0..CASES {
        let case = Case::random(&mut random, 1);
        let (start, stops) = (moment(case.start), case.our_stops());
        let explanation = explain(start, &case.term, &calendar, &stops);
        let found = due(start, &case.term, &calendar, &stops);
        assert_eq!(explanation.due, found.map(|due| due.last_day()), "{case:?}");
        let days = |counted: usize| match case.term.budget {
            Budget::WorkingDays(n) | Budget::NaturalDays(n) => counted == usize::try_from(n).unwrap(),
            Budget::Months(_) | Budget::Years(_) => true,
            Budget::Hours(_) => counted == 0,
            Budget::WorkingHours(n) => {
                explanation.worked.iter().map(|day| day.minutes).sum::<u64>() == u64::from(n) * 60
            }
        };
        if let Some(found) = found {
            assert!(days(explanation.counted.len()), "{case:?}");
            let last = explanation.moved.as_ref().map_or(explanation.counted.last().copied(), |moved| Some(moved.to));
            if let Some(last) = last {
                assert_eq!(last, found.last_day(), "{case:?}");
            }
        }
        assert_each_day_once(
            &explanation.counted,
            &explanation.skipped.iter().map(|note| note.date).collect::<Vec<_>>(),
        );
    }
}

fn assert_each_day_once(counted: &[Date], skipped: &[Date]) {
    let mut days = [counted, skipped].concat();
    days.sort_unstable();
    assert!(days.windows(2).all(|pair| pair[0].succ_opt() == Some(pair[1])), "{days:?}");
}

#[test]
fn what_is_left_plus_what_was_counted_is_the_budget() {
    let (calendar, mut random) = (national(), Random(11));
    for _ in 0..CASES {
        let case = Case::random(&mut random, 1);
        let Budget::WorkingDays(n) = case.term.budget else { continue };
        let (start, stops) = (moment(case.start), case.our_stops());
        let when = moment(case.start + random.below(90 * MINUTES_PER_DAY));
        let counted = explain(start, &case.term, &calendar, &stops).counted;
        let used = u32::try_from(counted.iter().filter(|day| **day <= when.date()).count()).unwrap();
        assert_eq!(remaining(start, &case.term, &calendar, &stops, when).left, Left::WorkingDays(n - used), "{case:?}");
    }
}

/// A linear congruential generator (Knuth's MMIX), seeded, so that a failure can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn number(day: Date) -> i64 {
    day.signed_duration_since(date("2018-01-01")).num_days()
}

/// 2018-01-01T00:00+08:00 and so many minutes.
fn moment(minute: i64) -> Moment {
    Moment::from_milliseconds(1_514_736_000_000 + minute * 60_000)
}

fn months_in_days(start_day: i64, months: u32) -> i64 {
    let start = date("2018-01-01").checked_add_signed(chrono::TimeDelta::days(start_day)).unwrap().to_string();
    let (year, month, day): (i32, u32, u32) =
        (start[..4].parse().unwrap(), start[5..7].parse().unwrap(), start[8..].parse().unwrap());
    let index = month - 1 + months;
    let (year, month) = (year + i32::try_from(index / 12).unwrap(), index % 12 + 1);
    let end = (1..=day).rev().find_map(|day| Date::from_ymd_opt(year, month, day)).unwrap();
    number(end) - start_day
}
