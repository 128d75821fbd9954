//! Folding a group: every command is decided and applied in memory in order, so that later ones see earlier ones; then all of
//! it is written at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use definition::moment::{Date, Moment};
use machine::{
    Actor, Case, CaseId, Command, Party, Rejection, RejectionKind, Request, Step, advance, apply, due, requests,
    stand_still,
};
use storage::{Committed, FIRST_PREVIOUS_HASH, Group, RequestRow, SealingRules, SubjectId, Writes};

use super::{Fired, Submission};
use crate::ask::{Answer, Ask, RequestKey};
use crate::catalogue::Catalogue;
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::fields::read_fields;
use crate::reach::{no_such_case, no_such_office, within_reach};
use crate::service::Shared;

/// How deep cases may ask something of cases that ask something of cases.
pub(super) const NESTED_REQUESTS_MAX: usize = 8;
/// The most things that take their effect in one case in one transaction; the rest is still due in the next.
const DUE_IN_ONE_CASE_MAX: usize = 200;

/// A group under way.
pub(super) struct Fold<'s> {
    pub shared: &'s Shared,
    pub group: Group,
    pub catalogue: Arc<Catalogue>,
    pub now: Moment,
    /// Whether something besides cases and answers was written.
    pub touched: bool,
    cases: BTreeMap<CaseId, Working>,
    requests: BTreeMap<(String, String), RequestRow>,
    answered: Vec<RequestRow>,
}

/// A case of the group: as loaded, as it is by now if anything has happened, and what has happened in between.
pub(super) struct Working {
    pub before: Option<Case>,
    pub after: Option<Case>,
    pub steps: Vec<Step>,
    pub previous_hash: String,
    pub last_at: Option<Moment>,
    pub subject: Option<SubjectId>,
    pub rules: Arc<SealingRules>,
}

/// Refused, or a failure that ends the whole group.
pub(super) enum Stop {
    /// The command is refused.
    Refused(Box<Rejection>),
    /// What the command asks of another case is refused, and so the command.
    RefusedElsewhere(Box<RefusedElsewhere>),
    /// The group is at its end.
    Failed(ServiceError),
}

/// What another case is asked and does not grant, and why.
pub(super) struct RefusedElsewhere {
    pub request: Request,
    pub rejection: Rejection,
}

impl From<Rejection> for Stop {
    fn from(rejection: Rejection) -> Self {
        Stop::Refused(Box::new(rejection))
    }
}

impl From<ServiceError> for Stop {
    fn from(error: ServiceError) -> Self {
        Stop::Failed(error)
    }
}

