//! Running scenarios: step by step, stopping at the first expectation that does not hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use definition::bilingual::Bilingual;
use definition::diagnostic::Diagnostic;
use definition::moment::Moment;
use definition::name::ProcessName;
use definition::text::{SourceText, Span};
use definition::Workspace;
use machine::{Actor, CaseId, Command};

use crate::coverage::Seen;
use crate::expectation::{Expectation, Found};
use crate::property;
use crate::pure::PureVenue;
use crate::report::{Failure, Outcome, Report};
use crate::source::{Deed, Scenario, ScenarioFile, ScenarioStep, read};
use crate::venue::{Observation, Refusal, StartRequest, Venue};

/// Runs every scenario of a workspace on the bare machine. Texts that do not read give diagnostics instead.
pub fn run(workspace: &Workspace) -> Result<Report, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let files = read(workspace, &mut diagnostics);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let mut report = Report::default();
    let mut seen: BTreeMap<ProcessName, Seen> = BTreeMap::new();
    for file in &files {
        for scenario in &file.scenarios {
            let setting = scenario.setting.clone();
            let mut venue = PureVenue::new(workspace, setting.organisation, setting.parameters, scenario.start.at);
            let (outcome, observation) = run_on(&mut venue, workspace, file, scenario, |_, _| ());
            if let (Some(observation), Some(checked)) = (&observation, workspace.processes.get(&file.process)) {
                seen.entry(file.process.clone()).or_default().add(&checked.definition, &observation.steps);
            }
            report.passed += usize::from(outcome.passed);
            report.failed += usize::from(!outcome.passed);
            report.scenarios.push(outcome);
        }
    }
    for (process, seen) in &seen {
        report.coverage.extend(workspace.processes.get(process).map(|checked| seen.coverage(&checked.definition)));
    }
    Ok(report)
}

/// Runs one scenario in a venue. `watch` is given what can be seen after each step, by the step's number (0 is the start).
pub fn run_on(
    venue: &mut dyn Venue,
    workspace: &Workspace,
    file: &ScenarioFile,
    scenario: &Scenario,
    mut watch: impl FnMut(usize, Option<&Observation>),
) -> (Outcome, Option<Observation>) {
    let mut play = Play { venue, workspace, file, scenario, case: None, now: scenario.start.at, seen_steps: 0, last: None };
    let failure = play.start().or_else(|| {
        watch(0, play.last.as_ref());
        let mut steps = scenario.steps.iter().enumerate();
        steps.find_map(|(at, step)| {
            let failure = play.step(step);
            watch(at + 1, play.last.as_ref());
            failure
        })
    });
    let outcome = Outcome {
        file: file.source.path.clone(),
        name: scenario.name.value.clone(),
        line: file.source.position(scenario.name.span.start).line,
        passed: failure.is_none(),
        failure,
    };
    (outcome, play.last)
}

struct Play<'p> {
    venue: &'p mut dyn Venue,
    workspace: &'p Workspace,
    file: &'p ScenarioFile,
    scenario: &'p Scenario,
    case: Option<CaseId>,
    now: Moment,
    seen_steps: usize,
    last: Option<Observation>,
}

