//! When the next turn of a recurring duty comes, and letting those that have come take their effect.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use definition::moment::Moment;
use definition::name::ObligationName;
use definition::obligation::next_opening;

use crate::error::ServiceError;
use crate::service::Service;
use crate::writer::{Fired, Order};

/// When the next case of a duty is to be started, as computed last.
#[derive(Debug, Default)]
pub(crate) struct Openings(RwLock<Option<Known>>);

#[derive(Debug)]
struct Known {
    revision: u64,
    opened: BTreeMap<ObligationName, Moment>,
    next: Option<Moment>,
}

impl Service {
    /// When the next turn of a recurring duty comes: a case to be started, or a time that is up.
    pub async fn next_obliged(&self) -> Result<Option<Moment>, ServiceError> {
        let next = [self.shared.store.next_occurrence().await?, self.next_opening().await?];
        Ok(next.into_iter().flatten().min())
    }

    /// Lets up to `limit` turns of recurring duties that have come take their effect, in one transaction.
    pub async fn oblige(&self, limit: usize) -> Result<Fired, ServiceError> {
        self.order(|reply| Order::Oblige { limit, reply }).await
    }

    async fn next_opening(&self) -> Result<Option<Moment>, ServiceError> {
        let catalogue = self.catalogue();
        if catalogue.obligations.is_empty() {
            return Ok(None);
        }
        let opened = self.shared.store.opened_until().await?;
        let openings = &self.shared.openings.0;
        if let Some(known) = openings.read().unwrap_or_else(PoisonError::into_inner).as_ref()
            && known.revision == catalogue.revision
            && known.opened == opened
        {
            return Ok(known.next);
        }
        let world = catalogue.world();
        let of_one = |obligation: &definition::obligation::Obligation| match opened.get(&obligation.name) {
            Some(after) => next_opening(obligation, &world, *after),
            None => Some(self.now()),
        };
        let next = catalogue.obligations.values().filter_map(of_one).min();
        // One that was never looked at waits from now on, and now moves: nothing to keep.
        if catalogue.obligations.keys().all(|name| opened.contains_key(name)) {
            let known = Known { revision: catalogue.revision, opened, next };
            *openings.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        }
        Ok(next)
    }
}
