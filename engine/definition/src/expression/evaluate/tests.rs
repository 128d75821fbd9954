use super::super::fixture::{compiled, date, decimal, moment, money, number, problems, world};
use super::super::{Failure, FailureKind};
use super::*;
use crate::moment::Date;

fn yes() -> Value {
    Value::Boolean(true)
}

fn no() -> Value {
    Value::Boolean(false)
}

#[track_caller]
fn all_give(cases: &[(&str, Value)]) {
    for (source, expected) in cases {
        let found = compiled(source).evaluate(&world());
        assert_eq!(found.as_ref(), Ok(expected), "{source}");
    }
}

#[test]
fn decimals_are_exact() {
    all_give(&[
        ("0.1 + 0.2 = 0.3", yes()),
        ("0.1 + 0.2", number("0.3")),
        ("yuan(12345678901234567.89) + yuan(0.01)", money("12345678901234567.90")),
        ("12345678901234567.89 - 0.89", number("12345678901234567")),
        ("12345678901234567.89 * 100", number("1234567890123456789")),
        ("1 / 3 * 3 = 1", no()),
        ("round(1 / 3 * 3, 10) = 1", yes()),
        ("0.1 * 0.1", number("0.01")),
        ("1.0 = 1.00", yes()),
        ("2 + 3 * 4 - 6 / 3", number("12")),
        ("-2 * -3", number("6")),
        ("7 / 2", number("3.5")),
    ]);
}

#[test]
fn money_keeps_its_unit() {
    all_give(&[
        ("annual_income / members", money("3000")),
        ("annual_income * factor", money("4500")),
        ("income_per_person > 0 and annual_income / income_per_person > 11", yes()),
        ("annual_income - yuan(0.01)", money("8999.99")),
        ("sum(incomes)", money("300.30")),
        ("parameter(\"dibao.standard\") * members", money("1680")),
        ("parameter(\"dibao.standard\", on: date(\"2021-01-01\"))", money("600")),
        ("max(annual_income, 10000)", money("10000")),
        ("abs(-annual_income)", money("9000")),
        ("income_per_person <= 800.10", yes()),
        ("income_per_person < 800.10", no()),
    ]);
}

#[test]
fn half_is_rounded_away_from_zero() {
    all_give(&[
        ("round(2.5, 0)", number("3")),
        ("round(-2.5, 0)", number("-3")),
        ("round(1.005, 2)", number("1.01")),
        ("round(1.0049, 2)", number("1.00")),
        ("四舍五入(income_per_person, 0)", money("800")),
        ("round_up(1.001, 2)", number("1.01")),
        ("round_up(-1.001, 2)", number("-1.01")),
        ("round_down(1.009, 2)", number("1")),
        ("floor(-1.5)", number("-2")),
        ("ceiling(-1.5)", number("-1")),
        ("ceiling(income_per_person)", money("801")),
    ]);
}

#[test]
fn months_end_on_the_corresponding_day_or_the_last() {
    all_give(&[
        ("date(\"2020-01-31\") + months(1)", date("2020-02-29")),
        ("date(\"2021-01-31\") + months(1)", date("2021-02-28")),
        ("date(\"2020-03-31\") - months(1)", date("2020-02-29")),
        ("born + years(1)", date("1981-02-28")),
        ("born + years(40)", date("2020-02-29")),
        ("date(\"2020-04-20\") + months(-2)", date("2020-02-20")),
        ("date(\"2020-12-31\") + days(1)", date("2021-01-01")),
        ("date(\"2020-03-01\") - days(1)", date("2020-02-29")),
        ("days(members) + today()", date("2020-04-23")),
        ("today() + (if committed then months(6) else months(12))", date("2020-10-20")),
        ("first_of_month(today()) + months(1) - days(1)", date("2020-04-30")),
        ("date(\"2020-03-01\") - date(\"2020-02-01\")", number("29")),
        ("date(\"2020-02-01\") - date(\"2020-03-01\")", number("-29")),
        ("year(born) * 10000 + month(born) * 100 + day(born)", number("19800229")),
    ]);
}

