//! The picture as SVG.

use std::fmt::Write;

use super::Mark;
use super::chart::{Box, Chart, WayKind};
use super::layout::{BOX_WIDTH, Layout, Line, Place, TITLE_LINE, title};
use super::measure::cut;
use super::text::sign;

const MARGIN: f64 = 16.0;
const HEAD: f64 = 92.0;
const LANE_HEAD: f64 = 26.0;
const LEGEND_LINE: f64 = 18.0;
const RADIUS: f64 = 5.0;
/// One colour a bundle of lines; dark enough on white, and apart from one another in grey.
const COLOURS: [&str; 8] = ["#2f5d8a", "#9a4d1f", "#3d7a3d", "#7a3d7a", "#8a6d1a", "#1f7a7a", "#a03a4a", "#555f6b"];
const STYLE: &str = "
text{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif;fill:#1d2733}
.head{font-size:18px;font-weight:600}.source{font-size:12px;fill:#5a6572}
.lane{font-size:13px;font-weight:600;fill:#44505c}.title{font-size:13.5px;font-weight:600}
.about{font-size:11px;fill:#5a6572}.way{font-size:12px}.legend{font-size:12px}
.line{fill:none;stroke-width:1.5}.time{stroke-dasharray:5 3}
";

/// `marks` follow the boxes; a missing one is none.
pub(super) fn svg(chart: &Chart, layout: &Layout, twin: &str, marks: &[Option<Mark>]) -> String {
    let width = layout.width + 2.0 * MARGIN;
    let legend = if chart.deadlines.is_empty() { 0.0 } else { LEGEND_LINE * (number(chart.deadlines.len()) + 1.5) };
    let height = HEAD + layout.height + legend + MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        escaped(&chart.title),
        escaped(twin),
    );
    head(&mut svg, chart);
    let _ = writeln!(svg, "<g transform=\"translate({MARGIN} {HEAD})\">");
    lanes(&mut svg, chart, layout);
    layout.lines.iter().for_each(|line| drawn(&mut svg, chart, line));
    for (at, (one, place)) in chart.boxes.iter().zip(&layout.boxes).enumerate() {
        boxed(&mut svg, one, *place, marks.get(at).copied().flatten());
    }
    arrows(&mut svg, layout);
    beginnings(&mut svg, chart, layout);
    svg.push_str("</g>\n");
    legend_of(&mut svg, chart, HEAD + layout.height);
    svg.push_str("</svg>\n");
    svg
}

fn head(svg: &mut String, chart: &Chart) {
    let _ = writeln!(svg, "<text class=\"head\" x=\"{MARGIN}\" y=\"30\">{}</text>", escaped(&chart.title));
    if let Some(source) = &chart.source {
        let line = format!("{} {source}", chart.labels.source);
        let _ = writeln!(svg, "<text class=\"source\" x=\"{MARGIN}\" y=\"50\">{}</text>", escaped(&line));
    }
}

fn lanes(svg: &mut String, chart: &Chart, layout: &Layout) {
    for (at, ((x, width), title)) in layout.lanes.iter().zip(&chart.lanes).enumerate() {
        let fill = if at % 2 == 0 { "#f4f6f8" } else { "#fbfcfd" };
        let (top, height, middle) = (-LANE_HEAD, layout.height + LANE_HEAD, x + width / 2.0);
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" stroke=\"#dde3e8\"/>\
             <text class=\"lane\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            top + 18.0,
            escaped(title),
        );
    }
}

fn boxed(svg: &mut String, one: &Box, place: Place, mark: Option<Mark>) {
    let Place { x, y, height, .. } = place;
    let (radius, fill, edge) = if one.is_end { (14, "#eef3ee", "#6d8a6d") } else { (4, "#ffffff", "#7b8794") };
    let (fill, edge, stroke) = match mark {
        None => (fill, edge, 1.2),
        Some(Mark::Passed) => ("#eaf4ea", "#3d7a3d", 1.6),
        Some(Mark::Current) => ("#e3efff", "#0b57b7", 3.0),
    };
    let _ = writeln!(
        svg,
        "<g><title>{}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{BOX_WIDTH}\" height=\"{height:.1}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"{stroke}\"/>",
        escaped(&one.title)
    );
    if let Some(mark) = mark {
        signed(svg, place, mark);
    }
    let (left, middle) = (x + 10.0, x + BOX_WIDTH / 2.0);
    for (line, text) in title(one).iter().enumerate() {
        let _ = writeln!(
            svg,
            "<text class=\"title\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            y + 19.0 + TITLE_LINE * number(line),
            escaped(text)
        );
    }
    for (line, about) in one.about.iter().enumerate() {
        let _ = writeln!(
            svg,
            "<text class=\"about\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            place.about(one, line),
            escaped(&cut(about, BOX_WIDTH - 16.0, 11.0))
        );
    }
    for (at, way) in one.ways.iter().enumerate() {
        let middle = place.row(one, at);
        let condition = if way.when.is_some() { " ◇" } else { "" };
        let label = cut(&format!("{} {}", sign(way.kind), way.label), BOX_WIDTH - 34.0, 12.0) + condition;
        let whole = way.when.as_ref().map(|when| format!("{}\n{when}", way.label)).unwrap_or_else(|| way.label.clone());
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#e6eaee\"/>\
             <text class=\"way\" x=\"{left:.1}\" y=\"{:.1}\"><title>{}</title>{}</text>",
            x + BOX_WIDTH,
            middle - 10.0,
            middle - 10.0,
            middle + 4.5,
            escaped(&whole),
            escaped(&label)
        );
    }
    svg.push_str("</g>\n");
}

/// A sign beside the colour, for those who cannot tell colours apart.
fn signed(svg: &mut String, place: Place, mark: Mark) {
    let (sign, colour) = match mark {
        Mark::Passed => ("✔", "#2c662c"),
        Mark::Current => ("▶", "#0b57b7"),
    };
    let (x, y) = (place.x + 6.0, place.y + 17.0);
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" style=\"font-size:12px;fill:{colour}\">{sign}</text>");
}

