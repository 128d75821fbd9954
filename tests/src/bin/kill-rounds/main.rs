//! `kill-rounds --store sqlite|postgres --rounds N --seed S [--clients 8] [--doudi PATH]`: the real server on real time under
//! load, killed at random moments and started again; afterwards everything it ever acknowledged must be there, once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool of the tests says what went wrong by failing"
)]

mod audit;
mod book;
mod gate;
mod history;
mod load;
mod mails;
mod options;
mod report;
mod request;
mod server;
mod site;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use gate::Gate;
use load::Load;
use options::Options;
use report::Report;
use site::Site;

/// How long a server may live in one round, in milliseconds from its start.
const LIFE_MILLISECONDS: std::ops::Range<u64> = 200..2_000;
/// In a run of fewer rounds the leases of killed servers are ended by hand, not by time: two minutes are longer than the run.
const ROUNDS_OF_PATIENCE: u64 = 20;
/// One kill in so many does not wait for the server to be ready: it may hit the start itself.
const KILLS_AT_START: u32 = 4;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(wrong) => {
            println!("{wrong}");
            return ExitCode::FAILURE;
        }
    };
    let report = run(&options);
    report.print();
    if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(options: &Options) -> Report {
    let mut report = Report::new(options);
    let mut site = Site::make(options);
    let gate = Arc::new(Gate::default());
    let load = Arc::new(Load::new(&site, Arc::clone(&gate)));
    let clients: Vec<_> = (0..options.clients)
        .map(|number| {
            let (load, seed) = (Arc::clone(&load), options.seed.wrapping_add(number));
            thread::spawn(move || load.client(number, StdRng::seed_from_u64(seed)))
        })
        .collect();

    let mut random = StdRng::seed_from_u64(options.seed);
    for round in 1..=options.rounds {
        one_round(round, &mut site, &gate, &load, &mut random, &mut report);
    }
    if options.rounds < ROUNDS_OF_PATIENCE {
        mails::end_leases(&site, &mut report);
    }
    site.server.start_ready();
    gate.finish();
    for client in clients {
        report.check("every client came to its end", client.join().is_ok(), || "a client panicked".to_owned());
    }
    mails::wait_until_sent(&site, &mut report);
    audit::audit(&site, &mut report);
    site.server.kill();
    report.verified(site.server.verify());
    report.took();
    report
}

/// The server starts, lives a while, and is killed; then everything is verified.
fn one_round(round: u64, site: &mut Site, gate: &Gate, load: &Load, random: &mut StdRng, report: &mut Report) {
    let began = Instant::now();
    let life = Duration::from_millis(random.random_range(LIFE_MILLISECONDS));
    let before = load.counts();
    site.server.start();
    let at_start = random.random_ratio(1, KILLS_AT_START);
    if at_start {
        gate.open();
    } else {
        report.check("the server starts after a kill", site.server.wait_until_ready(), || format!("round {round}"));
        gate.open();
    }
    pause(life);
    gate.close();
    site.server.kill();
    let verified = site.server.verify();
    let line = report.round(round, began, life, at_start, load.counts().since(before), &verified);
    println!("{line}");
    report.verified(verified);
}

/// Lets the server live.
fn pause(life: Duration) {
    let (_never, nothing) = channel::<()>();
    // Nobody ever sends, so this takes exactly as long as it may.
    let _ = nothing.recv_timeout(life);
}
