//! The outbox: leased, sent outside, marked. At least once, under one name.

use std::collections::BTreeMap;

use definition::moment::Moment;
use storage::OutboxKey;

use super::crash::{Crash, Crashes};
use super::store::Store;

/// The most notifications leased at once.
const BATCH: usize = 16;
/// How long a lease holds, in milliseconds.
const LEASE_MILLISECONDS: i64 = 120_000;
/// One sending in so many does not succeed and is tried again, counted by its attempts.
const FAILS_EVERY: u32 = 7;

/// How far a notification has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    /// Whether it is marked as having left.
    pub sent: bool,
    /// The number of its last lease.
    pub fence: u32,
    /// Until when it is leased.
    pub leased_until: Option<Moment>,
}

/// What has left, as the world outside saw it.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// How often each message arrived.
    pub received: BTreeMap<OutboxKey, u32>,
}

/// A crash in the middle of sending.
#[derive(Clone, Copy, Debug)]
pub struct Killed;

/// Sends what waits and is not leased; answers how many left.
pub fn deliver(store: &mut Store, outside: &mut Outside, crashes: &mut Crashes, now: Moment) -> Result<u64, Killed> {
    let waits = |sending: &Sending| !sending.sent && sending.leased_until.is_none_or(|until| until <= now);
    let keys: Vec<OutboxKey> =
        store.outbox.iter().filter(|(_, sending)| waits(sending)).take(BATCH).map(|(key, _)| *key).collect();
    let mut leased = Vec::new();
    for key in keys {
        let sending = store.outbox.get_mut(&key).unwrap();
        sending.fence += 1;
        sending.leased_until = Some(now.plus_milliseconds(LEASE_MILLISECONDS));
        leased.push((key, sending.fence));
    }
    if !leased.is_empty() && crashes.strikes(Crash::AfterLease) {
        return Err(Killed);
    }
    let mut left = 0;
    for (key, fence) in leased {
        if fence % FAILS_EVERY == FAILS_EVERY - 1 {
            continue;
        }
        *outside.received.entry(key).or_default() += 1;
        if crashes.strikes(Crash::AfterSending) {
            return Err(Killed);
        }
        let sending = store.outbox.get_mut(&key).unwrap();
        if sending.fence == fence {
            *sending = Sending { sent: true, fence, leased_until: None };
            left += 1;
        }
        if crashes.strikes(Crash::BetweenMarks) {
            return Err(Killed);
        }
    }
    Ok(left)
}
