//! Processes that this one has started, by their numbers.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a killed process may take to be gone.
const GONE: Duration = Duration::from_secs(30);

/// Sends a signal.
pub fn signal(pid: u32, name: &str) {
    // It may have ended by itself; what matters is what it does afterwards.
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} {pid} 2>/dev/null")]).status().unwrap();
}

/// The processes a process has started.
pub fn children(parent: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    all.filter(|pid| parent_of(*pid) == Some(parent)).collect()
}

/// Waits until processes are gone.
pub fn wait_until_gone(pids: &[u32]) {
    let deadline = Instant::now() + GONE;
    while pids.iter().any(|pid| is_alive(*pid)) {
        assert!(Instant::now() < deadline, "a killed process is not gone: {pids:?}");
        crate::pause(Duration::from_millis(5));
    }
}

/// A judgement on a process that was not preloaded as wanted would be worth nothing.
pub fn assert_preloaded(pid: u32, wanted: bool) {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap_or_default();
    assert!(!wanted || maps.is_empty() || maps.contains("libshim.so"), "process {pid} runs without the shim");
}

fn is_alive(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != "Z")
}

fn parent_of(pid: u32) -> Option<u32> {
    stat(pid)?.1.parse().ok()
}

/// State and parent. The name before them may hold anything.
fn stat(pid: u32) -> Option<(String, String)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut words = after_name.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.next()?))
}