impl<'s> Fold<'s> {
    pub async fn begin(shared: &'s Shared) -> Result<Fold<'s>, ServiceError> {
        let group = shared.store.begin().await?;
        if shared.is_shared && group.catalogue_revision().await? != shared.catalogue().revision {
            shared.refresh().await?;
        }
        Ok(Fold {
            shared,
            group,
            catalogue: shared.catalogue(),
            now: shared.clock.now(),
            touched: false,
            cases: BTreeMap::new(),
            requests: BTreeMap::new(),
            answered: Vec::new(),
        })
    }

    /// Decides the commands of a group in order; the answers in that order.
    pub async fn fold(&mut self, group: &[Submission]) -> Result<Vec<Result<Answer, ServiceError>>, ServiceError> {
        self.load(group).await?;
        let mut answers = Vec::with_capacity(group.len());
        for submission in group {
            answers.push(self.submit(submission).await?);
        }
        Ok(answers)
    }

    /// Loads every case and every earlier answer the group concerns, in one query each.
    async fn load(&mut self, group: &[Submission]) -> Result<(), ServiceError> {
        let ids: Vec<CaseId> = group.iter().filter_map(|submission| submission.ask.case()).collect();
        self.load_cases(&ids).await?;
        let keys: Vec<(String, String)> =
            group.iter().filter_map(|submission| request_of(&submission.actor, submission.key.as_ref())).collect();
        if !keys.is_empty() {
            self.requests = self.group.requests(&keys).await?;
        }
        self.expect(group.iter().filter_map(|submission| submission.ask.start())).await
    }

    pub async fn load_cases(&mut self, ids: &[CaseId]) -> Result<(), ServiceError> {
        if ids.is_empty() {
            return Ok(());
        }
        for (id, stored) in self.group.load(ids).await? {
            let loaded = self.definition(&stored.case).await?;
            let working = Working {
                before: Some(stored.case),
                after: None,
                steps: Vec::new(),
                previous_hash: stored.last_hash,
                last_at: Some(stored.last_at),
                subject: stored.subject,
                rules: Arc::clone(&loaded.rules),
            };
            self.cases.insert(id, working);
        }
        Ok(())
    }

    pub async fn definition(&self, case: &Case) -> Result<Arc<Loaded>, ServiceError> {
        self.shared.definitions.get(&self.shared.store, &case.process, case.version).await
    }

    /// Decides one command, or answers it from an earlier time. The outer error ends the group.
    async fn submit(&mut self, submission: &Submission) -> Result<Result<Answer, ServiceError>, ServiceError> {
        let request = request_of(&submission.actor, submission.key.as_ref());
        if let Some(known) = request.as_ref().and_then(|key| self.requests.get(key)) {
            return Ok(repeated(known, &submission.ask));
        }
        match self.decided(submission).await {
            Ok(answer) => {
                if let Some((actor, key)) = request {
                    self.remember(actor, key, &submission.ask, &answer)?;
                }
                Ok(Ok(answer))
            }
            Err(Stop::Refused(rejection)) => Ok(Err(ServiceError::Refused(rejection))),
            Err(Stop::RefusedElsewhere(refused)) => Ok(Err(refused.rejection.into())),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    fn remember(&mut self, actor: String, key: String, ask: &Ask, answer: &Answer) -> Result<(), ServiceError> {
        let written = serde_json::to_string(answer).map_err(|error| ServiceError::Host(error.to_string()))?;
        let row = RequestRow {
            actor: actor.clone(),
            key: key.clone(),
            body_hash: ask.digest(),
            answer: written,
            case: Some(answer.case),
            at: self.now,
        };
        self.requests.insert((actor, key), row.clone());
        self.answered.push(row);
        Ok(())
    }

    async fn decided(&mut self, submission: &Submission) -> Result<Answer, Stop> {
        let id = match &submission.ask {
            Ask::Start(new) => return self.start(&submission.actor, new).await,
            other => other.case().ok_or_else(no_such_case)?,
        };
        let today = self.now.date();
        let (organisation, actor) = (&self.catalogue.organisation, &submission.actor);
        let asked = submission
            .ask
            .answers()
            .and_then(|task| self.case(id).filter(|case| case.is_asked(organisation, actor, task, today)));
        let reached = within_reach(organisation, actor, self.case(id), today);
        let is_outside = reached.is_err();
        let case = match asked {
            Some(case) => case,
            None => reached?,
        };
        let loaded = self.definition(case).await?;
        let ask = self.with_offices(&submission.ask, today)?;
        let command = command(&ask, &loaded)?;
        let answer = self.run(id, &loaded, actor, &command).await?;
        Ok(if is_outside { answer.of_outsider() } else { answer })
    }

    /// What is asked, with the offices it names found by what they are called.
    fn with_offices(&self, ask: &Ask, on: Date) -> Result<Ask, Stop> {
        let mut ask = ask.clone();
        let Ask::Desk { what, .. } = &mut ask else { return Ok(ask) };
        if let Some(office) = what.office_mut() {
            let found = self.catalogue.organisation.find(office.as_str(), on);
            *office = found.map_err(|_| no_such_office(office.as_str()))?;
        }
        for party in what.parties_mut() {
            if let Party::Holders { office, .. } = party {
                let found = self.catalogue.organisation.find(office.as_str(), on);
                *office = found.map_err(|_| no_such_office(office.as_str()))?;
            }
        }
        Ok(ask)
    }

    /// Decides and applies a command to a case of the group, and what it asks of other cases. If anything of it is refused,
    /// nothing of it has happened.
    pub async fn run(&mut self, id: CaseId, loaded: &Loaded, actor: &Actor, command: &Command) -> Result<Answer, Stop> {
        let case = self.case(id).ok_or_else(no_such_case)?;
        let context = self.catalogue.context(self.now_in(id));
        let (step, after) = advance(&loaded.definition, Some(case), actor, command, &context)?;
        let asked = requests(&step);
        if !asked.is_empty() {
            self.rehearse(after.clone(), &asked).await?;
        }
        self.take(id, step, after).ok_or_else(no_such_case)?;
        let started = self.grant_all(id, asked, NESTED_REQUESTS_MAX).await?;
        let case = self.case(id).ok_or_else(no_such_case)?;
        Ok(Answer::of(case, started))
    }

    /// Lets a step take its effect in a case, which is `after` by it.
    pub fn take(&mut self, id: CaseId, step: Step, after: Option<Case>) -> Option<()> {
        let working = self.cases.get_mut(&id)?;
        working.after = after;
        working.last_at = Some(step.at);
        working.steps.push(step);
        Some(())
    }

    /// Lets a new case join the group.
    pub fn join(&mut self, id: CaseId, subject: Option<SubjectId>, rules: Arc<SealingRules>) {
        let working = Working {
            before: None,
            after: None,
            steps: Vec::new(),
            previous_hash: FIRST_PREVIOUS_HASH.to_owned(),
            last_at: None,
            subject,
            rules,
        };
        self.cases.insert(id, working);
    }

    /// Now, as it is in a case: never before its last step, which a node may have written whose clock is ahead, or this one
    /// before its clock was put back.
    pub fn now_in(&self, id: CaseId) -> Moment {
        let last_at = self.cases.get(&id).and_then(|working| working.last_at);
        last_at.map_or(self.now, |last_at| last_at.max(self.now))
    }

    /// A case of the group as it is by now.
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.get(&id).and_then(|working| working.after.as_ref().or(working.before.as_ref()))
    }

    /// The cases in which up to `limit` things have come due.
    pub async fn due_cases(&mut self, limit: u64) -> Result<BTreeSet<CaseId>, ServiceError> {
        let rows = self.group.due_deadlines(self.now, limit).await?;
        Ok(rows.iter().map(|row| row.case).collect())
    }

    /// Lets what has come due, in all cases or one, take its effect in the order of its moments across all of them. One thing
    /// that takes effect may bring the next one about, so each case is asked again for what it waits for.
    pub async fn fire(&mut self, limit: u64, only: Option<CaseId>) -> Result<Fired, ServiceError> {
        let mut ids = self.due_cases(limit).await?;
        ids.retain(|id| only.is_none_or(|only| *id == only));
        self.load_cases(&ids.iter().copied().collect::<Vec<_>>()).await?;
        let mut waiting: BTreeSet<(Moment, CaseId)> = ids.iter().filter_map(|id| self.due_in(*id)).collect();
        let mut left: BTreeMap<CaseId, usize> = ids.iter().map(|id| (*id, DUE_IN_ONE_CASE_MAX)).collect();
        // A row whose case waits for nothing is a leftover of a moment ago, or damage that `doudi verify` names.
        let mut fired = Fired { fired: 0, overtaken: ids.len() - waiting.len() };
        while let Some((_, id)) = waiting.pop_first() {
            let Some(left) = left.get_mut(&id).filter(|left| **left > 0) else { continue };
            *left -= 1;
            match self.fire_next(id).await? {
                true => fired.fired += 1,
                // What is refused now is refused again: the case is left alone until somebody else moves it.
                false => {
                    fired.overtaken += 1;
                    continue;
                }
            }
            waiting.extend(self.due_in(id));
        }
        Ok(fired)
    }

    /// When the next thing is due in a case of the group, if that is by now.
    fn due_in(&self, id: CaseId) -> Option<(Moment, CaseId)> {
        let (at, _) = due(self.case(id)?)?;
        (at <= self.now).then_some((at, id))
    }

    /// Lets the next thing due in a case take its effect; answers whether it did.
    async fn fire_next(&mut self, id: CaseId) -> Result<bool, ServiceError> {
        let Some(case) = self.case(id) else { return Ok(false) };
        let Some((_, command)) = due(case) else { return Ok(false) };
        let loaded = self.definition(case).await?;
        match self.run(id, &loaded, &Actor::Time, &command).await {
            Ok(_) => Ok(true),
            Err(Stop::Refused(rejection)) => {
                tracing::warn!(case = %id, reason = rejection.kind.as_str(), "what came due is no longer waited for");
                Ok(false)
            }
            Err(Stop::RefusedElsewhere(refused)) => Ok(self.stand(id, &command, &refused)),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    /// Nobody is there to be told that another case refuses, so the one that asks stands still.
    fn stand(&mut self, id: CaseId, command: &Command, refused: &RefusedElsewhere) -> bool {
        let Some(case) = self.case(id) else { return false };
        let hitch = refused.request.hitch(case, &refused.rejection);
        let step = stand_still(case, &Actor::Time, command, self.now_in(id), hitch);
        let after = apply(Some(case.clone()), &step);
        self.take(id, step, after).is_some()
    }

    /// Leaves nothing, and gives what it held free before anybody goes on: a connection that is merely dropped keeps its locks
    /// a while.
    pub async fn abandon<T>(self, error: ServiceError) -> Result<T, ServiceError> {
        // Should even this fail, the connection is broken, and the database itself lets go.
        let _ = self.group.rollback().await;
        Err(error)
    }

    /// Writes everything and makes it lasting.
    pub async fn commit(mut self) -> Result<(), ServiceError> {
        let changed = self.cases.into_values().filter(|working| !working.steps.is_empty());
        let committed: Vec<Committed> = changed.filter_map(Working::committed).collect();
        if committed.is_empty() && self.answered.is_empty() && !self.touched {
            return Ok(self.group.rollback().await?);
        }
        if let Err(error) = self.group.write(Writes { committed, requests: std::mem::take(&mut self.answered) }).await {
            let _ = self.group.rollback().await;
            return Err(error.into());
        }
        self.group.commit().await?;
        self.shared.changed.notify_waiters();
        Ok(())
    }
}

impl Working {
    fn committed(self) -> Option<Committed> {
        let first_seq = self.before.as_ref().map_or(1, |before| before.seq + 1);
        Some(Committed {
            before: self.before,
            after: self.after?,
            steps: self.steps,
            first_seq,
            previous_hash: self.previous_hash,
            subject: self.subject,
            rules: self.rules,
        })
    }
}

/// Who asked under which key, as stored.
fn request_of(actor: &Actor, key: Option<&RequestKey>) -> Option<(String, String)> {
    let actor = match actor {
        Actor::Person { person, .. } => format!("person:{person}"),
        Actor::Outside { name } => format!("outside:{name}"),
        Actor::Case { number } => format!("case:{number}"),
        Actor::Obligation { obligation, period } => format!("obligation:{obligation}:{period}"),
        Actor::Time => "time".to_owned(),
    };
    key.map(|key| (actor, key.0.clone()))
}

fn repeated(known: &RequestRow, ask: &Ask) -> Result<Answer, ServiceError> {
    if known.body_hash != ask.digest() {
        let rejection = Rejection::new(
            RejectionKind::KeyReused,
            "这个请求编号已用于另一项请求",
            "this key was used for another request",
        );
        return Err(rejection.with_help("换一个新的请求编号再提交", "submit again under a new key").into());
    }
    serde_json::from_str(&known.answer)
        .map_err(|error| ServiceError::Host(format!("a stored answer does not read: {error}")))
}

fn command(ask: &Ask, loaded: &Loaded) -> Result<Command, Stop> {
    Ok(match ask.clone() {
        // Starts do not come here; should one, it is refused like any case that is not there.
        Ask::Start(_) => return Err(no_such_case().into()),
        Ask::Act { case: _, state, action, task, fields, comment, return_to } => {
            let fields = read_fields(&loaded.definition, &fields)?;
            Command::Act { state, action, task, fields, comment, return_to }
        }
        Ask::Claim { case: _, task } => Command::Claim { task },
        Ask::Desk { case: _, what, fields } => {
            Command::Desk(what.with_fields(read_fields(&loaded.definition, &fields)?))
        }
        Ask::Release { case: _, task } => Command::Release { task },
        Ask::Receive { case: _, event, fields } => {
            Command::Receive { event, fields: read_fields(&loaded.definition, &fields)? }
        }
        Ask::Reopen { case: _, comment } => Command::Reopen { comment },
        Ask::Retry { case: _ } => Command::Retry,
        Ask::Move { case: _, to, reason, second } => Command::Move { to, reason, second },
        Ask::Change { case: _, change } => Command::Change(change),
    })
}
