//! A case that no row of a table takes would stop an officer with a household in front of him.

use super::Subject;
use super::table::{case_words, path, tables};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::table::Table;
use crate::table::cover::{Found, left_out};
use crate::text::Span;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table, columns) in tables(subject) {
        if !table.hit.needs_a_row() || table.otherwise.is_some() {
            continue;
        }
        match columns {
            Ok(columns) => match left_out(&columns) {
                Found::Nothing => {}
                Found::Case(example) => diagnostics.push(gap(subject, table, &example)),
                Found::TooMuch => diagnostics.push(unproved(subject, table, table.span)),
            },
            Err(column) => {
                if !has_a_row_for_all(table) {
                    let place = place_of(table, column.column).unwrap_or(table.span);
                    diagnostics.push(unproved(subject, table, place));
                }
            }
        }
    }
}

fn has_a_row_for_all(table: &Table) -> bool {
    table.rows.iter().any(|row| row.cells.iter().all(|cell| cell.asks.is_none()))
}

/// The first cell of a column that asks anything.
fn place_of(table: &Table, column: usize) -> Option<Span> {
    let asking = table.rows.iter().find(|row| row.cells.get(column).is_some_and(|cell| cell.asks.is_some()));
    asking.and_then(|row| row.places.get(column).copied())
}

fn gap(subject: &Subject<'_>, table: &Table, example: &[String]) -> Diagnostic {
    let (zh, en) = case_words(table, example);
    let message = Bilingual::new(
        format!("决策表“{}”没有一行管到这种情形：{zh}", table.title.zh),
        format!("no row of the table `{}` takes this case: {en}", table.name),
    );
    let help = Bilingual::new("为它补一行，或写 其余（otherwise）", "add a row for it, or an `otherwise`");
    subject.problem(Code::TableGap, table.span, path(table), message, help)
}

fn unproved(subject: &Subject<'_>, table: &Table, span: Span) -> Diagnostic {
    let message = Bilingual::new(
        format!("无法证明决策表“{}”管到每种情形", table.title.zh),
        format!("it cannot be proved that the table `{}` takes every case", table.name),
    );
    let help = Bilingual::new(
        "写 其余（otherwise），或最后加一行不限条件的",
        "add an `otherwise`, or a last row that asks nothing",
    );
    subject.problem(Code::TableUnproved, span, path(table), message, help)
}
