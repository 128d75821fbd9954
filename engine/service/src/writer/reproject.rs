//! A piece of the counting anew of deadlines: some cases and where the job stands, in one transaction.

use machine::{Actor, Change, Command};
use storage::{Job, Waiting};

use super::fold::{Fold, Stop};
use super::may_pass;
use crate::error::ServiceError;
use crate::reproject::Piece;
use crate::service::Shared;

/// How often a piece is tried again when the database was busy.
const ATTEMPTS_MAX: usize = 5;

/// Does a piece of the job that waits, if one does.
pub(super) async fn piece(shared: &Shared, limit: u64) -> Result<Piece, ServiceError> {
    let mut attempts = 1;
    loop {
        match once(shared, limit).await {
            Err(ServiceError::Storage(error)) if may_pass(&error) && attempts < ATTEMPTS_MAX => attempts += 1,
            done => return done,
        }
    }
}

async fn once(shared: &Shared, limit: u64) -> Result<Piece, ServiceError> {
    let mut fold = Fold::begin(shared).await?;
    match next(&mut fold, limit).await {
        Ok(piece) => fold.commit().await.map(|()| piece),
        Err(error) => fold.abandon(error).await,
    }
}

async fn next(fold: &mut Fold<'_>, limit: u64) -> Result<Piece, ServiceError> {
    let mut job = match fold.group.waiting_job().await? {
        Waiting::Job(job) => job,
        Waiting::Elsewhere => return Ok(Piece { more: true, ..Piece::default() }),
        Waiting::Nothing => return Ok(Piece::default()),
    };
    let cases = fold.group.waiting_cases(job.cursor, limit.max(1)).await?;
    fold.load_cases(&cases).await?;
    let mut piece = Piece { more: !cases.is_empty(), ..Piece::default() };
    for case in &cases {
        piece.examined += 1;
        piece.changed += u64::from(recounted(fold, *case).await?);
    }
    job = Job {
        cursor: cases.last().copied().or(job.cursor),
        examined: job.examined + piece.examined,
        changed: job.changed + piece.changed,
        ..job
    };
    let ended = (!piece.more).then_some(fold.now);
    fold.group.put_job(&job, ended).await?;
    fold.touched = true;
    Ok(piece)
}

/// Counts the deadlines of a case anew; whether anything came out differently.
async fn recounted(fold: &mut Fold<'_>, id: machine::CaseId) -> Result<bool, ServiceError> {
    let Some(case) = fold.case(id) else { return Ok(false) };
    let loaded = match fold.definition(case).await {
        Ok(loaded) => loaded,
        Err(error) if error.is_confined() => {
            tracing::error!(case = %id, %error, "the deadlines of a case cannot be counted anew; run `doudi verify`");
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    match fold.run(id, &loaded, &Actor::Time, &Command::Change(Change::Reproject)).await {
        Ok(_) => Ok(true),
        Err(Stop::Refused(_) | Stop::RefusedElsewhere(_)) => Ok(false),
        Err(Stop::Failed(error)) => Err(error),
    }
}
