//! What came of running the scenarios of a workspace.

use definition::diagnostic::Diagnostic;
use serde::Serialize;

use crate::covered::Coverage;
use crate::failure::Failure;

/// What came of all scenarios. In JSON `{passed, failed, scenarios: [{file, name, line, passed, failure}], coverage}`.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How many passed.
    pub passed: usize,
    /// How many did not, or could not be read.
    pub failed: usize,
    /// Each of them, in the order of the files.
    pub scenarios: Vec<Outcome>,
    /// What of each process the scenarios came by.
    pub coverage: Coverage,
    /// Everything found wrong with the scenario files; what concerns a scenario is its failure as well.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// What came of one scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The file it stands in.
    pub file: String,
    /// Its name; empty where the file could not be read so far.
    pub name: String,
    /// The line it begins in, from 1.
    pub line: usize,
    /// Whether everything expected held.
    pub passed: bool,
    /// The first that did not.
    pub failure: Option<Failure>,
}

impl Report {
    pub(crate) fn new(scenarios: Vec<Outcome>, coverage: Coverage, diagnostics: Vec<Diagnostic>) -> Self {
        let passed = scenarios.iter().filter(|outcome| outcome.passed).count();
        Self { passed, failed: scenarios.len() - passed, scenarios, coverage, diagnostics }
    }
}
