//! A table in words <-> the bytes of an .xlsx: six lines of heading, then a line a row. Line 4 says what each column is, line 5
//! its heading, line 6 what is asked or what is given.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use definition::bilingual::Bilingual;
use definition::table::{COLUMNS_MAX, Hit, ROWS_MAX};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{TableText, unpacked};

/// The largest file read, in bytes.
const FILE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most characters of the name of a sheet; Excel takes no more.
const SHEET_NAME_CHARACTERS_MAX: usize = 31;
/// The line on which rows begin, from 0.
const FIRST_ROW: u32 = 6;
/// How wide a column is, in characters.
const COLUMN_WIDTH: f64 = 22.0;

const TABLE: &str = "决策表";
const HIT: &str = "命中";
const SOURCE: &str = "依据";
const INPUT: &str = "输入";
const OUTPUT: &str = "输出";
const OTHERWISE: &str = "其余";

/// Why a table cannot be written to or read from a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetError {
    /// What was expected and what was found, and where.
    pub message: Bilingual,
}

/// A table as a spreadsheet; the same table gives the same bytes.
///
/// # Errors
/// What the file format cannot hold.
pub fn export(table: &TableText) -> Result<Vec<u8>, SheetError> {
    written(table)
        .map_err(|error| wrong(format!("写不成 .xlsx：{error}"), format!("it cannot be written as .xlsx: {error}")))
}

fn written(table: &TableText) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A file says when it was made; ours says the same day for ever, so that it depends on the table alone.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    let name: String = table.id.chars().take(SHEET_NAME_CHARACTERS_MAX).collect();
    let sheet = book.add_worksheet().set_name(name)?;
    heading(sheet, table)?;
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    for (at, (cells, source)) in (FIRST_ROW..).zip(&table.rows) {
        for (column, text) in (0..).zip(cells.iter().chain(source)) {
            sheet.write_string_with_format(at, column, text, &cell)?;
        }
    }
    if let Some(otherwise) = &table.otherwise {
        let at = FIRST_ROW + u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        for (column, text) in
            (0..).zip(table.inputs.iter().map(|_| OTHERWISE).chain(otherwise.iter().map(String::as_str)))
        {
            sheet.write_string_with_format(at, column, text, &cell)?;
        }
    }
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    book.save_to_buffer()
}

fn heading(sheet: &mut Worksheet, table: &TableText) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let lines = [
        [TABLE, &table.id, &table.title.zh, &table.title.en],
        [HIT, &table.hit, "", ""],
        [SOURCE, table.source.as_deref().unwrap_or_default(), "", ""],
    ];
    for (at, line) in (0..).zip(lines) {
        for (column, text) in (0..).zip(line).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string_with_format(at, column, text, &bold)?;
        }
    }
    let asked = table.inputs.iter().map(|(title, formula)| [INPUT.to_owned(), both(title), formula.clone()]);
    let given = table.outputs.iter().map(|(id, declaration)| [OUTPUT.to_owned(), id.clone(), declaration.clone()]);
    let cited = table.rows.iter().any(|(_, source)| source.is_some());
    let cited = cited.then(|| [SOURCE.to_owned(), String::new(), String::new()]);
    for (column, texts) in (0..).zip(asked.chain(given).chain(cited)) {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
        for (at, text) in (3..).zip(texts) {
            sheet.write_string_with_format(at, column, text, &bold)?;
        }
    }
    Ok(())
}

/// A heading in both languages in one cell.
fn both(title: &Bilingual) -> String {
    if title.zh == title.en { title.zh.clone() } else { format!("{} / {}", title.zh, title.en) }
}

/// The table on the first sheet of a file.
///
/// # Errors
/// What was expected, what was found, in which cell.
pub fn import(bytes: &[u8]) -> Result<TableText, SheetError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(wrong(
            format!("文件有 {} 字节，至多 {FILE_BYTES_MAX} 字节", bytes.len()),
            format!("the file has {} bytes; at most {FILE_BYTES_MAX} are read", bytes.len()),
        ));
    }
    let is_small = unpacked::is_small(bytes)
        .map_err(|error| wrong(format!("不是 .xlsx：{error}"), format!("this is no .xlsx: {error}")))?;
    if !is_small {
        return Err(wrong(
            "文件解压后过大，不像一张决策表".to_owned(),
            "unpacked, the file is larger than any table".to_owned(),
        ));
    }
    let unreadable =
        |error: calamine::XlsxError| wrong(format!("不是 .xlsx：{error}"), format!("this is no .xlsx: {error}"));
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let sheet = book.worksheet_range_at(0);
    let sheet = sheet
        .ok_or_else(|| wrong("文件里没有工作表".to_owned(), "the file has no sheet".to_owned()))?
        .map_err(unreadable)?;
    read(&Sheet { range: &sheet })
}

