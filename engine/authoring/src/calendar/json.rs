//! The shape in which the community publishes a year (NateScarlet/holiday-cn): `{"year": 2027, "papers": [...], "days": [{"name":
//! "元旦", "date": "2027-01-01", "isOffDay": true}]}`.

use definition::bilingual::Bilingual;
use definition::moment::Date;
use serde_json::Value;

use super::Arrangement;

const SHAPE: &str = r#"{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#;

/// The arrangement of a year in JSON.
///
/// # Errors
/// What was expected and what was found.
pub fn from_json(text: &str) -> Result<Arrangement, Bilingual> {
    let read: Value = serde_json::from_str(text).map_err(|error| shapeless(&error.to_string()))?;
    let days = read.get("days").and_then(Value::as_array).ok_or_else(|| shapeless("days"))?;
    let paper = read.get("papers").and_then(|papers| papers.get(0)).and_then(Value::as_str);
    let mut arrangement = Arrangement { source: paper.map(str::to_owned), ..Arrangement::default() };
    for day in days {
        let text = |key: &str| day.get(key).and_then(Value::as_str).unwrap_or_default();
        let date: Date = text("date").parse().map_err(|_| {
            let found = text("date");
            Bilingual::new(format!("“{found}”不是日期"), format!("`{found}` is no date"))
        })?;
        let is_off = day.get("isOffDay").and_then(Value::as_bool).ok_or_else(|| shapeless("isOffDay"))?;
        arrangement.add(date, text("name"), is_off)?;
    }
    let stated = read.get("year").and_then(Value::as_i64).and_then(|year| i32::try_from(year).ok());
    let none = || Bilingual::new("没有写是哪一年，也没有日期", "no year is said, and no days");
    arrangement.year = stated.or_else(|| arrangement.main_year()).ok_or_else(none)?;
    Ok(arrangement)
}

fn shapeless(what: &str) -> Bilingual {
    Bilingual::new(
        format!("不是一年的放假安排，应如 {SHAPE}：{what}"),
        format!("this is no arrangement of a year, expected {SHAPE}: {what}"),
    )
}
