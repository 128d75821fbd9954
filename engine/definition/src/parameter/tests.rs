use std::sync::Arc;

use super::{Parameters, read};
use crate::diagnostic::Diagnostic;
use crate::moment::Date;
use crate::name::{CalendarName, OfficeName, ParameterName};
use crate::organisation::{self, Organisation};
use crate::source::decode::Decoder;
use crate::text::SourceText;
use crate::value::{Type, Value};
use crate::yaml;

const OFFICES: &str = "organisation: x\nlevels: [province, county, village]\noffices: {P: {level: province}, A: {name: 敦化市, level: county, within: P}, B: {level: county, within: P}, V: {level: village, within: [{parent: A, until: 2020-07-01}, {parent: B, from: 2020-07-01}]}}\n";

fn organisation(text: &str) -> Organisation {
    let text = SourceText::new("o.yaml", text);
    let mut decoder = Decoder::new(&text);
    let source = organisation::read(&mut decoder, &yaml::parse(&text).unwrap()).unwrap();
    let mut diagnostics = decoder.diagnostics;
    let organisation = Organisation::assemble(vec![(text, source)], &[CalendarName::from("jilin")], &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    organisation
}

fn assembled(texts: &[&str], organisation: &Organisation) -> (Parameters, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let text = SourceText::new(format!("{}.yaml", at + 1), *text);
        let mut decoder = Decoder::new(&text);
        let node = yaml::parse(&text).unwrap();
        sources.extend(read(&mut decoder, &node).map(|source| (Arc::clone(&text), source)));
        diagnostics.append(&mut decoder.diagnostics);
    }
    let parameters = Parameters::assemble(sources, organisation, &mut diagnostics);
    (parameters, diagnostics)
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line =
        |found: &Diagnostic| format!("{} {} {} | {}", found.code.as_str(), found.place(), found.path, found.message.zh);
    diagnostics.iter().map(line).collect()
}

