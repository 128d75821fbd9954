//! A group in memory: every deed is decided and applied in order, so that later ones see earlier ones. Nothing here survives
//! a crash; what is to survive goes to the store as one piece.

use std::collections::BTreeMap;

use chrono::Datelike;
use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{OfficeName, ProcessName};
use definition::workspace::Workspace;
use machine::{
    Actor, Case, CaseId, Command, Context, Rejection, RejectionKind, Request, Start, Step, decide, requests,
    stand_still,
};
use scenario::{Opening, Setting};
use uuid::Builder;

use super::house::Apply;
use super::store::{Answer, Sequence, Store, Writes};

/// How deep cases may ask something of cases that ask something of cases.
const NESTED_REQUESTS_MAX: usize = 8;

/// A group under way.
pub struct Fold<'f> {
    pub store: &'f Store,
    pub workspace: &'f Workspace,
    pub setting: &'f Setting,
    pub now: Moment,
    pub apply: Apply,
    cases: BTreeMap<CaseId, Working>,
    numbers: BTreeMap<Sequence, u64>,
    requests: BTreeMap<u64, Answer>,
    /// The cases in the order they joined.
    joined: Vec<CaseId>,
}

#[derive(Clone)]
struct Working {
    case: Case,
    steps: Vec<Step>,
}

/// Why a command is refused.
pub enum Refused {
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

/// What a command brings about, kept whole or not at all.
#[derive(Default)]
struct Outcome {
    cases: BTreeMap<CaseId, Working>,
    /// Those of them that are new, in the order they were started.
    begun: Vec<CaseId>,
    numbers: BTreeMap<Sequence, u64>,
}

impl<'f> Fold<'f> {
    pub fn begin(store: &'f Store, workspace: &'f Workspace, setting: &'f Setting, now: Moment, apply: Apply) -> Self {
        let (cases, numbers, requests) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { store, workspace, setting, now, apply, cases, numbers, requests, joined: Vec::new() }
    }

    pub fn context(&self) -> Context<'f> {
        let Setting { organisation, parameters, .. } = self.setting;
        Context { now: self.now, organisation, parameters, calendars: &self.workspace.calendars }
    }

