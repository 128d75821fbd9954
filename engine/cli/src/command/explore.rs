//! `doudi test --explore` and `--suggest`: walks over the bare machine, and what came of them.

use definition::Workspace;
use definition::bilingual::Language;
use definition::name::ProcessName;
use scenario::{Explored, Suggested};

use super::Outcome;
use crate::output;
use crate::render;

/// How to walk.
#[derive(clap::Args)]
pub struct Walks {
    /// 随机走 N 遍，找卡住的办件、不成立的断言、算不出的算式 / Take N walks at random, looking for stuck cases, broken
    /// properties, failing expressions
    #[arg(long, value_name = "N", conflicts_with = "suggest")]
    explore: Option<usize>,
    /// 为未覆盖的流转、条件、决策表行、时限节点写出场景 / Print scenarios for what is uncovered
    #[arg(long)]
    suggest: bool,
    /// 随机种子，同一种子结果相同 / The seed of the walks; one seed gives one answer
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

impl Walks {
    /// Whether walks are wanted.
    pub fn are_wanted(&self) -> bool {
        self.explore.is_some() || self.suggest
    }

    /// Walks over some processes; bad if something does not hold.
    pub fn run(
        &self,
        workspace: &Workspace,
        processes: &[ProcessName],
        json: bool,
        language: Language,
    ) -> anyhow::Result<Outcome> {
        match self.explore {
            Some(walks) => explored(&scenario::explore(workspace, processes, walks, self.seed), json, language),
            None => {
                let mut coverage = scenario::run(workspace).coverage;
                coverage.processes.retain(|process, _| processes.contains(process));
                suggested(&scenario::suggest(workspace, &coverage, self.seed), json, language)
            }
        }
    }
}

fn explored(all: &[Explored], json: bool, language: Language) -> anyhow::Result<Outcome> {
    output::say(&if json { serde_json::to_string_pretty(all)? + "\n" } else { render::explored(all, language) })?;
    let is_sound = all.iter().all(|explored| explored.found.is_empty());
    Ok(if is_sound { Outcome::Good } else { Outcome::Bad })
}

fn suggested(all: &[Suggested], json: bool, language: Language) -> anyhow::Result<Outcome> {
    output::say(&if json { serde_json::to_string_pretty(all)? + "\n" } else { render::suggested(all, language) })?;
    Ok(Outcome::Good)
}
