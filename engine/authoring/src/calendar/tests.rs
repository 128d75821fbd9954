use definition::calendar::{CalendarData, SpecialDay};
use definition::source::calendar::read;
use definition::source::decode::Decoder;
use definition::text::SourceText;
use definition::yaml;
use rust_xlsxwriter::Workbook;

use super::*;

const SHIPPED: &str = include_str!("../../../../workflows/calendars/cn.yaml");

/// A year in the shape of holiday-cn, made up.
const NEXT: &str = r#"{"$schema": "https://example/schema.json", "year": 2027, "papers": ["https://example/notice"], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true}, {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-03", "isOffDay": true}, {"name": "元旦", "date": "2026-12-27", "isOffDay": false},
    {"name": "春节", "date": "2027-02-05", "isOffDay": true}, {"name": "春节", "date": "2027-01-31", "isOffDay": false}]}"#;

fn imported(text: &str, arrangement: &Arrangement) -> Result<String, Bilingual> {
    let source = SourceText::new("cn.yaml", text);
    with_arrangement(&source, &yaml::parse(&source).unwrap(), arrangement)
}

fn calendar(text: &str) -> CalendarData {
    let source = SourceText::new("cn.yaml", text);
    let mut decoder = Decoder::new(&source);
    let found = read(&mut decoder, &yaml::parse(&source).unwrap());
    assert!(decoder.diagnostics.is_empty(), "{:?}", decoder.diagnostics);
    found.unwrap().data
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_next_year_stands_behind_the_others_and_nothing_else_has_changed() {
    let text = imported(SHIPPED, &from_json(NEXT).unwrap()).unwrap();
    let (before, after) = (calendar(SHIPPED), calendar(&text));
    assert_eq!(after.covers, Some((day("2018-01-01"), day("2027-12-31"))));
    assert!(before.days.iter().all(|(day, special)| after.days.get(day) == Some(special)));
    assert_eq!(after.days.len(), before.days.len() + 6);
    assert!(matches!(after.days.get(&day("2026-12-27")), Some(SpecialDay::Work { .. })));
    let kept: Vec<&str> = SHIPPED.lines().filter(|line| !line.starts_with("covers")).collect();
    assert!(kept.iter().all(|line| text.lines().any(|other| other == *line)));
    assert!(text.contains("- {from: 2027-01-01, to: 2027-01-03, name: {zh: 元旦, en: New Year's Day}}"), "{text}");
}

#[test]
fn a_year_that_is_there_gets_its_new_arrangement_in_its_place() {
    let mut extended = from_json(r#"{"year": 2020, "days": []}"#).unwrap();
    for (date, special) in &calendar(SHIPPED).days {
        if (day("2019-12-31")..=day("2020-12-31")).contains(date) {
            match special {
                SpecialDay::Off { reason } => extended.add(*date, &reason.zh, true).unwrap(),
                SpecialDay::Work { .. } => extended.add(*date, "", false).unwrap(),
            }
        }
    }
    assert_eq!(calendar(&imported(SHIPPED, &extended).unwrap()), calendar(SHIPPED), "the same again changes nothing");
    extended.add(day("2020-02-03"), "春节", true).unwrap();
    let after = calendar(&imported(SHIPPED, &extended).unwrap());
    assert!(matches!(after.days.get(&day("2020-02-03")), Some(SpecialDay::Off { .. })));
    assert_eq!(after.days.len(), calendar(SHIPPED).days.len() + 1);
}

#[test]
fn a_year_is_not_passed_over() {
    let message = imported(SHIPPED, &Arrangement { year: 2028, ..Arrangement::default() }).unwrap_err();
    assert!(message.en.contains("import 2027 before 2028"), "{}", message.en);
}

#[test]
fn a_spreadsheet_says_the_same_as_json() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["日期", "名称", "安排"],
        ["2027-01-01", "元旦", "放假"],
        ["2027-01-02", "元旦", "放假"],
        ["2027/01/03", "元旦", "放假"],
        ["2026-12-27", "", "上班"],
        ["2027-02-05", "春节", "放假"],
        ["2027-01-31", "", "上班"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let from_sheet = from_sheet(&book.save_to_buffer().unwrap()).unwrap();
    let from_json = Arrangement { source: None, ..from_json(NEXT).unwrap() };
    assert_eq!(from_sheet, from_json);
}

#[test]
fn what_is_no_arrangement_is_told() {
    for (text, part) in [
        ("[]", "no arrangement"),
        (r#"{"days": [{"date": "2027-02-30", "isOffDay": true}]}"#, "is no date"),
        (r#"{"days": []}"#, "no year"),
        (
            r#"{"days": [{"date": "2027-02-01", "isOffDay": true}, {"date": "2027-02-01", "isOffDay": false}]}"#,
            "more than once",
        ),
    ] {
        let message = from_json(text).unwrap_err();
        assert!(message.en.contains(part), "{text}: {}", message.en);
    }
    assert!(from_sheet(b"PK no").is_err());
}
