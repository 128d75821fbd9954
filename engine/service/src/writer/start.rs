//! Starting cases: for a person, or because another case asks for it in the same transaction.

use std::sync::Arc;

use chrono::Datelike;
use definition::moment::Moment;
use definition::name::{OfficeName, ProcessName};
use definition::value::Value;
use machine::{
    Actor, Case, CaseId, Command, FieldInput, Rejection, RejectionKind, Request, Start, Step, advance, requests,
};
use storage::NumberSequence;

use super::fold::{Fold, NESTED_REQUESTS_MAX, Stop};
use crate::ask::{Answer, NewCase};
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::fields::read_fields;
use crate::reach::office_within_reach;

/// A start that was accepted and has not taken effect yet.
struct Beginning {
    id: CaseId,
    sequence: NumberSequence,
    identity: Option<String>,
    step: Step,
    case: Option<Case>,
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
            starter: None,
            reports: None,
            failing: None,
            depth: 0,
        };
        self.start_as(actor, start, &loaded).await
    }

    async fn start_as(&mut self, actor: &Actor, start: Start, loaded: &Arc<Loaded>) -> Result<Answer, Stop> {
        let id = start.id;
        let beginning = self.decide_start(actor, start, loaded, self.now).await?;
        let asked = requests(&beginning.step);
        if !asked.is_empty() {
            self.rehearse(beginning.case.clone(), &asked).await?;
        }
        let asked = self.settle(beginning, loaded).await?;
        let started = self.grant_all(id, asked, NESTED_REQUESTS_MAX).await?;
        let case = self.case(id).ok_or_else(crate::reach::no_such_case)?;
        Ok(Answer::of(case, started))
    }

    /// Starts a case that is known to be accepted, and with it all that it asks of others. Answers what it asks.
    pub async fn begin_case(
        &mut self,
        actor: &Actor,
        start: Start,
        loaded: &Arc<Loaded>,
        at: Moment,
    ) -> Result<Vec<Request>, Stop> {
        let beginning = self.decide_start(actor, start, loaded, at).await?;
        self.settle(beginning, loaded).await
    }

    /// Decides a start under the number that comes next, which is not taken yet.
    async fn decide_start(
        &mut self,
        actor: &Actor,
        mut start: Start,
        loaded: &Arc<Loaded>,
        at: Moment,
    ) -> Result<Beginning, Stop> {
        let sequence = self.sequence(&start.process, &start.office);
        let number = self.group.next_number(&sequence).await.map_err(ServiceError::from)?;
        start.number = loaded.definition.number.number(start.office.as_str(), sequence.year, number);
        let (id, identity) = (start.id, identity(loaded, &start.fields));
        let context = self.catalogue.context(at);
        let (step, case) = advance(&loaded.definition, None, actor, &Command::Start(start), &context)?;
        Ok(Beginning { id, sequence, identity, step, case })
    }

    /// Lets a case begin whose start was accepted: only now its number and its person's key are taken. Answers what it asks.
    async fn settle(&mut self, beginning: Beginning, loaded: &Arc<Loaded>) -> Result<Vec<Request>, Stop> {
        let Beginning { id, sequence, identity, step, case } = beginning;
        self.group.take_number(&sequence);
        let subject = match loaded.needs_person {
            true => Some(self.group.person(identity.as_deref(), self.now).await.map_err(ServiceError::from)?),
            false => None,
        };
        self.join(id, subject, Arc::clone(&loaded.rules));
        let asked = requests(&step);
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

    /// The version of a process that new cases are started on.
    pub async fn newest(&self, process: &ProcessName) -> Result<(u32, Arc<Loaded>), Stop> {
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
