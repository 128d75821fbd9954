//! What one case asks of another, in the same transaction: to be started, or to take an event. First rehearsed as a whole, so that
//! a refusal anywhere leaves nothing, not even a gap in the numbers; then done.

use std::collections::BTreeMap;

use machine::{Actor, Case, CaseId, Command, Rejection, RejectionKind, Request, Start, advance, requests};

use super::fold::{Fold, NESTED_REQUESTS_MAX, RefusedElsewhere, Stop};
use crate::reach::no_such_case;

/// Cases as they would be.
type Rehearsed = BTreeMap<CaseId, Case>;

impl Fold<'_> {
    /// Whether everything a step asks of other cases would be granted; `asking` is its case after it. Nothing is written or
    /// numbered.
    pub async fn rehearse(&mut self, asking: Option<Case>, asked: &[Request]) -> Result<(), Stop> {
        let asking = asking.ok_or_else(no_such_case)?;
        let mut rehearsed = Rehearsed::from([(asking.id, asking.clone())]);
        self.rehearse_all(&asking, asked, &mut rehearsed, NESTED_REQUESTS_MAX).await
    }

    async fn rehearse_all(
        &mut self,
        asking: &Case,
        asked: &[Request],
        rehearsed: &mut Rehearsed,
        depth: usize,
    ) -> Result<(), Stop> {
        for request in asked {
            let Some(depth) = depth.checked_sub(1) else {
                let limit = "cases ask things of cases too deep";
                return Err(Rejection::new(RejectionKind::Limit, "办件层层相托，超过限度", limit).into());
            };
            let granted = Box::pin(self.rehearse_one(asking, request, rehearsed, depth)).await;
            granted.map_err(|stop| elsewhere(request, stop))?;
        }
        Ok(())
    }

    async fn rehearse_one(
        &mut self,
        asking: &Case,
        request: &Request,
        rehearsed: &mut Rehearsed,
        depth: usize,
    ) -> Result<(), Stop> {
        let actor = Actor::Case { number: asking.number.clone() };
        let (before, process_and_version, command) = match request {
            Request::Start { process, .. } => {
                let (version, _) = self.newest(process).await?;
                let command = Command::Start(start(asking, request, version)?);
                (None, (process.clone(), version), command)
            }
            Request::Tell { case, command } => {
                let before = self.told(*case, rehearsed).await?;
                let of = (before.process.clone(), before.version);
                (Some(before), of, command.clone())
            }
        };
        let (process, version) = process_and_version;
        let loaded = self.shared.definitions.get(&self.shared.store, &process, version).await?;
        let at = before.as_ref().map_or(self.now, |before| self.now_in(before.id)).max(self.now_in(asking.id));
        let context = self.catalogue.context(at);
        let (step, after) = advance(&loaded.definition, before.as_ref(), &actor, &command, &context)?;
        let after = after.ok_or_else(no_such_case)?;
        rehearsed.insert(after.id, after.clone());
        self.rehearse_all(&after, &requests(&step), rehearsed, depth).await
    }

    /// A case that is to be told something, as it would be by then.
    async fn told(&mut self, id: CaseId, rehearsed: &Rehearsed) -> Result<Case, Stop> {
        if let Some(case) = rehearsed.get(&id) {
            return Ok(case.clone());
        }
        if self.case(id).is_none() {
            self.load_cases(&[id]).await?;
        }
        Ok(self.case(id).ok_or_else(no_such_case)?.clone())
    }

    /// Does what a case asks of others; answers those that were started for it.
    pub async fn grant_all(&mut self, asking: CaseId, asked: Vec<Request>, depth: usize) -> Result<Vec<CaseId>, Stop> {
        let mut started = Vec::new();
        for request in asked {
            let granted = Box::pin(self.grant(asking, &request, depth.saturating_sub(1))).await;
            granted.map_err(|stop| elsewhere(&request, stop))?;
            if let Request::Start { id, .. } = request {
                started.push(id);
            }
        }
        Ok(started)
    }

    async fn grant(&mut self, asking: CaseId, request: &Request, depth: usize) -> Result<(), Stop> {
        let at = self.now_in(asking);
        let asking = self.case(asking).ok_or_else(no_such_case)?.clone();
        let actor = Actor::Case { number: asking.number.clone() };
        let (id, asked) = match request {
            Request::Start { id, process, .. } => {
                let (version, loaded) = self.newest(process).await?;
                (*id, self.begin_case(&actor, start(&asking, request, version)?, &loaded, at).await?)
            }
            Request::Tell { case, command } => {
                let told = self.case(*case).ok_or_else(no_such_case)?;
                let loaded = self.definition(told).await?;
                let told = self.case(*case).ok_or_else(no_such_case)?;
                let context = self.catalogue.context(at.max(self.now_in(*case)));
                let (step, after) = advance(&loaded.definition, Some(told), &actor, command, &context)?;
                let asked = requests(&step);
                self.take(*case, step, after).ok_or_else(no_such_case)?;
                (*case, asked)
            }
        };
        self.grant_all(id, asked, depth).await.map(drop)
    }
}

/// The start a case asks for, at its own office.
fn start(asking: &Case, request: &Request, version: u32) -> Result<Start, Stop> {
    let start = request.start(asking).ok_or_else(no_such_case)?;
    Ok(Start { version, ..start })
}

fn elsewhere(request: &Request, stop: Stop) -> Stop {
    match stop {
        Stop::Refused(rejection) => {
            Stop::RefusedElsewhere(Box::new(RefusedElsewhere { request: request.clone(), rejection: *rejection }))
        }
        Stop::RefusedElsewhere(_) | Stop::Failed(_) => stop,
    }
}
