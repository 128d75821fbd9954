//! Promises over generated sources.

use proptest::prelude::*;

use super::fixture::{compiled, world};
use super::*;
use crate::bilingual::Language;

const PIECES: &[&str] = &[
    "members",
    "annual_income",
    "家庭人均收入",
    "kind",
    "born",
    "received_at",
    "unset",
    "ages",
    "answers",
    "committed",
    "nothing",
    "1",
    "0",
    "3.5",
    "79228162514264337593543950335",
    "\"dibao\"",
    "\"x\"",
    "true",
    "否",
    "and",
    "or",
    "not(",
    "if",
    "then",
    "else",
    "in",
    "in(approved)",
    "(",
    ")",
    "[",
    "]",
    ",",
    "..",
    ":",
    "+",
    "-",
    "*",
    "/",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "max(",
    "round(",
    "days(",
    "months(",
    "years(",
    "today()",
    "now()",
    "hours(",
    "sum(",
    "parameter(\"ratio\")",
    "parameter(\"dibao.ended\")",
    "given(unset)",
    "date(\"2020-02-29\")",
    "（",
    "“",
    "==",
    "'",
    "\\",
    "\"",
    ".",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.join(" "))
}

/// Expressions that are mostly sound, so that evaluation is reached.
fn grown() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "members",
        "factor",
        "count_of_rooms",
        "0",
        "1",
        "2.5",
        "79228162514264337593543950335",
        "count(ages)",
        "day(born)",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/"]);
        let comparison = prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (inner.clone(), comparison, inner.clone(), inner.clone())
                .prop_map(|(a, op, b, c)| format!("(if {a} {op} {b} then {c} else {a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(if {b} != 0 then {a} / {b} else {a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("max({a}, {b})")),
            inner.clone().prop_map(|a| format!("round({a}, 1)")),
            inner.clone().prop_map(|a| format!("abs({a})")),
            inner.prop_map(|a| format!("-{a}")),
        ]
    })
}

fn exercised(source: &str) {
    match compile(source, &world()) {
        Ok(expression) => {
            let result = expression.evaluate(&world());
            let trace = expression.explain(&world());
            assert_eq!(trace.result, result, "{source}");
            assert!(!trace.lines(Language::En).is_empty());
            assert!(expression.reads().iter().all(|read| source.get(read.span.range()).is_some()));
            if let Err(failure) = result {
                assert!(source.get(failure.span.range()).is_some() && !failure.message().zh.is_empty());
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(source.get(problem.span.range()).is_some(), "{source}: {problem:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_of_words_and_signs_panics(source in pieces()) {
        exercised(&source);
    }

    #[test]
    fn no_text_at_all_panics(source in "\\PC{0,60}") {
        exercised(&source);
    }

    #[test]
    fn a_division_that_was_proved_never_meets_a_zero(source in grown()) {
        exercised(&source);
        if let Ok(expression) = compile(&source, &world()) {
            let result = expression.evaluate(&world());
            let by_zero = matches!(result, Err(Failure { kind: FailureKind::DivisionByZero, .. }));
            prop_assert!(!by_zero, "{}", source);
        }
    }

    #[test]
    fn sums_of_fen_are_exact(a in -1_000_000_000_000i64..1_000_000_000_000, b in -1_000_000_000_000i64..1_000_000_000_000) {
        let yuan = |fen: i64| rust_decimal::Decimal::new(fen, 2);
        let source = format!("{} + {}", yuan(a), yuan(b));
        prop_assert_eq!(compiled(&source).evaluate(&world()), Ok(Value::Number(yuan(a + b))));
    }

    #[test]
    fn a_text_survives_being_quoted(text in "\\PC{0,20}") {
        let source = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        prop_assert_eq!(compiled(&source).evaluate(&world()), Ok(Value::Text(text)));
    }
}
