//! Deadlines and timers that have come due.

use service::{Service, ServiceError};

use crate::obligations::oblige_due;

/// The most rungs in one transaction: enough to make the disk's work cheap, few enough not to keep people waiting.
const BATCH_RUNGS: u64 = 512;

/// After so many at once there are likely many more, which are decided ahead of their turn.
const MANY_RUNGS: usize = 64;

/// Lets everything that has come due take its effect, in cases and of recurring duties; answers how many did.
///
/// # Errors
/// Of the store. What took effect before stays.
pub async fn fire_due(service: &Service) -> Result<usize, ServiceError> {
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
