//! Starting cases: for a person, or because another case asks for it in the same transaction.

use std::sync::Arc;

use chrono::Datelike;
use definition::moment::Moment;
use definition::name::ProcessName;
use definition::value::Value;
use machine::{Actor, Command, Rejection, RejectionKind, Request, Start, decide, requests};
use storage::{NumberWanted, SubjectId};

use super::fold::{Fold, NESTED_REQUESTS_MAX, Stop};
use crate::ask::{Answer, NewCase};
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::fields::read_fields;
use crate::reach::office_within_reach;

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
        };
        self.start_as(actor, start, &loaded).await
    }

    async fn start_as(&mut self, actor: &Actor, start: Start, loaded: &Arc<Loaded>) -> Result<Answer, Stop> {
        let id = start.id;
        let context = self.catalogue.context(self.now);
        let rehearsed = decide(&loaded.definition, None, actor, &Command::Start(start.clone()), &context)?;
        self.rehearse_start(&rehearsed).await?;
        let asked = self.begin_case(actor, start, loaded, self.now).await?;
        let started = self.grant_all(id, asked, NESTED_REQUESTS_MAX).await?;
        let case = self.case(id).ok_or_else(crate::reach::no_such_case)?;
        Ok(Answer::of(case, started))
    }

    /// Starts a case that is known to be accepted, and with it all that it asks of others; only now a number and a person's
    /// key are taken. Answers what it asks.
    pub async fn begin_case(
        &mut self,
        actor: &Actor,
        mut start: Start,
        loaded: &Arc<Loaded>,
        at: Moment,
    ) -> Result<Vec<Request>, Stop> {
        start.number = self.number(&start, loaded).await?;
        let subject = self.subject(&start, loaded).await?;
        let id = start.id;
        self.join(id, subject, Arc::clone(&loaded.rules));
        let context = self.catalogue.context(at);
        let step = decide(&loaded.definition, None, actor, &Command::Start(start), &context)?;
        let asked = requests(&step);
        self.take(id, step).ok_or_else(crate::reach::no_such_case)?;
        Ok(asked)
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

    async fn number(&mut self, start: &Start, loaded: &Loaded) -> Result<String, ServiceError> {
        let year = self.now.date().year();
        let wanted = NumberWanted { process: start.process.clone(), office: start.office.clone(), year, count: 1 };
        let first = self.group.numbers(&[wanted]).await?;
        let sequence = first.first().copied().unwrap_or(1);
        Ok(loaded.definition.number.number(start.office.as_str(), year, sequence))
    }

    async fn subject(&mut self, start: &Start, loaded: &Loaded) -> Result<SubjectId, ServiceError> {
        let identity = loaded.definition.applicant.identity.as_ref().and_then(|field| start.fields.get(field));
        let identity = match identity {
            Some(Value::Text(text)) => Some(text.as_str()),
            Some(_) | None => None,
        };
        let found = self.group.find_or_create_subjects(&[identity], self.now).await?;
        found.into_iter().next().ok_or_else(|| ServiceError::Host("no key was made for the person".to_owned()))
    }
}
