//! Where everything stands: lanes are columns, a case goes from top to bottom, lines run in channels between the boxes and never
//! over them. All lines to one box join, so that following a line leads to one place only.

use std::collections::BTreeMap;

use super::chart::{Box, Chart, Way};
use super::measure::{TITLE, lines as broken};
use super::tracks::Channel;

/// All lengths in pixels of the SVG.
pub(super) const BOX_WIDTH: f64 = 196.0;
const TITLE_HEIGHT: f64 = 28.0;
/// What each further line of a title takes.
pub(super) const TITLE_LINE: f64 = 17.0;
const ABOUT_HEIGHT: f64 = 17.0;
const WAY_HEIGHT: f64 = 20.0;
const BOTTOM: f64 = 6.0;
const TRACK: f64 = 9.0;
const CHANNEL_LEAST: f64 = 26.0;
const GAP_LEAST: f64 = 34.0;
/// Lines to the left leave a little lower than lines to the right, so that they pass one another between two boxes.
const ASIDE: f64 = 3.0;
/// How many boxes of one lane stand side by side at most.
const ABREAST_MAX: usize = 2;

/// Everything in its place.
#[derive(Debug)]
pub(super) struct Layout {
    pub width: f64,
    pub height: f64,
    /// Left edge and width of each lane.
    pub lanes: Vec<(f64, f64)>,
    pub boxes: Vec<Place>,
    pub lines: Vec<Line>,
}

/// Where a box stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub x: f64,
    pub y: f64,
    pub height: f64,
    column: usize,
    layer: usize,
}

/// A line from a way out to the box it leads to.
#[derive(Debug)]
pub(super) struct Line {
    pub from: usize,
    pub way: usize,
    pub to: usize,
    pub points: Vec<(f64, f64)>,
}

impl Place {
    /// The middle of a way's row.
    pub fn row(&self, of: &Box, way: usize) -> f64 {
        self.y + title_height(of) + ABOUT_HEIGHT * count(of.about.len()) + WAY_HEIGHT * (count(way) + 0.5)
    }

