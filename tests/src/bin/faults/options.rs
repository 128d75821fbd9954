//! What the tool is told on its command line.

use std::path::PathBuf;

use tests::harness::Backend;

use crate::fault::Fault;

const USAGE: &str =
    "usage: faults --store sqlite|postgres --rounds N --seed S [--faults kill,power-loss,...] [--nodes 1|2|3]
       [--chapter 20] [--clients 8] [--lie] [--doudi PATH]
faults: kill, power-loss, stop, cut, conflict, locked, disk-full, clock, smtp; `all` is each of them the store knows
--lie: the disk says it has synced and has not; the run succeeds if the judgement reports loss";
/// Threads that ask, unless said otherwise.
const CLIENTS: u64 = 8;
/// Rounds on one database, unless said otherwise: more would only make each verification longer.
const CHAPTER_ROUNDS: u64 = 20;
/// The most nodes.
const NODES_MAX: u64 = 3;

/// What the tool is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which store.
    pub store: Backend,
    /// How many rounds.
    pub rounds: u64,
    /// What all chance follows from.
    pub seed: u64,
    /// What befalls the servers.
    pub faults: Vec<Fault>,
    /// How many servers run on one database.
    pub nodes: u64,
    /// After so many rounds everything is compared, and a fresh database begun.
    pub chapter: u64,
    /// How many ask at the same time.
    pub clients: u64,
    /// Whether the disk lies.
    pub lie: bool,
    /// The server's program.
    pub doudi: PathBuf,
}

impl Options {
    /// Reads options and their values.
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let beside = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("doudi");
        let mut options = Self {
            store: Backend::Sqlite,
            rounds: 0,
            seed: 0,
            faults: vec![Fault::Kill],
            nodes: 1,
            chapter: CHAPTER_ROUNDS,
            clients: CLIENTS,
            lie: false,
            doudi: beside,
        };
        let mut faults = "kill".to_owned();
        let mut arguments = arguments.peekable();
        while let Some(option) = arguments.next() {
            if option == "--lie" {
                options.lie = true;
                continue;
            }
            let value = arguments.next().ok_or_else(|| format!("{option} needs a value\n{USAGE}"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{option}: expected a number, found {value}"));
            match option.as_str() {
                "--store" => options.store = store(&value)?,
                "--rounds" => options.rounds = number()?,
                "--seed" => options.seed = number()?,
                "--faults" => faults = value,
                "--nodes" => options.nodes = number()?,
                "--chapter" => options.chapter = number()?,
                "--clients" => options.clients = number()?,
                "--doudi" => options.doudi = PathBuf::from(value),
                _ => return Err(format!("{option} is no option\n{USAGE}")),
            }
        }
        options.faults = Fault::read(&faults, options.store)?;
        options.checked()
    }

    fn checked(self) -> Result<Self, String> {
        if !self.doudi.exists() {
            return Err(format!("expected the server at {}; run: cargo build -p cli", self.doudi.display()));
        }
        if self.rounds == 0 || self.chapter == 0 {
            return Err(USAGE.to_owned());
        }
        if !(1..=NODES_MAX).contains(&self.nodes) {
            return Err(format!("--nodes: expected 1 to {NODES_MAX}, found {}", self.nodes));
        }
        if self.nodes > 1 && self.store == Backend::Sqlite {
            return Err("--nodes: one process owns an SQLite file; several nodes need --store postgres".to_owned());
        }
        Ok(self)
    }

    /// Whether the disk is one of the shim's.
    pub fn power_may_be_lost(&self) -> bool {
        self.lie || self.faults.contains(&Fault::PowerLoss)
    }
}

fn store(value: &str) -> Result<Backend, String> {
    match value {
        "sqlite" => Ok(Backend::Sqlite),
        "postgres" => Ok(Backend::Postgres),
        _ => Err(format!("--store: expected sqlite or postgres, found {value}")),
    }
}
