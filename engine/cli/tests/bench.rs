//! `doudi bench`, the real binary, in a measurement too short to mean anything: what programs read of it is there.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

#[path = "../../../tests/src/postgres.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod postgres;

use std::process::{Command, Output};

use serde_json::Value;

/// What the last line holds at least.
const FIGURES: [&str; 7] =
    ["raw_steps_per_s", "steps_per_s", "ratio", "cpu_ms_per_command", "p50_ms", "p99_ms", "rss_mib"];

fn bench(arguments: &[&str]) -> (Output, Value) {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_doudi"))
        .args(["bench", "--json", "--rounds", "1", "--clients", "4", "--seconds", "0.3", "--folder"])
        .arg(folder.path())
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "what was measured on is taken away");
    let figures = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    (output, figures)
}

#[track_caller]
fn has_figures(figures: &Value) {
    for key in FIGURES {
        assert!(figures[key].is_number(), "{key} in {figures}");
    }
    for key in ["raw_steps_per_s", "steps_per_s", "rss_mib"] {
        assert!(figures[key].as_f64().unwrap() > 0.0, "{key} in {figures}");
    }
}

#[test]
fn the_last_line_holds_the_figures_of_the_embedded_store() {
    let (output, figures) = bench(&["--open", "20"]);
    has_figures(&figures);
    assert_eq!((figures["store"].as_str(), figures["open"].as_u64()), (Some("sqlite"), Some(20)));
    assert!(String::from_utf8(output.stdout).unwrap().contains("意思是："), "it is told what the figures mean");
}

#[test]
fn the_last_line_holds_the_figures_over_http() {
    let (_, figures) = bench(&["--open", "0", "--http"]);
    has_figures(&figures);
    assert_eq!(figures["http"], true);
}

#[test]
fn the_last_line_holds_the_figures_of_postgresql_and_its_server_keeps_nothing() {
    let server = postgres::Postgres::start().unwrap();
    let (_, figures) = bench(&["--open", "20", "--database", &server.url("postgres")]);
    has_figures(&figures);
    assert_eq!(figures["store"], "postgres");
    let left = server.sql("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'doudi_bench%'").unwrap();
    assert_eq!(left.trim(), "0");
}

#[test]
fn every_deadline_that_is_due_takes_effect() {
    let (_, figures) = bench(&["--due", "30"]);
    assert!(figures["fired"].as_u64().unwrap() >= 30, "{figures}");
}
