//! `doudi doc`: a process as a printable page.

use std::path::PathBuf;

use definition::bilingual::Language;

use super::Outcome;
use crate::output;
use crate::processes::Processes;

/// Which process.
#[derive(clap::Args)]
pub struct Doc {
    /// 流程文件 / The process file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Doc {
    /// Prints the page, complete in itself, as HTML.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let processes = Processes::read(&self.file)?;
        output::say(&authoring::document::document(processes.only(language)?))?;
        Ok(Outcome::Good)
    }
}
