//! Deadlines and timers that have come due.

use service::{Service, ServiceError};

use crate::obligations::oblige_due;

/// The most rungs in one transaction: enough to make the disk's work cheap, few enough not to keep people waiting.
const BATCH_RUNGS: u64 = 512;

/// After so many at once there are likely many more, which are decided ahead of their turn.
const MANY_RUNGS: usize = 64;

/// The most cases whose deadlines are counted anew in one transaction.
const BATCH_CASES: u64 = 512;

/// Counts deadlines anew where a calendar has changed, until nothing of that is left or another node is at it.
///
/// # Errors
/// Of the store. What was done before stays.
pub async fn reproject(service: &Service) -> Result<usize, ServiceError> {
    let mut changed = 0;
    while service.may_reproject() {
        let piece = service.reproject(BATCH_CASES).await?;
        changed += usize::try_from(piece.changed).unwrap_or(usize::MAX);
        if piece.examined == 0 {
            break;
        }
    }
    Ok(changed)
}

/// Counts deadlines anew where that waits, then lets everything that has come due take its effect, in cases and of recurring
/// duties; answers how many did.
///
/// # Errors
/// Of the store. What took effect before stays.
pub async fn fire_due(service: &Service) -> Result<usize, ServiceError> {
    reproject(service).await?;
    fire(service).await
}

/// Counts the deadlines of some cases anew; whether more is to be done here.
pub(crate) async fn reproject_some(service: &Service) -> Result<bool, ServiceError> {
    Ok(service.may_reproject() && service.reproject(BATCH_CASES).await?.examined > 0)
}

/// Lets everything that has come due take its effect, whatever else waits.
pub(crate) async fn fire(service: &Service) -> Result<usize, ServiceError> {
    let mut total = 0;
    loop {
        total += fire_cases(service).await?;
        // What a duty starts may have something due at once.
        match oblige_due(service).await? {
            0 => return Ok(total),
            turns => total += turns,
        }
    }
}

async fn fire_cases(service: &Service) -> Result<usize, ServiceError> {
    let mut total = 0;
    loop {
        let fired = service.fire_due(BATCH_RUNGS).await?;
        total += fired.fired;
        if fired.fired >= MANY_RUNGS {
            total += service.fire_ahead().await?;
        }
        if fired.fired == 0 {
            // Only overtaken rows are left, or none: another look would find the same.
            return Ok(total);
        }
    }
}
