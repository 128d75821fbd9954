//! How long a check takes, and how much memory: printed beside the limits, for a run with `--release --nocapture`. A debug build
//! checks a tenth of it, so that what is quadratic shows without anybody waiting long.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures time and decides nothing by it"
)]

use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

use definition::text::SourceText;
use definition::workspace::Workspace;

const STATES: usize = if cfg!(debug_assertions) { 1_000 } else { 10_000 };
const TRANSITIONS_PER_STATE: usize = 3;
const SECONDS_MAX: f64 = 2.0;
const MEBIBYTES_MAX: f64 = 200.0;
const TYPICAL_MILLISECONDS_MAX: f64 = 50.0;
const TODAY: &str = "2026-01-15";
const KIBIBYTES_PER_MEBIBYTE: f64 = 1024.0;

const AROUND: [(&str, &str); 3] = [
    (
        "calendar.yaml",
        "calendar: county\nname: {zh: 县工作日历, en: County calendar}\ncovers: {from: 2026-01-01, to: 2026-12-31}\noffice_hours: [\"08:30-11:30\", \"13:30-17:00\"]\nyears: {\"2026\": {off: [], work: []}}\n",
    ),
    (
        "organisation.yaml",
        "organisation: county\nlevels: [county]\nroles: {clerk: {level: county, name: 经办人}, chief: {level: county, name: 负责人}}\noffices: {\"1\": {name: 安宁县, level: county, calendar: county}}\n",
    ),
    (
        "reminder.yaml",
        "template: deadline-reminder\nsubject: {zh: 到期, en: Due}\nbody: {zh: 请办理。, en: Please act.}\n",
    ),
];

/// A process of so many states; each leads to the next, to one far away and to one before, some by a guard, some with a deadline.
fn process(states: usize) -> String {
    let mut text = String::from(
        "process: large\nversion: 1\nname: {zh: 大, en: Large}\neffective: {from: 2026-01-01}\nnumber: \"L-{year}-{seq:4}\"\ncalendar: county\nfields: {members: {type: integer, min: 1, max: 20, name: {zh: 人口, en: Members}}}\nstart: {role: clerk, form: [members]}\ninitial: s0\nstates:\n",
    );
    for at in 0..states {
        let (next, far, before) = (at + 1, (at * 7_919 + 13) % states, at / 2);
        let role = if at % 2 == 0 { "clerk" } else { "chief" };
        let guard = if at % 100 == 3 { ", when: members > 3, otherwise: {zh: 不, en: No}" } else { "" };
        let deadline = if at % 10 == 0 { "    deadline: {due: {working_days: 5}}\n" } else { "" };
        let _ = write!(
            text,
            "  s{at}:\n    name: {{zh: 环节{at}, en: State {at}}}\n    task: {{role: {role}}}\n{deadline}    on:\n      a: {{name: {{zh: 办, en: Go}}, to: s{next}}}\n      b: {{name: {{zh: 转, en: Jump}}, to: s{far}{guard}}}\n      c: {{name: {{zh: 退, en: Back}}, to: s{before}}}\n",
        );
    }
    let _ = writeln!(text, "  s{states}: {{name: {{zh: 办结, en: Done}}, end: done}}");
    text
}

fn checked(process: &str) -> Workspace {
    let around = AROUND.iter().map(|(path, text)| SourceText::new(*path, *text));
    let texts: Vec<Arc<SourceText>> = around.chain([SourceText::new("process.yaml", process)]).collect();
    definition::check(&texts, TODAY.parse().unwrap())
}

#[test]
fn what_a_check_of_a_very_large_process_takes_is_printed_beside_its_limits() {
    let text = process(STATES);
    let before = resident_mebibytes();
    let began = Instant::now();
    let workspace = checked(&text);
    let took = began.elapsed().as_secs_f64();
    let wrong: Vec<String> =
        workspace.diagnostics.iter().map(|one| format!("{} {}", one.place(), one.message.en)).take(3).collect();
    println!(
        "{STATES} states, {} transitions, {} KiB: {took:.2} s (at most {SECONDS_MAX}), {:.0} MiB more at the peak (at most {MEBIBYTES_MAX}); {} problems {wrong:?}",
        STATES * TRANSITIONS_PER_STATE,
        text.len() / 1024,
        resident_mebibytes() - before,
        workspace.diagnostics.len()
    );
    let large = workspace.processes.get("large").unwrap();
    assert_eq!(large.definition.states.len(), STATES + 1);
    assert!(!workspace.has_errors(), "{wrong:?}");
}

#[test]
fn what_a_check_of_the_longest_shipped_process_takes_is_printed_beside_its_limit() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows");
    let mut texts = Vec::new();
    for folder in ["processes", "templates", "calendars", "organisations", "parameters", "fragments"] {
        let Ok(files) = std::fs::read_dir(root.join(folder)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            texts.push(SourceText::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    let is_process = |text: &Arc<SourceText>| text.path.contains("processes") && !text.path.ends_with(".test.yaml");
    let longest = texts.iter().filter(|text| is_process(text)).max_by_key(|text| text.text.len()).unwrap().clone();
    texts.retain(|text| !text.path.contains("processes") || Arc::ptr_eq(text, &longest));
    let mut most = 0.0_f64;
    for _ in 0..20 {
        let began = Instant::now();
        std::hint::black_box(definition::check(&texts, TODAY.parse().unwrap()));
        most = most.max(began.elapsed().as_secs_f64() * 1_000.0);
    }
    println!(
        "{}: at most {most:.1} ms in 20 (at most {TYPICAL_MILLISECONDS_MAX}), with all that it names",
        longest.path
    );
}

/// The largest resident set of this process so far, where the system says it.
fn resident_mebibytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    kibibytes / KIBIBYTES_PER_MEBIBYTE
}
