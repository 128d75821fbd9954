//! The picture in words: every box with its lane, its role, its deadline, and where each way leads.

use std::fmt::Write;

use super::chart::{Chart, Way, WayKind};

pub(super) fn text(chart: &Chart) -> String {
    let mut text = format!("{}\n", chart.title);
    if let Some(source) = &chart.source {
        let _ = writeln!(text, "{} {source}", chart.labels.source);
    }
    for first in chart.initial.iter().filter_map(|initial| chart.boxes.get(*initial)) {
        let _ = writeln!(text, "\n● {} → {}", chart.labels.start, first.title);
    }
    for one in &chart.boxes {
        let sign = if one.is_end { "◉" } else { "□" };
        let lane = chart.lanes.get(one.lane).map_or("", String::as_str);
        let about: String = one.about.iter().fold(String::new(), |about, line| about + " · " + line);
        let _ = writeln!(text, "\n{sign} {} [{lane}]{about}", one.title);
        for way in &one.ways {
            let _ = writeln!(text, "    {}", way_out(chart, way));
        }
    }
    if !chart.deadlines.is_empty() {
        let _ = writeln!(text, "\n{}", chart.labels.deadlines);
        for line in &chart.deadlines {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

fn way_out(chart: &Chart, way: &Way) -> String {
    let to = way.to.and_then(|to| chart.boxes.get(to)).map_or(chart.labels.stays, |to| to.title.as_str());
    let when = way.when.as_ref().map(|when| format!("  [{}{when}]", chart.labels.condition)).unwrap_or_default();
    format!("{} {} → {to}{when}", sign(way.kind), way.label)
}

/// The sign of a kind of way, in text and in the picture.
pub(super) fn sign(kind: WayKind) -> &'static str {
    match kind {
        WayKind::Action => "▸",
        WayKind::Message => "✉",
        WayKind::Time => "◷",
        WayKind::Automatic => "»",
        WayKind::Reopen => "↺",
    }
}
