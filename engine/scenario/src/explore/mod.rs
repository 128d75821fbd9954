//! 探查: walks at random over the bare machine, that follow from a seed. People act, values lie at and around what guards ask, time
//! goes to what is due. What does not hold shrinks to a scenario; what scenarios leave uncovered is looked for and suggested.

mod chance;
mod ground;
mod play;
mod search;
mod shrink;
mod suggest;
mod turn;
mod values;
mod written;

use definition::bilingual::Bilingual;
use definition::name::ProcessName;
use definition::workspace::Workspace;
use serde::Serialize;

pub use suggest::{Suggested, suggest};

use ground::Ground;
use play::{Played, Wrong};
use search::Search;
use shrink::shrink;

use crate::running::Nature;

/// The most things told of one process.
const FOUND_MAX: usize = 10;

/// What was found in walks over one process. In JSON `{process, walks, steps, covered, found: [{kind, message, scenario}]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explored {
    /// Which.
    pub process: ProcessName,
    /// How many walks were taken.
    pub walks: usize,
    /// How many steps they had together.
    pub steps: usize,
    /// How many ways, outcomes of guards, rows and rungs they came by.
    pub covered: usize,
    /// What does not hold, each once.
    pub found: Vec<Flaw>,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// `incident`, `property`, `stuck`, `endless` or `engine`.
    pub kind: &'static str,
    /// What, in words.
    pub message: Bilingual,
    /// The smallest scenario found that shows it, as a file.
    pub scenario: String,
}

/// Takes so many walks over each process. One seed gives one answer, to the byte.
pub fn explore(workspace: &Workspace, processes: &[ProcessName], walks: usize, seed: u64) -> Vec<Explored> {
    let checked = processes.iter().filter_map(|process| workspace.processes.get(process));
    let grounds = checked.filter_map(|checked| Ground::of(workspace, &checked.definition));
    grounds.map(|ground| of_process(&ground, walks, seed)).collect()
}

fn of_process(ground: &Ground<'_>, walks: usize, seed: u64) -> Explored {
    let mut search = Search::new(ground, seed);
    let mut wrong: Vec<Played> = Vec::new();
    for _ in 0..walks {
        let played = search.walk();
        let is_new =
            |found: &Wrong| !wrong.iter().filter_map(|other| other.wrong.as_ref()).any(|other| other.is_like(found));
        if wrong.len() < FOUND_MAX && played.wrong.as_ref().is_some_and(is_new) {
            wrong.push(played);
        }
    }
    let found = wrong.into_iter().filter_map(|played| flaw(ground, played, seed)).collect();
    let (steps, covered) = (search.steps, search.covered());
    Explored { process: ground.definition.process.clone(), walks, steps, covered, found }
}

fn flaw(ground: &Ground<'_>, played: Played, seed: u64) -> Option<Flaw> {
    let wanted = played.wrong?;
    let shows = |played: &Played| played.wrong.as_ref().is_some_and(|wrong| wrong.is_like(&wanted));
    let smallest = shrink(ground, played.script, &shows);
    let (kind, message) = words(smallest.wrong.as_ref()?);
    let comment = format!("{}\n{}\ndoudi test --explore N --seed {seed}", message.zh, message.en);
    let shown = [(message.zh.clone(), smallest)];
    let scenario = search::smallest_file(ground, &comment, &shown, |report| report.failed > 0);
    Some(Flaw { kind, message, scenario })
}

fn words(wrong: &Wrong) -> (&'static str, Bilingual) {
    match wrong {
        Wrong::Stuck(state) => (
            "stuck",
            Bilingual::new(
                format!("办件停在环节“{state}”：没有人、也没有时间能让它往下走"),
                format!("the case is stuck in `{state}`: nobody and no time can move it on"),
            ),
        ),
        Wrong::Told(nature, miss) => {
            let kind = match nature {
                Nature::Incident => "incident",
                Nature::Property => "property",
                Nature::Refused => "endless",
                Nature::Engine => "engine",
            };
            (kind, miss.message.clone())
        }
    }
}
