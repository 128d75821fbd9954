//! Running spans, each in a place of its own.

use std::sync::Arc;

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::ObligationName;
use definition::text::{SourceText, Span};
use definition::workspace::Workspace;
use machine::{Actor, CaseId, Rejection};

use super::judge::judge;
use super::{Seen, SpanVenue};
use crate::bare::PureVenue;
use crate::covered::Tally;
use crate::failure::{Failure, Miss};
use crate::read::{self, SpanFile, SpanStep, What};
use crate::report::Outcome;
use crate::venue::Setting;

/// Runs every span of a workspace on the bare machine.
pub fn run_spans(workspace: &Workspace) -> Vec<Outcome> {
    run_spans_in(workspace, bare(workspace))
}

/// The bare machine, with duties.
pub(crate) fn bare<'w>(workspace: &'w Workspace) -> impl FnMut(&Setting, &[ObligationName]) -> PureVenue<'w> {
    move |setting: &Setting, obligations: &[ObligationName]| PureVenue::with_duties(workspace, setting, obligations)
}

/// Runs every span of a workspace, each in a place that is opened for it, with these of its duties, and dropped after it.
pub fn run_spans_in<V: SpanVenue>(
    workspace: &Workspace,
    open: impl FnMut(&Setting, &[ObligationName]) -> V,
) -> Vec<Outcome> {
    spans(workspace, open, &mut Tally::default())
}

/// The same; what their cases came by is taken in.
pub(crate) fn spans<V: SpanVenue>(
    workspace: &Workspace,
    mut open: impl FnMut(&Setting, &[ObligationName]) -> V,
    tally: &mut Tally,
) -> Vec<Outcome> {
    let read = read::spans(workspace);
    let outcomes = read.into_iter().enumerate().map(|(number, (source, file))| match file {
        Ok(file) => {
            let setting = setting(workspace, &file, number);
            let mut venue = open(&setting, &file.obligations);
            let failure = run(&file, &mut venue).err().map(|miss| miss.into_failure(&file.source));
            take_in(workspace, &mut venue, tally);
            outcome(&file.source, &file.name.value, file.name.span, failure)
        }
        Err(diagnostics) => {
            let span = Span::new(0, 0);
            let failure = diagnostics.first().map_or_else(|| unread(&source), Failure::of);
            outcome(&source, "", span, Some(failure))
        }
    });
    outcomes.collect()
}

/// What the cases of a place came by.
fn take_in(workspace: &Workspace, venue: &mut impl SpanVenue, tally: &mut Tally) {
    let cases = venue.occurrences().into_iter().flat_map(|seen| [seen.case, seen.missed_case]);
    for case in cases.flatten() {
        let Some(observed) = venue.observe(case) else { continue };
        let Some(checked) = workspace.processes.get(&observed.case.process) else { continue };
        observed.steps.iter().for_each(|step| tally.step(&checked.definition, step));
    }
}

fn outcome(source: &Arc<SourceText>, name: &str, span: Span, failure: Option<Failure>) -> Outcome {
    Outcome {
        file: source.path.clone(),
        name: name.to_owned(),
        line: source.position(span.start).line,
        passed: failure.is_none(),
        failure,
    }
}

fn unread(source: &SourceText) -> Failure {
    let message = Bilingual::new("这个时段没有读懂", "this span could not be read");
    miss(Span::new(0, 0), String::new(), String::new(), message).into_failure(source)
}

fn setting(workspace: &Workspace, file: &SpanFile, number: usize) -> Setting {
    let mut parameters = workspace.parameters.clone();
    for (name, value) in &file.parameters {
        parameters = parameters.with_override(name.clone(), value.clone());
    }
    let first = file.obligations.first().and_then(|name| workspace.obligations.get(name));
    Setting {
        number,
        file: file.source.path.clone(),
        name: file.name.value.clone(),
        process: first.map_or_else(|| "none".into(), |obligation| obligation.process.clone()),
        organisation: file.organisation.clone(),
        parameters,
        begins: Moment::start_of(file.from),
    }
}

pub(super) fn miss(span: Span, expected: String, found: String, message: Bilingual) -> Box<Miss> {
    Box::new(Miss { span, path: String::new(), expected, found, message })
}

fn run(file: &SpanFile, venue: &mut impl SpanVenue) -> Result<(), Box<Miss>> {
    advance(venue, Moment::start_of(file.from), file.name.span)?;
    for step in &file.steps {
        advance(venue, step.at, step.span)?;
        act(venue, step)?;
        advance(venue, step.at, step.span)?;
    }
    advance(venue, Moment::start_of(file.until), file.name.span)?;
    judge(file, venue)
}

fn advance(venue: &mut impl SpanVenue, to: Moment, span: Span) -> Result<(), Box<Miss>> {
    venue.advance_to(to).map_err(|rejection| told(&rejection, span))
}

fn told(rejection: &Rejection, span: Span) -> Box<Miss> {
    miss(span, String::new(), rejection.kind.as_str().to_owned(), rejection.message.clone())
}

fn act(venue: &mut impl SpanVenue, step: &SpanStep) -> Result<(), Box<Miss>> {
    let case = addressed(venue, step)?;
    let What::Command(command) = &step.deed.what else {
        let message = Bilingual::new("时段里只办办理动作", "in a span people only act");
        return Err(miss(step.span, "do".to_owned(), String::new(), message));
    };
    let actor = match &step.deed.person {
        Some(person) => Actor::Person { person: person.clone(), acting_for: None },
        None => Actor::Outside { name: "scenario".to_owned() },
    };
    let done = venue.submit(case, &actor, command);
    match (&step.refused, &done) {
        (None, Ok(())) => {}
        (None, Err(rejection)) => return Err(told(rejection, step.span)),
        (Some(expected), Err(rejection)) if rejection.kind == expected.value => {}
        (Some(expected), found) => {
            let found = found.as_ref().err().map_or("~", |rejection| rejection.kind.as_str()).to_owned();
            let message = Bilingual::new("应当不予办理", "this should be refused");
            return Err(miss(expected.span, expected.value.as_str().to_owned(), found, message));
        }
    }
    let Some(expected) = &step.active else { return Ok(()) };
    let observed = venue.observe(case);
    let mut found: Vec<String> =
        observed.iter().flat_map(|seen| seen.case.leaves()).map(|(state, _)| state.to_string()).collect();
    let mut wanted: Vec<String> = expected.value.iter().map(ToString::to_string).collect();
    found.sort();
    wanted.sort();
    if found == wanted {
        return Ok(());
    }
    let message = Bilingual::new("所在环节不符", "the case is elsewhere");
    Err(miss(expected.span, wanted.join(", "), found.join(", "), message))
}

/// The case a step is about.
fn addressed(venue: &mut impl SpanVenue, step: &SpanStep) -> Result<CaseId, Box<Miss>> {
    let which = &step.which;
    let is_meant = |seen: &&Seen| {
        seen.obligation == which.obligation && seen.office == which.office && seen.period == which.period
    };
    let seen = venue.occurrences();
    let seen = seen.iter().find(is_meant);
    let case = seen.and_then(|seen| if step.missed { seen.missed_case } else { seen.case });
    case.ok_or_else(|| {
        let message = Bilingual::new("到这一刻还没有这个办件", "there is no such case at that moment");
        miss(step.span, format!("{} {} {}", which.obligation, which.office, which.period), "~".to_owned(), message)
    })
}
