//! Where everything stands: lanes are rows, a case goes from left to right, flows run in channels between the boxes.

use std::collections::BTreeMap;

use super::model::{Model, Node, NodeKind};
use crate::diagram::tracks::Channel;

/// So many flows between the same two nodes have tracks of their own.
const FLOWS_BESIDE_MAX: usize = 16;
/// All lengths in pixels, as tools draw BPMN.
const TASK: (f64, f64) = (110.0, 80.0);
const GATEWAY: f64 = 50.0;
const EVENT: f64 = 36.0;
/// The pool's and a lane's title.
const TITLE: f64 = 30.0;
const CELL: (f64, f64) = (210.0, 80.0);
const TRACK: f64 = 12.0;
/// Tracks along a row carry the names of flows above them.
const NAMED_TRACK: f64 = 20.0;
const CHANNEL_LEAST: f64 = 64.0;
const GAP_LEAST: f64 = 60.0;
const LEFT: f64 = 160.0;
const TOP: f64 = 80.0;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Bounds {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

#[derive(Debug)]
pub(super) struct Places {
    pub pool: Bounds,
    pub lanes: Vec<Bounds>,
    pub nodes: BTreeMap<String, Bounds>,
    /// The points of each flow, in the order of the model's flows.
    pub flows: Vec<Vec<(f64, f64)>>,
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Rows of cells, lane by lane; cells of one lane and layer stand one below the other.
struct Grid {
    row: BTreeMap<usize, usize>,
    layer: BTreeMap<usize, usize>,
    /// First and last row of each lane.
    lanes: Vec<(usize, usize)>,
    rows: usize,
    layers: usize,
}

impl Grid {
    fn of(model: &Model) -> Self {
        let mut grid = Self { row: BTreeMap::new(), layer: BTreeMap::new(), lanes: Vec::new(), rows: 0, layers: 0 };
        for lane in 0..model.lanes.len() {
            let mut below: BTreeMap<usize, usize> = BTreeMap::new();
            for node in model.nodes.iter().filter(|node| node.lane == lane) {
                grid.layers = grid.layers.max(node.layer + 1);
                if grid.row.contains_key(&node.cell) {
                    continue;
                }
                let row = below.entry(node.layer).or_default();
                grid.row.insert(node.cell, grid.rows + *row);
                grid.layer.insert(node.cell, node.layer);
                *row += 1;
            }
            let rows = below.values().copied().max().unwrap_or(1);
            grid.lanes.push((grid.rows, grid.rows + rows - 1));
            grid.rows += rows;
        }
        grid
    }
}

/// Gives everything its place.
pub(super) fn places(model: &Model) -> Places {
    let grid = Grid::of(model);
    let find = |id: &str| model.nodes.iter().find(|node| node.id == id);
    let (mut channels, mut gaps) = (channels(grid.rows + 1), channels(grid.layers));
    let mut beside: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let routes: Vec<Option<Route>> = model
        .flows
        .iter()
        .map(|flow| {
            let number = beside.entry((&flow.from, &flow.to)).or_default();
            *number += 1;
            route(&grid, (find(&flow.from)?, find(&flow.to)?), *number, &mut channels, &mut gaps)
        })
        .collect();
    channels.iter_mut().chain(&mut gaps).for_each(Channel::settle);
    let thick = |gap: &Channel| GAP_LEAST.max(TRACK * (count(gap.count()) + 2.0));
    let deep = |channel: &Channel| CHANNEL_LEAST.max(NAMED_TRACK * (count(channel.count()) + 1.0) + 20.0);
    let mut y = TOP;
    let mut rows = Vec::new();
    for channel in channels.iter().take(grid.rows) {
        y += deep(channel);
        rows.push(y);
        y += CELL.1;
    }
    let bottom = y + channels.last().map_or(CHANNEL_LEAST, deep);
    let mut x = LEFT + 2.0 * TITLE;
    let mut columns = Vec::new();
    for (layer, gap) in gaps.iter().enumerate() {
        x += if layer == 0 { TRACK } else { thick(gap) };
        columns.push(x);
        x += if layer == 0 { EVENT } else { CELL.0 };
    }
    let right = x + GAP_LEAST;
    let nodes: BTreeMap<String, Bounds> = model
        .nodes
        .iter()
        .map(|node| (node.id.clone(), bounds(node, columns[node.layer], rows[grid.row[&node.cell]])))
        .collect();
    let edge = |row: usize| match rows.get(row) {
        Some(y) if row == 0 => y - deep(&channels[row]),
        Some(y) => y - deep(&channels[row]) / 2.0,
        None => bottom,
    };
    let pool = Bounds { x: LEFT, y: TOP, width: right - LEFT, height: bottom - TOP };
    let lanes = grid.lanes.iter().map(|(first, last)| {
        let (top, below) = (edge(*first), edge(last + 1));
        Bounds { x: LEFT + TITLE, y: top, width: pool.width - TITLE, height: below - top }
    });
    let lanes = lanes.collect();
    let line = |(flow, route): (&super::model::Flow, &Option<Route>)| {
        let (from, to) = (nodes.get(&flow.from)?, nodes.get(&flow.to)?);
        let track = |channel: usize, target: usize| NAMED_TRACK * (count(channels[channel].track(target)) + 1.0);
        Some(match route.as_ref()? {
            Route::Straight => vec![(from.x + from.width, middle(from)), (to.x, middle(to))],
            Route::Round { channel, down, target, layer } => {
                let at = from.x + from.width / 2.0;
                let top = rows.get(*channel).map_or(bottom, |y| *y) - deep(&channels[*channel]);
                let y = top + track(*channel, *target) + 14.0;
                let x = columns[*layer] - TRACK * (count(gaps[*layer].track(*target)) + 1.0) - 8.0;
                let start = if *down { from.y + from.height } else { from.y };
                vec![(at, start), (at, y), (x, y), (x, middle(to)), (to.x, middle(to))]
            }
        })
    };
    let flows = model.flows.iter().zip(&routes).map(|pair| line(pair).unwrap_or_default()).collect();
    Places { pool, lanes, nodes, flows }
}

fn middle(of: &Bounds) -> f64 {
    of.y + of.height / 2.0
}

fn channels(number: usize) -> Vec<Channel> {
    (0..number).map(|_| Channel::default()).collect()
}

enum Route {
    /// To the neighbour on the right.
    Straight,
    /// Through the channel above or below the row, then down or up the gap before the target's layer.
    Round { channel: usize, down: bool, target: usize, layer: usize },
}

/// The way of a flow; the second and further ones between the same two get tracks of their own, so that each keeps its name.
fn route(
    grid: &Grid,
    (from, to): (&Node, &Node),
    number: usize,
    channels: &mut [Channel],
    gaps: &mut [Channel],
) -> Option<Route> {
    let (row, there) = (*grid.row.get(&from.cell)?, *grid.row.get(&to.cell)?);
    let edge = matches!(from.kind, NodeKind::Boundary(..));
    let is_within = from.cell == to.cell && !is_entry(to);
    let is_next = row == there && to.layer == from.layer + 1 && is_last(from);
    if !edge && number == 1 && (is_within || is_next) {
        return Some(Route::Straight);
    }
    // A boundary event sits on the lower edge of its task.
    let down = edge || (there >= row && from.cell != to.cell);
    let channel = if down { row + 1 } else { row };
    // Flows from above and from below that would share a line would write their names over one another.
    let target = 2 * (to.cell * FLOWS_BESIDE_MAX + number.min(FLOWS_BESIDE_MAX) - 1) + usize::from(down);
    channels[channel].take(target, 2 * from.layer + 1);
    channels[channel].take(target, 2 * to.layer);
    gaps[to.layer].take(target, 2 * channel);
    gaps[to.layer].take(target, 2 * there + 1);
    Some(Route::Round { channel, down, target, layer: to.layer })
}

/// Whether a state is entered by this node.
fn is_entry(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Start | NodeKind::End | NodeKind::UserTask | NodeKind::EventChoice | NodeKind::Catch(_, 0) => true,
        NodeKind::Choice => !node.id.ends_with("_choice"),
        NodeKind::Catch(..) | NodeKind::Boundary(..) => false,
    }
}

/// Whether nothing of its own state stands to the right of a node.
fn is_last(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Start | NodeKind::Choice => true,
        NodeKind::Catch(_, number) => *number < 2,
        NodeKind::End | NodeKind::UserTask | NodeKind::EventChoice | NodeKind::Boundary(..) => false,
    }
}

fn bounds(node: &Node, x: f64, y: f64) -> Bounds {
    let centred = |size: f64, x: f64| Bounds { x, y: y + (CELL.1 - size) / 2.0, width: size, height: size };
    match &node.kind {
        NodeKind::UserTask => Bounds { x, y, width: TASK.0, height: TASK.1 },
        NodeKind::Start | NodeKind::End => centred(EVENT, x),
        NodeKind::EventChoice => centred(GATEWAY, x),
        NodeKind::Choice if node.id.ends_with("_choice") => centred(GATEWAY, x + TASK.0 + 40.0),
        NodeKind::Choice => centred(GATEWAY, x),
        NodeKind::Catch(_, 0) => centred(EVENT, x),
        NodeKind::Catch(_, number) => {
            let step = EVENT + 8.0;
            Bounds { x: x + 90.0, y: y + step * (count(*number) - 1.0), width: EVENT, height: EVENT }
        }
        NodeKind::Boundary(_, _, number) => {
            let at = x + 8.0 + (EVENT + 4.0) * count(*number);
            Bounds { x: at, y: y + TASK.1 - EVENT / 2.0, width: EVENT, height: EVENT }
        }
    }
}
