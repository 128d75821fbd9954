//! What this process, and a PostgreSQL server on the same machine, have used.

use std::fs;
use std::time::Duration;

/// Ticks of the kernel's clock a second: the same on every Linux there is.
const TICKS_PER_S: u64 = 100;
/// The name of every process of the server.
const SERVER: &str = "postgres";

/// The processes whose work is counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// The first process of a PostgreSQL server, if it runs here.
    pub server: Option<u32>,
}

/// Memory of this process, in MiB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Held now.
    pub now_mib: f64,
    /// The most ever held.
    pub peak_mib: f64,
}

impl Counted {
    /// With the server one of whose processes this is, if it is one of this machine.
    pub fn with_server(process: Option<i32>) -> Self {
        let process = process.and_then(|process| u32::try_from(process).ok());
        let parent =
            process.filter(|process| name_of(*process) == SERVER).and_then(|process| stat(process).map(|s| s.parent));
        Self { server: parent.filter(|parent| name_of(*parent) == SERVER) }
    }

    /// Processor time used so far.
    pub fn cpu(self) -> Duration {
        let own = stat(std::process::id()).map_or(0, |stat| stat.ticks);
        let server = self.server.map_or(0, |first| {
            // What has ended is in the account of the first.
            let first_stat = stat(first).map_or(0, |stat| stat.ticks + stat.children_ticks);
            first_stat + children(first).map(|stat| stat.ticks).sum::<u64>()
        });
        Duration::from_millis((own + server) * 1_000 / TICKS_PER_S)
    }
}

/// The memory of this process.
pub fn memory() -> Memory {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse::<f64>().ok());
        kib.unwrap_or_default() / 1_024.0
    };
    Memory { now_mib: of("VmRSS:"), peak_mib: of("VmHWM:") }
}

struct Stat {
    parent: u32,
    ticks: u64,
    children_ticks: u64,
}

/// What the kernel says of a process; the name stands in brackets and may hold anything.
fn stat(process: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    let parts: Vec<&str> = rest.split_whitespace().collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u64>().ok());
    let parent = u32::try_from(number(1)?).ok()?;
    Some(Stat { parent, ticks: number(11)? + number(12)?, children_ticks: number(13)? + number(14)? })
}

fn name_of(process: u32) -> String {
    fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default().trim().to_owned()
}

fn children(parent: u32) -> impl Iterator<Item = Stat> {
    let folders = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let processes = folders.filter_map(|folder| folder.file_name().to_str()?.parse::<u32>().ok());
    processes.filter_map(stat).filter(move |stat| stat.parent == parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_holds_memory_and_is_no_database() {
        let held = memory();
        assert!(held.now_mib > 0.0 && held.peak_mib >= held.now_mib, "{held:?}");
        let own = i32::try_from(std::process::id()).unwrap();
        assert_eq!(Counted::with_server(Some(own)).server, None);
    }
}
