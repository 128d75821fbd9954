//! China kept summer time from 1986 to 1991. Days then had 23 or 25 hours; no count of days may notice.

use super::fixture::{at, date, national, term};
use crate::calendar::{Budget, due};
use crate::moment::Moment;

#[test]
fn days_counted_over_the_changes_of_the_clock_end_at_midnight() {
    // The first days of summer time, and the first days without.
    let changes = ["1986-05-04", "1986-09-14", "1988-04-17", "1988-09-11", "1991-04-14", "1991-09-15"];
    for change in changes {
        let day = date(change);
        let start = Moment::local(day.pred_opt().unwrap(), "10:00:00".parse().unwrap());
        for n in [1, 2, 30] {
            let found = due(start, &term(Budget::NaturalDays(n)), &national(), &[]).unwrap();
            let last = start.date().checked_add_days(chrono::Days::new(u64::from(n))).unwrap();
            assert_eq!(found.last_day(), last, "{n} days over {change}");
            assert_eq!(found.due_before, Moment::start_of(last.succ_opt().unwrap()), "{n} days over {change}");
        }
        let month = due(start, &term(Budget::Months(1)), &national(), &[]).unwrap();
        assert_eq!(month.due_before.time(), chrono::NaiveTime::MIN, "a month over {change}");
    }
}

#[test]
fn hours_are_as_long_as_they_are() {
    // On 4 May 1986 the clock went from 02:00 to 03:00.
    let start = at("1986-05-03 12:00");
    let end = due(start, &term(Budget::Hours(24)), &national(), &[]).unwrap();
    assert_eq!(end.due_before.milliseconds() - start.milliseconds(), 24 * 3_600_000);
}

#[test]
fn a_birthday_in_summer_time_is_the_day_it_was() {
    let start = at("1990-07-01 00:30");
    let end = due(start, &term(Budget::Years(18)), &national(), &[]).unwrap();
    assert_eq!(end.last_day(), date("2008-07-01"));
}
