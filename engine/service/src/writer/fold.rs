//! Folding a group: every command is decided and applied in memory in order, so that later ones see earlier ones; then all of
//! it is written at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use definition::moment::Moment;
use machine::{Actor, Case, CaseId, Command, Rejection, RejectionKind, Step, apply, decide};
use storage::{Committed, FIRST_PREVIOUS_HASH, Group, RequestRow, SealingRules, SubjectId, Writes};

use super::{Fired, Submission};
use crate::ask::{Answer, Ask, RequestKey};
use crate::catalogue::Catalogue;
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::fields::read_fields;
use crate::reach::{no_such_case, within_reach};
use crate::service::Shared;

/// How deep cases may start cases that start cases.
pub(super) const NESTED_STARTS_MAX: usize = 4;

/// A group under way.
pub(super) struct Fold<'s> {
    pub shared: &'s Shared,
    pub group: Group,
    pub catalogue: Arc<Catalogue>,
    pub now: Moment,
    cases: BTreeMap<CaseId, Working>,
    requests: BTreeMap<(String, String), RequestRow>,
    answered: Vec<RequestRow>,
}

/// A case of the group: as loaded, as it is by now, and what has happened in between.
pub(super) struct Working {
    pub before: Option<Case>,
    pub case: Option<Case>,
    pub steps: Vec<Step>,
    pub previous_hash: String,
    pub subject: Option<SubjectId>,
    pub rules: Arc<SealingRules>,
}

/// Refused, or a failure that ends the whole group.
pub(super) enum Stop {
    Refused(Box<Rejection>),
    Failed(ServiceError),
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
        if shared.is_shared {
            shared.refresh().await?;
        }
        let group = shared.store.begin().await?;
        Ok(Fold {
            shared,
            group,
            catalogue: shared.catalogue(),
            now: shared.clock.now(),
            cases: BTreeMap::new(),
            requests: BTreeMap::new(),
            answered: Vec::new(),
        })
    }

    /// Loads every case and every earlier answer the group concerns, in one query each.
    pub async fn load(&mut self, group: &[Submission]) -> Result<(), ServiceError> {
        let ids: Vec<CaseId> = group.iter().filter_map(|submission| submission.ask.case()).collect();
        self.load_cases(&ids).await?;
        let keys: Vec<(String, String)> =
            group.iter().filter_map(|submission| request_of(&submission.actor, submission.key.as_ref())).collect();
        if !keys.is_empty() {
            self.requests = self.group.requests(&keys).await?;
        }
        Ok(())
    }

    async fn load_cases(&mut self, ids: &[CaseId]) -> Result<(), ServiceError> {
        if ids.is_empty() {
            return Ok(());
        }
        for (id, stored) in self.group.load(ids).await? {
            let loaded = self.definition(&stored.case).await?;
            let working = Working {
                before: Some(stored.case.clone()),
                case: Some(stored.case),
                steps: Vec::new(),
                previous_hash: stored.last_hash,
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
    pub async fn submit(&mut self, submission: &Submission) -> Result<Result<Answer, ServiceError>, ServiceError> {
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
        let case = self.cases.get(&id).and_then(|working| working.case.as_ref());
        let case = within_reach(&self.catalogue.organisation, &submission.actor, case, today)?;
        let loaded = self.definition(case).await?;
        let command = command(&submission.ask, &loaded)?;
        self.run(id, &loaded, &submission.actor, &command).await
    }

    /// Decides and applies a command to a case of the group, and starts the cases it asks for.
    pub async fn run(&mut self, id: CaseId, loaded: &Loaded, actor: &Actor, command: &Command) -> Result<Answer, Stop> {
        let working = self.cases.get(&id).ok_or_else(no_such_case)?;
        let context = self.catalogue.context(self.now);
        let step = decide(&loaded.definition, working.case.as_ref(), actor, command, &context)?;
        let asked = self.take(id, step).ok_or_else(no_such_case)?;
        let mut started = Vec::new();
        for new in asked {
            started.push(new.id);
            self.start_child(id, new, NESTED_STARTS_MAX).await?;
        }
        let case = self.cases.get(&id).and_then(|working| working.case.as_ref()).ok_or_else(no_such_case)?;
        Ok(Answer::of(case, started))
    }

    /// Applies a step; answers the cases it asks to be started.
    pub fn take(&mut self, id: CaseId, step: Step) -> Option<Vec<super::start::Child>> {
        let working = self.cases.get_mut(&id)?;
        working.case = apply(working.case.take(), &step);
        let children = super::start::children(&step);
        working.steps.push(step);
        Some(children)
    }

    /// Lets a new case join the group.
    pub fn join(&mut self, id: CaseId, subject: SubjectId, rules: Arc<SealingRules>) {
        let working = Working {
            before: None,
            case: None,
            steps: Vec::new(),
            previous_hash: FIRST_PREVIOUS_HASH.to_owned(),
            subject: Some(subject),
            rules,
        };
        self.cases.insert(id, working);
    }

    /// A case of the group as it is by now.
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.get(&id).and_then(|working| working.case.as_ref())
    }

    /// Lets what has come due take its effect.
    pub async fn fire(&mut self, limit: u64) -> Result<Fired, ServiceError> {
        let due = self.group.due_deadlines(self.now, limit).await?;
        let ids: Vec<CaseId> = due.iter().map(|due| due.case).collect();
        self.load_cases(&ids).await?;
        let mut fired = Fired::default();
        for due in due {
            let Some(case) = self.case(due.case) else { continue };
            let loaded = self.definition(case).await?;
            match self.run(due.case, &loaded, &Actor::Time, &due.command).await {
                Ok(_) => fired.fired += 1,
                Err(Stop::Refused(rejection)) => {
                    tracing::warn!(case = %due.case, reason = rejection.kind.as_str(), "what came due is no longer waited for");
                    fired.overtaken += 1;
                }
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        Ok(fired)
    }

    /// Writes everything and makes it lasting.
    pub async fn commit(mut self) -> Result<(), ServiceError> {
        let changed = self.cases.into_values().filter(|working| !working.steps.is_empty());
        let committed: Vec<Committed> = changed.filter_map(Working::committed).collect();
        if committed.is_empty() && self.answered.is_empty() {
            return Ok(self.group.rollback().await?);
        }
        self.group.write(Writes { committed, requests: self.answered }).await?;
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
            after: self.case?,
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
        Ask::Act { case: _, state, action, task, fields, comment } => {
            Command::Act { state, action, task, fields: read_fields(&loaded.definition, &fields)?, comment }
        }
        Ask::Claim { case: _, task } => Command::Claim { task },
        Ask::Release { case: _, task } => Command::Release { task },
        Ask::Receive { case: _, event, fields } => {
            Command::Receive { event, fields: read_fields(&loaded.definition, &fields)? }
        }
        Ask::Reopen { case: _, comment } => Command::Reopen { comment },
        Ask::Retry { case: _ } => Command::Retry,
        Ask::Move { case: _, to, reason, second } => Command::Move { to, reason, second },
    })
}
