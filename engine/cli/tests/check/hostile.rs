//! Files made to hurt: refused quickly, in little memory, with a line.
//!
//! Memory is bounded by what the kernel counted: the largest resident set of any child this process has waited for
//! (`getrusage`, `RUSAGE_CHILDREN`). It is read after the child has ended, so nothing is sampled and nothing can be missed;
//! other children of the same process can only make it larger.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::rulebook::doudi;

/// What a refusal may take; more than this by so many times is a failure, since a busy machine may be slow.
const TIME_MAX: Duration = Duration::from_secs(1);
const TIMES_OVER_MAX: u32 = 10;
/// The largest resident set of a refusal.
const RESIDENT_KIB_MAX: i64 = 100 * 1024;

const MIB: usize = 1024 * 1024;

/// What is tried, the code of its refusal, and the line it is told at.
fn hostile() -> Vec<(&'static str, String, &'static str, u64)> {
    vec![
        ("10 MiB in one line", format!("名称: {}\n", "x".repeat(10 * MIB)), "D0003", 1),
        ("10 MiB in lines of eight bytes", "a: bcde\n".repeat(10 * MIB / 8), "D0003", 4 * 1024 * 1024 / 8 + 1),
        ("an alias bomb", bomb(), "D0003", 5),
        ("100,000 brackets", "[".repeat(100_000), "D0003", 1),
        ("100,000 dashes", "- ".repeat(100_000), "D0003", 1),
        ("100,000 maps", "{a: ".repeat(100_000), "D0003", 1),
        ("100,000 aliases", format!("x: &a 1\ny: [{}]\n", "*a,".repeat(100_000)), "D0003", 1),
        ("duplicate keys", "甲: 1\n乙: 2\n甲: 3\n".to_owned(), "D0002", 3),
        ("a bidi control", "process: a\n名称: 申请\u{202e}者\n".to_owned(), "D0004", 2),
        ("100,000 bidi controls", "名称: 申请\u{202e}者\n".repeat(100_000), "D0004", 1),
        ("a null byte", "process: a\nname: b\0\n".to_owned(), "D0004", 2),
    ]
}

/// Ten lists, each of ten times the one before: ten thousand million items.
fn bomb() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    text
}

#[test]
fn hostile_files_are_refused_with_a_line_in_a_second_and_100_mib() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, code, line) in hostile() {
        let file = folder.path().join("hostile.yaml");
        fs::write(&file, text).unwrap();
        for form in [&["--json"][..], &[]] {
            let begun = Instant::now();
            let output = doudi(&[&["check", file.to_str().unwrap()], form].concat());
            let (took, resident) = (begun.elapsed(), resident_kib());
            println!("{name} {form:?}: {took:?}, at most {resident:?} KiB so far");
            assert_eq!(output.status.code(), Some(1), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(took < TIME_MAX * TIMES_OVER_MAX, "{name} took {took:?}");
            assert!(resident.is_none_or(|kib| kib < RESIDENT_KIB_MAX), "{name} took {resident:?} KiB");
            assert!(output.stdout.len() < 64 * 1024, "{name} said {} bytes", output.stdout.len());
            if form.is_empty() {
                continue;
            }
            let told: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!((told[0]["code"].as_str(), told[0]["line"].as_u64()), (Some(code), Some(line)), "{name}");
        }
    }
}

/// The largest resident set of any child waited for, where the system counts it in KiB.
#[cfg(target_os = "linux")]
fn resident_kib() -> Option<i64> {
    use nix::sys::resource::{UsageWho, getrusage};
    Some(getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss())
}

#[cfg(not(target_os = "linux"))]
fn resident_kib() -> Option<i64> {
    None
}
