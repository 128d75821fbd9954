//! Service, storage and scheduler as a place where a scenario runs.

use std::sync::Arc;

use definition::moment::Moment;
use definition::text::SourceText;
use definition::value::Value;
use machine::{Actor, CaseId, Command, FieldInput, Rejection, Step};
use scenario::{Entry, Observation, Opening, Setting, Told, Venue, schedule};
use serde_json::{Map, Value as Json};
use service::{Ask, NewCase, ServiceError};
use storage::{Page, Scope, Store, unseal_step};
use tests::harness::{Backend, House};
use tokio::runtime::Runtime;

use crate::texts;

/// The most steps of a case in one scenario.
const STEPS_MAX: u64 = 500;

/// A house of its own for one scenario, verified when it is left.
pub struct Stored<'r> {
    pub runtime: &'r Runtime,
    pub house: House,
    pub store: Store,
}

impl<'r> Stored<'r> {
    /// A fresh house with the world of a scenario.
    pub fn open(sources: &[Arc<SourceText>], setting: &Setting, runtime: &'r Runtime, backend: Backend) -> Self {
        let texts = texts::of(sources, setting);
        let (house, store) = runtime.block_on(async {
            let house = House::open_empty(backend, &setting.begins.to_string()).await;
            house.publish(&texts).await.unwrap_or_else(|error| panic!("{}: {error:?}", setting.name));
            let store = house.store().await;
            (house, store)
        });
        Self { runtime, house, store }
    }

    fn ask(&self, actor: Actor, ask: Ask) -> Result<CaseId, Rejection> {
        match self.runtime.block_on(self.house.service.submit(actor, None, ask)) {
            Ok(answer) => Ok(answer.case),
            Err(ServiceError::Refused(rejection)) => Err(*rejection),
            Err(error) => panic!("{error}"),
        }
    }

    async fn observed(&self, case: CaseId) -> Option<Observation> {
        let mut stored = self.store.case_by_id(&Scope::System, case).await.unwrap()?;
        self.store.unseal(&mut stored).unwrap();
        let key = match stored.subject {
            Some(subject) => self.store.subject_key(subject).await.unwrap(),
            None => None,
        };
        let rows = self.store.history(&Scope::System, case, &Page::first(STEPS_MAX)).await.unwrap().rows;
        let steps = rows.iter().map(|row| {
            let mut step = row.step().unwrap();
            if let Some(key) = &key {
                unseal_step(&mut step, case, key).unwrap();
            }
            step
        });
        let steps: Vec<Step> = steps.collect();
        // What is paid and said stands in tables of its own, and that is what is looked at.
        let ledger = self.store.benefits(&Scope::System, case).await.unwrap();
        let outbox = self.store.outbox_of(&Scope::System, case).await.unwrap();
        Some(Observation {
            case: stored.case,
            steps,
            benefits: schedule(&ledger.into_iter().map(Entry::from).collect::<Vec<_>>()),
            notified: outbox
                .into_iter()
                .map(|row| Told { at: row.created_at, to: row.to, template: row.template })
                .collect(),
        })
    }
}

impl Venue for Stored<'_> {
    fn start(&mut self, opening: &Opening) -> Result<CaseId, Rejection> {
        let new = NewCase {
            process: opening.process.clone(),
            office: opening.office.to_string(),
            fields: json(&opening.fields),
            received_at: opening.received_at,
            backdating_reason: opening.reason.clone(),
        };
        self.ask(Actor::person(opening.person.as_str()), Ask::Start(new))
    }

    fn submit(&mut self, case: CaseId, actor: &Actor, command: &Command) -> Result<(), Rejection> {
        self.ask(actor.clone(), ask(case, command)).map(|_| ())
    }

    fn advance_to(&mut self, moment: Moment) -> Result<(), Rejection> {
        let passing = scheduler::run_until(&self.house.service, &self.house.channel, moment);
        self.runtime.block_on(passing).unwrap();
        Ok(())
    }

    fn stand_still_until(&mut self, moment: Moment) {
        self.runtime.block_on(self.house.service.set_clock(moment)).unwrap();
    }

    fn observe(&mut self, case: CaseId) -> Option<Observation> {
        self.runtime.block_on(self.observed(case))
    }
}

impl Drop for Stored<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.runtime.block_on(async {
            self.house.assert_verifies().await;
            self.house.service.stop().await.unwrap();
            self.store.clone().close().await.unwrap();
        });
    }
}

fn ask(case: CaseId, command: &Command) -> Ask {
    match command.clone() {
        Command::Act { state, action, task, fields, comment, return_to } => {
            Ask::Act { case, state, action, task, fields: json(&fields), comment, return_to }
        }
        Command::Claim { task } => Ask::Claim { case, task },
        Command::Desk(what) => Ask::Desk { case, what, fields: Map::new() },
        Command::Release { task } => Ask::Release { case, task },
        Command::Receive { event, fields } => Ask::Receive { case, event, fields: json(&fields) },
        Command::Reopen { comment } => Ask::Reopen { case, comment },
        Command::Retry => Ask::Retry { case },
        Command::Move { to, reason, second } => Ask::Move { case, to, reason, second },
        Command::Change(change) => Ask::Change { case, change },
        Command::Start(_)
        | Command::ReachDeadline { .. }
        | Command::ReachAfter { .. }
        | Command::ReachSend { .. }
        | Command::ExpireKept { .. }
        | Command::CallOff => {
            panic!("no scenario asks for {command:?}")
        }
    }
}

fn json(fields: &FieldInput) -> Map<String, Json> {
    fields.iter().map(|(name, value)| (name.to_string(), field(value))).collect()
}

/// A value as a client sends it.
fn field(value: &Value) -> Json {
    match value {
        Value::Boolean(value) => Json::Bool(*value),
        Value::Number(value) | Value::Money(value) => Json::String(value.to_string()),
        Value::Text(value) | Value::Choice(value) => Json::String(value.clone()),
        Value::Date(value) => Json::String(value.to_string()),
        Value::Moment(value) => Json::String(value.to_string()),
        Value::Month(_) => Json::String(value.shown()),
        Value::Record(values) => values.iter().map(|(name, value)| (name.clone(), field(value))).collect(),
        Value::List(values) => values.iter().map(field).collect(),
        Value::Sealed(_) => panic!("no field is {value:?}"),
    }
}
