//! Two rows that take the same case where one only may: which of them counts would be nobody's decision.

use super::Subject;
use super::table::{case_words, path, tables};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::table::cover::taken_twice;
use crate::table::region::Column;
use crate::table::{Hit, Table};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table, columns) in tables(subject) {
        let Ok(columns) = columns else { continue };
        let found = match table.hit {
            Hit::Unique => overlaps(table, &columns, |_, _| true),
            Hit::Same => overlaps(table, &columns, |one, other| differ(table, one, other)),
            Hit::First | Hit::Priority | Hit::List | Hit::Ranked | Hit::Sum | Hit::Min | Hit::Max | Hit::Count => {
                continue;
            }
        };
        diagnostics.extend(found.into_iter().map(|overlap| overlap.told(subject, table)));
    }
}

struct Overlap {
    one: usize,
    other: usize,
    example: Vec<String>,
}

/// Of each row, the first earlier row it meets.
fn overlaps(table: &Table, columns: &[Column], matters: impl Fn(usize, usize) -> bool) -> Vec<Overlap> {
    let met = (0..table.rows.len()).filter_map(|other| {
        let earlier = (0..other).filter(|one| matters(*one, other));
        let mut meeting =
            earlier.filter_map(|one| Some(Overlap { one, other, example: taken_twice(columns, one, other)? }));
        meeting.next()
    });
    met.collect()
}

fn differ(table: &Table, one: usize, other: usize) -> bool {
    let (one, other) = (&table.rows[one].results, &table.rows[other].results);
    one.iter().zip(other).any(|(one, other)| one.source() != other.source())
}

impl Overlap {
    fn told(self, subject: &Subject<'_>, table: &Table) -> Diagnostic {
        let (zh, en) = case_words(table, &self.example);
        let (one, other) = (self.one + 1, self.other + 1);
        let message = Bilingual::new(
            format!("决策表“{}”第 {one} 行和第 {other} 行都管到这种情形：{zh}", table.title.zh),
            format!("rows {one} and {other} of the table `{}` both take this case: {en}", table.name),
        );
        let help = Bilingual::new(
            "改其中一行的条件；若以先写的为准，命中写 first（首行）",
            "narrow one of them; if the earlier one counts, let `hit` be `first`",
        );
        subject.problem(Code::TableOverlap, table.rows[self.other].span, path(table), message, help)
    }
}
