use super::fixture::{at, date, national, stop, term};
use crate::bilingual::Language;
use crate::calendar::{Budget, Explanation, Left, RestDay, Stop, Term, explain};

fn explained(start: &str, budget: Budget, if_rest_day: RestDay, stops: &[Stop]) -> Explanation {
    explain(at(start), &Term { budget, if_rest_day }, &national(), stops)
}

#[test]
fn ten_working_days_over_labour_day_are_told_day_by_day() {
    let explanation = explained("2020-04-28 10:12", Budget::WorkingDays(10), RestDay::Stay, &[]);
    let expected = "\
自 2020-04-28 星期二 10:12 起算，期限10个工作日
2020-04-28 星期二 不计：起算当日
2020-04-29 星期三 第1日
2020-04-30 星期四 第2日
2020-05-01 星期五 不计：劳动节
2020-05-02 星期六 不计：劳动节
2020-05-03 星期日 不计：劳动节
2020-05-04 星期一 不计：劳动节
2020-05-05 星期二 不计：劳动节
2020-05-06 星期三 第3日
2020-05-07 星期四 第4日
2020-05-08 星期五 第5日
2020-05-09 星期六 第6日（调休上班）
2020-05-10 星期日 不计：周末
2020-05-11 星期一 第7日
2020-05-12 星期二 第8日
2020-05-13 星期三 第9日
2020-05-14 星期四 第10日
到期：2020-05-14 24:00";
    assert_eq!(explanation.lines(Language::Zh).join("\n"), expected);
    let english = explanation.lines(Language::En);
    assert_eq!(english.first().unwrap(), "Starts Tue 2020-04-28 10:12, 10 working days");
    assert_eq!(english[12], "Sat 2020-05-09 day 6 (make-up workday)");
    assert_eq!(english.last().unwrap(), "Due: 2020-05-14 24:00");
}

#[test]
fn a_move_off_a_rest_day_is_told() {
    let next = explained("2020-04-24 09:00", Budget::NaturalDays(8), RestDay::Next, &[]);
    let lines = next.lines(Language::Zh);
    assert_eq!(next.due, Some(date("2020-05-06")));
    assert_eq!(lines[lines.len() - 2], "最后一日 2020-05-02 星期六 是休息日（劳动节），顺延至 2020-05-06 星期三");
    assert_eq!(lines[lines.len() - 3], "2020-05-05 星期二 不计：劳动节");
    let previous = explained("2020-04-24 09:00", Budget::NaturalDays(8), RestDay::Previous, &[]);
    let lines = previous.lines(Language::En);
    let moved = "The last day, Sat 2020-05-02, is a rest day (Labour Day): moved back to Thu 2020-04-30";
    assert_eq!(lines[lines.len() - 2], moved);
    assert_eq!(previous.counted.len(), 8);
}

#[test]
fn stopped_days_and_an_open_stop_are_told() {
    let stops = [stop("2020-04-29 10:00", "2020-05-06 09:00"), stop("2020-05-07 15:00", "")];
    let explanation = explained("2020-04-28 09:00", Budget::WorkingDays(5), RestDay::Stay, &stops);
    assert_eq!(explanation.counted, [date("2020-04-29"), date("2020-05-07")]);
    assert_eq!((explanation.due, explanation.left), (None, Some(Left::WorkingDays(3))));
    let lines = explanation.lines(Language::Zh);
    assert_eq!(lines[3], "2020-04-30 星期四 不计：暂停计时");
    assert_eq!(lines.last().unwrap(), "自 2020-05-07 15:00 起暂停计时，尚未恢复，剩余3个工作日");
}

#[test]
fn unpublished_days_are_marked() {
    let explanation = explained("2026-12-30 09:00", Budget::WorkingDays(2), RestDay::Stay, &[]);
    assert_eq!(explanation.provisional_days, [date("2027-01-01")]);
    let lines = explanation.lines(Language::Zh);
    assert_eq!(lines[3], "2027-01-01 星期五〔暂定〕 第2日");
    assert_eq!(lines[4], "到期：2027-01-01 24:00（暂定：有关日期的放假安排尚未公布）");
}

#[test]
fn working_hours_are_told_by_what_each_day_gave() {
    let stops = [stop("2020-04-28 14:00", "2020-05-06 16:00")];
    let explanation = explained("2020-04-28 10:00", Budget::WorkingHours(4), RestDay::Stay, &stops);
    let lines = explanation.lines(Language::Zh);
    assert_eq!(lines[1], "2020-04-28 星期二 计2小时");
    assert_eq!(lines[2], "2020-04-29 星期三 不计：暂停计时");
    assert_eq!(lines[4], "2020-05-01 星期五 不计：劳动节");
    assert_eq!(lines[9], "2020-05-06 星期三 计1小时");
    assert_eq!(lines[10], "2020-05-07 星期四 计1小时");
    assert_eq!(lines[11], "2020-04-28 14:00 至 2020-05-06 16:00 暂停计时");
    assert_eq!(lines[12], "到期：2020-05-07 09:30");
    let late = explain(at("2020-04-28 18:00"), &term(Budget::WorkingHours(1)), &national(), &[]);
    assert_eq!(late.lines(Language::Zh)[1], "2020-04-28 星期二 不计：无剩余办公时间");
}

#[test]
fn the_json_form_has_the_days_the_reasons_and_the_result() {
    let explanation = explained("2020-04-30 09:00", Budget::WorkingDays(1), RestDay::Stay, &[]);
    let json = serde_json::to_value(&explanation).unwrap();
    assert_eq!(json["start"], "2020-04-30T09:00:00+08:00");
    assert_eq!(json["due"], "2020-05-06");
    assert_eq!(json["due_before"], "2020-05-07T00:00:00+08:00");
    assert_eq!(json["counted"], serde_json::json!(["2020-05-06"]));
    assert_eq!(
        json["skipped"][1],
        serde_json::json!({"date": "2020-05-01", "reason": {"zh": "劳动节", "en": "Labour Day"}})
    );
    assert_eq!(json["term"], serde_json::json!({"budget": {"working_days": 1}, "if_rest_day": "stay"}));
}