#[test]
fn moments_move_by_the_clock_in_hours_and_by_the_calendar_in_days() {
    all_give(&[
        ("received_at + hours(1)", moment("2020-04-21T00:30+08:00")),
        ("date_of(received_at + hours(1))", date("2020-04-21")),
        ("received_at + months(1)", moment("2020-05-20T23:30+08:00")),
        ("moment(\"1986-05-03T12:00+08:00\") + days(1)", moment("1986-05-04T12:00+09:00")),
        ("now()", moment("2020-04-20T10:12+08:00")),
        ("今天() = 日期(\"2020-04-20\")", yes()),
        ("now() - hours(3) < received_at", yes()),
    ]);
}

#[test]
fn conditions_hold_as_written() {
    all_give(&[
        ("members in [1..3]", yes()),
        ("members in [1..3)", no()),
        ("members in (3..5]", no()),
        ("members in [3..5]", yes()),
        ("members in (1, 2)", no()),
        ("members in (1, 3)", yes()),
        ("70 in ages", yes()),
        ("71 in ages", no()),
        ("kind in (\"tekun\", \"dibao\")", yes()),
        ("kind != \"dibao\"", no()),
        ("\"tekun\" in kinds", yes()),
        ("born in [date(\"1980-01-01\")..date(\"1980-12-31\")]", yes()),
        ("in(approved)", yes()),
        ("not(in(乡镇审批))", yes()),
        ("committed = true", yes()),
        ("given(members) and not(given(unset))", yes()),
        ("if members > 2 then \"多\" else \"少\"", Value::Text("多".to_owned())),
        ("家庭人口 >= 3 并且 (committed 或者 refused)", yes()),
        ("all(answers)", no()),
        ("any(answers)", yes()),
        ("count(nobody) = 0 and sum(nobody) = 0", yes()),
        ("max(ages) - min(ages)", number("62")),
        ("max(3, 1, 2)", number("3")),
        ("length(\"兜底保障\")", number("4")),
        ("contains(name, \"梅\")", yes()),
        ("starts_with(name, \"梅\")", no()),
        ("\"a\\\"b\" = name", no()),
        ("[1, members]", Value::List(vec![number("1"), number("3")])),
    ]);
}

#[test]
fn powers_are_exact_and_of_whole_exponents() {
    all_give(&[
        ("5 + 2 ** 5", number("37")),
        ("(5 + 2) ** 2", number("49")),
        ("-2 ** 2", number("4")),
        ("2 ** -2", number("0.25")),
        ("1.1 ** 3", number("1.331")),
        ("members ** 0", number("1")),
    ]);
    for source in ["2 ** 0.5", "10 ** 40", "2 ** 1001"] {
        assert!(compiled(source).evaluate(&world()).is_err(), "{source}");
    }
    let found = problems("2 / factor ** 2");
    assert_eq!(found[0].code, crate::diagnostic::Code::DivisionByZero);
    assert_eq!(problems("factor ** -2")[0].code, crate::diagnostic::Code::DivisionByZero);
}

#[test]
fn texts_months_and_items_of_lists_are_worked_with() {
    all_give(&[
        ("\"你好，\" + name", Value::Text("你好，李梅".to_owned())),
        ("month_of(born) = month(\"1980-02\")", yes()),
        ("month(\"2020-11\") + months(3)", Value::Month("2021-02-01".parse().unwrap())),
        ("month(born)", number("2")),
        ("first_of_month(month_of(today()))", date("2020-04-01")),
        ("some age in ages satisfies age > 60", yes()),
        ("count(ages[item > 30])", number("2")),
        ("sum(for age in ages return age * 2)", number("226")),
        ("every age in ages satisfies age > members", yes()),
        ("members between 1 and 3", yes()),
        ("members in (< 2, [3..5])", yes()),
        ("members in >= 4", no()),
        ("refused or unset > 3 or committed", yes()),
        ("committed and unset > 3 and refused", no()),
    ]);
}

