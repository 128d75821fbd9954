//! Identities of new cases: ordered by time so that inserts stay on the right edge of their index, and not to be guessed.

use std::sync::atomic::{AtomicU64, Ordering};

use definition::moment::Moment;
use machine::CaseId;
use sm3::{Digest, Sm3};
use uuid::Builder;

use crate::error::ServiceError;

/// Where the part of an identity that is not time comes from.
#[derive(Debug)]
pub enum Ids {
    /// The host's randomness.
    Random,
    /// A seed and a count, so that a demonstration or a simulation is the same each time. Never for real cases.
    Seeded {
        /// The seed.
        seed: u64,
        /// How many have been made.
        count: AtomicU64,
    },
}

impl Ids {
    /// Repeatable identities.
    pub fn seeded(seed: u64) -> Self {
        Ids::Seeded { seed, count: AtomicU64::new(0) }
    }

    /// A new identity (UUID version 7).
    pub fn next(&self, now: Moment) -> Result<CaseId, ServiceError> {
        let mut random = [0_u8; 10];
        match self {
            Ids::Random => getrandom::fill(&mut random).map_err(|error| ServiceError::Host(error.to_string()))?,
            Ids::Seeded { seed, count } => {
                let count = count.fetch_add(1, Ordering::SeqCst);
                let digest = Sm3::new().chain_update(seed.to_be_bytes()).chain_update(count.to_be_bytes()).finalize();
                random.copy_from_slice(&digest[..10]);
            }
        }
        let milliseconds = u64::try_from(now.milliseconds()).unwrap_or_default();
        Ok(CaseId(Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()))
    }
}
