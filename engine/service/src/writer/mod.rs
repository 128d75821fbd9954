//! The writer: takes what has queued, never waits for more, writes it as one group, and answers only once it is on disk.

mod ahead;
mod fold;
mod oblige;
mod reproject;
mod request;
mod share;
mod start;

use std::sync::Arc;
use std::time::Instant;

use machine::{Actor, CaseId};
use storage::{ReadyCase, StorageError};
use tokio::sync::{Notify, mpsc, oneshot};

use crate::ask::{Answer, Ask, RequestKey};
use crate::error::ServiceError;
use crate::reproject::Piece;
use crate::service::Shared;
use fold::Fold;
use share::Share;

/// The most commands in one group.
const GROUP_COMMANDS_MAX: usize = 256;
/// How often a group is tried again when the database was busy.
const ATTEMPTS_MAX: usize = 5;

/// What the writer is asked for.
#[derive(Debug)]
pub(crate) enum Order {
    /// A command.
    Submit(Box<Submission>),
    /// What was decided ahead.
    Write {
        /// The cases, the earliest due first.
        ready: Vec<ReadyCase>,
        /// The revision of the catalogue they were decided by.
        revision: u64,
        /// Who waits for the answer.
        reply: oneshot::Sender<Result<Written, ServiceError>>,
    },
    /// The turns of recurring duties.
    Oblige {
        /// At most so many.
        limit: usize,
        /// Who waits for the answer.
        reply: oneshot::Sender<Result<Fired, ServiceError>>,
    },
    /// A piece of the counting anew of deadlines.
    Reproject {
        /// At most so many cases.
        limit: u64,
        /// Who waits for the answer.
        reply: oneshot::Sender<Result<Piece, ServiceError>>,
    },
    /// Whatever has come due.
    FireDue {
        /// At most so many.
        limit: u64,
        /// Who waits for the answer.
        reply: oneshot::Sender<Result<Fired, ServiceError>>,
    },
}

/// What became of what was decided ahead.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// How many steps were written.
    pub steps: usize,
    /// What did not fit in between people, to be asked again.
    pub rest: Vec<ReadyCase>,
}

/// A command with who waits for its answer.
#[derive(Debug)]
pub(crate) struct Submission {
    pub actor: Actor,
    pub key: Option<RequestKey>,
    pub ask: Ask,
    pub reply: oneshot::Sender<Result<Answer, ServiceError>>,
}

/// What came of letting due things take effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fired {
    /// How many took effect.
    pub fired: usize,
    /// How many were no longer waited for.
    pub overtaken: usize,
}

pub(crate) struct Writer {
    shared: Arc<Shared>,
    people: mpsc::Receiver<Order>,
    bulk: mpsc::Receiver<Order>,
    stop: Arc<Notify>,
    bulk_went_last: bool,
    share: Share,
}

impl Writer {
    pub fn new(
        shared: Arc<Shared>,
        people: mpsc::Receiver<Order>,
        bulk: mpsc::Receiver<Order>,
        stop: Arc<Notify>,
    ) -> Self {
        Self { shared, people, bulk, stop, bulk_went_last: false, share: Share::new() }
    }

    /// Runs until stopped and everything queued is written.
    pub async fn run(mut self) {
        while let Some(first) = self.next().await {
            match first {
                Order::Submit(first) => self.people_group(first).await,
                bulk @ (Order::FireDue { .. }
                | Order::Oblige { .. }
                | Order::Write { .. }
                | Order::Reproject { .. }) => {
                    self.bulk_went_last = true;
                    self.bulk(bulk).await;
                }
            }
        }
    }

