use super::fixture::{compiled, help, world};
use super::*;
use crate::bilingual::Language;

#[test]
fn an_expression_lists_what_it_reads_and_where() {
    let source =
        "given(unset) and unset > parameter(\"dibao.standard\") or in(approved) and today() - born > members * 365";
    let expression = compiled(source);
    let found: Vec<(&str, &ReadOf, bool)> =
        expression.reads().iter().map(|read| (&source[read.span.range()], &read.what, read.guarded)).collect();
    let variable = |name: &str| ReadOf::Variable(name.to_owned());
    let expected = [
        ("given(unset)", &ReadOf::Given("unset".to_owned()), false),
        ("unset", &variable("unset"), true),
        ("parameter(\"dibao.standard\")", &ReadOf::Parameter("dibao.standard".into()), false),
        ("in(approved)", &ReadOf::State("approved".into()), false),
        ("today()", &ReadOf::Clock, false),
        ("born", &variable("born"), false),
        ("members", &variable("members"), false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_read_is_guarded_only_where_given_is_known_to_hold() {
    let cases = [
        ("given(unset) and unset > 3", true),
        ("not(given(unset)) or unset > 3", true),
        ("if given(unset) then unset > 3 else false", true),
        ("if not(given(unset)) then false else unset > 3", true),
        ("committed and given(unset) and committed and unset > 3", true),
        ("given(unset) or unset > 3", false),
        ("unset > 3 and given(unset)", false),
        ("given(members) and unset > 3", false),
        ("if given(unset) then false else unset > 3", false),
        ("(given(unset) or committed) and unset > 3", false),
    ];
    for (source, guarded) in cases {
        let expression = compiled(source);
        let read = expression.reads().iter().find(|read| read.what == ReadOf::Variable("unset".to_owned()));
        assert_eq!(read.unwrap().guarded, guarded, "{source}");
    }
}

#[track_caller]
fn lines(source: &str, language: Language) -> Vec<String> {
    let trace = compiled(source).explain(&world());
    assert_eq!(trace.result, compiled(source).evaluate(&world()), "{source}");
    trace.lines(language)
}

#[test]
fn a_trace_puts_values_in_place_of_names() {
    let trace = compiled("income_per_person <= 1000").explain(&world());
    assert_eq!(trace.source, "income_per_person <= 1000");
    assert_eq!(trace.substituted, "800.10 <= 1000");
    assert_eq!(trace.result, Ok(Value::Boolean(true)));
    assert!(trace.parts.is_empty());
    assert_eq!(trace.lines(Language::Zh), ["800.10 <= 1000 成立"]);
    assert_eq!(trace.lines(Language::En), ["800.10 <= 1000 holds"]);
}

#[test]
fn a_trace_reads_line_by_line() {
    let cases: [(&str, &[&str]); 16] = [
        ("家庭人均收入 > 1000", &["800.10 > 1000 不成立"]),
        ("annual_income / members", &["9000.00 / 3 = 3000.00"]),
        ("annual_income / members <= 1000", &["9000.00 / 3 <= 1000 不成立", "  9000.00 / 3 = 3000.00"]),
        ("committed", &["committed 成立"]),
        ("in(乡镇审批)", &["in(乡镇审批) 不成立"]),
        ("annual_income", &["annual_income = 9000.00"]),
        ("kind = \"dibao\"", &["\"dibao\" = \"dibao\" 成立"]),
        ("parameter(\"dibao.standard\") * members", &["560.00 * 3 = 1680.00"]),
        (
            "born + years(60) <= today()",
            &["1980-02-29 + years(60) <= 2020-04-20 不成立", "  1980-02-29 + years(60) = 2040-02-29"],
        ),
        (
            "committed and (refused or members > 2) and not(in(approved))",
            &[
                "committed and (refused or 3 > 2) and not(in(approved)) 不成立",
                "  committed 成立",
                "  refused or 3 > 2 成立",
                "    refused 不成立",
                "    3 > 2 成立",
                "  not(in(approved)) 不成立",
                "    in(approved) 成立",
            ],
        ),
        (
            "refused and income_per_person <= 1000",
            &["refused and income_per_person <= 1000 不成立", "  refused 不成立", "  income_per_person <= 1000 未计算"],
        ),
        (
            "if members > 2 then annual_income else unset",
            &[
                "if 3 > 2 then 9000.00 else unset = 9000.00",
                "  3 > 2 成立",
                "  annual_income = 9000.00",
                "  unset 未计算",
            ],
        ),
        (
            "members > 1 and unset > 3",
            &[
                "3 > 1 and unset > 3 无法计算：“unset”尚未填写，请先补填",
                "  3 > 1 成立",
                "  unset > 3 无法计算：“unset”尚未填写，请先补填",
            ],
        ),
        (
            "round(annual_income / members, 0) + yuan(1) > 3",
            &[
                "round(9000.00 / 3, 0) + yuan(1) > 3 成立",
                "  round(9000.00 / 3, 0) + yuan(1) = 3001.00",
                "    round(9000.00 / 3, 0) = 3000.00",
                "      9000.00 / 3 = 3000.00",
            ],
        ),
        ("members in ages", &["3 in [70、8、35] 不成立"]),
        ("今天() + 天(members)", &["2020-04-20 + 天(3) = 2020-04-23"]),
    ];
    for (source, expected) in cases {
        assert_eq!(lines(source, Language::Zh), expected, "{source}");
    }
    assert_eq!(lines("refused and unset > 3", Language::En)[2], "  unset > 3 not computed");
    assert_eq!(
        lines("unset > 3", Language::En),
        ["unset > 3 cannot be computed: `unset` is not filled in yet; fill it in first"]
    );
}

#[test]
fn a_long_value_is_cut_short_in_a_trace() {
    let mut world = world();
    world.values.insert("name", Value::Text("字".repeat(1_000)));
    let trace = compiled("contains(name, \"一\")").explain(&world);
    assert_eq!(trace.substituted, format!("contains(\"{}…\", \"一\")", "字".repeat(60)));
}

#[test]
fn chinese_words_and_function_names_mean_the_same_as_the_english() {
    let pairs = [
        ("如果 committed 那么 1 否则 2", "if committed then 1 else 2"),
        ("committed 并且 非(refused) 或者 否", "committed and not(refused) or false"),
        ("最大(1, 2) + 最小(1, 2) + 绝对值(-1)", "max(1, 2) + min(1, 2) + abs(-1)"),
        ("参数(\"dibao.standard\", 按: 月初(今天()))", "parameter(\"dibao.standard\", on: first_of_month(today()))"),
        (
            "合计(incomes) > 元(3) 并且 已填(members) 并且 个数(ages) = 3",
            "sum(incomes) > yuan(3) and given(members) and count(ages) = 3",
        ),
        ("所在日期(此刻()) + 个月(1) + 年(1)", "date_of(now()) + months(1) + years(1)"),
        ("members 属于 [1..5]", "members in [1..5]"),
    ];
    for (chinese, english) in pairs {
        let (first, second) = (compiled(chinese), compiled(english));
        assert_eq!(first.evaluate(&world()), second.evaluate(&world()), "{chinese}");
    }
}

#[test]
fn compiled_expressions_can_be_shared_between_threads() {
    fn shareable<T: Send + Sync + Clone + PartialEq + std::fmt::Debug>(_: &T) {}
    let expression = compiled("members > 3");
    shareable(&expression);
    assert_eq!(expression.clone(), expression);
    assert_eq!(expression.source(), "members > 3");
    assert_ne!(expression, compiled("members > 4"));
}

#[test]
fn the_deepest_allowed_expression_needs_little_stack() {
    let sources = [
        "(1 + ".repeat(63) + "1" + &")".repeat(63),
        format!("{}members > 0{}", "not(".repeat(63), ")".repeat(63)),
        vec!["members"; 127].join(" + "),
        "if members > 0 then 1 else ".repeat(60) + "2",
        format!("{}1{}", "max(1, ".repeat(60), ")".repeat(60)),
    ];
    let run = move || {
        for source in sources {
            let expression = compiled(&source);
            assert!(expression.evaluate(&world()).is_ok());
            assert!(!expression.explain(&world()).lines(Language::Zh).is_empty());
        }
    };
    std::thread::Builder::new().stack_size(1024 * 1024).spawn(run).unwrap().join().unwrap();
}

#[test]
fn every_problem_has_advice() {
    for source in ["members = \"3\"", "annual_income + 1", "in(x)", "f(1)", "kind = \"x\"", "members >> 3"] {
        assert!(!help(source).is_empty(), "{source}");
    }
}

#[test]
fn the_proof_of_a_divisor_gives_up_rather_than_double_its_work_with_every_level() {
    let nested = |levels: usize| {
        let inside = (0..levels).fold("members".to_owned(), |inner, _| format!("(if {inner} > 0 then 1 else 2)"));
        format!("1 / {inside}")
    };
    compiled(&nested(8));
    let problems = compile(&nested(31), &world()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, crate::diagnostic::Code::DivisionByZero);
}
