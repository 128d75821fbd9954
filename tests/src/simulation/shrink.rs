//! From a failing run to the fewest moves that still fail, as a folder that `doudi test` runs.

use std::path::{Path, PathBuf};

use definition::text::SourceText;
use machine::{Command, FieldInput};

use super::audit::Finding;
use super::house::Apply;
use super::run::{Failed, World, run};
use super::scenario_text::Written;
use super::script::{Deed, Move};

/// The most runs spent on one failure.
const RUNS_MAX: usize = 3_000;

/// A failure made small.
pub struct Shrunk {
    /// What does not hold.
    pub finding: Finding,
    /// The fewest moves found.
    pub moves: Vec<Move>,
    /// Whether the house has to be killed for it: then no scenario can show it, and the seed is what remains.
    pub needs_crash: bool,
    /// The scenario file, in full.
    pub text: String,
}

/// Makes a failure small. `replay` says how to see the whole run again.
pub fn shrink(failed: &Failed, apply: Apply, replay: &str) -> Shrunk {
    let wanted = failed.findings.first().unwrap().clone();
    let mut search = Search { world: &failed.world, apply, wanted, runs: 0 };
    let mut moves = apart(&failed.moves);
    let needs_crash = !search.fails(&moves);
    if !needs_crash {
        moves = search.one_case(moves);
        moves = search.fewer(moves);
        moves = search.plainer(moves);
        moves = search.fewer(moves);
    }
    let finding = search.wanted;
    let property = (finding.invariant == "property").then_some(finding.detail.as_str());
    let head = format!("{finding}\n{replay}");
    let world = &failed.world;
    let written = Written { world, moves: &moves, apply, property, head: &head };
    let (few, all) = (written.text(false), written.text(true));
    let needs_everybody = !fails_as_scenario(world, &few) && fails_as_scenario(world, &all);
    let text = if needs_everybody { all } else { few };
    Shrunk { finding, needs_crash, text, moves: moves.clone() }
}

/// Whether a scenario text fails on the bare machine.
fn fails_as_scenario(world: &World, text: &str) -> bool {
    let scenario = SourceText::new(scenario_path(world), text);
    let texts: Vec<_> = world.texts.iter().cloned().chain([scenario]).collect();
    let workspace = definition::check(&texts, world.setting.begins.date());
    scenario::run(&workspace).failed > 0
}

fn scenario_path(world: &World) -> String {
    format!("processes/{}", world.setting.file)
}

impl Shrunk {
    /// Writes the scenario with every text it stands on into a folder; answers the scenario's path.
    ///
    /// # Errors
    /// Of the file system.
    pub fn write(&self, failed: &Failed, folder: &Path) -> std::io::Result<PathBuf> {
        for text in &failed.world.texts {
            let parts: Vec<&str> = text.path.rsplit('/').take(2).collect();
            let path = parts.into_iter().rev().fold(folder.to_owned(), |path, part| path.join(part));
            std::fs::create_dir_all(path.parent().unwrap())?;
            std::fs::write(path, &text.text)?;
        }
        let path = folder.join(scenario_path(&failed.world));
        std::fs::create_dir_all(path.parent().unwrap())?;
        std::fs::write(&path, &self.text)?;
        Ok(path)
    }
}

struct Search<'s> {
    world: &'s World,
    apply: Apply,
    wanted: Finding,
    runs: usize,
}

