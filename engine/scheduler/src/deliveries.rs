//! Notifications that wait to be sent: leased, rendered, sent, marked. A crash in between sends again, under the same id.

use futures::StreamExt;
use notification::{ATTEMPTS_MAX, Address, Channel, Message, SendError, Template, backoff, render};
use service::{Delivery, Moment, Service, ServiceError, Unreached};

/// The most notifications leased at once.
const BATCH_DELIVERIES: u64 = 64;
/// The most sent at the same time.
const CONCURRENT_MAX: usize = 4;

/// What came of sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// How many left.
    pub sent: usize,
    /// How many will be tried again.
    pub postponed: usize,
    /// How many were given up.
    pub dead: usize,
}

enum Outcome {
    Sent,
    Postponed,
    Dead,
}

impl Delivered {
    /// How many were taken up at all.
    pub fn total(&self) -> usize {
        self.sent + self.postponed + self.dead
    }

    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.postponed += other.postponed;
        self.dead += other.dead;
    }
}

/// Sends everything that waits, unless the other side is to be left alone; answers what came of it.
///
/// # Errors
/// Of the store. What was sent before stays sent.
pub async fn deliver_due(service: &Service, channel: &Channel) -> Result<Delivered, ServiceError> {
    let mut delivered = Delivered::default();
    while let Some(batch) = deliver_batch(service, channel).await? {
        delivered.add(batch);
    }
    Ok(delivered)
}

/// Sends some of what waits; nothing if nothing waits, or the other side is to be left alone.
pub(crate) async fn deliver_batch(service: &Service, channel: &Channel) -> Result<Option<Delivered>, ServiceError> {
    if rests(service, channel).is_some() {
        return Ok(None);
    }
    // After a rest one finds out for all whether the other side is back.
    let limit = if channel.resting_until().is_some() { 1 } else { BATCH_DELIVERIES };
    let leased = service.lease(limit).await?;
    if leased.is_empty() {
        return Ok(None);
    }
    let mut delivered = Delivered::default();
    let sending = leased.into_iter().map(|delivery| deliver(service, channel, delivery));
    let outcomes: Vec<_> = futures::stream::iter(sending).buffer_unordered(CONCURRENT_MAX).collect().await;
    for outcome in outcomes {
        match outcome? {
            Outcome::Sent => delivered.sent += 1,
            Outcome::Postponed => delivered.postponed += 1,
            Outcome::Dead => delivered.dead += 1,
        }
    }
    Ok(Some(delivered))
}

/// When the next notification is to be sent, if any waits: not before the other side may be asked again.
///
/// # Errors
/// Of the store.
pub(crate) async fn next_delivery(service: &Service, channel: &Channel) -> Result<Option<Moment>, ServiceError> {
    let next = service.next_delivery().await?;
    Ok(next.map(|next| rests(service, channel).map_or(next, |rests| rests.max(next))))
}

/// Until when the other side is to be left alone, if it is.
fn rests(service: &Service, channel: &Channel) -> Option<Moment> {
    let until = Moment::from_milliseconds(channel.resting_until()?);
    (until > service.now()).then_some(until)
}

async fn deliver(service: &Service, channel: &Channel, delivery: Delivery) -> Result<Outcome, ServiceError> {
    let message = match message(&delivery) {
        Ok(message) => message,
        Err(reason) => return given_up(service, &delivery, &reason).await,
    };
    if let Some(until) = rests(service, channel) {
        return given_back(service, &delivery, until, "the mail server could not be reached a moment ago").await;
    }
    match channel.send(&message, service.now().milliseconds()).await {
        Ok(_) => {
            service.mark_sent(&delivery).await?;
            Ok(Outcome::Sent)
        }
        Err(SendError::Unreachable { reason }) => {
            let until = rests(service, channel).unwrap_or_else(|| service.now());
            given_back(service, &delivery, until, &reason.to_string()).await
        }
        Err(SendError::Permanent { reason }) => given_up(service, &delivery, &reason.to_string()).await,
        Err(SendError::Temporary { reason }) if delivery.attempts >= ATTEMPTS_MAX => {
            given_up(service, &delivery, &reason.to_string()).await
        }
        Err(SendError::Temporary { reason }) => {
            let pause = i64::try_from(backoff(delivery.attempts).as_millis()).unwrap_or(i64::MAX);
            let again = service.now().plus_milliseconds(pause);
            service.mark_failed(&delivery, Some(again), &reason.to_string()).await?;
            Ok(Outcome::Postponed)
        }
    }
}

fn message(delivery: &Delivery) -> Result<Message, String> {
    let to = delivery.to.as_ref().map_err(|unreached| match unreached {
        Unreached::NoAddress => "no address is known".to_owned(),
        Unreached::Unreadable => "the case or its template cannot be read".to_owned(),
    })?;
    let template =
        Template { name: delivery.message_id(), subject: delivery.subject.clone(), body: delivery.body.clone() };
    let rendered = render(&template, &delivery.data).map_err(|error| error.to_string())?;
    Ok(Message {
        id: delivery.message_id(),
        to: Address::new(&to.name, &to.mail),
        subject: rendered.subject,
        body: rendered.body,
    })
}

async fn given_back(
    service: &Service,
    delivery: &Delivery,
    again: Moment,
    reason: &str,
) -> Result<Outcome, ServiceError> {
    service.give_back(delivery, again, reason).await?;
    Ok(Outcome::Postponed)
}

async fn given_up(service: &Service, delivery: &Delivery, reason: &str) -> Result<Outcome, ServiceError> {
    tracing::warn!(message = delivery.message_id(), reason, "a notification was given up");
    service.mark_failed(delivery, None, reason).await?;
    Ok(Outcome::Dead)
}