fn drawn(svg: &mut String, chart: &Chart, line: &Line) {
    let kind = chart.boxes[line.from].ways[line.way].kind;
    let class = match kind {
        WayKind::Time | WayKind::Automatic => "line time",
        WayKind::Action | WayKind::Message | WayKind::Reopen => "line",
    };
    let colour = colour(line.to);
    let path = rounded(&line.points);
    let _ = writeln!(svg, "<path class=\"{class}\" stroke=\"{colour}\" d=\"{path}\"/>");
    if let Some((x, y)) = line.points.first() {
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.4\" fill=\"{colour}\"/>");
    }
}

fn colour(target: usize) -> &'static str {
    COLOURS[target % COLOURS.len()]
}

/// A path through points with rounded corners.
fn rounded(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| points.get(at)), points.get(at + 1)) else {
            let _ = write!(path, "{}{x:.1} {y:.1} ", if at == 0 { "M" } else { "L" });
            continue;
        };
        let (into, out) = (towards((*x, *y), *before), towards((*x, *y), *after));
        let _ = write!(path, "L{:.1} {:.1} Q{x:.1} {y:.1} {:.1} {:.1} ", into.0, into.1, out.0, out.1);
    }
    path.trim_end().to_owned()
}

/// The point a corner's radius away, at most half-way.
fn towards(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return from;
    }
    let step = RADIUS.min(length / 2.0) / length;
    (from.0 + dx * step, from.1 + dy * step)
}

fn arrows(svg: &mut String, layout: &Layout) {
    let mut targets: Vec<usize> = layout.lines.iter().map(|line| line.to).collect();
    targets.sort_unstable();
    targets.dedup();
    for target in targets {
        let place = layout.boxes[target];
        let (x, y) = (place.x + BOX_WIDTH / 2.0, place.y);
        let _ = writeln!(svg, "<path d=\"M{x:.1} {y:.1} l-4.5 -8 h9 z\" fill=\"{}\"/>", colour(target));
    }
}

fn beginnings(svg: &mut String, chart: &Chart, layout: &Layout) {
    chart
        .initial
        .iter()
        .filter_map(|initial| layout.boxes.get(*initial))
        .for_each(|place| beginning(svg, chart, place));
}

fn beginning(svg: &mut String, chart: &Chart, place: &Place) {
    let (x, y) = (place.x + BOX_WIDTH / 4.0, place.y);
    let _ = writeln!(
        svg,
        "<circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"5\" fill=\"#1d2733\"/><path d=\"M{x:.1} {:.1} V{:.1}\" stroke=\"#1d2733\" stroke-width=\"1.5\"/>\
         <path d=\"M{x:.1} {y:.1} l-4.5 -8 h9 z\" fill=\"#1d2733\"/><text class=\"about\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        y - 22.0,
        y - 22.0,
        y - 6.0,
        x - 40.0,
        y - 18.0,
        escaped(chart.labels.start)
    );
}

fn legend_of(svg: &mut String, chart: &Chart, top: f64) {
    if chart.deadlines.is_empty() {
        return;
    }
    let mut y = top + LEGEND_LINE;
    let _ =
        writeln!(svg, "<text class=\"lane\" x=\"{MARGIN}\" y=\"{y:.1}\">{}</text>", escaped(chart.labels.deadlines));
    for line in &chart.deadlines {
        y += LEGEND_LINE;
        let _ = writeln!(svg, "<text class=\"legend\" x=\"{MARGIN}\" y=\"{y:.1}\">◷ {}</text>", escaped(line));
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
