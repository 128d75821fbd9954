//! Notifications that wait to be sent: leased, given to a channel, rendered, sent, marked. A crash in between sends again, under
//! the same id. What a channel does not bear now stands in its queue; what it never takes goes to the next channel.

use futures::StreamExt;
use service::{Delivery, Moment, Service, ServiceError, Unreached};

use crate::post::{Post, Room, Way};
use crate::sending::{Outcome, send};

/// The most notifications leased at once.
const BATCH_DELIVERIES: u64 = 64;
/// The most sent at the same time.
const CONCURRENT_MAX: usize = 4;

/// What came of sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// How many left.
    pub sent: usize,
    /// How many will be tried again, wait, or go another way.
    pub postponed: usize,
    /// How many were given up.
    pub dead: usize,
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

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Sent => self.sent += 1,
            Outcome::Postponed => self.postponed += 1,
            Outcome::Dead => self.dead += 1,
        }
    }
}

/// Makes the digests that are due and sends everything that waits, as far as the channels bear it; answers what came of it.
///
/// # Errors
/// Of the store. What was sent before stays sent.
pub async fn deliver_due(service: &Service, post: &Post) -> Result<Delivered, ServiceError> {
    service.make_digests().await?;
    let mut delivered = Delivered::default();
    while let Some(batch) = deliver_batch(service, post).await? {
        delivered.add(batch);
    }
    Ok(delivered)
}

/// Sends some of what waits; nothing if nothing waits, or all other sides are to be left alone.
pub(crate) async fn deliver_batch(service: &Service, post: &Post) -> Result<Option<Delivered>, ServiceError> {
    if post.rests(service.now()).is_some() {
        return Ok(None);
    }
    let mut delivered = Delivered::default();
    delivered.add(deliver_new(service, post).await?);
    for way in post.ways() {
        delivered.add(deliver_lane(service, post, way).await?);
    }
    Ok(Some(delivered).filter(|delivered| delivered.total() > 0))
}

/// When something is to be done next for notifications, if anything waits: not before the other side may be asked again.
///
/// # Errors
/// Of the store.
pub(crate) async fn next_delivery(service: &Service, post: &Post) -> Result<Option<Moment>, ServiceError> {
    let now = service.now();
    let new = service.next_delivery().await?;
    let mut next = vec![new.map(|at| post.rests(now).map_or(at, |until| until.max(at))), service.next_digest().await?];
    for way in post.ways() {
        let Some(at) = service.next_in_lane(&way.name).await? else { continue };
        next.push(Some(match way.room(service).await? {
            Room::For(_) => at,
            Room::From(free) => free.max(at),
        }));
    }
    Ok(next.into_iter().flatten().min())
}

/// What nobody has looked at: each goes to its first channel, or into its queue.
async fn deliver_new(service: &Service, post: &Post) -> Result<Delivered, ServiceError> {
    let mut delivered = Delivered::default();
    let mut queues: Vec<Vec<Delivery>> = post.ways().iter().map(|_| Vec::new()).collect();
    for delivery in service.lease(single_or_batch(post)).await? {
        if let Some(outcome) = settled(service, &delivery).await? {
            delivered.count(outcome);
            continue;
        }
        match first_way(post, &delivery) {
            Some(at) => queues[at].push(delivery),
            None => delivered.count(nowhere(service, &delivery).await?),
        }
    }
    for (way, queue) in post.ways().iter().zip(queues) {
        delivered.add(deliver_by(service, way, queue).await?);
    }
    Ok(delivered)
}

/// After a rest of the only channel one finds out for all whether the other side is back.
fn single_or_batch(post: &Post) -> u64 {
    match post.ways() {
        [only] if only.channel.resting_until().is_some() => 1,
        _ => BATCH_DELIVERIES,
    }
}

/// What stands in the queue of a channel, as much as the channel bears.
async fn deliver_lane(service: &Service, post: &Post, way: &Way) -> Result<Delivered, ServiceError> {
    let mut delivered = Delivered::default();
    let Room::For(room) = way.room(service).await? else { return Ok(delivered) };
    let limit = u64::try_from(room).unwrap_or(u64::MAX).min(BATCH_DELIVERIES);
    let mut queue = Vec::new();
    for delivery in service.lease_lane(&way.name, limit).await? {
        if let Some(outcome) = settled(service, &delivery).await? {
            delivered.count(outcome);
        } else if delivery.route(&way.name).is_some() {
            queue.push(delivery);
        } else {
            // What the recipient wants has changed meanwhile.
            delivered.count(elsewhere(service, post, &delivery).await?);
        }
    }
    delivered.add(deliver_by(service, way, queue).await?);
    Ok(delivered)
}

/// Ends what need not or cannot leave, and lets wait what may not leave yet.
async fn settled(service: &Service, delivery: &Delivery) -> Result<Option<Outcome>, ServiceError> {
    if let Some(why) = &delivery.overtaken {
        service.drop_delivery(delivery, why).await?;
        return Ok(Some(Outcome::Dead));
    }
    match &delivery.to {
        Err(Unreached::NoAddress) => Ok(Some(nowhere(service, delivery).await?)),
        Err(Unreached::Unreadable) => {
            service.mark_failed(delivery, None, "the case or its template cannot be read").await?;
            Ok(Some(Outcome::Dead))
        }
        Ok(_) => match delivery.wait {
            Some(wait) => {
                service.let_wait(delivery, wait).await?;
                Ok(Some(Outcome::Postponed))
            }
            None => Ok(None),
        },
    }
}

async fn nowhere(service: &Service, delivery: &Delivery) -> Result<Outcome, ServiceError> {
    tracing::warn!(message = delivery.message_id(), "a notification can reach nobody");
    service.no_way(delivery, "no address is known that a channel of this site could use").await?;
    Ok(Outcome::Dead)
}

async fn elsewhere(service: &Service, post: &Post, delivery: &Delivery) -> Result<Outcome, ServiceError> {
    let Some(at) = first_way(post, delivery) else { return nowhere(service, delivery).await };
    service.park(&[delivery], &post.ways()[at].name, service.now()).await?;
    Ok(Outcome::Postponed)
}

fn first_way(post: &Post, delivery: &Delivery) -> Option<usize> {
    let routes = delivery.to.as_deref().unwrap_or_default();
    routes.iter().find_map(|route| post.ways().iter().position(|way| way.name == route.channel))
}

/// Sends by a channel what it bears now; the rest stands in its queue.
async fn deliver_by(service: &Service, way: &Way, mut queue: Vec<Delivery>) -> Result<Delivered, ServiceError> {
    let mut delivered = Delivered::default();
    if queue.is_empty() {
        return Ok(delivered);
    }
    let (room, until) = match way.room(service).await? {
        Room::For(room) => (room, service.now()),
        Room::From(free) => (0, free),
    };
    let rest = queue.split_off(room.min(queue.len()));
    service.park(&rest.iter().collect::<Vec<_>>(), &way.name, until).await?;
    delivered.postponed += rest.len();
    let sending = queue.into_iter().map(|delivery| send(service, way, delivery));
    let outcomes: Vec<_> = futures::stream::iter(sending).buffer_unordered(CONCURRENT_MAX).collect().await;
    for outcome in outcomes {
        delivered.count(outcome?);
    }
    Ok(delivered)
}
