//! The channels of a site, each with what it bears: how much in a minute, how much a day, and when it is to be left alone.

use std::sync::{Mutex, MutexGuard, PoisonError};

use notification::{Channel, Pace};
use service::notifications::MAIL;
use service::{Moment, Service, ServiceError};

/// A day, in milliseconds.
const DAY_MILLISECONDS: i64 = 86_400_000;

/// Every channel by which messages can leave.
#[derive(Debug)]
pub struct Post {
    ways: Vec<Way>,
}

/// One channel with its pace.
#[derive(Debug)]
pub(crate) struct Way {
    /// As the rules call it.
    pub name: String,
    /// How messages leave.
    pub channel: Channel,
    pace: Mutex<Pace>,
}

/// How many may leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// So many.
    For(usize),
    /// None before this instant.
    From(Moment),
}

impl Post {
    /// No channel yet.
    pub fn new() -> Self {
        Self { ways: Vec::new() }
    }

    /// With a channel more, and how many it may send in a minute; never more than its other side takes.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, channel: Channel, per_minute: Option<u32>) -> Self {
        let most = [per_minute, channel.per_minute_max()].into_iter().flatten().min();
        self.ways.push(Way { name: name.into(), channel, pace: Mutex::new(Pace::new(most)) });
        self
    }

    /// What the channels are called.
    pub fn names(&self) -> Vec<String> {
        self.ways.iter().map(|way| way.name.clone()).collect()
    }

    pub(crate) fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// Until when all channels are to be left alone, if they are.
    pub(crate) fn rests(&self, now: Moment) -> Option<Moment> {
        self.ways.iter().map(|way| way.rests(now)).min().flatten()
    }
}

impl Default for Post {
    fn default() -> Self {
        Self::new()
    }
}

/// A site that knows nothing but mail.
impl From<Channel> for Post {
    fn from(channel: Channel) -> Self {
        Self::new().with(MAIL, channel, None)
    }
}

impl Way {
    /// Until when the other side is to be left alone, if it is.
    pub fn rests(&self, now: Moment) -> Option<Moment> {
        let until = Moment::from_milliseconds(self.channel.resting_until()?);
        (until > now).then_some(until)
    }

    /// How many may leave now.
    ///
    /// # Errors
    /// Of the store.
    pub async fn room(&self, service: &Service) -> Result<Room, ServiceError> {
        let now = service.now();
        if let Some(until) = self.rests(now) {
            return Ok(Room::From(until));
        }
        if let Some(0) = service.left_today(&self.name).await? {
            return Ok(Room::From(tomorrow(now)));
        }
        if let Some(free_at) = self.pace().free_at(now.milliseconds()) {
            return Ok(Room::From(Moment::from_milliseconds(free_at)));
        }
        // After a rest one finds out for all whether the other side is back.
        let after_rest = self.channel.resting_until().map(|_| 1);
        let today = service.left_today(&self.name).await?.and_then(|left| usize::try_from(left).ok());
        let in_minute = self.pace().allowance(now.milliseconds());
        Ok(Room::For([after_rest, today, in_minute].into_iter().flatten().min().unwrap_or(usize::MAX)))
    }

    /// Counts a message that leaves.
    pub fn count(&self, now: Moment) {
        self.pace().count(now.milliseconds());
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tomorrow(now: Moment) -> Moment {
    // The zone has had no clock changes since 1991, so a local day has 24 hours.
    let local = now.milliseconds().saturating_add(8 * 3_600_000);
    let next = (local.div_euclid(DAY_MILLISECONDS) + 1).saturating_mul(DAY_MILLISECONDS);
    Moment::from_milliseconds(next - 8 * 3_600_000)
}
