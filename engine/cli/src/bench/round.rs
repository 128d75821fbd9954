//! A measurement: rounds in which the yardstick and the service take turns, so that whatever else the machine does falls on both.

use std::sync::Arc;
use std::time::Duration;

use service::{Service, Yardstick};

use super::ground::{Ground, Site};
use super::growth;
use super::http;
use super::load::{Done, Door, load};
use super::raw::raw;
use super::report::Report;
use super::usage::{Counted, memory};

/// The numbers of the bare cases of two rounds lie so far apart.
const ROUNDS_APART: i64 = 1_000_000_000_000;

/// What is wanted of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Clients at the same time.
    pub clients: usize,
    /// Open cases before it begins.
    pub open: usize,
    /// Whether clients speak HTTP.
    pub http: bool,
    /// How long each turn takes.
    pub turn: Duration,
    /// How many rounds.
    pub rounds: usize,
}

/// Measures; tells each round as it ends. The databases are taken away whatever comes of it.
pub async fn measure(
    ground: &Ground,
    plan: Plan,
    mut tell: impl FnMut(&Done, &Done) -> anyhow::Result<()>,
) -> anyhow::Result<Report> {
    let bare = ground.site("raw").await?;
    let site = ground.site("engine").await?;
    let measured = measure_on(&bare, &site, plan, &mut tell).await;
    bare.remove().await?;
    site.remove().await?;
    Ok(Report { store: ground.store(), ..measured? })
}

async fn measure_on(
    bare: &Site,
    site: &Site,
    plan: Plan,
    tell: &mut impl FnMut(&Done, &Done) -> anyhow::Result<()>,
) -> anyhow::Result<Report> {
    let counted = site.counted().await?;
    let yardstick = Yardstick::open(&bare.settings()).await?;
    let service = site.furnish(None).await?;
    let sample = growth::fill(&service, plan.open).await?;
    growth::fill_raw(&yardstick, plan.open).await?;
    let rounds = rounds(&yardstick, &service, counted, plan, tell).await?;
    let memory = memory();
    let grown = match sample.as_slice() {
        [] => None,
        sample => Some(growth::grown(&service, &yardstick, sample, counted, plan).await?),
    };
    yardstick.close().await?;
    service.stop().await?;
    let opening = growth::opening(site).await?;
    Ok(Report { store: "", plan, rounds, memory, grown, opening })
}

async fn rounds(
    yardstick: &Yardstick,
    service: &Service,
    counted: Counted,
    plan: Plan,
    tell: &mut impl FnMut(&Done, &Done) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<(Done, Done)>> {
    let (door, server) = if plan.http {
        let (entrance, server) = http::serve(service).await?;
        (Door::Http(entrance), Some(server))
    } else {
        (Door::Inside(service.clone()), None)
    };
    let mut rounds = Vec::with_capacity(plan.rounds);
    for round in 0..plan.rounds {
        let first = i64::try_from(plan.open + 1)? + i64::try_from(round)? * ROUNDS_APART;
        let bare = raw(yardstick, counted, plan.clients, plan.turn, first).await?;
        let ours = load(&door, counted, plan.clients, plan.turn, &Arc::default()).await?;
        tell(&bare, &ours)?;
        rounds.push((bare, ours));
    }
    drop(door);
    if let Some(server) = server {
        server.stop().await?;
    }
    Ok(rounds)
}
