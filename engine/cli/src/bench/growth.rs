//! What many open cases cost: a step on any of them, the pages people look at, and opening the database.

use std::sync::Arc;
use std::time::{Duration, Instant};

use service::{CaseId, PersonName, RawCommand, Service, TaskQuery, Yardstick};
use tokio::task::JoinSet;

use super::ground::Site;
use super::load::{Done, act, actors, start};
use super::raw::now;
use super::round::Plan;
use super::rulebook::{self, Village};
use super::samples::Samples;
use super::usage::{Counted, memory};

/// So many clients start cases when a database is filled: enough for full groups.
const FILLING_CLIENTS: usize = 256;
/// So many bare rows are written at once when a database is filled.
const FILLING_ROWS: i64 = 4_096;
/// Of so many of the open cases the identity is kept, evenly spread over all.
const SAMPLE_MAX: usize = 131_072;
/// How often each page is looked at.
const LOOKS: usize = 500;
/// Tasks on a page of an inbox.
const PAGE_TASKS: u64 = 50;
/// Steps of a case, by which its history is read.
const PAGE_STEPS: u64 = 50;

/// An open case whose identity is kept.
#[derive(Clone, Debug)]
pub struct Open {
    case: CaseId,
    village: usize,
}

/// What many open cases cost.
#[derive(Clone, Debug)]
pub struct Grown {
    /// Steps on any bare case.
    pub raw: Done,
    /// Steps on any open case.
    pub steps: Done,
    /// A page of an inbox.
    pub inbox: Samples,
    /// A case with its history.
    pub case: Samples,
    /// What is due next, and letting what is due take effect, when nothing is.
    pub due: Samples,
}

/// What opening a database costs.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Until the service is ready to answer.
    pub took: Duration,
    /// Memory of the process then.
    pub mib: f64,
}

/// Starts cases through the service, so that all that is stored is exactly what it writes; answers some of them.
pub async fn fill(service: &Service, open: usize) -> anyhow::Result<Vec<Open>> {
    let villages = Arc::new(rulebook::villages());
    let every = open.div_ceil(SAMPLE_MAX).max(1);
    let mut filling = JoinSet::new();
    for client in 0..FILLING_CLIENTS.min(open) {
        let (service, villages) = (service.clone(), Arc::clone(&villages));
        filling.spawn(async move {
            let mut kept = Vec::new();
            for household in (client..open).step_by(FILLING_CLIENTS) {
                let village = household % villages.len();
                let case = start(&service, &villages[village], household as u64).await?;
                if (household / FILLING_CLIENTS).is_multiple_of(every) {
                    kept.push(Open { case, village });
                }
            }
            Ok::<_, service::ServiceError>(kept)
        });
    }
    let mut sample = Vec::new();
    while let Some(kept) = filling.join_next().await {
        sample.extend(kept??);
    }
    // Neighbours in the list shall be strangers in the database.
    sample.sort_by_key(|open| open.case.0.as_u128().reverse_bits());
    Ok(sample)
}

/// As many bare cases.
pub async fn fill_raw(yardstick: &Yardstick, open: usize) -> anyhow::Result<()> {
    let (open, data) = (i64::try_from(open)?, rulebook::note());
    for first in (1..=open).step_by(usize::try_from(FILLING_ROWS)?) {
        let group: Vec<RawCommand> =
            (first..=open.min(first + FILLING_ROWS - 1)).map(|case| RawCommand::Start { case }).collect();
        yardstick.write(&group, &data, now()).await?;
    }
    Ok(())
}

