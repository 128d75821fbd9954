//! Deciding what has come due before its turn to be written: while one batch is on its way to the disk the next is decided.
//! Only what concerns one case alone; the rest takes its turn in the writer's own transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use definition::moment::Moment;
use definition::name::ProcessName;
use machine::{Actor, CaseId, advance, due, requests};
use storage::{AheadCase, Committed, ReadyCase};

use super::{Order, Written, may_pass};
use crate::catalogue::Catalogue;
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::service::{Service, Shared};

/// How many due rows are read at a time.
const BATCH_ROWS: u64 = 1_024;
/// The most things that take their effect in one case; a case with more takes its turn in the writer's own transaction.
const STEPS_IN_ONE_CASE_MAX: usize = 50;

type Versions = BTreeMap<(ProcessName, u32), Arc<Loaded>>;

/// A batch decided.
#[derive(Default)]
struct Batch {
    ready: Vec<ReadyCase>,
    cases: BTreeSet<CaseId>,
    revision: u64,
    /// The last row read; none if there was none.
    last: Option<(Moment, CaseId)>,
}

/// What a batch is decided from.
struct Reading {
    cases: Vec<AheadCase>,
    versions: Versions,
    catalogue: Arc<Catalogue>,
    now: Moment,
}

impl Service {
    /// Lets what has come due take its effect, batch by batch, each decided while the one before is written. What it leaves,
    /// [`Service::fire_due`] finds. Answers how many steps were written.
    ///
    /// # Errors
    /// Of the store. What was written before stays.
    pub async fn fire_ahead(&self) -> Result<usize, ServiceError> {
        let mut steps = 0;
        let mut batch = self.decide_batch(None, &BTreeSet::new()).await?;
        while let Some(last) = batch.last {
            let next = self.decide_batch(Some(last), &batch.cases);
            let (next, written) = tokio::join!(next, self.write_batch(batch.ready, batch.revision));
            steps += written?;
            batch = next?;
        }
        Ok(steps)
    }

    async fn write_batch(&self, mut ready: Vec<ReadyCase>, revision: u64) -> Result<usize, ServiceError> {
        let mut steps = 0;
        while !ready.is_empty() {
            let written = self.order(|reply| Order::Write { ready, revision, reply }).await?;
            let Written { steps: more, rest } = written;
            steps += more;
            ready = rest;
        }
        Ok(steps)
    }

    /// Reads and decides what is due after a row, but for cases that are still on their way to the disk.
    async fn decide_batch(
        &self,
        after: Option<(Moment, CaseId)>,
        on_their_way: &BTreeSet<CaseId>,
    ) -> Result<Batch, ServiceError> {
        let shared = &self.shared;
        if shared.is_shared {
            shared.refresh().await?;
        }
        let now = shared.clock.now();
        let due = shared.store.due_ahead(now, after, BATCH_ROWS).await?;
        let Some(last) = due.last().copied() else { return Ok(Batch::default()) };
        let ids: BTreeSet<CaseId> =
            due.into_iter().map(|(_, case)| case).filter(|case| !on_their_way.contains(case)).collect();
        let cases = shared.store.load_ahead(&ids.into_iter().collect::<Vec<_>>()).await?;
        let versions = versions(shared, &cases).await?;
        let reading = Reading { cases, versions, catalogue: shared.catalogue(), now };
        let owned = Arc::clone(shared);
        let decided = tokio::task::spawn_blocking(move || reading.decide(&owned, last)).await;
        decided.map_err(|error| ServiceError::Host(error.to_string()))
    }
}

async fn versions(shared: &Shared, cases: &[AheadCase]) -> Result<Versions, ServiceError> {
    let mut versions = Versions::new();
    for AheadCase { stored, key: _ } in cases {
        let version = (stored.case.process.clone(), stored.case.version);
        if versions.contains_key(&version) {
            continue;
        }
        match shared.definitions.get(&shared.store, &version.0, version.1).await {
            Ok(loaded) => drop(versions.insert(version, loaded)),
            // Its cases take their turn in the writer's own transaction, where what is wrong is said.
            Err(error) if error.is_confined() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(versions)
}

impl Reading {
    fn decide(self, shared: &Shared, last: (Moment, CaseId)) -> Batch {
        let revision = self.catalogue.revision;
        let mut batch = Batch { revision, last: Some(last), ..Batch::default() };
        for case in self.cases {
            let id = case.stored.case.id;
            let loaded = self.versions.get(&(case.stored.case.process.clone(), case.stored.case.version));
            let ready = loaded.and_then(|loaded| decided(shared, case, loaded, &self.catalogue, self.now));
            if let Some(ready) = ready {
                batch.cases.insert(id);
                batch.ready.push(ready);
            }
        }
        batch
    }
}

/// What a case becomes by all that is due in it; none if that concerns others too, or cannot be made ready.
fn decided(shared: &Shared, case: AheadCase, loaded: &Loaded, catalogue: &Catalogue, now: Moment) -> Option<ReadyCase> {
    let AheadCase { stored, key } = case;
    let context = catalogue.context(now.max(stored.last_at));
    let (mut after, mut steps) = (stored.case.clone(), Vec::new());
    while let Some((_, command)) = due(&after).filter(|(at, _)| *at <= now) {
        let (step, next) = advance(&loaded.definition, Some(&after), &Actor::Time, &command, &context).ok()?;
        if !requests(&step).is_empty() || steps.len() >= STEPS_IN_ONE_CASE_MAX {
            return None;
        }
        after = next?;
        steps.push(step);
    }
    // What a case is found by is written where nobody can destroy a key meanwhile.
    if steps.is_empty() || after.fields != stored.case.fields {
        return None;
    }
    let committed = Committed {
        first_seq: stored.case.seq + 1,
        before: Some(stored.case),
        after,
        steps,
        previous_hash: stored.last_hash,
        subject: stored.subject,
        rules: Arc::clone(&loaded.rules),
    };
    shared.store.ready(committed, key.as_ref()).ok()
}

/// Writes what was decided ahead in one transaction. If the world has changed since, or somebody holds the database, nothing is
/// written: what is due is still due.
pub(super) async fn write(shared: &Shared, ready: Vec<ReadyCase>, revision: u64) -> Result<usize, ServiceError> {
    let written = attempt(shared, ready, revision).await;
    match written {
        Err(ServiceError::Storage(error)) if may_pass(&error) => {
            tracing::warn!(%error, "what was decided ahead could not be written; it is decided again");
            Ok(0)
        }
        done => done,
    }
}

async fn attempt(shared: &Shared, ready: Vec<ReadyCase>, revision: u64) -> Result<usize, ServiceError> {
    let mut group = shared.store.begin().await?;
    let current = match shared.is_shared {
        true => group.catalogue_revision().await?,
        false => shared.catalogue().revision,
    };
    let written = if current == revision { group.write_ready(ready).await } else { Ok(0) };
    let steps = match written {
        Ok(steps) if steps > 0 => steps,
        nothing => {
            group.rollback().await?;
            return Ok(nothing?);
        }
    };
    group.commit().await?;
    shared.changed.notify_waiters();
    Ok(steps)
}
