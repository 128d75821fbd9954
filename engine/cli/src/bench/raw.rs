//! The yardstick under the same clients: the same rows in the same groups, with nothing decided.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use service::{RawCommand, Yardstick};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::load::Done;
use super::rulebook;
use super::samples::Samples;
use super::usage::Counted;

/// The most commands in one group, as in the service.
const GROUP_COMMANDS_MAX: usize = 256;
/// How many commands may wait.
const QUEUE_MAX: usize = 4_096;
/// The numbers each client's cases begin at lie so far apart.
const CASES_EACH: i64 = 10_000_000;

/// A command with who waits for it.
struct Order {
    command: RawCommand,
    reply: oneshot::Sender<()>,
}

/// Where clients leave their commands.
#[derive(Clone)]
struct Desk(mpsc::Sender<Order>);

impl Desk {
    async fn ask(&self, command: RawCommand) -> anyhow::Result<()> {
        let (reply, written) = oneshot::channel();
        self.0.send(Order { command, reply }).await?;
        Ok(written.await?)
    }
}

/// Lets so many clients work for so long on the bare tables.
pub async fn raw(
    yardstick: &Yardstick,
    counted: Counted,
    clients: usize,
    time: Duration,
    first: i64,
) -> anyhow::Result<Done> {
    let (began, cpu) = (Instant::now(), counted.cpu());
    let (desk, orders) = mpsc::channel(QUEUE_MAX);
    let mut working = JoinSet::new();
    for number in 0..clients {
        let first = first + i64::try_from(number)? * CASES_EACH;
        working.spawn(work(Desk(desk.clone()), first, began + time));
    }
    drop(desk);
    write(yardstick, orders).await?;
    let mut all = Done::default();
    while let Some(done) = working.join_next().await {
        let (commands, steps) = done??;
        all.commands += commands;
        all.steps.extend(steps);
    }
    Ok(Done { elapsed: began.elapsed(), cpu: counted.cpu().saturating_sub(cpu), ..all })
}

async fn work(desk: Desk, first: i64, until: Instant) -> anyhow::Result<(usize, Samples)> {
    let (mut commands, mut steps, mut case) = (0, Samples::default(), first);
    while Instant::now() < until {
        desk.ask(RawCommand::Start { case }).await?;
        commands += 1;
        for _ in 0..3 {
            if Instant::now() >= until {
                return Ok((commands, steps));
            }
            let began = Instant::now();
            desk.ask(RawCommand::Step { case, again: false }).await?;
            steps.push(began.elapsed());
            commands += 1;
        }
        case += 1;
    }
    Ok((commands, steps))
}

/// Takes what has queued, never waits for more, writes it as one group, and answers only then.
async fn write(yardstick: &Yardstick, mut orders: mpsc::Receiver<Order>) -> anyhow::Result<()> {
    let data = rulebook::note();
    while let Some(first) = orders.recv().await {
        let mut group = vec![first];
        while group.len() < GROUP_COMMANDS_MAX
            && let Ok(next) = orders.try_recv()
        {
            group.push(next);
        }
        let commands: Vec<RawCommand> = group.iter().map(|order| order.command).collect();
        yardstick.write(&commands, &data, now()).await?;
        for order in group {
            // A client whose time is up has gone away.
            let _ = order.reply.send(());
        }
    }
    Ok(())
}

/// Milliseconds since 1970 UTC.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