#[test]
fn a_failure_says_where_and_why() {
    let unset = FailureKind::Unset { name: "unset".to_owned() };
    let sealed = FailureKind::Sealed { name: "sealed".to_owned() };
    let missing = |on: Option<Date>| FailureKind::ParameterMissing { name: "dibao.ended".into(), on };
    let day = "2021-01-01".parse().ok();
    let cases = [
        ("unset > 3", "unset", unset.clone()),
        ("committed and members > 2 and unset > 3", "unset", unset.clone()),
        ("max(unset, 3)", "unset", unset),
        ("sealed = \"a\"", "sealed", sealed),
        ("parameter(\"dibao.ended\") > 3", "parameter(\"dibao.ended\")", missing(None)),
        (
            "parameter(\"dibao.ended\", on: date(\"2021-01-01\")) > 3",
            "parameter(\"dibao.ended\", on: date(\"2021-01-01\"))",
            missing(day),
        ),
        ("79228162514264337593543950335 * 10", "79228162514264337593543950335 * 10", FailureKind::Overflow),
        ("today() + days(10000000)", "today() + days(10000000)", FailureKind::Overflow),
        ("today() + years(9000000000000000000)", "today() + years(9000000000000000000)", FailureKind::Overflow),
        ("now() - hours(79228162514264337593543950335)", "79228162514264337593543950335", FailureKind::Overflow),
        ("now() + hours(99999999999)", "now() + hours(99999999999)", FailureKind::Overflow),
    ];
    for (source, marked, kind) in cases {
        let failure = compiled(source).evaluate(&world()).unwrap_err();
        assert_eq!((&source[failure.span.range()], &failure.kind), (marked, &kind), "{source}");
    }
}

#[test]
fn values_of_another_type_than_declared_fail_by_name() {
    let failure = compiled("broken + 1").evaluate(&world()).unwrap_err();
    assert_eq!(failure.message().zh, "“broken”应为数字，保存的值却是另一种类型");
    let failure = compiled("max(nobody)").evaluate(&world()).unwrap_err();
    assert_eq!(failure.message().zh, "列表是空的，没有最小值或最大值");
    let failure = compiled("today() + days(factor)").evaluate(&world()).unwrap_err();
    assert_eq!(failure.message().zh, "时长要用整数，得到的是 0.5");
}

#[test]
fn a_divisor_that_is_zero_in_spite_of_its_bounds_fails() {
    let mut world = world();
    world.values.insert("members", number("0"));
    let source = "annual_income / members";
    let failure = compiled(source).evaluate(&world).unwrap_err();
    assert_eq!((&source[failure.span.range()], failure.kind), ("members", FailureKind::DivisionByZero));
}

#[test]
fn and_or_and_if_come_only_to_what_they_need() {
    all_give(&[
        ("refused and unset > 3", no()),
        ("committed or unset > 3", yes()),
        ("if committed then 1 else max(nobody)", number("1")),
        ("given(unset) and unset > 3", no()),
        ("members in (3, max(nobody))", yes()),
        ("count_of_rooms > 0 and annual_income / count_of_rooms > 3", no()),
        ("if refused then unset else annual_income", money("9000")),
    ]);
}

#[test]
fn evaluation_runs_out_of_steps_rather_than_out_of_time() {
    let mut world = world();
    world.values.insert("ages", Value::List(vec![number("1"); LIST_ITEMS_MAX + 1]));
    let failure = compiled("count(ages)").evaluate(&world).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Fuel);
    world.values.insert("ages", Value::List(vec![number("1"); LIST_ITEMS_MAX]));
    assert_eq!(compiled("count(ages)").evaluate(&world), Ok(number("1000")));
    let many = vec!["count(ages)"; 60].join(" + ");
    let failure = compiled(&many).evaluate(&world).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Fuel);
    world.values.insert("name", Value::Text("字".repeat(10_000_000)));
    let failure = compiled("length(name)").evaluate(&world).unwrap_err();
    assert_eq!(failure, Failure { span: Span::new(7, 11), kind: FailureKind::Fuel });
}

#[test]
fn the_product_of_very_small_numbers_is_kept_as_zero_and_no_panic() {
    let tiny = format!("0.{}1", "0".repeat(26));
    let result = compiled(&format!("{tiny} * {tiny}")).evaluate(&world());
    assert_eq!(result, Ok(Value::Number(decimal("0"))));
}
