//! `doudi import`, the real binary.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

#[path = "check/rulebook.rs"]
mod rulebook;

use rulebook::{Rulebook, TODAY, doudi};

const CHART: &str = r#"<scxml initial="asked"><state id="asked"><onentry><log expr="1"/></onentry>
  <onexit><send event="later" delay="1s"/></onexit>
  <transition event="answered" target="closed"/></state><final id="closed"/></scxml>"#;

#[test]
fn a_chart_is_written_as_a_process_and_what_is_lost_is_told_with_its_place() {
    let rulebook = Rulebook::copied();
    let chart = rulebook.path("asked.scxml");
    std::fs::write(&chart, CHART).unwrap();
    let output = doudi(&["import", "scxml", chart.to_str().unwrap()]);
    let (text, told) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("asked.scxml:1:") && told.contains("asked.scxml:2:") && told.lines().count() == 2, "{told}");
    assert!(text.starts_with("流程: asked\n"), "{text}");

    let whole = CHART.replace("\"1s\"", "\"3600s\"");
    std::fs::write(&chart, whole).unwrap();
    let output = doudi(&["import", "scxml", chart.to_str().unwrap(), "--process", "asked-again"]);
    assert_eq!(output.status.code(), Some(0));
    let process = rulebook.path("processes/asked-again.yaml");
    std::fs::write(&process, &output.stdout).unwrap();
    let checked = doudi(&["check", process.to_str().unwrap(), "--on", TODAY, "--lang", "en"]);
    let said = String::from_utf8(checked.stdout).unwrap();
    // A chart waits for events only: that nobody and no time moves a case on is for its new author to mend.
    assert!(said.contains("D0403"), "{said}");
    let way_out = "  asked:\n    after: [▮{in: {months: 1}, to: closed}]\n";
    rulebook.edit("processes/asked-again.yaml", "  asked:\n", way_out);
    let checked = doudi(&["check", process.to_str().unwrap(), "--on", TODAY, "--lang", "en"]);
    let said = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(checked.status.code(), Some(0), "{said}");
}
