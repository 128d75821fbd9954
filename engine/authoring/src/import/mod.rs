//! Bringing in what other systems have: their processes as ours, and a list of what could not be carried over.

pub mod bpmn;
pub mod digit;
mod yaml;

use definition::bilingual::Bilingual;

/// A process brought in.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its id.
    pub name: String,
    /// The process file.
    pub process: String,
    /// A file of offices with the roles it uses.
    pub organisation: String,
    /// What could not be carried over, or only in another way; nothing is dropped without a word.
    pub notes: Vec<Bilingual>,
}

/// Why a file cannot be brought in at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub Bilingual);

impl Refused {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Bilingual::new(zh, en))
    }
}
