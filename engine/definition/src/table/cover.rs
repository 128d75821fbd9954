//! Which cases the rows of a table take among them: what is left out, what is taken twice, what is never left for a row.

use std::collections::BTreeSet;

use super::region::Column;

/// How many places the search may look at. Past it nothing is said, rather than something unproved.
const SEARCH_STEPS_MAX: usize = 2_000_000;
/// How many of them for one row.
const ROW_STEPS_MAX: usize = 50_000;

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A case, by one value a column.
    Case(Vec<String>),
    /// There is none.
    Nothing,
    /// There was too much to look through.
    TooMuch,
}

/// A case that no row takes.
pub(crate) fn left_out(columns: &[Column]) -> Found {
    let rows = columns.first().map_or(0, |column| column.passes.len());
    Search { columns, within: None, steps_left: SEARCH_STEPS_MAX, seen: BTreeSet::new() }.of((0..rows).collect())
}

/// A case of one row that none of some other rows takes.
pub(crate) fn left_for(columns: &[Column], row: usize, others: Vec<usize>) -> Found {
    Search { columns, within: Some(row), steps_left: ROW_STEPS_MAX, seen: BTreeSet::new() }.of(others)
}

/// A case that two rows both take.
pub(crate) fn taken_twice(columns: &[Column], one: usize, other: usize) -> Option<Vec<String>> {
    let shared = columns.iter().map(|column| {
        let both = column.passes[one].iter().zip(&column.passes[other]).position(|(one, other)| *one && *other)?;
        column.examples.get(both).cloned()
    });
    shared.collect()
}

/// Whether a row takes any case at all.
pub(crate) fn takes_some(columns: &[Column], row: usize) -> bool {
    columns.iter().all(|column| column.passes[row].contains(&true))
}

struct Search<'c> {
    columns: &'c [Column],
    within: Option<usize>,
    steps_left: usize,
    /// Which rows were left at which column, where nothing was found.
    seen: BTreeSet<(usize, Vec<usize>)>,
}

impl Search<'_> {
    fn of(mut self, rows: Vec<usize>) -> Found {
        match self.from(0, rows) {
            Ok(Some(mut example)) => {
                example.reverse();
                Found::Case(example)
            }
            Ok(None) => Found::Nothing,
            Err(()) => Found::TooMuch,
        }
    }

    /// A case by the columns from this one on, last column first, that none of the rows takes; `Err` where there is too much.
    fn from(&mut self, at: usize, rows: Vec<usize>) -> Result<Option<Vec<String>>, ()> {
        let Some(column) = self.columns.get(at) else { return Ok(rows.is_empty().then(Vec::new)) };
        if self.seen.contains(&(at, rows.clone())) {
            return Ok(None);
        }
        for (piece, example) in column.examples.iter().enumerate() {
            if self.within.is_some_and(|row| !column.passes[row][piece]) {
                continue;
            }
            self.steps_left = self.steps_left.checked_sub(1 + rows.len()).ok_or(())?;
            let left = rows.iter().copied().filter(|row| column.passes[*row][piece]).collect();
            if let Some(mut found) = self.from(at + 1, left)? {
                found.push(example.clone());
                return Ok(Some(found));
            }
        }
        self.seen.insert((at, rows));
        Ok(None)
    }
}
