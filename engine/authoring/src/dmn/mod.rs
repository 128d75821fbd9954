//! Decision models of DMN (any version's XML), as far as the language has them: input data, literal expressions, decision
//! tables, functions. What is left out is listed, never dropped silently.

mod feel;
mod read;
mod yaml;

pub use read::{DmnError, read};
pub use yaml::{Imported, LeftOut, imported};

use std::collections::BTreeMap;

/// A model as read, nothing yet translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// What is given from outside, in document order.
    pub inputs: Vec<Item>,
    /// What is decided, in document order.
    pub decisions: Vec<Decision>,
    /// Business knowledge: expressions with parameters.
    pub functions: Vec<Function>,
    /// Named types.
    pub types: BTreeMap<String, Kind>,
}

/// Something with a name and a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name, which may hold spaces.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// A type, as far as the language has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `string`
    Text,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
    /// `date`
    Date,
    /// `date and time`
    Moment,
    /// A structure.
    Record(Vec<Item>),
    /// A collection.
    List(Box<Kind>),
    /// A named type not yet looked up, or one the language does not have.
    Named(String),
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub name: String,
    /// The type of its result, if it says.
    pub kind: Option<Kind>,
    /// How it is decided.
    pub logic: Logic,
}

/// How something is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// A FEEL expression.
    Literal(String),
    /// A decision table.
    Table(Box<DmnTable>),
    /// A function, each parameter bound to an expression.
    Invocation(String, Vec<(String, String)>),
    /// Another form, by the name of its element.
    Other(String),
}

/// A function of the model's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<String>,
    /// Its body, if that is an expression.
    pub body: Option<String>,
}

/// A decision table as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DmnTable {
    /// `UNIQUE`, `COLLECT` ...
    pub hit: String,
    /// `SUM`, `MIN`, `MAX`, `COUNT`, where it collects.
    pub aggregation: Option<String>,
    /// The columns asked.
    pub inputs: Vec<DmnInput>,
    /// The columns given.
    pub outputs: Vec<DmnOutput>,
    /// The rows.
    pub rules: Vec<Rule>,
}

/// A column asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DmnInput {
    /// Its heading, if it has one of its own.
    pub label: Option<String>,
    /// The FEEL expression.
    pub expression: String,
}

/// A column given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DmnOutput {
    /// Its name; a single output may have none.
    pub name: Option<String>,
    /// Its type, if it says.
    pub kind: Option<Kind>,
    /// The values it may have, in the order of their priority.
    pub values: Vec<String>,
    /// What it is where no row holds.
    pub otherwise: Option<String>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Unary tests.
    pub cells: Vec<String>,
    /// Expressions.
    pub results: Vec<String>,
    /// A remark of its author's.
    pub remark: Option<String>,
}
