//! All scenarios of a workspace, each in a place of its own.

use std::sync::Arc;

use definition::text::SourceText;
use definition::workspace::Workspace;
use definition::yaml::Node;

use crate::bare::PureVenue;
use crate::covered::Tally;
use crate::read::{self, File, Found, Scenario};
use crate::report::{Outcome, Report};
use crate::running::Running;
use crate::venue::{Setting, Venue};

/// Runs every scenario of a workspace on the bare machine.
pub fn run(workspace: &Workspace) -> Report {
    run_in(workspace, |setting| PureVenue::new(workspace, setting))
}

/// Runs every scenario of a workspace, each in a place that is opened for it and dropped after it.
pub fn run_in<V: Venue>(workspace: &Workspace, mut open: impl FnMut(&Setting) -> V) -> Report {
    let mut tally = Tally::default();
    let mut outcomes = Vec::new();
    let mut diagnostics = Vec::new();
    for file in read::files(workspace) {
        for found in &file.scenarios {
            let outcome = one(workspace, &file, found, outcomes.len(), &mut open, &mut tally);
            outcomes.push(outcome);
        }
        diagnostics.extend(file.diagnostics);
    }
    Report::new(outcomes, tally.coverage(workspace), diagnostics)
}

/// Runs the scenarios of one text on the bare machine, whatever others the workspace has.
pub(crate) fn run_text(workspace: &Workspace, source: &Arc<SourceText>, node: &Node) -> Report {
    let mut tally = Tally::default();
    let file = read::file(workspace, source, node);
    let mut open = |setting: &Setting| PureVenue::new(workspace, setting);
    let scenarios = file.scenarios.iter().enumerate();
    let outcomes = scenarios.map(|(at, found)| one(workspace, &file, found, at, &mut open, &mut tally)).collect();
    Report::new(outcomes, tally.coverage(workspace), file.diagnostics)
}

fn one<V: Venue>(
    workspace: &Workspace,
    file: &File<'_>,
    found: &Found<'_>,
    number: usize,
    open: &mut impl FnMut(&Setting) -> V,
    tally: &mut Tally,
) -> Outcome {
    let failure = match &found.scenario {
        Err(failure) => Some(failure.clone()),
        Ok(scenario) => {
            let setting = setting(workspace, file, &found.name, scenario, number);
            let mut running = Running::new(workspace, &setting, scenario, open(&setting), tally);
            running.run().err().map(|miss| miss.into_failure(&file.source))
        }
    };
    Outcome {
        file: file.source.path.clone(),
        name: found.name.clone(),
        line: file.source.position(found.span.start).line,
        passed: failure.is_none(),
        failure,
    }
}

fn setting(workspace: &Workspace, file: &File<'_>, name: &str, scenario: &Scenario<'_>, number: usize) -> Setting {
    let mut parameters = workspace.parameters.clone();
    for (name, value) in &scenario.parameters {
        parameters = parameters.with_override(name.clone(), value.clone());
    }
    Setting {
        number,
        file: file.source.path.clone(),
        name: name.to_owned(),
        process: scenario.definition.process.clone(),
        organisation: file.organisation.clone(),
        parameters,
        begins: scenario.start.at,
    }
}
