//! `doudi import scxml`: charts drawn elsewhere, as process texts.

use std::path::PathBuf;

use anyhow::Context;
use authoring::{Imported, Options};
use clap::Args;
use definition::bilingual::Language;

use crate::command::Outcome;
use crate::failure::Failure;
use crate::output;

/// Which chart, and what the process is to be called.
#[derive(Args, Debug)]
pub struct Scxml {
    /// 状态图文件 / The chart
    file: PathBuf,
    /// 流程的名字；默认取文件名 / The id of the process; the file's name if not given
    #[arg(long, value_name = "ID")]
    process: Option<String>,
    /// 谁可以立件 / The role that may start its cases
    #[arg(long, default_value = "county_clerk", value_name = "ROLE")]
    role: String,
}

impl Scxml {
    /// Prints the process; what could not be carried over is told on standard error.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file).with_context(|| format!("读不出 / cannot read {file}"))?;
        let stem = self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let process = self.process.clone().unwrap_or(stem);
        let options = Options { process: &process, role: &self.role, milliseconds_as_hours: false };
        let imported = authoring::scxml(&text, &options).map_err(Failure::new)?;
        output::say(&super::worded(&imported.text, language))?;
        Ok(self.tell(&imported, language))
    }

    /// Tells what could not be carried over; a process that goes otherwise than its chart is not well imported.
    fn tell(&self, imported: &Imported, language: Language) -> Outcome {
        for lost in &imported.lost {
            let place = format!("{}:{}:{}", self.file.display(), lost.line, lost.column);
            output::complain(&format!("{place} {}", lost.message.get(language)));
        }
        if imported.lost.iter().any(|lost| lost.matters) { Outcome::Bad } else { Outcome::Good }
    }
}
