//! Deadlines: very many that come due at once while people work, and a single one while nobody does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use definition::moment::Date;
use notification::{Channel, Memory};

use service::{Actor, Ask, Moment, NewCase, Service};
use tokio_util::sync::CancellationToken;

use super::ground::{Ground, Site};
use super::growth;
use super::load::{Done, Door, load};
use super::raw::now;
use super::rulebook::{self, PUNCTUAL};
use super::samples::Samples;
use super::usage::{Counted, memory};

/// How many single deadlines are waited for.
const SINGLE: usize = 20;
/// How long before its instant a single deadline is armed, in milliseconds.
const AHEAD_MS: i64 = 300;
/// An hour, in milliseconds: the term of the single deadline.
const HOUR_MS: i64 = 3_600_000;
/// The longest that people go on while deadlines take effect.
const LONGEST: Duration = Duration::from_secs(600);
/// How long a single deadline is waited for at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was measured.
#[derive(Clone, Debug)]
pub struct Due {
    /// SQLite or PostgreSQL.
    pub store: &'static str,
    /// How many came due at the same instant.
    pub due: usize,
    /// How many took effect.
    pub fired: usize,
    /// How long that took.
    pub took: Duration,
    /// Processor time meanwhile, people included.
    pub cpu: Duration,
    /// What people got done before.
    pub before: Done,
    /// What they got done meanwhile.
    pub meanwhile: Done,
    /// How late single deadlines took effect: committed, against when they passed.
    pub single: Samples,
    /// The most memory ever held, in MiB.
    pub peak_mib: f64,
}

/// Measures with so many deadlines and clients; the turn is how long people work before.
pub async fn due(ground: &Ground, due: usize, clients: usize, turn: Duration) -> anyhow::Result<Due> {
    let site = ground.site("due").await?;
    let measured = many(&site, due, clients, turn).await;
    site.remove().await?;
    let measured = measured?;
    let site = ground.site("idle").await?;
    let single = alone(&site).await;
    site.remove().await?;
    Ok(Due { store: ground.store(), due, single: single?, peak_mib: memory().peak_mib, ..measured })
}

async fn many(site: &Site, due: usize, clients: usize, turn: Duration) -> anyhow::Result<Due> {
    let counted = site.counted().await?;
    let service = site.furnish(Some(opens_at())).await?;
    growth::fill(&service, due).await?;
    let measured = at_once(&service, counted, clients, turn).await?;
    service.stop().await?;
    Ok(measured)
}

/// A Monday morning in virtual time: every case started then is due at the same instant.
fn opens_at() -> Moment {
    Moment::start_of(Date::from_ymd_opt(2026, 3, 2).unwrap_or_default()).plus_milliseconds(9 * HOUR_MS)
}

async fn at_once(service: &Service, counted: Counted, clients: usize, turn: Duration) -> anyhow::Result<Due> {
    let door = Door::Inside(service.clone());
    let before = load(&door, counted, clients, turn, &Arc::default()).await?;
    let next = service.next_due().await?.context("no deadline is armed")?;
    let (over, cpu) = (Arc::<AtomicBool>::default(), counted.cpu());
    service.set_clock(next).await?;
    let began = Instant::now();
    let firing = async {
        let fired = scheduler::fire_due(service).await;
        let took = began.elapsed();
        over.store(true, Ordering::Relaxed);
        fired.map(|fired| (fired, took))
    };
    let (fired, meanwhile) = tokio::join!(firing, load(&door, counted, clients, LONGEST, &over));
    let ((fired, took), meanwhile) = (fired?, meanwhile?);
    let cpu = counted.cpu().saturating_sub(cpu);
    let single = Samples::default();
    Ok(Due { store: "", due: 0, fired, took, cpu, before, meanwhile, single, peak_mib: 0.0 })
}

/// Single deadlines on an idle server that runs its scheduler, in real time.
async fn alone(site: &Site) -> anyhow::Result<Samples> {
    let service = site.furnish(None).await?;
    let stop = CancellationToken::new();
    let running = tokio::spawn(scheduler::run(service.clone(), Channel::Memory(Memory::new()).into(), stop.clone()));
    let mut late = Samples::default();
    for _ in 0..SINGLE {
        late.push(lateness(&service).await?);
    }
    stop.cancel();
    running.await?;
    service.stop().await?;
    Ok(late)
}

/// Arms a deadline that passes in a moment; answers how long after that its effect was committed.
async fn lateness(service: &Service) -> anyhow::Result<Duration> {
    let passes = now() + AHEAD_MS;
    let village = rulebook::villages().into_iter().next().context("no village")?;
    let new = NewCase {
        process: PUNCTUAL.into(),
        office: village.office,
        fields: serde_json::Map::new(),
        received_at: Some(Moment::from_milliseconds(passes - HOUR_MS)),
        backdating_reason: Some("measured".to_owned()),
    };
    let clerk = Actor::Person { person: village.clerk, acting_for: None };
    let case = service.submit(clerk, None, Ask::Start(new)).await?.case.to_string();
    let passed = async {
        loop {
            let changed = service.changed();
            if service.history(None, &case, Some(1), 1).await?.is_empty() {
                changed.await;
            } else {
                return Ok::<_, anyhow::Error>(now());
            }
        }
    };
    let committed = tokio::time::timeout(PATIENCE, passed).await.context("a deadline did not take effect")??;
    Ok(Duration::from_millis(u64::try_from(committed - passes).unwrap_or_default()))
}
