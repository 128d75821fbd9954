//! What the checks of tables have in common: the columns of each, and an example case in words.

use super::Subject;
use crate::table::Table;
use crate::table::region::{Column, Unproved, columns};

/// Every table with its columns, or with the column that cannot be judged.
pub(super) fn tables<'s>(
    subject: &'s Subject<'_>,
) -> impl Iterator<Item = (&'s Table, Result<Vec<Column>, Unproved>)> + use<'s> {
    subject.definition.tables.values().map(|table| (table, columns(table)))
}

/// Where in the structure a table stands.
pub(super) fn path(table: &Table) -> String {
    format!("tables.{}", table.name)
}

/// A case by its columns: `人均年收入 = 5000.00，户籍 = rural`.
pub(super) fn case_words(table: &Table, example: &[String]) -> (String, String) {
    let said = |titles: Vec<&str>, comma: &str| {
        let parts: Vec<String> = titles.iter().zip(example).map(|(title, value)| said_of(title, value)).collect();
        parts.join(comma)
    };
    let zh = table.inputs.iter().map(|input| input.title.zh.as_str()).collect();
    let en = table.inputs.iter().map(|input| input.title.en.as_str()).collect();
    // In backticks: what is quoted from the file stays in its own language.
    (said(zh, "，"), format!("`{}`", said(en, ", ")))
}

fn said_of(title: &str, value: &str) -> String {
    if value.starts_with(['<', '>']) { format!("{title} {value}") } else { format!("{title} = {value}") }
}
