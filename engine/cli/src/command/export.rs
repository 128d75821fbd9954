//! `doudi export`: a process for other tools.

use std::path::PathBuf;

use anyhow::bail;
use clap::Subcommand;
use definition::bilingual::{Bilingual, Language};

use super::Outcome;
use crate::failure::Failure;
use crate::output;
use crate::processes::Processes;

/// For which tool.
#[derive(Subcommand)]
pub enum Export {
    /// BPMN 2.0，带图形位置 / BPMN 2.0 with its picture
    Bpmn(File),
    /// SCXML 状态图 / An SCXML statechart
    Scxml(File),
}

/// Which process.
#[derive(clap::Args)]
pub struct File {
    /// 流程文件 / The process file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Export {
    /// Prints the process of a file in another tool's form.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let (Export::Bpmn(of) | Export::Scxml(of)) = self;
        let processes = Processes::read(&of.file)?;
        let words = processes.only(language)?;
        if matches!(self, Export::Bpmn(_)) && words.definition.states.values().any(|state| state.parent.is_some()) {
            // Flattened, it would be another process.
            bail!(Failure::new(Bilingual::new(
                "这个流程的环节里还有环节，写成 BPMN 会走样，没有导出；请用 export scxml",
                "states of this process stand in one another, which BPMN cannot say as it is; nothing was exported: use `export scxml`",
            )));
        }
        output::say(&match self {
            Export::Bpmn(_) => authoring::export::bpmn::bpmn(words),
            Export::Scxml(_) => authoring::export::scxml::scxml(words),
        })?;
        Ok(Outcome::Good)
    }
}
