//! Days that are named: by a date, or by what comes round.

use super::fixture::{at, date, national};
use crate::bilingual::Language;
use crate::calendar::{Clock, DayRule, Every, Left, Limit, MonthDay, NamedDay, Recurrence, RestDay};

fn every(every: Every, month: u32, day: MonthDay) -> Recurrence {
    Recurrence { every, month, day }
}

fn by(by: DayRule, inclusive: bool, if_rest_day: RestDay) -> Limit {
    Limit::Day(NamedDay { by, inclusive, if_rest_day })
}

#[test]
fn what_comes_round_is_taken_on_the_day_itself_or_the_next_time() {
    let quarter = every(Every::Quarter, 1, MonthDay::Day(5));
    let city = every(Every::Quarter, 1, MonthDay::Day(10));
    let month_end = every(Every::Month, 1, MonthDay::Day(31));
    let last = every(Every::Month, 1, MonthDay::Last);
    let half = every(Every::HalfYear, 6, MonthDay::Day(15));
    let year = every(Every::Year, 4, MonthDay::Day(10));
    let third = every(Every::Month, 1, MonthDay::WorkingDay(3));
    let cases = [
        (quarter, "2020-04-01", "2020-04-05"),
        (quarter, "2020-04-05", "2020-04-05"),
        (quarter, "2020-04-06", "2020-07-05"),
        (quarter, "2020-03-31", "2020-04-05"),
        (quarter, "2020-12-31", "2021-01-05"),
        (city, "2020-10-10", "2020-10-10"),
        (month_end, "2021-02-01", "2021-02-28"),
        (month_end, "2020-02-29", "2020-02-29"),
        (month_end, "2020-04-30", "2020-04-30"),
        (last, "2020-05-31", "2020-05-31"),
        (half, "2020-06-16", "2020-12-15"),
        (year, "2020-03-26", "2020-04-10"),
        (year, "2020-04-11", "2021-04-10"),
        // 1 to 5 May 2020 are off.
        (third, "2020-05-01", "2020-05-08"),
        (third, "2020-05-09", "2020-06-03"),
    ];
    for (rule, start, expected) in cases {
        assert_eq!(rule.next_from(date(start), &national()), date(expected), "{rule:?} from {start}");
    }
}

#[test]
fn the_days_of_a_year_come_in_order_and_each_once() {
    let quarter = every(Every::Quarter, 1, MonthDay::Day(5));
    let days = quarter.days_within(date("2020-01-01"), date("2020-12-31"), &national());
    assert_eq!(days, ["2020-01-05", "2020-04-05", "2020-07-05", "2020-10-05"].map(date));
    let months =
        every(Every::Month, 1, MonthDay::Last).days_within(date("2020-01-01"), date("2020-12-31"), &national());
    assert_eq!(months.len(), 12);
    assert!(months.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn a_day_that_is_named_is_in_time_itself_unless_said_otherwise() {
    let start = at("2020-03-26 09:00");
    let on = DayRule::On(date("2020-04-10"));
    let due = |limit: Limit| limit.due(start, &national(), &[]).unwrap();
    assert_eq!(due(by(on, true, RestDay::Stay)).due_before, at("2020-04-11 00:00"));
    assert_eq!(due(by(on, false, RestDay::Stay)).due_before, at("2020-04-10 00:00"));
    assert!(!due(by(on, true, RestDay::Stay)).provisional);
    let labour_day = DayRule::On(date("2020-05-01"));
    assert_eq!(due(by(labour_day, true, RestDay::Next)).last_day(), date("2020-05-06"));
    assert_eq!(due(by(labour_day, true, RestDay::Previous)).last_day(), date("2020-04-30"));
    let far = DayRule::On(date("2027-05-01"));
    assert!(due(by(far, true, RestDay::Next)).provisional, "nobody knows yet which days are off");
    assert!(!due(by(far, true, RestDay::Stay)).provisional, "a date is a date");
}

#[test]
fn what_is_left_until_a_named_day_is_days_and_no_stop_moves_it() {
    let limit = by(DayRule::On(date("2020-04-10")), true, RestDay::Stay);
    let stop = super::fixture::stop("2020-04-01 09:00", "");
    let start = at("2020-03-26 09:00");
    let left = limit.remaining(start, &national(), &[stop], at("2020-04-08 09:00"));
    assert_eq!((left.left, left.clock), (Left::NaturalDays(2), Clock::Stopped));
    assert_eq!(limit.due(start, &national(), &[stop]).unwrap().last_day(), date("2020-04-10"));
    let passed = limit.remaining(start, &national(), &[], at("2020-04-11 00:00"));
    assert_eq!(passed.clock, Clock::Passed);
}

#[test]
fn a_named_day_is_explained_in_both_languages() {
    let quarter = by(DayRule::Every(every(Every::Quarter, 1, MonthDay::Day(5))), true, RestDay::Next);
    let why = quarter.explain(at("2020-04-01 09:00"), &national(), &[]);
    assert_eq!(
        why.lines(Language::Zh),
        [
            "自 2020-04-01 星期三 09:00 起算，期限每季度第1个月5日前（含当日）",
            "2020-04-06 星期一 不计：清明节",
            "最后一日 2020-04-05 星期日 是休息日（清明节），顺延至 2020-04-07 星期二",
            "到期：2020-04-07 24:00",
        ]
    );
    assert_eq!(why.lines(Language::En).last().unwrap(), "Due: 2020-04-07 24:00");
}
