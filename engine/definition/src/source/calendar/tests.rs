use std::sync::Arc;

use chrono::NaiveTime;

use super::{assemble, read};
use crate::calendar::{Calendars, SpecialDay};
use crate::diagnostic::Diagnostic;
use crate::moment::Date;
use crate::name::CalendarName;
use crate::source::decode::Decoder;
use crate::text::SourceText;
use crate::yaml;

fn assembled(texts: &[&str]) -> (Calendars, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let text = SourceText::new(format!("{}.yaml", at + 1), *text);
        let mut decoder = Decoder::new(&text);
        let node = yaml::parse(&text).unwrap();
        sources.extend(read(&mut decoder, &node).map(|source| (Arc::clone(&text), source)));
        diagnostics.append(&mut decoder.diagnostics);
    }
    let calendars = assemble(sources, &mut diagnostics);
    (calendars, diagnostics)
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line =
        |found: &Diagnostic| format!("{} {} {} | {}", found.code.as_str(), found.place(), found.path, found.message.zh);
    diagnostics.iter().map(line).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_calendar_reads_into_its_days() {
    let text = SourceText::new(
        "c.yaml",
        "工作日历: cn
名称: 全国
依据: 国务院办公厅通知
覆盖: {自: 2018-12-01, 到: 2019-12-31}
办公时间: [\"08:30-11:30\", \"13:30-17:00\"]
各年:
  \"2019\":
    依据: 国办发明电〔2018〕15号
    放假:
      - {自: 2018-12-30, 到: 2019-01-01, 名称: 元旦}
      - {from: 2019-04-05, name: {zh: 清明节, en: Tomb-Sweeping Day}}
    上班: [2018-12-29]
",
    );
    let mut decoder = Decoder::new(&text);
    let calendar = read(&mut decoder, &yaml::parse(&text).unwrap()).unwrap().data;
    assert_eq!(told(&decoder.diagnostics), Vec::<String>::new());
    let days: Vec<(String, &str)> = calendar
        .days
        .iter()
        .map(|(day, special)| match special {
            SpecialDay::Off { reason } | SpecialDay::Work { reason } => (day.to_string(), reason.zh.as_str()),
        })
        .collect();
    let expected = [
        ("2018-12-29", "调休上班"),
        ("2018-12-30", "元旦"),
        ("2018-12-31", "元旦"),
        ("2019-01-01", "元旦"),
        ("2019-04-05", "清明节"),
    ];
    assert_eq!(days, expected.map(|(day, reason)| (day.to_owned(), reason)));
    assert_eq!(calendar.covers, Some((day("2018-12-01"), day("2019-12-31"))));
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    assert_eq!(calendar.office_hours, Some(vec![(time(8, 30), time(11, 30)), (time(13, 30), time(17, 0))]));
}

#[test]
fn each_contradiction_of_days_is_told_where_it_stands() {
    let cases = [
        (
            "off: [{from: 2020-05-01, name: x}], work: [2020-05-01]",
            "D0901 1.yaml:4:55 years.2020.work.0 | 2020-05-01 已写为“放假”，这里又写为“上班”",
        ),
        (
            "work: [2020-05-09, 2020-05-09]",
            "D0901 1.yaml:4:31 years.2020.work.1 | 2020-05-09 已写为“上班”，这里又写为“上班”",
        ),
        (
            "off: [{from: 2020-05-01, to: 2020-05-03, name: x}, {from: 2020-05-03, name: y}]",
            "D0901 1.yaml:4:70 years.2020.off.1 | 2020-05-03 已写为“放假”，这里又写为“放假”",
        ),
        ("work: [2019-11-30]", "D0901 1.yaml:4:19 years.2020.work.0 | 2019-11-30 不属于 2020 年的安排"),
        (
            "off: [{from: 2020-12-31, to: 2021-01-01, name: x}]",
            "D0901 1.yaml:4:41 years.2020.off.0 | 2021-01-01 不属于 2020 年的安排",
        ),
        (
            "work: [2019-12-15]",
            "D0901 1.yaml:4:19 years.2020.work.0 | 2019-12-15 不在日历覆盖的范围内（2019-12-20 到 2020-12-31）",
        ),
        (
            "off: [{from: 2020-05-02, to: 2020-05-01, name: x}]",
            "D0901 1.yaml:4:41 years.2020.off.0 | “到”不应早于“自”（2020-05-02），写的是 2020-05-01",
        ),
        ("off: [{from: 2020-05-02}]", "D0102 1.yaml:4:18 years.2020.off.0 | 缺少 name（名称）"),
        (
            "work: [2020-13-01]",
            "D0105 1.yaml:4:19 years.2020.work.0 | 应为一个日期，例如 2020-04-20，写的是“2020-13-01”",
        ),
    ];
    for (year, expected) in cases {
        let text =
            format!("calendar: c\ncovers: {{from: 2019-12-20, to: 2020-12-31}}\nyears:\n  \"2020\": {{{year}}}\n");
        assert_eq!(told(&assembled(&[&text]).1), [expected], "{year}");
    }
}

#[test]
fn the_rest_of_a_calendar_is_checked_too() {
    let cases = [
        (
            "covers: {from: 2020-12-31, to: 2020-01-01}",
            "D0901 1.yaml:2:32 covers | “到”不应早于“自”（2020-12-31），写的是 2020-01-01",
        ),
        (
            "office_hours: [\"08:30-11:30\", \"11:00-17:00\"]",
            "D0105 1.yaml:2:31 office_hours | 应为先后排列、不重叠的时段，例如 08:30-11:30，写的是“11:00-17:00”",
        ),
        (
            "office_hours: [\"8点到5点\"]",
            "D0105 1.yaml:2:16 office_hours | 应为先后排列、不重叠的时段，例如 08:30-11:30，写的是“8点到5点”",
        ),
        ("office_hours: []", "D0103 1.yaml:2:15 office_hours | 应为至少一个时段，写的是一个列表"),
        ("years: {二零: {}}", "D0105 1.yaml:2:9 years | 应为年份，例如 2020，写的是“二零”"),
        ("parent: d", "D0206 1.yaml:2:9  | 没有工作日历“d”"),
        ("parent: c", "D0901 1.yaml:2:9  | 工作日历 c 的上级又回到它自己，请改正 parent（上级）"),
    ];
    for (rest, expected) in cases {
        assert_eq!(told(&assembled(&[&format!("calendar: c\n{rest}\n")]).1), [expected], "{rest}");
    }
}

#[test]
fn every_problem_between_calendars_is_told_once_and_the_sound_ones_are_kept() {
    let texts = [
        "calendar: a\n",
        "calendar: a\n",
        "calendar: b\nparent: x\n",
        "calendar: c\nparent: b\n",
        "calendar: d\nparent: a\n",
    ];
    let (calendars, diagnostics) = assembled(&texts);
    assert_eq!(
        told(&diagnostics),
        ["D0901 2.yaml:1:11  | 工作日历“a”已在 1.yaml:1:11 写过", "D0206 3.yaml:2:9  | 没有工作日历“x”"]
    );
    assert_eq!(calendars.names().map(CalendarName::as_str).collect::<Vec<_>>(), ["a", "d"]);
}

#[test]
fn the_shipped_calendars_are_sound() {
    let texts = [
        include_str!("../../../../../workflows/calendars/cn.yaml"),
        include_str!("../../../../../workflows/calendars/jilin.yaml"),
    ];
    let (calendars, diagnostics) = assembled(&texts);
    assert_eq!(told(&diagnostics), Vec::<String>::new());
    assert!(calendars.get(&CalendarName::from("jilin")).is_some());
}
