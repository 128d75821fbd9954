//! What the tool is told on its command line.

use std::path::PathBuf;

use tests::harness::Backend;

const USAGE: &str = "usage: kill-rounds --store sqlite|postgres --rounds N --seed S [--clients 8] [--doudi PATH]";
/// Threads that ask, unless said otherwise.
const CLIENTS: u64 = 8;

/// What the tool is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which store.
    pub store: Backend,
    /// How often the server is killed.
    pub rounds: u64,
    /// What all chance follows from.
    pub seed: u64,
    /// How many ask at the same time.
    pub clients: u64,
    /// The server's program.
    pub doudi: PathBuf,
}

impl Options {
    /// Reads pairs of option and value.
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let beside = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("doudi");
        let mut options = Self { store: Backend::Sqlite, rounds: 0, seed: 0, clients: CLIENTS, doudi: beside };
        let mut arguments = arguments.peekable();
        while let Some(option) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{option} needs a value\n{USAGE}"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{option}: expected a number, found {value}"));
            match option.as_str() {
                "--store" => options.store = store(&value)?,
                "--rounds" => options.rounds = number()?,
                "--seed" => options.seed = number()?,
                "--clients" => options.clients = number()?,
                "--doudi" => options.doudi = PathBuf::from(value),
                _ => return Err(format!("{option} is no option\n{USAGE}")),
            }
        }
        if !options.doudi.exists() {
            return Err(format!("expected the server at {}; run: cargo build -p cli", options.doudi.display()));
        }
        if options.rounds == 0 { Err(USAGE.to_owned()) } else { Ok(options) }
    }
}

fn store(value: &str) -> Result<Backend, String> {
    match value {
        "sqlite" => Ok(Backend::Sqlite),
        "postgres" => Ok(Backend::Postgres),
        _ => Err(format!("--store: expected sqlite or postgres, found {value}")),
    }
}