    /// The base line of a line about it.
    pub fn about(&self, of: &Box, line: usize) -> f64 {
        self.y + title_height(of) + ABOUT_HEIGHT * count(line) + 11.0
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The title of a box in lines.
pub(super) fn title(of: &Box) -> Vec<String> {
    broken(&of.title, BOX_WIDTH - 16.0, TITLE)
}

fn title_height(of: &Box) -> f64 {
    TITLE_HEIGHT + TITLE_LINE * count(title(of).len() - 1)
}

/// Gives everything its place.
pub(super) fn layout(chart: &Chart) -> Layout {
    let layers = layers(chart);
    let columns = Columns::of(chart, &layers);
    let (mut channels, mut gaps) = channels(chart, &layers, &columns);
    channels.iter_mut().chain(&mut gaps).for_each(Channel::settle);
    let mut x = 0.0;
    let mut column_x = Vec::new();
    for channel in channels.iter().take(columns.count) {
        x += width(channel);
        column_x.push(x);
        x += BOX_WIDTH;
    }
    let whole = x + channels.last().map_or(CHANNEL_LEAST, width);
    let mut boxes: Vec<Place> = chart.boxes.iter().map(|_| Place::default()).collect();
    let mut y = 0.0;
    for (layer, gap) in gaps.iter().enumerate() {
        y += GAP_LEAST.max(TRACK * (count(gap.count()) + 2.0));
        let here = (0..boxes.len()).filter(|at| layers[*at] == layer).collect::<Vec<_>>();
        let heights = here.iter().map(|at| height(chart, *at));
        let tallest = heights.fold(0.0, f64::max);
        for at in here {
            let column = columns.of_box[at];
            boxes[at] = Place { x: column_x[column], y, height: height(chart, at), column, layer };
        }
        y += tallest;
    }
    let lines = lines(chart, &boxes, &channels, &gaps, &column_x);
    let lanes = columns.lanes(&column_x, &channels);
    Layout { width: whole, height: y + GAP_LEAST, lanes, boxes, lines }
}

fn width(channel: &Channel) -> f64 {
    CHANNEL_LEAST.max(TRACK * (count(channel.count()) + 2.0))
}

fn height(chart: &Chart, at: usize) -> f64 {
    let one = &chart.boxes[at];
    title_height(one) + ABOUT_HEIGHT * count(one.about.len()) + WAY_HEIGHT * count(one.ways.len()) + BOTTOM
}

/// How far down each box stands: below everything that leads to it, ways back left aside, and not too many abreast.
pub(crate) fn layers(chart: &Chart) -> Vec<usize> {
    let order = order(chart);
    let position: BTreeMap<usize, usize> = order.iter().enumerate().map(|(at, one)| (*one, at)).collect();
    let mut layers = vec![0; chart.boxes.len()];
    let mut abreast: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for at in &order {
        let lane = chart.boxes[*at].lane;
        let mut layer = layers[*at];
        while abreast.get(&(lane, layer)).is_some_and(|many| *many >= ABREAST_MAX) {
            layer += 1;
        }
        *abreast.entry((lane, layer)).or_default() += 1;
        layers[*at] = layer;
        for to in targets(&chart.boxes[*at].ways) {
            if position.get(&to) > position.get(at) {
                layers[to] = layers[to].max(layer + 1);
            }
        }
    }
    layers
}

/// The boxes in an order in which ways forward come first: the reverse of when a search from the beginning is done with them.
fn order(chart: &Chart) -> Vec<usize> {
    let mut done = Vec::new();
    let mut seen = vec![false; chart.boxes.len()];
    for root in chart.initial.iter().copied().chain(0..chart.boxes.len()) {
        let mut open = vec![(root, 0)];
        if seen.get(root).copied().unwrap_or(true) {
            continue;
        }
        seen[root] = true;
        while let Some((at, next)) = open.pop() {
            // The last way first, so that in the end the first way stands first.
            let targets: Vec<usize> = targets(&chart.boxes[at].ways).rev().collect();
            let Some(to) = targets.get(next).copied() else {
                done.push(at);
                continue;
            };
            open.push((at, next + 1));
            if !seen[to] {
                seen[to] = true;
                open.push((to, 0));
            }
        }
    }
    done.reverse();
    done
}

fn targets(ways: &[Way]) -> impl DoubleEndedIterator<Item = usize> {
    // A closed case that is opened again goes back by its nature.
    ways.iter().filter(|way| way.kind != super::chart::WayKind::Reopen).filter_map(|way| way.to)
}

/// The columns of boxes, lane by lane.
struct Columns {
    count: usize,
    of_box: Vec<usize>,
    /// First and last column of each lane.
    lanes: Vec<(usize, usize)>,
}

impl Columns {
    fn of(chart: &Chart, layers: &[usize]) -> Self {
        let mut of_box = vec![0; chart.boxes.len()];
        let mut lanes = Vec::new();
        let mut first = 0;
        for lane in 0..chart.lanes.len() {
            let mut beside: BTreeMap<usize, usize> = BTreeMap::new();
            for (at, layer) in layers.iter().enumerate().filter(|(at, _)| chart.boxes[*at].lane == lane) {
                let column = beside.entry(*layer).or_default();
                of_box[at] = first + *column;
                *column += 1;
            }
            let columns = beside.values().copied().max().unwrap_or(1);
            lanes.push((first, first + columns - 1));
            first += columns;
        }
        Self { count: first, of_box, lanes }
    }

    fn lanes(&self, column_x: &[f64], channels: &[Channel]) -> Vec<(f64, f64)> {
        let edge = |column: usize| {
            let channel = channels.get(column).map_or(CHANNEL_LEAST, width);
            match column_x.get(column) {
                Some(x) if column == 0 => x - channel,
                Some(x) => x - channel / 2.0,
                None => column_x.last().map_or(0.0, |x| x + BOX_WIDTH + channel),
            }
        };
        self.lanes.iter().map(|(first, last)| (edge(*first), edge(last + 1) - edge(*first))).collect()
    }
}

/// Which channel a line takes beside its box: on the side of where it goes.
fn side(columns: &Columns, from: usize, to: usize) -> usize {
    let (here, there) = (columns.of_box[from], columns.of_box[to]);
    if there < here { here } else { here + 1 }
}

/// The bundles in each channel between columns and in each gap above a layer.
fn channels(chart: &Chart, layers: &[usize], columns: &Columns) -> (Vec<Channel>, Vec<Channel>) {
    let depth = layers.iter().max().map_or(1, |last| last + 1);
    let mut channels: Vec<Channel> = (0..=columns.count).map(|_| Channel::default()).collect();
    let mut gaps: Vec<Channel> = (0..depth).map(|_| Channel::default()).collect();
    for (from, one) in chart.boxes.iter().enumerate() {
        for to in one.ways.iter().filter_map(|way| way.to) {
            let channel = side(columns, from, to);
            channels[channel].take(to, 2 * layers[from] + 1);
            channels[channel].take(to, 2 * layers[to]);
            gaps[layers[to]].take(to, 2 * channel);
            gaps[layers[to]].take(to, 2 * columns.of_box[to] + 1);
        }
    }
    (channels, gaps)
}

fn lines(chart: &Chart, boxes: &[Place], channels: &[Channel], gaps: &[Channel], column_x: &[f64]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (from, one) in chart.boxes.iter().enumerate() {
        for (way, to) in one.ways.iter().enumerate().filter_map(|(way, one)| Some((way, one.to?))) {
            let (here, there) = (boxes[from], boxes[to]);
            let leftward = there.column < here.column;
            let channel = if leftward { here.column } else { here.column + 1 };
            let start = if leftward { here.x } else { here.x + BOX_WIDTH };
            let wide = width(&channels[channel]);
            let edge = column_x.get(channel).map_or(here.x + BOX_WIDTH, |x| x - wide);
            let offset = TRACK * (count(channels[channel].track(to)) + 1.0) + TRACK / 2.0;
            let x = edge + offset;
            let y = there.y - TRACK * (count(gaps[there.layer].track(to)) + 1.0) - TRACK;
            let row = here.row(one, way) + if leftward { ASIDE } else { -ASIDE };
            let middle = there.x + BOX_WIDTH / 2.0;
            lines.push(Line {
                from,
                way,
                to,
                points: vec![(start, row), (x, row), (x, y), (middle, y), (middle, there.y)],
            });
        }
    }
    lines
}