impl Play<'_> {
    fn start(&mut self) -> Option<Failure> {
        let start = &self.scenario.start;
        let request = StartRequest {
            process: self.file.process.clone(),
            office: start.office.clone(),
            fields: start.fields.clone(),
            received_at: start.received_at,
            backdating_reason: start.reason.clone(),
        };
        let actor = Actor::Person { person: start.person.clone(), acting_for: None };
        let started = self.venue.start(&actor, request);
        let refusal = match started {
            Ok(case) => {
                self.case = Some(case);
                None
            }
            Err(refusal) => Some(refusal),
        };
        self.judge(&start.expect, refusal.as_ref(), start.span)
    }

    fn step(&mut self, step: &ScenarioStep) -> Option<Failure> {
        if let Some(shift) = &step.time {
            self.now = shift.from(self.now);
            self.venue.advance_to(self.now);
        }
        let refusal = match &step.deed {
            None => None,
            Some(deed) => match self.act(step, deed) {
                Ok(()) => None,
                Err(refusal) => Some(refusal),
            },
        };
        self.judge(&step.expect, refusal.as_ref(), step.span)
    }

    fn act(&mut self, step: &ScenarioStep, deed: &Deed) -> Result<(), Refusal> {
        let Some(case) = self.case else { return Err(nothing_started()) };
        let person = step.person.clone();
        let actor = person.map_or_else(
            || Actor::Outside { name: "scenario".to_owned() },
            |person| Actor::Person { person, acting_for: None },
        );
        let command = match deed.clone() {
            Deed::Act { state, action, task, fields, comment } => Command::Act { state, action, task, fields, comment },
            Deed::Claim(state) => Command::Claim { task: self.task_of(case, state.as_str()) },
            Deed::Release(state) => Command::Release { task: self.task_of(case, state.as_str()) },
            Deed::Reopen(comment) => Command::Reopen { comment },
            Deed::Send { event, fields } => Command::Receive { event, fields },
        };
        self.venue.command(case, &actor, command)
    }

    /// The last task of a state; 0, which no task has, if there is none.
    fn task_of(&mut self, case: CaseId, state: &str) -> u32 {
        let tasks = self.venue.observe(case).case.tasks;
        tasks.iter().rev().find(|(_, task)| task.state.as_str() == state).map_or(0, |(number, _)| *number)
    }

    fn judge(&mut self, expect: &[Expectation], refusal: Option<&Refusal>, span: Span) -> Option<Failure> {
        let observation = self.case.map(|case| self.venue.observe(case));
        let found = Found { observation: observation.as_ref(), steps_before: self.seen_steps, refusal };
        let wants_refusal = expect.iter().any(|expectation| matches!(expectation.what, crate::expectation::What::Refused(_)));
        let failure = match refusal {
            Some(refusal) if !wants_refusal => Some(self.refused(refusal, span)),
            Some(_) | None => expect.iter().find_map(|expectation| self.differs(expectation, &found)),
        };
        let broken = observation.as_ref().and_then(|observation| self.broken(observation));
        self.seen_steps = observation.as_ref().map_or(0, |observation| observation.steps.len());
        self.last = observation;
        failure.or(broken)
    }

    fn refused(&self, refusal: &Refusal, span: Span) -> Failure {
        let message = Bilingual::new(
            format!("这一步没有办成：{}", refusal.message.zh),
            format!("this step was refused: {}", refusal.message.en),
        );
        failure(&self.file.source, span, "refused", "(done)".to_owned(), refusal.kind.clone(), message)
    }

    fn differs(&self, expectation: &Expectation, found: &Found<'_>) -> Option<Failure> {
        let (expected, is) = expectation.differs(found)?;
        let about = match &expectation.what {
            crate::expectation::What::Lines(kind, _) => kind.word(),
            crate::expectation::What::Refused(_) => "refused",
            crate::expectation::What::Message(_) => "message",
        };
        let message = Bilingual::new(format!("{about} 应为 {expected}，实为 {is}"), format!("{about}: expected {expected}, found {is}"));
        Some(failure(&self.file.source, expectation.span, about, expected, is, message))
    }

    fn broken(&self, observation: &Observation) -> Option<Failure> {
        let definition = &self.workspace.processes.get(&self.file.process)?.definition;
        let properties = &self.scenario.properties;
        let setting = &self.scenario.setting;
        let (property, step) =
            property::broken(properties, definition, self.workspace, setting, &observation.steps, self.seen_steps)?;
        let (about, expected) = if property.always { ("always", "true") } else { ("never", "false") };
        let source = property.expression.source();
        let message = Bilingual::new(
            format!("办件的第 {step} 步之后，“{source}”不该是 {}", !property.always),
            format!("after step {step} of the case, `{source}` must not be {}", !property.always),
        );
        Some(failure(&self.file.source, property.span, about, expected.to_owned(), (!property.always).to_string(), message))
    }
}

fn failure(source: &Arc<SourceText>, span: Span, about: &str, expected: String, found: String, message: Bilingual) -> Failure {
    let at = source.position(span.start);
    Failure { line: at.line, column: at.column, about: about.to_owned(), expected, found, message }
}

fn nothing_started() -> Refusal {
    Refusal { kind: "not_found".to_owned(), message: Bilingual::new("办件没有立成", "the case was never started") }
}