    fn definition(&self, process: &ProcessName) -> Result<&'f Definition, Rejection> {
        let checked = self.workspace.processes.get(process);
        checked.map(|checked| &checked.definition).ok_or_else(|| {
            let (zh, en) = (format!("没有流程“{process}”"), format!("there is no process {process}"));
            Rejection::new(RejectionKind::NotFound, zh, en)
        })
    }

    /// The first answer to a request, if it had one.
    pub fn answered(&self, key: u64) -> Option<Answer> {
        self.requests.get(&key).or_else(|| self.store.requests.get(&key)).copied()
    }

    pub fn remember(&mut self, key: u64, answer: Answer) {
        self.requests.insert(key, answer);
    }

    /// A case as it is by now.
    pub fn case(&mut self, id: CaseId) -> Option<&Case> {
        if !self.cases.contains_key(&id) {
            let case = self.store.load(id)?;
            self.cases.insert(id, Working { case, steps: Vec::new() });
        }
        self.cases.get(&id).map(|working| &working.case)
    }

    /// Starts a case for somebody.
    pub fn start(&mut self, opening: &Opening) -> Result<Answer, Rejection> {
        let actor = Actor::Person { person: opening.person.clone(), acting_for: None };
        if !self.reaches(&actor, &opening.office) {
            return Err(not_found());
        }
        let start = Start {
            id: self.next_id(),
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
        let id = start.id;
        let mut outcome = Outcome::default();
        self.begin_case(&actor, start, &mut outcome, NESTED_REQUESTS_MAX)?;
        self.keep(outcome);
        Ok(Answer { case: id, seq: 1 })
    }

    /// Asks something of a case for somebody.
    pub fn submit(&mut self, id: CaseId, actor: &Actor, command: &Command) -> Result<Answer, Rejection> {
        let office = self.case(id).ok_or_else(not_found)?.office.clone();
        if !self.reaches(actor, &office) {
            return Err(not_found());
        }
        Ok(self.run(id, actor, command)?)
    }

    /// Carries out a command to a case, with what it asks of other cases.
    pub fn run(&mut self, id: CaseId, actor: &Actor, command: &Command) -> Result<Answer, Refused> {
        let mut outcome = Outcome::default();
        let answer = self.carry_out(id, actor, command, &mut outcome, NESTED_REQUESTS_MAX)?;
        self.keep(outcome);
        Ok(answer)
    }

    fn carry_out(
        &self,
        id: CaseId,
        actor: &Actor,
        command: &Command,
        outcome: &mut Outcome,
        depth: usize,
    ) -> Result<Answer, Refused> {
        let known = outcome.cases.get(&id).or_else(|| self.cases.get(&id)).cloned();
        let loaded = || self.store.load(id).map(|case| Working { case, steps: Vec::new() });
        let mut changed = known.or_else(loaded).ok_or_else(not_found)?;
        let definition = self.definition(&changed.case.process)?;
        let step = decide(definition, Some(&changed.case), actor, command, &self.context())?;
        let asked = requests(&step);
        changed.case = (self.apply)(Some(changed.case), &step).ok_or_else(not_found)?;
        changed.steps.push(step);
        let (answer, asking) = (Answer { case: id, seq: changed.case.seq }, changed.case.clone());
        outcome.cases.insert(id, changed);
        self.grant_all(&asking, asked, outcome, depth)?;
        Ok(answer)
    }

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
            (Request::Tell { case, command }, _) => self.carry_out(*case, &actor, command, outcome, depth).map(drop),
            (Request::Start { .. }, Some(start)) => self.begin_case(&actor, start, outcome, depth),
            (Request::Start { .. }, None) => Ok(()),
        }
    }

    fn begin_case(&self, actor: &Actor, mut start: Start, outcome: &mut Outcome, depth: usize) -> Result<(), Refused> {
        let definition = self.definition(&start.process)?;
        let year = self.now.date().year();
        let sequence = (start.process.clone(), start.office.clone(), year);
        let known = outcome.numbers.get(&sequence).or_else(|| self.numbers.get(&sequence));
        let taken = known.or_else(|| self.store.numbers.get(&sequence)).copied().unwrap_or_default();
        start.version = definition.version;
        start.number = definition.number.number(start.office.as_str(), year, taken + 1);
        let id = start.id;
        let step = decide(definition, None, actor, &Command::Start(start), &self.context())?;
        let asked = requests(&step);
        let case = (self.apply)(None, &step).ok_or_else(not_found)?;
        outcome.numbers.insert(sequence, taken + 1);
        outcome.cases.insert(id, Working { case: case.clone(), steps: vec![step] });
        outcome.begun.push(id);
        self.grant_all(&case, asked, outcome, depth)
    }

    /// Nobody is there to be told that another case refuses, so the one that asks stands still.
    pub fn stand(&mut self, id: CaseId, command: &Command, request: &Request, rejection: &Rejection) {
        let working = self.cases.get_mut(&id).unwrap();
        let hitch = request.hitch(&working.case, rejection);
        let step = stand_still(&working.case, &Actor::Time, command, self.now, hitch);
        working.case = (self.apply)(Some(working.case.clone()), &step).unwrap();
        working.steps.push(step);
    }

    /// Everything that is to become lasting.
    pub fn writes(self) -> Writes {
        let cases = self.cases.into_values().filter(|working| !working.steps.is_empty());
        Writes {
            cases: cases.map(|working| (working.case, working.steps)).collect(),
            requests: self.requests,
            numbers: self.numbers,
        }
    }

    fn keep(&mut self, outcome: Outcome) {
        self.joined.extend(outcome.begun);
        self.cases.extend(outcome.cases);
        self.numbers.extend(outcome.numbers);
    }

    /// As the bare machine names its cases, so that both can be compared.
    fn next_id(&self) -> CaseId {
        let scenario = u64::try_from(self.setting.number).unwrap();
        let case = u64::try_from(self.store.len() + self.joined.len()).unwrap();
        CaseId(Builder::from_u128(u128::from(scenario) << u64::BITS | u128::from(case)).into_uuid())
    }

    /// Whether an office lies where the actor holds a post, or below.
    fn reaches(&self, actor: &Actor, office: &OfficeName) -> bool {
        let Actor::Person { person, acting_for: _ } = actor else { return true };
        let (organisation, today) = (&self.setting.organisation, self.now.date());
        let lineage = organisation.lineage(office, today);
        let posts = organisation.people().get(person).into_iter().flat_map(|person| &person.posts);
        posts.into_iter().any(|post| post.days().contains(today) && lineage.contains(&post.office))
    }
}

fn not_found() -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        "没有这个办件，或不在您的管辖范围",
        "there is no such case within your reach",
    )
}
