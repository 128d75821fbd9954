use super::fixture::{at, date, national, stop, term};
use crate::bilingual::Language;
use crate::calendar::{Budget, Clock, Left, RestDay, Stop, Term, due, remaining};
use crate::moment::Moment;

fn last_day(start: &str, term: Term, stops: &[Stop]) -> Option<String> {
    due(at(start), &term, &national(), stops).map(|due| due.last_day().to_string())
}

fn ends(start: &str, budget: Budget, stops: &[Stop]) -> Option<String> {
    due(at(start), &term(budget), &national(), stops).map(|due| due.due_before.shown())
}

#[test]
fn the_worked_examples_of_the_rulebook_come_out() {
    let expected = [
        ("2020-04-28 09:00", Budget::WorkingDays(10), "2020-05-14"), // E45
        ("2020-06-22 15:00", Budget::WorkingDays(5), "2020-06-30"),  // E47
        ("2020-04-20 16:20", Budget::WorkingDays(3), "2020-04-23"),  // E29
        ("2020-04-20 10:12", Budget::NaturalDays(0), "2020-04-20"),  // E29: 当日
    ];
    for (start, budget, expected) in expected {
        assert_eq!(last_day(start, term(budget), &[]).as_deref(), Some(expected), "{start} {budget}");
    }
}

#[test]
fn a_period_in_days_ends_with_its_last_day_whatever_the_time_of_start() {
    for start in ["2020-04-20 00:00", "2020-04-20 10:12", "2020-04-20 23:59"] {
        assert_eq!(ends(start, Budget::NaturalDays(0), &[]).as_deref(), Some("2020-04-21 00:00"));
        assert_eq!(ends(start, Budget::WorkingDays(1), &[]).as_deref(), Some("2020-04-22 00:00"));
    }
}

#[test]
fn months_and_years_end_on_the_corresponding_day_or_the_last_of_the_month() {
    let expected = [
        ("2020-01-31 09:00", Budget::Months(1), "2020-02-29"),
        ("2019-01-31 09:00", Budget::Months(1), "2019-02-28"),
        ("2020-02-29 09:00", Budget::Years(1), "2021-02-28"),
        ("2020-02-29 09:00", Budget::Months(48), "2024-02-29"),
        ("2020-05-18 09:00", Budget::Months(18), "2021-11-18"),
        ("2020-05-18 09:00", Budget::Months(0), "2020-05-18"),
    ];
    for (start, budget, expected) in expected {
        assert_eq!(last_day(start, term(budget), &[]).as_deref(), Some(expected), "{start} {budget}");
    }
}

#[test]
fn a_period_that_ends_on_a_rest_day_moves_as_its_rule_says() {
    let expected = [
        ("2020-04-24 09:00", Budget::NaturalDays(7), RestDay::Next, "2020-05-06"),
        ("2020-04-24 09:00", Budget::NaturalDays(7), RestDay::Previous, "2020-04-30"),
        ("2020-04-24 09:00", Budget::NaturalDays(7), RestDay::Stay, "2020-05-01"),
        ("2020-04-24 09:00", Budget::NaturalDays(2), RestDay::Next, "2020-04-26"), // a Sunday that is worked
        ("2020-04-01 09:00", Budget::Months(1), RestDay::Next, "2020-05-06"),
        ("2019-05-01 09:00", Budget::Years(1), RestDay::Previous, "2020-04-30"),
        ("2020-05-02 09:00", Budget::NaturalDays(0), RestDay::Previous, "2020-05-02"), // never before the start
        ("2020-05-02 09:00", Budget::NaturalDays(0), RestDay::Next, "2020-05-06"),
        ("2020-05-02 09:00", Budget::WorkingDays(1), RestDay::Previous, "2020-05-06"),
    ];
    for (start, budget, if_rest_day, expected) in expected {
        let found = last_day(start, Term { budget, if_rest_day }, &[]);
        assert_eq!(found.as_deref(), Some(expected), "{start} {budget} {if_rest_day:?}");
    }
}

