//! A year in an .xlsx file: on the first sheet the columns 日期 (date), 名称 (name), 安排 (放假 or 上班).

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use definition::bilingual::Bilingual;
use definition::moment::Date;

use super::Arrangement;

/// The largest file read, in bytes.
const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;
const DATE: [&str; 2] = ["日期", "date"];
const NAME: [&str; 2] = ["名称", "name"];
const KIND: [&str; 2] = ["安排", "arrangement"];

/// The arrangement of a year on the first sheet of a file.
///
/// # Errors
/// What was expected, what was found, in which row.
pub fn from_sheet(bytes: &[u8]) -> Result<Arrangement, Bilingual> {
    let unreadable = |error: calamine::XlsxError| {
        Bilingual::new(format!("不是 .xlsx：{error}"), format!("this is no .xlsx: {error}"))
    };
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Bilingual::new(
            format!("文件至多 {FILE_BYTES_MAX} 字节"),
            format!("at most {FILE_BYTES_MAX} bytes are read"),
        ));
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let sheet = book.worksheet_range_at(0);
    let sheet =
        sheet.ok_or_else(|| Bilingual::new("文件里没有工作表", "the file has no sheet"))?.map_err(unreadable)?;
    let mut rows = sheet.rows();
    let head: Vec<String> =
        rows.next().unwrap_or_default().iter().map(|cell| cell.to_string().trim().to_lowercase()).collect();
    let column = |words: [&str; 2]| head.iter().position(|cell| words.contains(&cell.as_str()));
    let (Some(date), Some(kind)) = (column(DATE), column(KIND)) else {
        return Err(Bilingual::new(
            format!("第一行应有 日期、名称、安排 三列，现为 {}", head.join("、")),
            format!("the first row should name the columns date, name, arrangement; found {}", head.join(", ")),
        ));
    };
    let name = column(NAME);
    let mut arrangement = Arrangement::default();
    for (number, row) in (2..).zip(rows) {
        let Some(cell) = row.get(date).filter(|cell| !matches!(cell, Data::Empty)) else { continue };
        let day = day_of(cell).ok_or_else(|| wrong(number, "日期", "a date", cell))?;
        let kind = row.get(kind).unwrap_or(&Data::Empty);
        let is_off = is_off(kind).ok_or_else(|| wrong(number, "放假 或 上班", "off or work", kind))?;
        let name = name.and_then(|name| row.get(name)).map(|name| name.to_string().trim().to_owned());
        arrangement.add(day, &name.unwrap_or_default(), is_off)?;
    }
    let none = || Bilingual::new("没有日期", "there are no days");
    arrangement.year = arrangement.main_year().ok_or_else(none)?;
    Ok(arrangement)
}

fn day_of(cell: &Data) -> Option<Date> {
    match cell {
        Data::DateTime(serial) => serial.to_ymd_hms_milli_date(),
        other => other.to_string().trim().get(..10)?.replace(['/', '.'], "-").parse().ok(),
    }
}

fn is_off(cell: &Data) -> Option<bool> {
    match cell.to_string().trim().to_lowercase().as_str() {
        "放假" | "休" | "off" | "true" | "1" => Some(true),
        "上班" | "班" | "调休上班" | "work" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn wrong(row: u32, zh: &str, en: &str, found: &Data) -> Bilingual {
    Bilingual::new(
        format!("第 {row} 行应为{zh}，写的是“{found}”"),
        format!("row {row}: expected {en}, found `{found}`"),
    )
}

/// The day of a date as spreadsheets count them.
trait Serial {
    fn to_ymd_hms_milli_date(&self) -> Option<Date>;
}

impl Serial for calamine::ExcelDateTime {
    fn to_ymd_hms_milli_date(&self) -> Option<Date> {
        let (year, month, day, ..) = self.to_ymd_hms_milli();
        Date::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
    }
}
