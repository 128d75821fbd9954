//! The loops of a running server: deadlines on one, deliveries on another, so that a slow mail server delays no deadline.

use std::time::Duration;

use service::{Moment, Service, ServiceError};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::deadlines::{fire, reproject_some};
use crate::deliveries::{deliver_batch, next_delivery};
use crate::post::Post;

/// The longest sleep where this process alone writes: it is woken by its own commits.
const SLEEP_ALONE: Duration = Duration::from_secs(60);
/// The longest sleep where other nodes write too, of whose commits nothing wakes us.
const SLEEP_SHARED: Duration = Duration::from_secs(1);
/// The most notifications that leave in a second.
const DELIVERIES_PER_SECOND_MAX: f64 = 100.0;
/// The pause when something due took no effect.
const PAUSE_WHEN_STUCK: Duration = Duration::from_secs(1);
/// The pause after a failure of the store.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Runs until stopped.
pub async fn run(service: Service, post: Post, stop: CancellationToken) {
    let deadlines = deadlines(&service, &stop);
    let deliveries = deliveries(&service, &post, &stop);
    tokio::join!(deadlines, deliveries);
}

async fn deadlines(service: &Service, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        // Registered before looking, so that a commit in between is not missed.
        let changed = service.changed();
        // Between two pieces of long work what comes due has its turn.
        let more = reproject_some(service).await;
        let next = fire_if_due(service).await;
        if matches!((&more, &next), (Ok(true), Ok(_))) {
            continue;
        }
        rest(service, next, changed, stop).await;
    }
}

/// Lets what is due take its effect, and answers when the next thing will be. The writer is troubled only if something is due.
async fn fire_if_due(service: &Service) -> Result<Option<Moment>, ServiceError> {
    let next = service.next_due().await?;
    if next.is_none_or(|next| next > service.now()) {
        return Ok(next);
    }
    fire(service).await?;
    service.next_due().await
}

async fn deliveries(service: &Service, post: &Post, stop: &CancellationToken) {
    if let Err(error) = service.forget_channels_but(&post.names()).await {
        tracing::error!(%error, "what waits for channels that are gone stays where it is");
    }
    while !stop.is_cancelled() {
        let changed = service.changed();
        let next = match deliver_at_a_pace(service, post, stop).await {
            Ok(()) => next_delivery(service, post).await,
            Err(error) => Err(error),
        };
        rest(service, next, changed, stop).await;
    }
}

/// Sends everything that waits, but no faster than a mail server bears: what has piled up in an outage must not become a storm.
async fn deliver_at_a_pace(service: &Service, post: &Post, stop: &CancellationToken) -> Result<(), ServiceError> {
    service.make_digests().await?;
    loop {
        let began = Instant::now();
        let Some(delivered) = deliver_batch(service, post).await? else { return Ok(()) };
        let least = Duration::from_secs(1).mul_f64(delivered.total() as f64 / DELIVERIES_PER_SECOND_MAX);
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep_until(began + least) => {}
        }
    }
}

/// Sleeps until the next thing is due, something was committed, or the server stops.
async fn rest(
    service: &Service,
    next: Result<Option<Moment>, ServiceError>,
    changed: impl Future<Output = ()>,
    stop: &CancellationToken,
) {
    let longest = if service.is_shared() { SLEEP_SHARED } else { SLEEP_ALONE };
    let sleep = match next {
        Ok(next) => next.map_or(longest, |next| until(service, next)).min(longest),
        Err(ServiceError::Stopping) => return,
        Err(error) => {
            tracing::error!(%error, "time could not be served; trying again");
            PAUSE_AFTER_FAILURE
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = changed => {}
        () = tokio::time::sleep(sleep) => {}
    }
}

/// How long until an instant; in virtual time for ever, since it moves on command only.
fn until(service: &Service, next: Moment) -> Duration {
    if service.is_virtual() {
        return SLEEP_ALONE;
    }
    let milliseconds = next.milliseconds().saturating_sub(service.now().milliseconds());
    match u64::try_from(milliseconds) {
        Ok(milliseconds @ 1..) => Duration::from_millis(milliseconds),
        // What is still due after a look is overtaken or damaged, and must not make the loop spin.
        Ok(0) | Err(_) => PAUSE_WHEN_STUCK,
    }
}