#[test]
fn an_end_moves_past_the_days_on_which_the_clock_stands() {
    // The last day is 1 May; stopped on it, so the clock stands from 2 May.
    let end = |until| {
        let next = Term { budget: Budget::NaturalDays(7), if_rest_day: RestDay::Next };
        last_day("2020-04-24 09:00", next, &[stop("2020-05-01 10:00", until)])
    };
    assert_eq!(end("2020-05-04 09:00").as_deref(), Some("2020-05-06"));
    assert_eq!(end("2020-05-07 09:00").as_deref(), Some("2020-05-08"));
    assert_eq!(end(""), None);
}

#[test]
fn a_stop_takes_effect_the_day_after_and_so_does_the_resumption() {
    // 29 and 30 April count, the clock stands from 1 May through 7 May, 8 May is the third day.
    let stops = [stop("2020-04-30 10:00", "2020-05-07 16:00")];
    let start = "2020-04-28 09:00";
    assert_eq!(last_day(start, term(Budget::WorkingDays(3)), &stops).as_deref(), Some("2020-05-08"));
    assert_eq!(last_day(start, term(Budget::WorkingDays(2)), &stops).as_deref(), Some("2020-04-30"));
    assert_eq!(last_day(start, term(Budget::NaturalDays(3)), &stops).as_deref(), Some("2020-05-08"));
    // Stopped and resumed on one day: nothing is lost.
    let same_day = [stop("2020-04-30 10:00", "2020-04-30 16:00")];
    assert_eq!(last_day(start, term(Budget::NaturalDays(3)), &same_day).as_deref(), Some("2020-05-01"));
}

#[test]
fn a_period_in_months_is_moved_by_the_days_it_was_stopped() {
    // Ten days stopped, 11 to 20 May.
    let stops = [stop("2020-05-10 10:00", "2020-05-20 16:00")];
    assert_eq!(last_day("2020-04-28 09:00", term(Budget::Months(1)), &stops).as_deref(), Some("2020-06-07"));
    // A second stop inside the days gained moves it further.
    let twice = [stops[0], stop("2020-06-01 10:00", "2020-06-03 16:00")];
    assert_eq!(last_day("2020-04-28 09:00", term(Budget::Months(1)), &twice).as_deref(), Some("2020-06-09"));
}

#[test]
fn while_the_clock_stands_nothing_is_due_and_what_is_left_is_known() {
    let stops = [stop("2020-05-08 10:00", "")];
    let term = term(Budget::WorkingDays(6));
    let start = at("2020-04-28 09:00");
    assert_eq!(due(start, &term, &national(), &stops), None);
    let found = remaining(start, &term, &national(), &stops, at("2020-06-01 08:00"));
    // 29, 30 April, 6, 7, 8 May are used up.
    assert_eq!((found.left, found.clock, found.due), (Left::WorkingDays(1), Clock::Stopped, None));
    assert_eq!(found.text(Language::Zh), "已暂停计时，剩余1个工作日");
    assert_eq!(found.text(Language::En), "clock stopped, 1 working day left");
}

#[test]
fn a_stop_on_the_last_day_does_not_gain_a_day() {
    let start = "2020-04-28 09:00";
    let stops = [stop("2020-05-14 09:00", "")];
    assert_eq!(last_day(start, term(Budget::WorkingDays(10)), &stops).as_deref(), Some("2020-05-14"));
    let found = remaining(at(start), &term(Budget::WorkingDays(10)), &national(), &stops, at("2020-05-14 12:00"));
    assert_eq!((found.clock, found.ends_today), (Clock::Running, true));
}

#[test]
fn what_is_left_shrinks_to_the_last_day_and_then_it_has_passed() {
    let start = at("2020-04-28 09:00");
    let left = |budget, when: &str| {
        let found = remaining(start, &term(budget), &national(), &[], at(when));
        found.text(Language::Zh)
    };
    let ten = Budget::WorkingDays(10);
    let expected = [
        (ten, "2020-04-27 09:00", "剩余10个工作日"),
        (ten, "2020-04-28 23:00", "剩余10个工作日"),
        (ten, "2020-04-29 00:00", "剩余9个工作日"),
        (ten, "2020-05-05 12:00", "剩余8个工作日"),
        (ten, "2020-05-14 23:59", "今天是最后一天"),
        (ten, "2020-05-15 00:00", "已超过时限"),
        (Budget::Months(1), "2020-05-27 12:00", "剩余1个自然日"),
        (Budget::Hours(24), "2020-04-28 18:40", "剩余14小时20分钟"),
        (Budget::WorkingHours(8), "2020-04-28 14:30", "剩余工作时间4小时30分钟"),
        (Budget::WorkingHours(8), "2020-04-29 10:00", "剩余工作时间30分钟"),
        (Budget::WorkingHours(8), "2020-04-29 10:30", "已超过时限"),
    ];
    for (budget, when, expected) in expected {
        assert_eq!(left(budget, when), expected, "{budget} {when}");
    }
}