/// Measures on a filled database.
pub async fn grown(
    service: &Service,
    yardstick: &Yardstick,
    sample: &[Open],
    counted: Counted,
    plan: Plan,
) -> anyhow::Result<Grown> {
    let raw = raw_anywhere(yardstick, plan, counted).await?;
    let steps = anywhere(service, sample, plan, counted).await?;
    let villages = rulebook::villages();
    let mut grown = Grown { raw, steps, inbox: Samples::default(), case: Samples::default(), due: Samples::default() };
    for (open, look) in sample.iter().cycle().zip(0..LOOKS) {
        let clerk = &villages[(open.village + look) % villages.len()].clerk;
        let query = TaskQuery { limit: PAGE_TASKS, ..TaskQuery::default() };
        let began = Instant::now();
        service.tasks(clerk, &query).await?;
        grown.inbox.push(began.elapsed());
        let clerk = &villages[open.village].clerk;
        let began = Instant::now();
        service.case(Some(clerk), &open.case.to_string()).await?;
        service.history(Some(clerk), &open.case.to_string(), None, PAGE_STEPS).await?;
        grown.case.push(began.elapsed());
        let began = Instant::now();
        service.next_due().await?;
        service.fire_due(1).await?;
        grown.due.push(began.elapsed());
    }
    Ok(grown)
}

/// Groups of steps on any bare cases.
async fn raw_anywhere(yardstick: &Yardstick, plan: Plan, counted: Counted) -> anyhow::Result<Done> {
    let (open, data) = (i64::try_from(plan.open)?, rulebook::note());
    let (began, cpu) = (Instant::now(), counted.cpu());
    let mut done = Done::default();
    let size = i64::try_from(plan.clients)?.min(open);
    // A stride without a common divisor with most numbers: no case twice in a group, and neighbours lie far apart.
    const STRIDE: i64 = 7_919;
    let mut at = 0;
    while began.elapsed() < plan.turn {
        let group: Vec<RawCommand> =
            (0..size).map(|n| RawCommand::Step { case: (at + n) * STRIDE % open + 1, again: true }).collect();
        at += size;
        let asked = Instant::now();
        yardstick.write(&group, &data, now()).await?;
        let took = asked.elapsed();
        group.iter().for_each(|_| done.steps.push(took));
        done.commands += group.len();
    }
    Ok(Done { elapsed: began.elapsed(), cpu: counted.cpu().saturating_sub(cpu), ..done })
}

/// Clients that each take steps on open cases of their own, one case after the other, over and over.
async fn anywhere(service: &Service, sample: &[Open], plan: Plan, counted: Counted) -> anyhow::Result<Done> {
    let villages = Arc::new(rulebook::villages());
    let (began, cpu) = (Instant::now(), counted.cpu());
    let mut working = JoinSet::new();
    for client in 0..plan.clients {
        let mine: Vec<Open> = sample.iter().skip(client).step_by(plan.clients).cloned().collect();
        working.spawn(step_on(service.clone(), Arc::clone(&villages), mine, began + plan.turn));
    }
    let mut all = Done::default();
    while let Some(done) = working.join_next().await {
        let steps = done??;
        all.commands += steps.len();
        all.steps.extend(steps);
    }
    Ok(Done { elapsed: began.elapsed(), cpu: counted.cpu().saturating_sub(cpu), ..all })
}

async fn step_on(
    service: Service,
    villages: Arc<Vec<Village>>,
    mine: Vec<Open>,
    until: Instant,
) -> Result<Samples, service::ServiceError> {
    /// What takes a case back to where it began, so that it stays open.
    const AGAIN: &str = "again";
    let mut steps = Samples::default();
    for pass in 0.. {
        if mine.is_empty() {
            break;
        }
        for open in &mine {
            if Instant::now() >= until {
                return Ok(steps);
            }
            let (action, person): (&str, PersonName) = match actors(&villages[open.village]) {
                [submit, approve, file] => match pass % 3 {
                    0 => submit,
                    1 => approve,
                    _ => (AGAIN, file.1),
                },
            };
            let began = Instant::now();
            act(&service, &person, open.case, action).await?;
            steps.push(began.elapsed());
        }
    }
    Ok(steps)
}

/// Opens a database that is closed, as a server does when it starts.
pub async fn opening(site: &Site) -> anyhow::Result<Opening> {
    let began = Instant::now();
    let service = site.open(None).await?;
    service.next_due().await?;
    let took = began.elapsed();
    service.stop().await?;
    Ok(Opening { took, mib: memory().now_mib })
}
