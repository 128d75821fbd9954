//! 决策表: rows of conditions, each with what follows. A table is a value like a formula: its name stands for what it comes to.

pub(crate) mod cover;
mod decide;
mod explain;
mod hit;
pub(crate) mod region;

pub use decide::Decided;
pub use hit::Hit;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::bilingual::Bilingual;
use crate::expression::{Cell, Expression, Read, ReadOf};
use crate::model::FieldKind;
use crate::name::TableName;
use crate::text::Span;
use crate::value::Type;

/// The most rows of one table.
pub const ROWS_MAX: usize = 1_000;
/// The most columns of one table, inputs and outputs together.
pub const COLUMNS_MAX: usize = 50;

/// A decision table, checked.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its id, by which formulas and guards use it.
    pub name: TableName,
    /// Where it is named.
    pub span: Span,
    /// Its name for people.
    pub title: Bilingual,
    /// The article it carries out.
    pub source: Option<String>,
    /// What counts where several rows hold.
    pub hit: Hit,
    /// The columns asked, at least one.
    pub inputs: Vec<Input>,
    /// The columns given, at least one.
    pub outputs: IndexMap<String, Output>,
    /// The rows, in document order.
    pub rows: Vec<Row>,
    /// What follows where no row holds.
    pub otherwise: Option<Vec<Expression>>,
    /// Whether some sensitive field goes into it.
    pub sensitive: bool,
}

/// A column that rows ask about.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its heading.
    pub title: Bilingual,
    /// What is asked about.
    pub expression: Expression,
    /// The least by which two of its values can differ, in its unit: 1 of a whole number, 0.01 of yuan filled in; none where
    /// there is always one between.
    pub step: Option<Decimal>,
}

/// A column that rows give.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its heading.
    pub title: Bilingual,
    /// What it holds. The order of a choice's options is its priority, the first the highest.
    pub kind: FieldKind,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its cells, one an input.
    pub cells: Vec<Cell>,
    /// What follows, one an output.
    pub results: Vec<Expression>,
    /// The article it carries out.
    pub source: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Where each of its cells stands.
    pub places: Vec<Span>,
}

impl Table {
    /// The type of what it comes to.
    pub fn result_type(&self) -> Type {
        self.hit.result_type(&self.outputs)
    }

    /// Every expression of it.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let asked = self.inputs.iter().map(|input| &input.expression);
        let cells = self.rows.iter().flat_map(|row| row.cells.iter().filter_map(|cell| cell.asks.as_ref()));
        let given = self.rows.iter().flat_map(|row| &row.results).chain(self.otherwise.iter().flatten());
        asked.chain(cells).chain(given)
    }

    /// Everything it may read, in source order; the value of a cell's own column is not among it.
    pub fn reads(&self) -> impl Iterator<Item = &Read> {
        self.expressions().flat_map(Expression::reads).filter(|read| read.what != ReadOf::Variable("?".to_owned()))
    }

    /// Its columns in words, as the history names what was decided: `rate(members, income_per_person)`.
    pub fn call(&self) -> String {
        let inputs: Vec<&str> = self.inputs.iter().map(|input| input.expression.source().trim()).collect();
        format!("{}({})", self.name, inputs.join(", "))
    }
}
