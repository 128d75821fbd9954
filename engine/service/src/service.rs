//! The service: one store, one clock, one writer; any number of callers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use definition::moment::Moment;
use machine::Actor;
use storage::Store;
use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::ask::{Answer, Ask, RequestKey};
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::definitions::Definitions;
use crate::error::ServiceError;
use crate::ids::Ids;
use crate::kept_tokens::KeptTokens;
use crate::notify::KeptRules;
use crate::obligate::Openings;
use crate::writer::{Fired, Order, Submission, Writer};

/// How many commands of people may wait to be written before callers are told to come back.
const PEOPLE_QUEUE_MAX: usize = 4_096;
/// How many bulk orders may wait.
const BULK_QUEUE_MAX: usize = 64;

/// What a service is opened with.
#[derive(Debug)]
pub struct ServiceSettings {
    /// The store, its keys given.
    pub store: Store,
    /// Where virtual time begins in a new database; none for real time.
    pub virtual_start: Option<Moment>,
    /// Identities of new cases.
    pub ids: Ids,
    /// Whether other processes write to the same store (PostgreSQL), so that what is kept in memory must be compared.
    pub shared: bool,
}

/// THE door. Cheap to clone; all clones are one service.
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) shared: Arc<Shared>,
    people: mpsc::Sender<Order>,
    bulk: mpsc::Sender<Order>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
    stop: Arc<Notify>,
}

/// What the callers and the writer have in common.
#[derive(Debug)]
pub(crate) struct Shared {
    pub store: Store,
    pub clock: Clock,
    pub ids: Ids,
    pub definitions: Definitions,
    pub catalogue: RwLock<Arc<Catalogue>>,
    pub is_shared: bool,
    pub tokens: KeptTokens,
    /// Whether deadlines may wait to be counted anew; only a look at the store says for certain.
    pub may_reproject: AtomicBool,
    pub rules: KeptRules,
    pub openings: Openings,
    /// Rung after every commit: something may have come due, or be to be sent.
    pub changed: Notify,
}

impl Shared {
    /// The world as loaded last.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads the world again if the stored texts have changed.
    pub async fn refresh(&self) -> Result<(), ServiceError> {
        if self.store.catalogue_revision().await? == self.catalogue().revision {
            return Ok(());
        }
        let (revision, texts) = self.store.catalogue().await?;
        let loaded = Catalogue::of(&texts, revision, self.clock.now().date());
        *self.catalogue.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
        self.may_reproject.store(true, Ordering::Relaxed);
        self.definitions.refresh(&self.store).await
    }
}

impl Service {
    /// Opens the service and starts its writer.
    ///
    /// # Errors
    /// If the store could lose what was acknowledged, or carries another kind of clock than wanted.
    pub async fn open(settings: ServiceSettings) -> Result<Self, ServiceError> {
        let ServiceSettings { store, virtual_start, ids, shared: is_shared } = settings;
        store.durability().await?;
        let clock = Clock::open(&store, virtual_start).await?;
        let shared = Arc::new(Shared {
            store,
            clock,
            ids,
            definitions: Definitions::default(),
            catalogue: RwLock::default(),
            is_shared,
            tokens: KeptTokens::default(),
            may_reproject: AtomicBool::new(true),
            rules: KeptRules::default(),
            openings: Openings::default(),
            changed: Notify::new(),
        });
        shared.definitions.refresh(&shared.store).await?;
        shared.refresh().await?;
        let (people, people_orders) = mpsc::channel(PEOPLE_QUEUE_MAX);
        let (bulk, bulk_orders) = mpsc::channel(BULK_QUEUE_MAX);
        let stop = Arc::new(Notify::new());
        let writer = Writer::new(Arc::clone(&shared), people_orders, bulk_orders, Arc::clone(&stop));
        let writer = Arc::new(Mutex::new(Some(tokio::spawn(writer.run()))));
        Ok(Self { shared, people, bulk, writer, stop })
    }

    /// Asks something of a case. Answered only once it is on disk.
    ///
    /// # Errors
    /// A refusal, with nothing written; or an error for the operator.
    pub async fn submit(&self, actor: Actor, key: Option<RequestKey>, ask: Ask) -> Result<Answer, ServiceError> {
        let (reply, answer) = oneshot::channel();
        let order = Order::Submit(Box::new(Submission { actor, key, ask, reply }));
        self.people.try_send(order).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => ServiceError::Busy,
            mpsc::error::TrySendError::Closed(_) => ServiceError::Stopping,
        })?;
        answer.await.map_err(|_| ServiceError::Stopping)?
    }

    /// Lets up to `limit` rungs and timers that have come due take their effect, in one transaction.
    pub async fn fire_due(&self, limit: u64) -> Result<Fired, ServiceError> {
        self.order(|reply| Order::FireDue { limit, reply }).await
    }

    /// Puts an order into the bulk queue and waits for what became of it.
    pub(crate) async fn order<T>(
        &self,
        order: impl FnOnce(oneshot::Sender<Result<T, ServiceError>>) -> Order,
    ) -> Result<T, ServiceError> {
        let (reply, answer) = oneshot::channel();
        self.bulk.send(order(reply)).await.map_err(|_| ServiceError::Stopping)?;
        answer.await.map_err(|_| ServiceError::Stopping)?
    }

    /// Now, by the clock of the database.
    pub fn now(&self) -> Moment {
        self.shared.clock.now()
    }

    /// Whether the database runs on virtual time.
    pub fn is_virtual(&self) -> bool {
        self.shared.clock.is_virtual()
    }

    /// Moves virtual time on; real time cannot be moved.
    pub async fn set_clock(&self, to: Moment) -> Result<(), ServiceError> {
        self.shared.clock.set(&self.shared.store, to).await?;
        self.shared.changed.notify_waiters();
        Ok(())
    }

    /// When the next rung or timer comes due, or the next turn of a recurring duty, if any waits.
    pub async fn next_due(&self) -> Result<Option<Moment>, ServiceError> {
        let due = [self.shared.store.next_due().await?, self.next_obliged().await?];
        Ok(due.into_iter().flatten().min())
    }

    /// Becomes ready once something is committed after this call, also before it is first awaited.
    pub fn changed(&self) -> impl Future<Output = ()> + '_ {
        self.shared.changed.notified()
    }

    /// Whether other processes write to the same store.
    pub fn is_shared(&self) -> bool {
        self.shared.is_shared
    }

    /// The world as loaded last.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.shared.catalogue()
    }

    /// Whether the store answers.
    pub async fn is_ready(&self) -> bool {
        self.shared.store.catalogue_revision().await.is_ok() && !self.people.is_closed()
    }

    /// Writes what waits, then stops the writer and closes the store. Callers that come later are told so.
    pub async fn stop(&self) -> Result<(), ServiceError> {
        self.stop.notify_one();
        if let Some(writer) = self.writer.lock().await.take() {
            writer.await.map_err(|error| ServiceError::Host(error.to_string()))?;
        }
        Ok(self.shared.store.clone().close().await?)
    }
}
