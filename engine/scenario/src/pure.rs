//! The bare machine as a venue: cases in memory, time an argument.

use std::collections::BTreeMap;

use chrono::Datelike;
use definition::Workspace;
use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::organisation::Organisation;
use definition::parameter::Parameters;
use machine::{Actor, Case, CaseId, Command, Context, Effect, Rejection, RejectionKind, Start, Step, apply, decide, effects};

use crate::venue::{Observation, Refusal, StartRequest, Venue};

/// How deep cases may start cases.
const NESTED_STARTS_MAX: usize = 4;

/// The bare machine.
pub struct PureVenue<'w> {
    workspace: &'w Workspace,
    organisation: Organisation,
    parameters: Parameters,
    now: Moment,
    cases: BTreeMap<CaseId, (Case, Vec<Step>)>,
    numbers: u64,
}

impl<'w> PureVenue<'w> {
    /// A venue where it is a certain instant, with the people and parameters of a scenario.
    pub fn new(workspace: &'w Workspace, organisation: Organisation, parameters: Parameters, now: Moment) -> Self {
        Self { workspace, organisation, parameters, now, cases: BTreeMap::new(), numbers: 0 }
    }

    fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            organisation: &self.organisation,
            parameters: &self.parameters,
            calendars: &self.workspace.calendars,
        }
    }

    fn begin(&mut self, id: CaseId, actor: &Actor, request: StartRequest, origin: Option<String>) -> Result<Step, Rejection> {
        let checked = self.workspace.processes.get(&request.process).ok_or_else(no_process)?;
        let definition = &checked.definition;
        let number = definition.number.number(request.office.as_str(), self.now.date().year(), self.numbers + 1);
        let start = Start {
            id,
            number,
            process: request.process.clone(),
            version: definition.version,
            office: request.office,
            fields: request.fields,
            received_at: request.received_at,
            backdating_reason: request.backdating_reason,
            origin,
        };
        let step = decide(definition, None, actor, &Command::Start(start), &self.context())?;
        self.numbers += 1;
        Ok(step)
    }

    fn take(&mut self, id: CaseId, step: Step, depth: usize) {
        let (before, mut steps) = self.cases.remove(&id).map_or((None, Vec::new()), |(case, steps)| (Some(case), steps));
        let Some(case) = apply(before, &step) else { return };
        let children: Vec<(CaseId, StartRequest, String)> = effects(&step)
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::StartCase { id, process, fields } => {
                    let request = StartRequest {
                        process: process.clone(),
                        office: case.office.clone(),
                        fields: fields.clone(),
                        received_at: None,
                        backdating_reason: None,
                    };
                    Some((id, request, case.number.clone()))
                }
                Effect::Notify { .. } | Effect::Grant { .. } | Effect::Stop { .. } => None,
            })
            .collect();
        steps.push(step);
        self.cases.insert(id, (case, steps));
        let Some(depth) = depth.checked_sub(1) else { return };
        for (child, request, number) in children {
            let actor = Actor::Case { number: number.clone() };
            if let Ok(step) = self.begin(child, &actor, request, Some(number)) {
                self.take(child, step, depth);
            }
        }
    }

    /// What comes due next, up to an instant: the earliest, the case with the lower identity first.
    fn next_due(&self, until: Moment) -> Option<(Moment, CaseId, Command)> {
        let due = self.cases.iter().flat_map(|(id, (case, _))| due_of(case).map(move |(at, command)| (at, *id, command)));
        due.filter(|(at, _, _)| *at <= until).min_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)))
    }
}

fn due_of(case: &Case) -> impl Iterator<Item = (Moment, Command)> {
    let rungs = case.deadlines.iter().filter_map(|(name, armed)| {
        let (rung, at) = armed.next_rung()?;
        Some((at, Command::ReachDeadline { deadline: name.clone(), generation: armed.generation, rung }))
    });
    let stands_still = case.incident.is_some();
    let timers = case.active.iter().filter(move |_| !stands_still).flat_map(|(state, active)| {
        active.timers.iter().map(move |(position, at)| {
            (*at, Command::ReachAfter { state: state.clone(), generation: active.generation, position: *position })
        })
    });
    rungs.chain(timers)
}

impl Venue for PureVenue<'_> {
    fn start(&mut self, actor: &Actor, request: StartRequest) -> Result<CaseId, Refusal> {
        let milliseconds = u64::try_from(self.now.milliseconds()).unwrap_or_default();
        let mut rest = [0_u8; 10];
        rest[2..].copy_from_slice(&self.numbers.to_be_bytes());
        let id = CaseId(uuid::Builder::from_unix_timestamp_millis(milliseconds, &rest).into_uuid());
        let step = self.begin(id, actor, request, None).map_err(refusal)?;
        self.take(id, step, NESTED_STARTS_MAX);
        Ok(id)
    }

    fn command(&mut self, id: CaseId, actor: &Actor, command: Command) -> Result<(), Refusal> {
        let (case, _) = self.cases.get(&id).ok_or_else(|| refusal(no_case()))?;
        let checked = self.workspace.processes.get(&case.process).ok_or_else(|| refusal(no_process()))?;
        let step = decide(&checked.definition, Some(case), actor, &command, &self.context()).map_err(refusal)?;
        self.take(id, step, NESTED_STARTS_MAX);
        Ok(())
    }

    fn advance_to(&mut self, until: Moment) {
        while let Some((at, id, command)) = self.next_due(until) {
            self.now = self.now.max(at);
            let before = self.cases.get(&id).map(|(case, _)| case.seq);
            // What is refused here would be refused again for ever: the case cannot be waiting for it.
            if self.command(id, &Actor::Time, command).is_err() || self.cases.get(&id).map(|(case, _)| case.seq) == before {
                break;
            }
        }
        self.now = self.now.max(until);
    }

    fn observe(&mut self, id: CaseId) -> Observation {
        match self.cases.get(&id) {
            Some((case, steps)) => Observation { case: case.clone(), steps: steps.clone() },
            // A venue is asked only for cases it has started.
            None => unreachable!("observed a case that was never started"),
        }
    }
}

fn refusal(rejection: Rejection) -> Refusal {
    Refusal { kind: rejection.kind.as_str().to_owned(), message: rejection.message }
}

fn no_case() -> Rejection {
    Rejection::new(RejectionKind::NotFound, "没有这个办件", "there is no such case")
}

fn no_process() -> Rejection {
    let message = Bilingual::new("没有这个流程", "there is no such process");
    Rejection::new(RejectionKind::NotFound, message.zh, message.en)
}
