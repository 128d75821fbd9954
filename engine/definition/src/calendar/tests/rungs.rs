use super::fixture::{at, national};
use crate::calendar::{Budget, after, before};

#[test]
fn a_reminder_in_days_counts_back_from_the_last_day() {
    let expected = [
        // Last day Thursday 2020-05-14.
        ("2020-05-15 00:00", Budget::WorkingDays(0), "2020-05-14 00:00"),
        ("2020-05-15 00:00", Budget::WorkingDays(2), "2020-05-12 00:00"),
        ("2020-05-15 00:00", Budget::WorkingDays(4), "2020-05-09 00:00"), // a Saturday that is worked
        ("2020-05-15 00:00", Budget::NaturalDays(2), "2020-05-12 00:00"),
        ("2020-05-15 00:00", Budget::Hours(4), "2020-05-14 20:00"),
        ("2020-05-15 00:00", Budget::WorkingHours(4), "2020-05-14 11:00"),
        ("2020-05-15 00:00", Budget::WorkingHours(7), "2020-05-13 16:30"),
        // E21: T = 2021-11-30, reminded at T-60, T-30 and T-7.
        ("2021-12-01 00:00", Budget::NaturalDays(60), "2021-10-01 00:00"),
        ("2021-12-01 00:00", Budget::NaturalDays(30), "2021-10-31 00:00"),
        ("2021-12-01 00:00", Budget::NaturalDays(7), "2021-11-23 00:00"),
        ("2021-12-01 00:00", Budget::Months(2), "2021-09-30 00:00"),
        ("2021-12-01 00:00", Budget::Years(1), "2020-11-30 00:00"),
        // Due in the middle of a day: that day is the last.
        ("2020-05-14 14:30", Budget::WorkingDays(1), "2020-05-13 00:00"),
        ("2020-05-14 14:30", Budget::WorkingHours(2), "2020-05-14 10:30"),
    ];
    for (due_before, lead, expected) in expected {
        assert_eq!(before(at(due_before), &lead, &national()).shown(), expected, "{lead} before {due_before}");
    }
}

#[test]
fn an_overdue_rung_comes_when_its_whole_lag_has_passed() {
    let expected = [
        ("2020-05-15 00:00", Budget::Hours(0), "2020-05-15 00:00"),
        ("2020-05-15 00:00", Budget::Hours(3), "2020-05-15 03:00"),
        ("2020-05-15 00:00", Budget::WorkingHours(1), "2020-05-15 09:30"),
        ("2020-05-15 00:00", Budget::NaturalDays(1), "2020-05-16 00:00"),
        // Last day Thursday: Friday is the first working day of delay.
        ("2020-05-15 00:00", Budget::WorkingDays(0), "2020-05-15 00:00"),
        ("2020-05-15 00:00", Budget::WorkingDays(1), "2020-05-18 00:00"),
        // Last day Friday: Monday is the first.
        ("2020-05-16 00:00", Budget::WorkingDays(0), "2020-05-18 00:00"),
        ("2020-05-16 00:00", Budget::WorkingDays(1), "2020-05-19 00:00"),
        ("2020-05-15 14:30", Budget::WorkingDays(1), "2020-05-18 14:30"),
        ("2020-01-31 00:00", Budget::Months(1), "2020-02-29 00:00"),
        ("2020-01-31 00:00", Budget::Years(1), "2021-01-31 00:00"),
    ];
    for (due_before, lag, expected) in expected {
        assert_eq!(after(at(due_before), &lag, &national()).shown(), expected, "{lag} after {due_before}");
    }
}
