//! Letting virtual time pass: from one due instant to the next, each at its own moment, as if it had been lived through.

use service::{Moment, Service, ServiceError};

use crate::deliveries::next_delivery;
use crate::post::Post;
use crate::{deliver_due, fire_due};

/// What happened while time passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Rungs and timers that took effect.
    pub fired: usize,
    /// Notifications that left.
    pub sent: usize,
}

/// Lets virtual time pass until an instant.
///
/// # Errors
/// Of the store, or if the database runs on real time.
pub async fn run_until(service: &Service, post: &Post, until: Moment) -> Result<Passed, ServiceError> {
    let mut passed = Passed::default();
    loop {
        passed.fired += fire_due(service).await?;
        passed.sent += deliver_due(service, post).await?.sent;
        let now = service.now();
        if now >= until {
            return Ok(passed);
        }
        let due = [service.next_due().await?, next_delivery(service, post).await?];
        let next = due.into_iter().flatten().filter(|at| *at > now).min();
        service.set_clock(next.map_or(until, |next| next.min(until))).await?;
    }
}
