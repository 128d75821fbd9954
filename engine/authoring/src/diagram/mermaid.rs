//! The picture as Mermaid text: states in document order within their lane, each with its role and its deadline.

use std::fmt::Write;

use super::chart::{Box, Chart, Way, WayKind, chart};
use crate::words::Words;

/// The Mermaid flowchart of a process.
pub fn mermaid(words: Words<'_>) -> String {
    let chart = chart(words);
    let mut text = String::from("flowchart TD\n");
    for initial in &chart.initial {
        let _ = writeln!(text, "  start_((●)) --> s{initial}");
    }
    for (lane, title) in chart.lanes.iter().enumerate() {
        let _ = writeln!(text, "  subgraph lane{lane}[\"{}\"]", escaped(title));
        for (at, one) in chart.boxes.iter().enumerate().filter(|(_, one)| one.lane == lane) {
            let _ = writeln!(text, "    s{at}{}", shape(one));
        }
        text.push_str("  end\n");
    }
    for (at, one) in chart.boxes.iter().enumerate() {
        one.ways.iter().for_each(|way| edge(&mut text, &chart, at, way));
    }
    text
}

fn shape(one: &Box) -> String {
    let lines = std::iter::once(&one.title).chain(one.about.iter().take(if one.is_end { 0 } else { usize::MAX }));
    let label: Vec<String> = lines.map(|line| escaped(line)).collect();
    let label = label.join("<br/>");
    if one.is_end { format!("([\"{label}\"])") } else { format!("[\"{label}\"]") }
}

fn edge(text: &mut String, chart: &Chart, from: usize, way: &Way) {
    let Some(to) = way.to.filter(|to| *to < chart.boxes.len()) else { return };
    let arrow = match way.kind {
        WayKind::Action | WayKind::Message | WayKind::Automatic => "-->",
        WayKind::Time | WayKind::Reopen => "-.->",
    };
    let when = way.when.as_ref().map(|when| format!("<br/>[{}]", escaped(when))).unwrap_or_default();
    let _ = writeln!(text, "  s{from} {arrow}|\"{}{when}\"| s{to}", escaped(&way.label));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;").replace('|', "&#124;")
}
