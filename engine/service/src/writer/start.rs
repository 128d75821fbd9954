//! Starting cases: for a person, or because another case asks for it in the same transaction.

use std::sync::Arc;

use chrono::Datelike;
use definition::name::{OfficeName, ProcessName};
use definition::value::Value;
use machine::{
    Actor, CaseId, Command, Effect, FieldInput, Rejection, RejectionKind, Start, Step, advance, decide, effects,
};
use storage::NumberSequence;

use super::fold::{ChildRefused, Fold, NESTED_STARTS_MAX, Stop};
use crate::ask::{Answer, NewCase};
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::fields::read_fields;
use crate::reach::office_within_reach;

/// A case another one asks to be started.
pub(super) struct Child {
    pub id: CaseId,
    process: ProcessName,
    fields: FieldInput,
}

/// The cases a step asks to be started.
pub(super) fn children(step: &Step) -> Vec<Child> {
    let asked = effects(step).into_iter().filter_map(|effect| match effect {
        Effect::StartCase { id, process, fields } => {
            Some(Child { id, process: process.clone(), fields: fields.clone() })
        }
        Effect::Notify { .. } | Effect::Grant { .. } | Effect::Stop { .. } => None,
    });
    asked.collect()
}

impl Child {
    fn start(self, version: u32, office: OfficeName, origin: String) -> Start {
        Start {
            id: self.id,
            number: String::new(),
            process: self.process,
            version,
            office,
            fields: self.fields,
            received_at: None,
            backdating_reason: None,
            origin: Some(origin),
        }
    }
}

fn of_child(process: &ProcessName, stop: Stop) -> Stop {
    match stop {
        Stop::Refused(rejection) => {
            Stop::ChildRefused(Box::new(ChildRefused { process: process.clone(), rejection: *rejection }))
        }
        Stop::ChildRefused(_) | Stop::Failed(_) => stop,
    }
}

