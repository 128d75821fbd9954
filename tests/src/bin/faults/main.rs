//! `faults --store sqlite|postgres --rounds N --seed S [--faults kill,power-loss,...] [--nodes 1|2|3]`: the real server on real
//! time under load, and everything that can befall it, at random moments; afterwards everything it ever acknowledged must be
//! there, once. See docs/durability.md.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool of the tests says what went wrong by failing"
)]

mod audit;
mod befall;
mod book;
mod cluster;
mod disk;
mod fault;
mod gate;
mod history;
mod load;
mod mails;
#[path = "../../../shim/src/mirror.rs"]
mod mirror;
mod options;
mod owner;
mod process;
mod relay;
mod report;
mod request;
mod round;
mod server;
mod site;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::StdRng;

use gate::Gate;
use load::Load;
use options::Options;
use report::Report;
use round::Round;
use site::Site;

/// What a lying disk must be found out by.
const LOSS: &str = "what was acknowledged is there";

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(wrong) => {
            println!("{wrong}");
            return ExitCode::FAILURE;
        }
    };
    let mut report = Report::new(&options);
    let mut first = 1;
    while first <= options.rounds {
        let last = options.rounds.min(first + options.chapter - 1);
        chapter(&options, first, last, &mut report);
        first = last + 1;
    }
    report.took();
    report.print();
    let as_expected = if options.lie { report.failures(LOSS) > 0 } else { report.is_clean() };
    if options.lie {
        println!("a disk that lies must be found out: {}", if as_expected { "it was" } else { "IT WAS NOT" });
    }
    if as_expected { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Some rounds on one database, from its making to the comparison.
fn chapter(options: &Options, first: u64, last: u64, report: &mut Report) {
    let mut random = StdRng::seed_from_u64(options.seed.wrapping_add(first));
    let mut site = Site::make(options);
    if options.power_may_be_lost() {
        // What was acknowledged before any load: the tables, the key, the tokens.
        befall::lose_power(&mut site, &mut random);
    }
    let gate = Arc::new(Gate::default());
    let load = Arc::new(Load::new(&site, Arc::clone(&gate)));
    let clients: Vec<_> = (0..options.clients)
        .map(|number| {
            let (load, seed) = (Arc::clone(&load), options.seed.wrapping_add(first * 1_000 + number));
            thread::spawn(move || load.client(number, StdRng::seed_from_u64(seed)))
        })
        .collect();
    for number in first..=last {
        let mut round = Round { options, site: &mut site, gate: &gate, load: &load, random: &mut random, report };
        round.live(number);
    }
    site.kill_nodes();
    mails::end_waiting(&site, report);
    site.start_nodes();
    let ready = site.wait_until_ready();
    report.check("the servers start", ready, || site.said());
    gate.finish();
    for client in clients {
        report.check("every client came to its end", client.join().is_ok(), || "a client panicked".to_owned());
    }
    report.figure("answers that there was no room", usize::try_from(load.no_room()).unwrap_or_default());
    mails::wait_until_sent(&site, report);
    audit::audit(&site, report);
    site.kill_nodes();
    report.verified(site.nodes[0].verify());
}

/// Lets the servers live.
fn pause(life: Duration) {
    let (_never, nothing) = channel::<()>();
    // Nobody ever sends, so this takes exactly as long as it may.
    let _ = nothing.recv_timeout(life);
}