    /// The next order: people first, but bulk gets every second group when both wait.
    async fn next(&mut self) -> Option<Order> {
        let bulk_first = !std::mem::take(&mut self.bulk_went_last);
        if bulk_first && let Ok(order) = self.bulk.try_recv() {
            return Some(order);
        }
        if let Ok(order) = self.people.try_recv() {
            return Some(order);
        }
        tokio::select! {
            biased;
            () = self.stop.notified() => {
                self.people.close();
                self.bulk.close();
                match self.people.recv().await {
                    Some(order) => { self.stop.notify_one(); Some(order) }
                    None => None,
                }
            }
            order = self.people.recv() => order,
            Some(order) = self.bulk.recv() => Some(order),
        }
    }

    async fn people_group(&mut self, first: Box<Submission>) {
        let mut group = vec![*first];
        while group.len() < GROUP_COMMANDS_MAX {
            match self.people.try_recv() {
                Ok(Order::Submit(next)) => group.push(*next),
                Ok(
                    bulk @ (Order::FireDue { .. }
                    | Order::Oblige { .. }
                    | Order::Write { .. }
                    | Order::Reproject { .. }),
                ) => self.bulk(bulk).await,
                Err(_) => break,
            }
        }
        let began = Instant::now();
        self.write(group).await;
        self.share.people_took(began.elapsed());
    }

    /// Whoever asked may have gone away; what is written is written.
    async fn bulk(&mut self, order: Order) {
        match order {
            Order::Oblige { limit, reply } => drop(reply.send(self.oblige(limit).await)),
            Order::FireDue { limit, reply } => drop(reply.send(self.fire_share(limit).await)),
            Order::Reproject { limit, reply } => drop(reply.send(self.reproject_share(limit).await)),
            Order::Write { ready, revision, reply } => drop(reply.send(self.write_share(ready, revision).await)),
            // People's commands come in groups, never here.
            Order::Submit(submission) => drop(submission.reply.send(Err(ServiceError::Busy))),
        }
    }

    /// Writes what was decided ahead, as much of it as fits in between people.
    async fn write_share(&mut self, mut ready: Vec<ReadyCase>, revision: u64) -> Result<Written, ServiceError> {
        let wanted = u64::try_from(ready.len()).unwrap_or(u64::MAX);
        let (fits, began) = (self.share.rungs(wanted, !self.people.is_empty()), Instant::now());
        let rest = ready.split_off(usize::try_from(fits).unwrap_or(ready.len()).min(ready.len()));
        let steps = ahead::write(&self.shared, ready, revision).await?;
        self.share.rungs_took(u64::try_from(steps).unwrap_or(fits), began.elapsed());
        Ok(Written { steps, rest })
    }

    /// Counts deadlines anew, as many cases as fit in between people.
    async fn reproject_share(&mut self, limit: u64) -> Result<Piece, ServiceError> {
        let (limit, began) = (self.share.rungs(limit, !self.people.is_empty()), Instant::now());
        let piece = reproject::piece(&self.shared, limit).await?;
        self.share.rungs_took(piece.examined, began.elapsed());
        Ok(piece)
    }

    /// Lets what is due take its effect, as much of it as fits in between people.
    async fn fire_share(&mut self, limit: u64) -> Result<Fired, ServiceError> {
        let (limit, began) = (self.share.rungs(limit, !self.people.is_empty()), Instant::now());
        let fired = self.fire(limit).await?;
        let rungs = u64::try_from(fired.fired).unwrap_or(limit);
        self.share.rungs_took(rungs, began.elapsed());
        Ok(fired)
    }

    /// Writes a group; if the database refuses it as a whole, its commands are written singly.
    async fn write(&self, group: Vec<Submission>) {
        match self.attempt(&group).await {
            Ok(answers) => {
                for (submission, answer) in group.into_iter().zip(answers) {
                    let _ = submission.reply.send(answer);
                }
            }
            Err(error) if group.len() == 1 || matches!(error, ServiceError::OutcomeUnknown) => {
                tracing::error!(%error, commands = group.len(), "a group could not be written");
                for submission in group {
                    let _ = submission.reply.send(Err(error.again()));
                }
            }
            Err(error) => {
                tracing::warn!(%error, commands = group.len(), "a group was refused; its commands run singly");
                for submission in group {
                    let answer = self.attempt(std::slice::from_ref(&submission)).await;
                    let answer = answer.and_then(|mut answers| answers.pop().unwrap_or(Err(ServiceError::Stopping)));
                    let _ = submission.reply.send(answer);
                }
            }
        }
    }