fn sound(texts: &[&str]) -> (Parameters, Organisation) {
    let organisation = organisation(OFFICES);
    let (parameters, diagnostics) = assembled(texts, &organisation);
    assert_eq!(told(&diagnostics), Vec::<String>::new());
    (parameters, organisation)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The value at an office on a day, with the id of its row.
fn at(
    parameters: &Parameters,
    organisation: &Organisation,
    name: &str,
    office: &str,
    on: &str,
) -> Option<(String, String)> {
    let lineage = organisation.lineage(&OfficeName::from(office), day(on));
    let row = parameters.value(&ParameterName::from(name), &lineage, day(on))?;
    Some((row.value.shown(), row.id.clone()))
}

const STANDARD: &str = "parameters:
  std:
    name: {zh: 标准, en: Standard}
    type: money
    min: 0.01
    rows:
      - {office: P, value: 100, source: 省文件}
      - {office: 敦化市, from: 2021-01-01, value: 580.00}
      - {office: A, from: 2020-01-01, until: 2021-01-01, value: 560.00, source: 市文件}
";

#[test]
fn the_nearest_office_up_the_tree_wins_and_until_is_the_first_day_no_longer() {
    let (parameters, organisation) = sound(&[STANDARD]);
    let cases = [
        ("V", "2019-12-31", Some(("100.00", "std@P@-"))),
        ("V", "2020-01-01", Some(("560.00", "std@A@2020-01-01"))),
        ("V", "2020-06-30", Some(("560.00", "std@A@2020-01-01"))),
        // The village belongs to another county from here.
        ("V", "2020-07-01", Some(("100.00", "std@P@-"))),
        ("A", "2020-12-31", Some(("560.00", "std@A@2020-01-01"))),
        ("A", "2021-01-01", Some(("580.00", "std@A@2021-01-01"))),
        ("B", "2021-01-01", Some(("100.00", "std@P@-"))),
        ("nowhere", "2021-01-01", None),
    ];
    for (office, on, expected) in cases {
        let expected = expected.map(|(value, id)| (value.to_owned(), id.to_owned()));
        assert_eq!(at(&parameters, &organisation, "std", office, on), expected, "{office} {on}");
    }
    assert_eq!(at(&parameters, &organisation, "other", "V", "2020-01-01"), None);
}

#[test]
fn a_day_without_a_row_anywhere_up_the_tree_has_no_value() {
    let text = "parameters: {std: {type: integer, rows: [{office: A, from: 2020-01-01, until: 2020-02-01, value: 1}]}}";
    let (parameters, organisation) = sound(&[text]);
    assert_eq!(at(&parameters, &organisation, "std", "V", "2020-01-31").unwrap().0, "1");
    assert_eq!(at(&parameters, &organisation, "std", "V", "2020-02-01"), None);
}

#[test]
fn rows_are_listed_with_the_earliest_of_an_office_first_and_keep_their_source() {
    let (parameters, _) = sound(&[STANDARD]);
    let rows: Vec<(&str, Option<&str>)> =
        parameters.rows(&ParameterName::from("std")).map(|row| (row.id.as_str(), row.source.as_deref())).collect();
    assert_eq!(rows, [("std@P@-", Some("省文件")), ("std@A@2020-01-01", Some("市文件")), ("std@A@2021-01-01", None)]);
}

#[test]
fn an_override_holds_everywhere_and_always_and_leaves_the_original_alone() {
    let (parameters, organisation) = sound(&[STANDARD]);
    let amount = Value::Money("1.00".parse().unwrap());
    let staged = parameters.with_override(ParameterName::from("std"), amount);
    for (office, on) in [("V", "1999-01-01"), ("B", "2030-01-01"), ("nowhere", "2020-01-01")] {
        let found = at(&staged, &organisation, "std", office, on);
        assert_eq!(found, Some(("1.00".to_owned(), "std@scenario".to_owned())));
    }
    assert_eq!(at(&parameters, &organisation, "std", "A", "2020-01-01").unwrap().0, "560.00");
}

#[test]
fn a_county_adds_rows_to_what_the_province_declares() {
    let county = "parameters:\n  std:\n    rows: [{office: B, value: 300}]\n";
    let (parameters, organisation) = sound(&[county, STANDARD]);
    assert_eq!(at(&parameters, &organisation, "std", "B", "2020-01-01").unwrap().0, "300.00");
    assert_eq!(parameters.declared().len(), 1);
}

#[test]
fn every_type_reads_its_values_and_declares_its_bounds() {
    let cases = [
        ("boolean", "true", Type::Boolean, "true"),
        ("是否", "否", Type::Boolean, "false"),
        ("integer", "3", Type::Number, "3"),
        ("decimal", "0.30", Type::Number, "0.3"),
        ("money", "4000.5", Type::Money, "4000.50"),
        ("text", "on", Type::Text, "on"),
        ("date", "2020-12-31", Type::Date, "2020-12-31"),
        ("moment", "2020-04-20T10:12+08:00", Type::Moment, "2020-04-20 10:12"),
    ];
    for (word, written, kind, shown) in cases {
        let text = format!("parameters: {{p: {{type: {word}, rows: [{{office: P, value: {written}}}]}}}}");
        let (parameters, organisation) = sound(&[&text]);
        assert_eq!(parameters.declared()["p"].kind, kind);
        assert_eq!(at(&parameters, &organisation, "p", "V", "2020-01-01").unwrap().0, shown);
    }
    let (parameters, _) = sound(&["parameters: {p: {type: decimal, min: 0, max: 1.5}}"]);
    let declaration = &parameters.declared()["p"];
    assert_eq!((declaration.min, declaration.max), (Some(0.into()), Some("1.5".parse().unwrap())));
}

#[test]
fn each_wrong_value_is_told_where_it_stands() {
    let cases = [
        (
            "type: money, min: 0.01",
            "office: P, value: 0",
            "D0902 1.yaml:4:27 parameters.p.rows.0.value | “p”最小为 0.01，写的是 0",
        ),
        (
            "type: money, max: 9",
            "office: P, value: 9.01",
            "D0902 1.yaml:4:27 parameters.p.rows.0.value | “p”最大为 9，写的是 9.01",
        ),
        (
            "type: money",
            "office: P, value: 1.001",
            "D0105 1.yaml:4:27 parameters.p.rows.0.value | 应为以元计、最多两位小数的金额，写的是“1.001”",
        ),
        (
            "type: integer",
            "office: P, value: 1.5",
            "D0105 1.yaml:4:27 parameters.p.rows.0.value | 应为一个整数，写的是“1.5”",
        ),
        (
            "type: boolean",
            "office: P, value: 1",
            "D0105 1.yaml:4:27 parameters.p.rows.0.value | 应为true（是）或 false（否），写的是“1”",
        ),
        (
            "type: money",
            "office: P, value: [1]",
            "D0103 1.yaml:4:27 parameters.p.rows.0.value | 应为一个值，写的是一个列表",
        ),
        ("type: money", "office: Q, value: 1", "D0208 1.yaml:4:17 parameters.p.rows.0.office | 没有机构“Q”"),
        ("type: money", "office: P", "D0102 1.yaml:4:8 parameters.p.rows.0 | 缺少 value（值）"),
        (
            "type: mony",
            "office: P, value: 1",
            "D0105 1.yaml:3:12 parameters.p.type | 应为是否、整数、小数、金额、文字、日期、时刻（或 boolean, integer, decimal, money, text, date, moment）之一，写的是“mony”",
        ),
        ("max: 1", "office: P, value: 1", "D0102 1.yaml:3:5 parameters.p | 缺少 type（类型）"),
        ("type: text, min: 1", "office: P, value: a", "D0901 1.yaml:3:23 parameters.p.min | 只有数和金额才有界限"),
        (
            "type: decimal, min: 2, max: 1",
            "office: P, value: 2",
            "D0901 1.yaml:3:34 parameters.p.max | 最大 1 小于最小 2",
        ),
        (
            "type: money",
            "office: P, from: 2020-01-01, until: 2020-01-01, value: 1",
            "D0901 1.yaml:4:45 parameters.p.rows.0.until | “至”应晚于“自”，写的是 2020-01-01",
        ),
    ];
    for (declared, row, expected) in cases {
        let text = format!("parameters:\n  p:\n    {{{declared}, rows:\n      [{{{row}}}]}}\n");
        let (_, diagnostics) = assembled(&[&text], &organisation(OFFICES));
        assert_eq!(told(&diagnostics), [expected], "{declared} {row}");
    }
}

#[test]
fn rows_that_overlap_are_told_at_the_later_one_also_across_files() {
    let second = "parameters:\n  std:\n    rows:\n      - {office: A, from: 2020-12-31, value: 1}\n      - {office: A, from: 2019-01-01, until: 2020-01-01, value: 1}\n";
    let (_, diagnostics) = assembled(&[STANDARD, second], &organisation(OFFICES));
    let expected = "D0901 2.yaml:4:9 parameters.std.rows.0 | “A”的两个取值在时间上重叠：自 2021-01-01 起（580.00）与自 2020-12-31 起";
    assert_eq!(told(&diagnostics), [expected]);
}

#[test]
fn a_floor_binds_on_its_own_days_only() {
    let declared = "parameters:\n  std:\n    type: money\n    floor: [{from: 2020-12-31, value: 4000, source: 二(一)}]\n    rows: [{office: A, ";
    let cases = [
        ("from: 2020-12-31, value: 3960.00}]", Some(49)),
        ("from: 2020-12-31, value: 4000.00}]", None),
        ("until: 2020-12-31, value: 3600.00}]", None),
        ("from: 2020-01-01, value: 3999.99}]", Some(49)),
    ];
    for (row, column) in cases {
        let (_, diagnostics) = assembled(&[&format!("{declared}{row}\n")], &organisation(OFFICES));
        let places: Vec<String> =
            diagnostics.iter().map(|found| format!("{} {}", found.code.as_str(), found.place())).collect();
        let expected: Vec<String> = column.map(|column| format!("D0902 1.yaml:5:{column}")).into_iter().collect();
        assert_eq!(places, expected, "{row}");
        if let Some(found) = diagnostics.first() {
            assert!(
                found.message.zh.starts_with("“std”自 2020-12-31 起不得低于 4000（二(一)），写的是"),
                "{}",
                found.message.zh
            );
        }
    }
}

#[test]
fn a_parameter_declared_twice_or_nowhere_is_told() {
    let second = "parameters:\n  std: {type: money}\n  stdd: {rows: [{office: A, value: 1}]}\n";
    let (_, diagnostics) = assembled(&[STANDARD, second], &organisation(OFFICES));
    let expected =
        ["D0901 2.yaml:2:3 parameters | 参数“std”已在 1.yaml:2:3 写过", "D0204 2.yaml:3:3 parameters | 没有参数“stdd”"];
    assert_eq!(told(&diagnostics), expected);
    assert_eq!(diagnostics[1].help.as_ref().unwrap().zh, "是不是 std？");
}

#[test]
fn a_scenario_reads_its_own_values_by_the_declaration() {
    let (parameters, _) = sound(&[STANDARD]);
    let declaration = &parameters.declared()["std"];
    for (written, expected) in [("560.00", Some("560.00")), ("0.00", None), ("x", None)] {
        let text = SourceText::new("s.yaml", format!("a: {written}\n"));
        let yaml::Node::Mapping(entries, _) = yaml::parse(&text).unwrap() else { panic!("a map") };
        let mut decoder = Decoder::new(&text);
        let value = declaration.value(&mut decoder, &entries[0].value);
        assert_eq!(value.map(|value| value.value.shown()).as_deref(), expected);
        assert_eq!(decoder.diagnostics.is_empty(), expected.is_some());
    }
}

#[test]
fn the_shipped_parameters_are_sound() {
    let jilin = organisation(include_str!("../../../../workflows/organisations/jilin-dunhua.yaml"));
    let (parameters, diagnostics) = assembled(&[include_str!("../../../../workflows/parameters/dibao.yaml")], &jilin);
    assert_eq!(told(&diagnostics), Vec::<String>::new());
    let village = "222403109200";
    let cases = [
        ("dibao.urban.standard_month", "2020-04-20", Some("560.00")),
        ("dibao.urban.standard_month", "2019-12-31", None),
        ("dibao.rural.standard_year", "2020-12-31", Some("4000.00")),
        ("tekun.basic.standard_month", "2020-04-20", Some("440.00")),
        ("fasttrack.enabled", "2020-03-25", None),
        ("fasttrack.enabled", "2020-03-26", Some("true")),
        ("fasttrack.temp_months", "2020-04-20", Some("1")),
    ];
    for (name, on, expected) in cases {
        let found = at(&parameters, &jilin, name, village, on).map(|(value, _)| value);
        assert_eq!(found.as_deref(), expected, "{name} {on}");
    }
    for row in parameters.declared().keys().flat_map(|name| parameters.rows(name)) {
        assert!(row.source.is_some(), "{} cites no source", row.id);
    }
}
