//! A row that no case is ever left for: it looks like a rule and is none.

use super::Subject;
use super::table::{path, tables};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::table::cover::{Found, left_for, takes_some};
use crate::table::region::Column;
use crate::table::{Hit, Table};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table, columns) in tables(subject) {
        let Ok(columns) = columns else { continue };
        for row in 0..table.rows.len() {
            if !takes_some(&columns, row) {
                diagnostics.push(told(subject, table, row, "不可能成立", "can never hold"));
            } else if table.hit == Hit::First && none_is_left(&columns, row) {
                diagnostics.push(told(
                    subject,
                    table,
                    row,
                    "永远轮不到：前面各行已管到它的所有情形",
                    "is never come to: the rows before it take all its cases",
                ));
            }
        }
    }
}

fn none_is_left(columns: &[Column], row: usize) -> bool {
    left_for(columns, row, (0..row).collect()) == Found::Nothing
}

fn told(subject: &Subject<'_>, table: &Table, row: usize, zh: &str, en: &str) -> Diagnostic {
    let number = row + 1;
    let message = Bilingual::new(
        format!("决策表“{}”第 {number} 行{zh}", table.title.zh),
        format!("row {number} of the table `{}` {en}", table.name),
    );
    let help = Bilingual::new("改它的条件，移到前面，或删去", "change its conditions, move it up, or remove it");
    subject.problem(Code::TableRowUnreached, table.rows[row].span, path(table), message, help)
}