impl Fold<'_> {
    /// Starts a case for somebody.
    pub async fn start(&mut self, actor: &Actor, new: &NewCase) -> Result<Answer, Stop> {
        let (version, loaded) = self.newest(&new.process).await?;
        let office = office_within_reach(&self.catalogue.organisation, actor, &new.office, self.now.date())?;
        let start = Start {
            id: self.shared.ids.next(self.now)?,
            number: String::new(),
            process: new.process.clone(),
            version,
            office,
            fields: read_fields(&loaded.definition, &new.fields)?,
            received_at: new.received_at,
            backdating_reason: new.backdating_reason.clone(),
            origin: None,
        };
        self.start_as(actor, start, &loaded).await
    }

    /// Starts a case another one asked for, at the same office.
    pub async fn start_child(&mut self, parent: CaseId, child: Child, depth: usize) -> Result<(), Stop> {
        let depth = depth.saturating_sub(1);
        let (version, loaded) = self.newest(&child.process).await?;
        let parent = self.case(parent).ok_or_else(crate::reach::no_such_case)?;
        let start = child.start(version, parent.office.clone(), parent.number.clone());
        let actor = Actor::Case { number: parent.number.clone() };
        let id = start.id;
        for grandchild in self.begin_case(&actor, start, &loaded).await? {
            Box::pin(self.start_child(id, grandchild, depth)).await?;
        }
        Ok(())
    }

    /// Whether cases would be accepted at an office, and those they would start in turn; nothing is written or numbered.
    pub async fn rehearse(&self, office: &OfficeName, asked: Vec<Child>, depth: usize) -> Result<(), Stop> {
        for child in asked {
            let Some(depth) = depth.checked_sub(1) else {
                let limit = "cases start cases too deep";
                return Err(Rejection::new(RejectionKind::Limit, "办件层层另立，超过限度", limit).into());
            };
            let process = child.process.clone();
            let (version, loaded) = self.newest(&process).await.map_err(|stop| of_child(&process, stop))?;
            let start = child.start(version, office.clone(), String::new());
            let actor = Actor::Case { number: String::new() };
            let context = self.catalogue.context(self.now);
            let step = decide(&loaded.definition, None, &actor, &Command::Start(start), &context);
            let step = step.map_err(|rejection| of_child(&process, rejection.into()))?;
            Box::pin(self.rehearse(office, children(&step), depth)).await?;
        }
        Ok(())
    }

    async fn start_as(&mut self, actor: &Actor, start: Start, loaded: &Arc<Loaded>) -> Result<Answer, Stop> {
        let id = start.id;
        let asked = self.begin_case(actor, start, loaded).await?;
        let mut started = Vec::new();
        for child in asked {
            started.push(child.id);
            self.start_child(id, child, NESTED_STARTS_MAX).await?;
        }
        let case = self.case(id).ok_or_else(crate::reach::no_such_case)?;
        Ok(Answer::of(case, started))
    }

    /// Decides the start under the number that comes next; the number and a person's key are taken only once it is known that
    /// it is accepted, and with it all that it starts.
    async fn begin_case(&mut self, actor: &Actor, mut start: Start, loaded: &Arc<Loaded>) -> Result<Vec<Child>, Stop> {
        let sequence = self.sequence(&start.process, &start.office);
        let number = self.group.next_number(&sequence).await.map_err(ServiceError::from)?;
        start.number = loaded.definition.number.number(start.office.as_str(), sequence.year, number);
        let (id, office) = (start.id, start.office.clone());
        let identity = identity(loaded, &start.fields);
        let context = self.catalogue.context(self.now);
        let (step, case) = advance(&loaded.definition, None, actor, &Command::Start(start), &context)?;
        let asked = children(&step);
        self.rehearse(&office, children(&step), NESTED_STARTS_MAX).await?;
        self.group.take_number(&sequence);
        let subject = match loaded.needs_person {
            true => Some(self.group.person(identity.as_deref(), self.now).await.map_err(ServiceError::from)?),
            false => None,
        };
        self.join(id, subject, Arc::clone(&loaded.rules));
        self.take(id, step, case).ok_or_else(crate::reach::no_such_case)?;
        Ok(asked)
    }

    /// Reads at once what the starts of a group will ask for: where their numbers stand, and who the people are.
    pub async fn expect(&mut self, starts: impl Iterator<Item = &NewCase>) -> Result<(), ServiceError> {
        let (mut sequences, mut identities) = (Vec::new(), Vec::new());
        for new in starts {
            // What cannot be read here is refused when its turn comes.
            let Ok((_, loaded)) = self.newest(&new.process).await else { continue };
            let office = self.catalogue.organisation.find(&new.office, self.now.date());
            sequences.extend(office.ok().map(|office| self.sequence(&new.process, &office)));
            let field = loaded.definition.applicant.identity.as_ref();
            let identity = field.and_then(|field| new.fields.get(field.as_str())).and_then(|json| json.as_str());
            identities.extend(identity.map(str::to_owned));
        }
        self.group.expect_numbers(sequences).await?;
        if !identities.is_empty() {
            self.group.expect_people(identities.iter().map(String::as_str)).await?;
        }
        Ok(())
    }

    fn sequence(&self, process: &ProcessName, office: &OfficeName) -> NumberSequence {
        NumberSequence { process: process.clone(), office: office.clone(), year: self.now.date().year() }
    }

    async fn newest(&self, process: &ProcessName) -> Result<(u32, Arc<Loaded>), Stop> {
        let Some(version) = self.shared.definitions.newest(process) else {
            return Err(Rejection::new(
                RejectionKind::NotFound,
                format!("没有已发布的流程“{process}”"),
                format!("no process {process} is published"),
            )
            .into());
        };
        Ok((version, self.shared.definitions.get(&self.shared.store, process, version).await?))
    }
}

/// The identity number of the person a case is about, if it is filled in.
fn identity(loaded: &Loaded, fields: &FieldInput) -> Option<String> {
    match loaded.definition.applicant.identity.as_ref().and_then(|field| fields.get(field)) {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(_) | None => None,
    }
}