    async fn attempt(&self, group: &[Submission]) -> Result<Vec<Result<Answer, ServiceError>>, ServiceError> {
        let mut attempts = 1;
        loop {
            match self.once(group).await {
                Err(ServiceError::Storage(StorageError::Interrupted(_))) => {
                    return Err(ServiceError::OutcomeUnknown);
                }
                Err(ServiceError::Storage(error)) if may_pass(&error) && attempts < ATTEMPTS_MAX => attempts += 1,
                done => return done,
            }
        }
    }

    async fn once(&self, group: &[Submission]) -> Result<Vec<Result<Answer, ServiceError>>, ServiceError> {
        let mut fold = Fold::begin(&self.shared).await?;
        match fold.fold(group).await {
            Ok(answers) => fold.commit().await.map(|()| answers),
            Err(error) => fold.abandon(error).await,
        }
    }

    /// Lets what is due take its effect; if something damaged is among it, each case by itself, so that the others go on.
    async fn fire(&self, limit: u64) -> Result<Fired, ServiceError> {
        match self.fire_in(limit, None).await {
            Err(error) if error.is_confined() => self.fire_singly(limit).await,
            done => done,
        }
    }

    async fn fire_singly(&self, limit: u64) -> Result<Fired, ServiceError> {
        let mut fold = Fold::begin(&self.shared).await?;
        let cases = fold.due_cases(limit).await?;
        fold.commit().await?;
        let mut all = Fired::default();
        for case in cases {
            match self.fire_in(limit, Some(case)).await {
                Ok(Fired { fired, overtaken }) => {
                    all.fired += fired;
                    all.overtaken += overtaken;
                }
                Err(error) if error.is_confined() => {
                    tracing::error!(%case, %error, "what is due in a case cannot take effect; run `doudi verify`");
                    all.overtaken += 1;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    async fn fire_in(&self, limit: u64, only: Option<CaseId>) -> Result<Fired, ServiceError> {
        let mut attempts = 1;
        loop {
            match self.fire_once(limit, only).await {
                Err(ServiceError::Storage(error)) if may_pass(&error) && attempts < ATTEMPTS_MAX => attempts += 1,
                done => return done,
            }
        }
    }

    /// Starts what recurring duties ask for, and settles those whose time is up.
    async fn oblige(&self, limit: usize) -> Result<Fired, ServiceError> {
        let mut attempts = 1;
        loop {
            match self.oblige_once(limit).await {
                Err(ServiceError::Storage(error)) if may_pass(&error) && attempts < ATTEMPTS_MAX => attempts += 1,
                done => return done,
            }
        }
    }

    async fn oblige_once(&self, limit: usize) -> Result<Fired, ServiceError> {
        let mut fold = Fold::begin(&self.shared).await?;
        match fold.oblige(limit).await {
            Ok(fired) => fold.commit().await.map(|()| fired),
            Err(error) => fold.abandon(error).await,
        }
    }

    async fn fire_once(&self, limit: u64, only: Option<CaseId>) -> Result<Fired, ServiceError> {
        let mut fold = Fold::begin(&self.shared).await?;
        match fold.fire(limit, only).await {
            Ok(fired) => fold.commit().await.map(|()| fired),
            Err(error) => fold.abandon(error).await,
        }
    }
}

/// Whether a failure may be gone at the next attempt: somebody held what is wanted, or another node was faster with the very
/// same request, whose answer is then found.
fn may_pass(error: &StorageError) -> bool {
    error.is_retryable() || matches!(error, StorageError::Constraint(_))
}
