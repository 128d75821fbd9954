//! Runs: one world after another until enough case-days have passed.

use std::sync::Arc;

use definition::name::ProcessName;
use definition::text::SourceText;
use machine::apply;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use scenario::{Coverage, Tally};
use sm3::{Digest, Sm3};

use super::audit::{self, Finding};
use super::bare;
use super::crash::Crashes;
use super::figures::Figures;
use super::house::{Apply, House};
use super::officer::Officer;
use super::script::Move;

use super::world::Base;
pub use super::world::World;

/// How often a crash strikes at each point, in thousandths.
const CRASHES_PER_THOUSAND: u32 = 6;
/// The most cases open at once in a world.
const OPEN_MAX: std::ops::Range<usize> = 4..40;
/// The most moves in one world.
const MOVES_MAX: usize = 6_000;
/// How often what did not leave is tried again at the end of a world.
const DELIVERIES_MAX: usize = 4_000;
/// Two minutes and a bit: a lease left by a crash has ended.
const LEASE_OVER_MILLISECONDS: i64 = 121_000;

/// What a simulation is told.
#[derive(Clone)]
pub struct Settings {
    /// What all chance follows from.
    pub seed: u64,
    /// How many case-days are to pass.
    pub case_days: u64,
    /// Only this process, if one is named.
    pub process: Option<ProcessName>,
    /// What must never hold of its cases, besides what its scenario files say.
    pub never: Vec<String>,
    /// Only this world, if one is named.
    pub world: Option<u64>,
    /// Whether the first world in which something does not hold is the last.
    pub stop_at_failure: bool,
    /// What applies a step.
    pub apply: Apply,
}

impl Settings {
    /// A simulation of everything with the machine's own `apply`.
    pub fn new(seed: u64, case_days: u64) -> Self {
        Self { seed, case_days, process: None, never: Vec::new(), world: None, stop_at_failure: false, apply }
    }
}

/// A world in which something did not hold.
pub struct Failed {
    /// Which of the run.
    pub number: u64,
    /// The world.
    pub world: World,
    /// What was done in it.
    pub moves: Vec<Move>,
    /// What did not hold, the first first.
    pub findings: Vec<Finding>,
}

/// What came of a simulation.
pub struct Ran {
    /// Figures of all worlds.
    pub figures: Figures,
    /// How many worlds there were.
    pub worlds: u64,
    /// How many of them were about which process.
    pub by_process: std::collections::BTreeMap<String, u64>,
    /// How often the house was killed where.
    pub crashes: std::collections::BTreeMap<&'static str, u64>,
    /// What the shipped processes came by.
    pub coverage: Coverage,
    /// SM3 over every history of every world, in order; hexadecimal.
    pub digest: String,
    /// Where something did not hold.
    pub failed: Vec<Failed>,
}

/// What came of one world.
pub(super) struct Done {
    pub moves: Vec<Move>,
    pub findings: Vec<Finding>,
    pub figures: Figures,
    pub crashes: Crashes,
    pub digest: Vec<u8>,
}

/// Simulates worlds of a rulebook one after another; `told` hears of each.
pub fn simulate(texts: &[Arc<SourceText>], settings: &Settings, mut told: impl FnMut(u64, &Figures)) -> Ran {
    let base = Base::new(texts, settings.process.clone(), &settings.never);
    let mut tally = Tally::default();
    let mut digest = Sm3::new();
    let mut ran = Ran {
        figures: Figures::default(),
        worlds: 0,
        by_process: Default::default(),
        crashes: Default::default(),
        coverage: Coverage::default(),
        digest: String::new(),
        failed: Vec::new(),
    };
    let mut number = settings.world.unwrap_or_default();
    while ran.figures.case_days() < settings.case_days {
        let seed = world_seed(settings.seed, number);
        let mut random = StdRng::seed_from_u64(seed);
        let world = base.world(seed, usize::try_from(number).unwrap(), &mut random);
        let done = live(&world, settings.apply, &mut random, &mut tally);
        *ran.by_process.entry(world.setting.process.to_string()).or_default() += 1;
        ran.figures.add(&world.figures);
        ran.figures.add(&done.figures);
        for (at, count) in done.crashes.struck() {
            *ran.crashes.entry(at.as_str()).or_default() += count;
        }
        digest.update(&done.digest);
        if !done.findings.is_empty() {
            ran.failed.push(Failed { number, world, moves: done.moves, findings: done.findings });
        }
        ran.worlds += 1;
        number += 1;
        told(ran.worlds, &ran.figures);
        if settings.world.is_some() || settings.stop_at_failure && !ran.failed.is_empty() {
            break;
        }
    }
    ran.coverage = tally.coverage(base.workspace());
    ran.digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    ran
}

/// The seed of a world: far from that of its neighbours.
fn world_seed(seed: u64, number: u64) -> u64 {
    let digest = Sm3::new().chain_update(seed.to_le_bytes()).chain_update(number.to_le_bytes()).finalize();
    u64::from_le_bytes(digest[..8].try_into().unwrap())
}

/// Lets officers work in a world until it ends.
fn live(world: &World, apply: Apply, random: &mut StdRng, tally: &mut Tally) -> Done {
    let crashes = Crashes::seeded(random.random(), CRASHES_PER_THOUSAND);
    let mut house = House::new(&world.workspace, &world.setting, apply, crashes, world.watched.clone());
    house.tally = std::mem::take(tally);
    let mut officer = Officer::new(world, random.random_range(OPEN_MAX));
    let mut moves = Vec::new();
    while house.now < world.ends && moves.len() < MOVES_MAX && house.findings.is_empty() {
        let next = officer.next(&house, random);
        carry_out(&mut house, &next);
        moves.push(next);
    }
    finish(&mut house, &moves);
    *tally = std::mem::take(&mut house.tally);
    done(house, moves)
}

/// Carries a script out again, killed nowhere.
pub fn run(world: &World, moves: &[Move], apply: Apply) -> Vec<Finding> {
    let mut house = House::new(&world.workspace, &world.setting, apply, Crashes::never(), world.watched.clone());
    for next in moves {
        carry_out(&mut house, next);
        audit::audit(&mut house);
        if !house.findings.is_empty() {
            return house.findings;
        }
    }
    finish(&mut house, moves);
    house.findings
}

pub(super) fn carry_out(house: &mut House<'_>, next: &Move) {
    match next {
        Move::Group(deeds) => {
            house.group(deeds);
            house.advance(house.now);
        }
        Move::Advance(to) => house.advance(*to),
        Move::Outage(until) => house.outage(*until),
    }
}

fn finish(house: &mut House<'_>, moves: &[Move]) {
    if !matches!(moves.last(), Some(Move::Outage(_))) {
        house.advance(house.now);
    }
    for _ in 0..DELIVERIES_MAX {
        if house.store.outbox.values().all(|sending| sending.sent) {
            break;
        }
        house.deliver();
        house.end_leases(LEASE_OVER_MILLISECONDS);
    }
    audit::at_the_end(house);
    if house.findings.is_empty() {
        bare::compare(house, moves);
    }
}

fn done(house: House<'_>, moves: Vec<Move>) -> Done {
    let mut digest = Sm3::new();
    for record in house.store.records() {
        digest.update(record.history.last().map(|last| last.hash.as_bytes()).unwrap_or_default());
    }
    let House { findings, figures, crashes, .. } = house;
    Done { moves, findings, figures, crashes, digest: digest.finalize().to_vec() }
}
