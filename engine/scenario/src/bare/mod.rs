//! The bare machine as a venue: cases in memory, time by hand.

mod due;
mod reach;

use std::collections::BTreeMap;

use chrono::Datelike;
use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{OfficeName, ProcessName};
use definition::workspace::Workspace;
use indexmap::IndexMap;
use machine::{
    Actor, Case, CaseId, Command, Context, Rejection, RejectionKind, Request, Start, Step, apply, decide, requests,
    stand_still,
};
use uuid::Builder;

use crate::observation::Observation;
use crate::venue::{Opening, Setting, Venue};

/// How deep cases may ask something of cases that ask something of cases.
const NESTED_REQUESTS_MAX: usize = 8;

/// The bare machine: decides and applies, nothing else. Identities follow from the running number of the scenario.
pub struct PureVenue<'w> {
    workspace: &'w Workspace,
    setting: Setting,
    now: Moment,
    cases: IndexMap<CaseId, Held>,
    sequences: BTreeMap<(ProcessName, OfficeName, i32), u64>,
}

/// A case with its history.
#[derive(Clone)]
struct Held {
    case: Case,
    steps: Vec<Step>,
}

/// Why a command is refused.
enum Refused {
    /// It is.
    Itself(Rejection),
    /// What it asks of another case is.
    Elsewhere { request: Box<Request>, rejection: Rejection },
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        Refused::Itself(rejection)
    }
}

impl From<Refused> for Rejection {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Itself(rejection) | Refused::Elsewhere { request: _, rejection } => rejection,
        }
    }
}

/// What a command brings about, before any of it is kept: whole or not at all.
#[derive(Default)]
struct Outcome {
    cases: IndexMap<CaseId, Held>,
    sequences: BTreeMap<(ProcessName, OfficeName, i32), u64>,
}

impl<'w> PureVenue<'w> {
    /// An empty place for one scenario of a workspace.
    pub fn new(workspace: &'w Workspace, setting: &Setting) -> Self {
        let (setting, now) = (setting.clone(), setting.begins);
        Self { workspace, setting, now, cases: IndexMap::new(), sequences: BTreeMap::new() }
    }

    fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            organisation: &self.setting.organisation,
            parameters: &self.setting.parameters,
            calendars: &self.workspace.calendars,
        }
    }

    fn definition(&self, process: &ProcessName) -> Result<&'w Definition, Rejection> {
        let checked = self.workspace.processes.get(process);
        checked.map(|checked| &checked.definition).ok_or_else(|| {
            Rejection::new(
                RejectionKind::NotFound,
                format!("没有流程“{process}”"),
                format!("there is no process {process}"),
            )
        })
    }

    /// Carries out a command to a case, with what it asks of other cases.
    fn run(&mut self, id: CaseId, actor: &Actor, command: &Command) -> Result<(), Refused> {
        let mut outcome = Outcome::default();
        self.carry_out(id, actor, command, &mut outcome, NESTED_REQUESTS_MAX)?;
        self.keep(outcome);
        Ok(())
    }

    fn carry_out(
        &self,
        id: CaseId,
        actor: &Actor,
        command: &Command,
        outcome: &mut Outcome,
        depth: usize,
    ) -> Result<(), Refused> {
        let held = outcome.cases.get(&id).or_else(|| self.cases.get(&id)).ok_or_else(reach::no_such_case)?;
        let definition = self.definition(&held.case.process)?;
        let step = decide(definition, Some(&held.case), actor, command, &self.context())?;
        let asked = requests(&step);
        let mut changed = held.clone();
        changed.case = apply(Some(changed.case), &step).ok_or_else(reach::no_such_case)?;
        changed.steps.push(step);
        let asking = changed.case.clone();
        outcome.cases.insert(id, changed);
        self.grant_all(&asking, asked, outcome, depth)
    }

    /// Grants what a step asks of other cases.
    fn grant_all(
        &self,
        asking: &Case,
        asked: Vec<Request>,
        outcome: &mut Outcome,
        depth: usize,
    ) -> Result<(), Refused> {
        for request in asked {
            let Some(depth) = depth.checked_sub(1) else {
                let limit = "cases ask things of cases too deep";
                return Err(Rejection::new(RejectionKind::Limit, "办件层层相托，超过限度", limit).into());
            };
            self.grant(asking, &request, outcome, depth).map_err(|refused| match refused {
                Refused::Itself(rejection) => Refused::Elsewhere { request: Box::new(request), rejection },
                Refused::Elsewhere { .. } => refused,
            })?;
        }
        Ok(())
    }

    fn grant(&self, asking: &Case, request: &Request, outcome: &mut Outcome, depth: usize) -> Result<(), Refused> {
        let actor = Actor::Case { number: asking.number.clone() };
        match (request, request.start(asking)) {
            (Request::Tell { case, command }, _) => self.carry_out(*case, &actor, command, outcome, depth),
            (Request::Start { .. }, Some(start)) => self.begin(&actor, start, outcome, depth),
            (Request::Start { .. }, None) => Ok(()),
        }
    }

    /// Starts a case; its number is taken only if the start is accepted.
    fn begin(&self, actor: &Actor, mut start: Start, outcome: &mut Outcome, depth: usize) -> Result<(), Refused> {
        let definition = self.definition(&start.process)?;
        let year = self.now.date().year();
        let key = (start.process.clone(), start.office.clone(), year);
        let taken = outcome.sequences.get(&key).or_else(|| self.sequences.get(&key)).copied().unwrap_or_default();
        start.version = definition.version;
        start.number = definition.number.number(start.office.as_str(), year, taken + 1);
        let id = start.id;
        let step = decide(definition, None, actor, &Command::Start(start), &self.context())?;
        let asked = requests(&step);
        let case = apply(None, &step).ok_or_else(reach::no_such_case)?;
        outcome.sequences.insert(key, taken + 1);
        outcome.cases.insert(id, Held { case: case.clone(), steps: vec![step] });
        self.grant_all(&case, asked, outcome, depth)
    }

    /// A case stands still because what it asks of another is refused.
    fn stand(&mut self, id: CaseId, command: &Command, request: &Request, rejection: &Rejection) {
        let Some(held) = self.cases.get_mut(&id) else { return };
        let step = stand_still(&held.case, &Actor::Time, command, self.now, request.hitch(&held.case, rejection));
        if let Some(case) = apply(Some(held.case.clone()), &step) {
            held.case = case;
            held.steps.push(step);
        }
    }

    fn keep(&mut self, outcome: Outcome) {
        self.cases.extend(outcome.cases);
        self.sequences.extend(outcome.sequences);
    }

    fn next_id(&self) -> CaseId {
        let scenario = u64::try_from(self.setting.number).unwrap_or_default();
        let case = u64::try_from(self.cases.len()).unwrap_or_default();
        CaseId(Builder::from_u128(u128::from(scenario) << u64::BITS | u128::from(case)).into_uuid())
    }
}

impl Venue for PureVenue<'_> {
    fn start(&mut self, opening: &Opening) -> Result<CaseId, Rejection> {
        let actor = Actor::Person { person: opening.person.clone(), acting_for: None };
        reach::office(&self.setting.organisation, &actor, &opening.office, self.now.date())?;
        let id = self.next_id();
        let start = Start {
            id,
            number: String::new(),
            process: opening.process.clone(),
            version: 0,
            office: opening.office.clone(),
            fields: opening.fields.clone(),
            received_at: opening.received_at,
            backdating_reason: opening.reason.clone(),
            origin: None,
            starter: None,
            reports: None,
            failing: None,
            depth: 0,
        };
        let mut outcome = Outcome::default();
        self.begin(&actor, start, &mut outcome, NESTED_REQUESTS_MAX)?;
        self.keep(outcome);
        Ok(id)
    }

    fn submit(&mut self, case: CaseId, actor: &Actor, command: &Command) -> Result<(), Rejection> {
        let held = self.cases.get(&case).ok_or_else(reach::no_such_case)?;
        let (organisation, today) = (&self.setting.organisation, self.now.date());
        let is_asked = command.answers().is_some_and(|task| held.case.is_asked(organisation, actor, task, today));
        if !is_asked {
            reach::case(organisation, actor, &held.case.office, today)?;
        }
        Ok(self.run(case, actor, command)?)
    }

    fn advance_to(&mut self, moment: Moment) -> Result<(), Rejection> {
        due::advance(self, moment)
    }

    fn stand_still_until(&mut self, moment: Moment) {
        self.now = self.now.max(moment);
    }

    fn observe(&mut self, case: CaseId) -> Option<Observation> {
        self.cases.get(&case).map(|held| Observation::new(held.case.clone(), held.steps.clone()))
    }
}