#[test]
fn an_end_moved_forward_leaves_fewer_days() {
    let term = Term { budget: Budget::NaturalDays(7), if_rest_day: RestDay::Previous };
    let found = remaining(at("2020-04-24 09:00"), &term, &national(), &[], at("2020-04-29 09:00"));
    assert_eq!(found.left, Left::NaturalDays(1));
}

#[test]
fn hours_run_at_once_and_stop_at_once() {
    let start = "2020-04-30 16:00";
    assert_eq!(ends(start, Budget::Hours(4), &[]).as_deref(), Some("2020-04-30 20:00"));
    let stops = [stop("2020-04-30 17:00", "2020-05-02 09:30"), stop("2020-05-02 09:00", "2020-05-02 10:00")];
    assert_eq!(ends(start, Budget::Hours(4), &stops).as_deref(), Some("2020-05-02 13:00"));
    assert_eq!(ends(start, Budget::Hours(4), &[stop("2020-04-30 19:00", "")]), None);
    assert_eq!(ends(start, Budget::Hours(4), &[stop("2020-04-30 20:00", "")]).as_deref(), Some("2020-04-30 20:00"));
}

#[test]
fn working_hours_run_inside_office_hours_of_working_days() {
    let expected = [
        ("2020-04-28 09:00", 2, "2020-04-28 11:00"),
        ("2020-04-28 11:00", 1, "2020-04-28 14:00"),
        ("2020-04-28 16:00", 1, "2020-04-28 17:00"),
        ("2020-04-30 16:30", 1, "2020-05-06 09:00"),
        ("2020-05-08 18:00", 1, "2020-05-09 09:30"),
        ("2020-05-01 12:00", 7, "2020-05-07 09:00"),
    ];
    for (start, hours, expected) in expected {
        assert_eq!(ends(start, Budget::WorkingHours(hours), &[]).as_deref(), Some(expected), "{start} {hours}");
    }
    let stops = [stop("2020-04-28 10:00", "2020-04-29 10:00")];
    assert_eq!(ends("2020-04-28 09:00", Budget::WorkingHours(2), &stops).as_deref(), Some("2020-04-29 11:00"));
    assert_eq!(ends("2020-04-28 09:00", Budget::WorkingHours(2), &[stop("2020-04-28 10:00", "")]), None);
}

#[test]
fn what_rests_on_unpublished_days_is_provisional() {
    let provisional = |start: &str, budget, if_rest_day| {
        due(at(start), &Term { budget, if_rest_day }, &national(), &[]).unwrap().provisional
    };
    assert!(!provisional("2026-12-25 09:00", Budget::WorkingDays(4), RestDay::Stay));
    assert!(provisional("2026-12-25 09:00", Budget::WorkingDays(5), RestDay::Stay));
    assert!(provisional("2026-12-31 09:00", Budget::WorkingHours(8), RestDay::Stay));
    assert!(!provisional("2026-12-31 09:00", Budget::WorkingHours(1), RestDay::Stay));
    // Only the rest-day rule of a month period looks at the calendar.
    assert!(!provisional("2026-12-15 09:00", Budget::Months(1), RestDay::Stay));
    assert!(provisional("2026-12-15 09:00", Budget::Months(1), RestDay::Next));
    assert!(!provisional("2026-12-15 09:00", Budget::Hours(1000), RestDay::Next));
}

#[test]
fn summer_time_of_1986_to_1991_shifts_no_day() {
    let start = Moment::local(date("1988-04-16"), chrono::NaiveTime::MIN);
    let found = due(start, &term(Budget::NaturalDays(1)), &national(), &[]).unwrap();
    assert_eq!(found.due_before.shown(), "1988-04-18 00:00");
    let found = due(start, &term(Budget::Hours(48)), &national(), &[]).unwrap();
    assert_eq!(found.due_before.shown(), "1988-04-18 01:00");
}
