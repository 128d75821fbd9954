//! A group in memory: every deed is decided and applied in order, so that later ones see earlier ones. Nothing here survives
//! a crash; what is to survive goes to the store as one piece.

use std::collections::BTreeMap;

use chrono::Datelike;
use definition::bilingual::Bilingual;
use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{OfficeName, ProcessName};
use definition::workspace::Workspace;
use machine::{
    Actor, Case, CaseId, Command, Context, Effect, FieldInput, Hitch, Rejection, RejectionKind, Start, Step, decide,
    effects, stand_still,
};
use scenario::{Opening, Setting};
use uuid::Builder;

use super::house::Apply;
use super::store::{Answer, Sequence, Store, Writes};

/// How deep cases may start cases that start cases.
const NESTED_STARTS_MAX: usize = 4;

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
    /// A case it would start is.
    Child { process: ProcessName, rejection: Rejection },
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        Refused::Itself(rejection)
    }
}

impl From<Refused> for Rejection {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Itself(rejection) | Refused::Child { process: _, rejection } => rejection,
        }
    }
}

/// What a command brings about, kept whole or not at all.
#[derive(Default)]
struct Outcome {
    cases: Vec<(CaseId, Working)>,
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
        };
        let id = start.id;
        let mut outcome = Outcome::default();
        self.begin_case(&actor, start, &mut outcome, NESTED_STARTS_MAX)?;
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

    /// Carries out a command to a case, with the cases it asks for.
    pub fn run(&mut self, id: CaseId, actor: &Actor, command: &Command) -> Result<Answer, Refused> {
        self.case(id);
        let mut changed = self.cases.get(&id).cloned().ok_or_else(not_found)?;
        let definition = self.definition(&changed.case.process)?;
        let step = decide(definition, Some(&changed.case), actor, command, &self.context())?;
        changed.case = (self.apply)(Some(changed.case), &step).ok_or_else(not_found)?;
        let mut outcome = Outcome::default();
        self.start_children(&changed.case, &step, &mut outcome, NESTED_STARTS_MAX)?;
        changed.steps.push(step);
        let answer = Answer { case: id, seq: changed.case.seq };
        outcome.cases.push((id, changed));
        self.keep(outcome);
        Ok(answer)
    }

    fn start_children(&self, parent: &Case, step: &Step, outcome: &mut Outcome, depth: usize) -> Result<(), Refused> {
        for (id, process, fields) in asked_for(step) {
            let Some(depth) = depth.checked_sub(1) else {
                let limit = "cases start cases too deep";
                return Err(Rejection::new(RejectionKind::Limit, "办件层层另立，超过限度", limit).into());
            };
            let start = Start {
                id,
                number: String::new(),
                process: process.clone(),
                version: 0,
                office: parent.office.clone(),
                fields: fields.clone(),
                received_at: None,
                backdating_reason: None,
                origin: Some(parent.number.clone()),
            };
            let actor = Actor::Case { number: parent.number.clone() };
            let of_child = |refused| match refused {
                Refused::Itself(rejection) => Refused::Child { process: process.clone(), rejection },
                Refused::Child { .. } => refused,
            };
            self.begin_case(&actor, start, outcome, depth).map_err(of_child)?;
        }
        Ok(())
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
        let case = (self.apply)(None, &step).ok_or_else(not_found)?;
        outcome.numbers.insert(sequence, taken + 1);
        self.start_children(&case, &step, outcome, depth)?;
        outcome.cases.push((id, Working { case, steps: vec![step] }));
        Ok(())
    }

    /// Nobody is there to be told that a case cannot be started, so the one that would start it stands still.
    pub fn stand(&mut self, id: CaseId, command: &Command, process: &ProcessName, rejection: &Rejection) {
        let working = self.cases.get_mut(&id).unwrap();
        let hitch = Hitch {
            state: working.case.active.keys().next().cloned(),
            expression: format!("start_case {process}"),
            reason: Bilingual::new(
                format!("不能另立“{process}”办件：{}", rejection.message.zh),
                format!("a case of {process} cannot be started: {}", rejection.message.en),
            ),
        };
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
        for (id, working) in outcome.cases {
            if self.store.record(id).is_none() && !self.joined.contains(&id) {
                self.joined.push(id);
            }
            self.cases.insert(id, working);
        }
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

fn asked_for(step: &Step) -> Vec<(CaseId, &ProcessName, &FieldInput)> {
    let asked = effects(step).into_iter().filter_map(|effect| match effect {
        Effect::StartCase { id, process, fields } => Some((id, process, fields)),
        Effect::Notify { .. } | Effect::Grant { .. } | Effect::Stop { .. } => None,
    });
    asked.collect()
}

fn not_found() -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        "没有这个办件，或不在您的管辖范围",
        "there is no such case within your reach",
    )
}
