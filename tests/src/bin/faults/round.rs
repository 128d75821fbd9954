//! One round: the servers live a while, something befalls them, and what is left is verified.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use crate::befall::{befall, lose_power};
use crate::fault::Fault;
use crate::gate::Gate;
use crate::load::Load;
use crate::options::Options;
use crate::pause;
use crate::report::{Report, Told};
use crate::site::Site;

/// How long servers live in one round before something befalls them, in milliseconds.
const LIFE_MILLISECONDS: std::ops::Range<u64> = 200..2_000;
/// One kill in so many does not wait for the server to be ready: it may hit the start itself.
const KILLS_AT_START: u32 = 4;
/// How long it may take until commands are done again after something has passed.
const AGAIN: Duration = Duration::from_secs(60);
/// How often it is looked whether they are.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What a round has at hand.
pub struct Round<'r> {
    /// What was asked for.
    pub options: &'r Options,
    /// Everything there is.
    pub site: &'r mut Site,
    /// The way to the servers.
    pub gate: &'r Gate,
    /// Who asks.
    pub load: &'r Load,
    /// What all chance follows from.
    pub random: &'r mut StdRng,
    /// What came of it.
    pub report: &'r mut Report,
}

impl Round<'_> {
    /// Lives it.
    pub fn live(&mut self, round: u64) {
        let began = Instant::now();
        let fault = self.fault(round);
        let life = Duration::from_millis(self.random.random_range(LIFE_MILLISECONDS));
        let before = self.load.counts();
        let deadly = matches!(fault, Fault::Kill | Fault::PowerLoss);
        let at_start = deadly && self.random.random_ratio(1, KILLS_AT_START);
        self.site.start_nodes();
        if !at_start {
            let ready = self.site.wait_until_ready();
            self.report.check("the servers start", ready, || format!("round {round}: {}", last(&self.site.said())));
        }
        self.gate.open();
        pause(life);
        let what = match fault {
            Fault::Kill => self.kill(life, at_start),
            Fault::PowerLoss => self.power_loss(life, at_start),
            passing => {
                let what = befall(self, passing);
                self.goes_on(round, &what);
                what
            }
        };
        self.end();
        let verified = self.site.nodes[0].verify();
        let counts = self.load.counts().since(before);
        println!("{}", self.report.round(&Told { round, began, what }, counts, &verified));
        self.report.verified(verified);
    }

    /// Each fault in its turn, the order of each turn left to chance, so that few rounds see all of them.
    fn fault(&self, round: u64) -> Fault {
        let mut faults = self.options.faults.clone();
        let (turn, at) = ((round - 1) / faults.len() as u64, (round - 1) % faults.len() as u64);
        faults.shuffle(&mut StdRng::seed_from_u64(self.options.seed.wrapping_add(turn)));
        faults.into_iter().nth(usize::try_from(at).unwrap_or_default()).unwrap_or(Fault::Kill)
    }

    /// An SQLite file is verified while nobody runs; on PostgreSQL several nodes go on meanwhile.
    fn end(&mut self) {
        if self.site.nodes.len() == 1 {
            self.gate.close();
            self.site.kill_nodes();
        }
    }

    fn kill(&mut self, life: Duration, at_start: bool) -> String {
        let from = if at_start { "after the start" } else { "after it was ready" };
        let nodes = self.site.nodes.len();
        let killed = self.random.random_range(1..=nodes);
        if killed == nodes {
            self.gate.close();
        }
        let first = self.random.random_range(0..nodes);
        for at in 0..killed {
            self.site.nodes[(first + at) % nodes].kill();
        }
        if killed < nodes {
            pause(life / 2);
        }
        format!("killed {killed} of {nodes} {:>4} ms {from}", life.as_millis())
    }

    fn power_loss(&mut self, life: Duration, at_start: bool) -> String {
        let from = if at_start { "after the start" } else { "after it was ready" };
        self.gate.close();
        lose_power(self.site, self.random);
        format!("power lost {:>4} ms {from}", life.as_millis())
    }

    /// Once something has passed, commands must be done again.
    fn goes_on(&mut self, round: u64, what: &str) {
        let (before, deadline) = (self.load.counts().done, Instant::now() + AGAIN);
        while self.load.counts().done == before && Instant::now() < deadline {
            pause(LOOK_AGAIN);
        }
        let again = self.load.counts().done > before;
        self.report.check("commands are done again afterwards", again, || {
            format!("round {round}, {what}: {}", last(&self.site.said()))
        });
    }
}

/// The end of what the servers said.
fn last(said: &str) -> String {
    let lines: Vec<&str> = said.lines().rev().take(6).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
}