fn read(sheet: &Sheet<'_>) -> Result<TableText, SheetError> {
    sheet.expect(0, 0, TABLE)?;
    sheet.expect(1, 0, HIT)?;
    let mut table = TableText { id: sheet.needed(0, 1)?, hit: sheet.needed(1, 1)?, ..TableText::default() };
    let known = Hit::WORDS.iter().find(|(keyword, _)| keyword.is(&table.hit));
    let Some((hit, _)) = known else {
        let words: Vec<&str> = Hit::WORDS.iter().map(|(keyword, _)| keyword.zh).collect();
        let en: Vec<&str> = Hit::WORDS.iter().map(|(keyword, _)| keyword.en).collect();
        return Err(at(1, 1, &format!("应为{}之一", words.join("、")), &format!("expected one of {}", en.join(", "))));
    };
    table.hit = hit.en.to_owned();
    let zh = sheet.text(0, 2);
    let zh = if zh.is_empty() { table.id.clone() } else { zh };
    let en = sheet.text(0, 3);
    table.title = Bilingual::new(zh.clone(), if en.is_empty() { zh } else { en });
    table.source = Some(sheet.text(2, 1)).filter(|source| !source.is_empty());
    let cited = columns(sheet, &mut table)?;
    rows(sheet, &mut table, cited)?;
    Ok(table)
}

/// The columns; answers which of them holds the article of a row, if one does.
fn columns(sheet: &Sheet<'_>, table: &mut TableText) -> Result<Option<u32>, SheetError> {
    let mut cited = None;
    for column in 0..u32::try_from(COLUMNS_MAX).unwrap_or(u32::MAX) {
        match sheet.text(3, column).as_str() {
            INPUT if table.outputs.is_empty() => {
                let title = sheet.needed(4, column)?;
                let (zh, en) = title.split_once(" / ").unwrap_or((&title, &title));
                table.inputs.push((Bilingual::new(zh, en), sheet.needed(5, column)?));
            }
            OUTPUT => table.outputs.push((sheet.needed(4, column)?, sheet.needed(5, column)?)),
            SOURCE => {
                cited = Some(column);
                break;
            }
            "" => break,
            _ => {
                return Err(at(
                    3,
                    column,
                    "应为 输入、输出 或 依据，输入在前",
                    "expected 输入 (input), 输出 (output) or 依据 (article), inputs first",
                ));
            }
        }
    }
    if table.inputs.is_empty() || table.outputs.is_empty() {
        return Err(at(3, 0, "至少一列输入、一列输出", "at least one input and one output"));
    }
    Ok(cited)
}

fn rows(sheet: &Sheet<'_>, table: &mut TableText, cited: Option<u32>) -> Result<(), SheetError> {
    let (asked, given) = (table.inputs.len(), table.outputs.len());
    let width = u32::try_from(asked + given).unwrap_or(u32::MAX);
    let last = sheet.last_line();
    for line in FIRST_ROW..=last {
        let cells: Vec<String> = (0..width).map(|column| sheet.text(line, column)).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let (inputs, outputs) = cells.split_at(asked);
        if let Some(empty) = outputs.iter().position(String::is_empty) {
            let column = u32::try_from(asked + empty).unwrap_or(u32::MAX);
            return Err(at(line, column, "输出不能空着", "an output cannot be left empty"));
        }
        if inputs.iter().all(|cell| cell == OTHERWISE) {
            table.otherwise = Some(outputs.to_vec());
            continue;
        }
        let inputs = inputs.iter().map(|cell| if cell.is_empty() { "-".to_owned() } else { cell.clone() });
        let source = cited.map(|column| sheet.text(line, column)).filter(|source| !source.is_empty());
        table.rows.push((inputs.chain(outputs.iter().cloned()).collect(), source));
        if table.rows.len() > ROWS_MAX {
            return Err(at(line, 0, &format!("至多 {ROWS_MAX} 行"), &format!("at most {ROWS_MAX} rows")));
        }
    }
    if table.rows.is_empty() {
        return Err(at(FIRST_ROW, 0, "至少一行", "at least one row"));
    }
    Ok(())
}

struct Sheet<'r> {
    range: &'r Range<Data>,
}

impl Sheet<'_> {
    /// A cell as its author reads it; empty where there is none.
    fn text(&self, line: u32, column: u32) -> String {
        match self.range.get_value((line, column)) {
            Some(Data::String(text)) => text.trim().to_owned(),
            Some(Data::Float(number)) => number.to_string(),
            Some(Data::Int(number)) => number.to_string(),
            Some(Data::Bool(value)) => value.to_string(),
            Some(Data::DateTime(day)) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("date(\"{year:04}-{month:02}-{day:02}\")")
            }
            Some(Data::DateTimeIso(text) | Data::DurationIso(text)) => text.clone(),
            Some(Data::Empty | Data::Error(_)) | None => String::new(),
        }
    }

    fn needed(&self, line: u32, column: u32) -> Result<String, SheetError> {
        let text = self.text(line, column);
        if text.is_empty() { Err(at(line, column, "不能空着", "this cannot be left empty")) } else { Ok(text) }
    }

    fn expect(&self, line: u32, column: u32, word: &str) -> Result<(), SheetError> {
        let found = self.text(line, column);
        if found == word {
            return Ok(());
        }
        Err(at(line, column, &format!("应为“{word}”，却是“{found}”"), &format!("expected {word}, found {found}")))
    }

    fn last_line(&self) -> u32 {
        self.range.end().map_or(0, |(line, _)| line)
    }
}

fn wrong(zh: String, en: String) -> SheetError {
    SheetError { message: Bilingual::new(zh, en) }
}

/// What is wrong in a cell, named as the spreadsheet names it: C7.
fn at(line: u32, column: u32, zh: &str, en: &str) -> SheetError {
    let letters = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX));
    let place = format!("{letters}{}", line + 1);
    wrong(format!("{place}：{zh}"), format!("{place}: {en}"))
}