impl Search<'_> {
    fn fails(&mut self, moves: &[Move]) -> bool {
        self.runs += 1;
        self.runs <= RUNS_MAX && run(self.world, moves, self.apply).iter().any(|found| found.is_like(&self.wanted))
    }

    /// Only the deeds about one case and those it started, if that is enough.
    fn one_case(&mut self, moves: Vec<Move>) -> Vec<Move> {
        let labels: std::collections::BTreeSet<u32> = deeds(&moves).map(Deed::label).collect();
        for label in labels {
            let only: Vec<Move> = moves.iter().filter(|done| is_about(done, label)).cloned().collect();
            if self.fails(&only) {
                return only;
            }
        }
        moves
    }

    /// Takes moves out, many at a time at first, then one by one, as long as it still fails.
    fn fewer(&mut self, mut moves: Vec<Move>) -> Vec<Move> {
        let mut size = moves.len().div_ceil(2).max(1);
        loop {
            let mut at = 0;
            let before = moves.len();
            while at < moves.len() {
                let mut fewer = moves.clone();
                fewer.drain(at..(at + size).min(moves.len()));
                let renumbered = if size == 1 { renumbered(&fewer, at) } else { Vec::new() };
                if self.fails(&fewer) {
                    moves = fewer;
                } else if size == 1 && self.fails(&renumbered) {
                    moves = renumbered;
                } else {
                    at += size;
                }
            }
            if size == 1 && moves.len() == before {
                return moves;
            }
            size = (size / 2).max(1);
        }
    }

    /// Makes single moves plainer, as long as it still fails: no outage, no field that is not needed, no task number.
    fn plainer(&mut self, mut moves: Vec<Move>) -> Vec<Move> {
        for at in 0..moves.len() {
            while let Some(changed) = self.plainer_at(&moves, at) {
                moves = changed;
            }
        }
        moves
    }

    fn plainer_at(&mut self, moves: &[Move], at: usize) -> Option<Vec<Move>> {
        variants(&moves[at]).into_iter().filter(|plainer| *plainer != moves[at]).find_map(|plainer| {
            let mut changed = moves.to_vec();
            changed[at] = plainer;
            self.fails(&changed).then_some(changed)
        })
    }
}

/// The same moves with the tasks named in those from a place on one number lower, as they are if a step before them is gone.
fn renumbered(moves: &[Move], from: usize) -> Vec<Move> {
    let mut moves = moves.to_vec();
    for done in moves.iter_mut().skip(from) {
        let Move::Group(deeds) = done else { continue };
        for deed in deeds {
            let Deed::Ask { command, .. } = deed else { continue };
            if let Command::Claim { task } | Command::Release { task } | Command::Act { task: Some(task), .. } = command
            {
                *task = task.saturating_sub(1);
            }
        }
    }
    moves
}

fn deeds(moves: &[Move]) -> impl Iterator<Item = &Deed> {
    moves.iter().flat_map(|done| match done {
        Move::Group(deeds) => deeds.as_slice(),
        Move::Advance(_) | Move::Outage(_) => &[],
    })
}

fn is_about(done: &Move, label: u32) -> bool {
    match done {
        Move::Group(deeds) => deeds.iter().any(|deed| deed.label() == label),
        Move::Advance(_) | Move::Outage(_) => true,
    }
}

/// The same moves with each deed in a group of its own.
fn apart(moves: &[Move]) -> Vec<Move> {
    let single = |done: &Move| match done {
        Move::Group(deeds) => deeds.iter().map(|deed| Move::Group(vec![deed.clone()])).collect(),
        Move::Advance(_) | Move::Outage(_) => vec![done.clone()],
    };
    moves.iter().flat_map(single).collect()
}

fn variants(done: &Move) -> Vec<Move> {
    match done {
        Move::Outage(until) => vec![Move::Advance(*until)],
        Move::Advance(_) => Vec::new(),
        Move::Group(deeds) => {
            let [deed] = deeds.as_slice() else { return Vec::new() };
            plainer_deeds(deed).into_iter().map(|deed| Move::Group(vec![deed])).collect()
        }
    }
}

fn plainer_deeds(deed: &Deed) -> Vec<Deed> {
    match deed {
        Deed::Start { label, opening } => {
            let now = scenario::Opening { received_at: None, reason: None, ..opening.clone() };
            let fewer = without_one(&opening.fields).map(|fields| scenario::Opening { fields, ..opening.clone() });
            std::iter::once(now).chain(fewer).map(|opening| Deed::Start { label: *label, opening }).collect()
        }
        Deed::Ask { case, actor, command } => {
            let ask = |command| Deed::Ask { case: case.clone(), actor: actor.clone(), command };
            plainer_commands(command).into_iter().map(ask).collect()
        }
    }
}

fn plainer_commands(command: &Command) -> Vec<Command> {
    let Command::Act { state, action, task, fields, comment, return_to } = command else { return Vec::new() };
    let act = |task: Option<u32>, fields: FieldInput| {
        let (state, action, comment) = (state.clone(), action.clone(), comment.clone());
        Command::Act { state, action, task, fields, comment, return_to: return_to.clone() }
    };
    let unnumbered = act(None, fields.clone());
    std::iter::once(unnumbered).chain(without_one(fields).map(|fields| act(*task, fields))).collect()
}

/// The same fields with one left out, each in turn.
fn without_one(fields: &FieldInput) -> impl Iterator<Item = FieldInput> {
    fields.keys().map(|name| {
        let mut fewer = fields.clone();
        fewer.remove(name);
        fewer
    })
}
