//! `doudi diagram`: a process as a picture: SVG, text, or Mermaid.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use definition::bilingual::Language;

use super::Outcome;
use crate::output;
use crate::processes::Processes;

/// 画流程图 / Draw a process
#[derive(Args, Debug)]
#[command(next_help_heading = "选项 / Options")]
pub struct Diagram {
    /// 流程文件 / The process file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// svg、text 或 mermaid，默认 mermaid / svg, text or mermaid, which is usual
    #[arg(long, value_enum, default_value = "mermaid", value_name = "FORMAT", hide_possible_values = true)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Svg,
    Text,
    Mermaid,
}

impl Diagram {
    /// Prints the picture of the process in a file.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let processes = Processes::read(&self.file)?;
        let words = processes.only(language)?;
        output::say(&match self.format {
            Format::Svg => authoring::diagram::svg(words),
            Format::Text => authoring::diagram::text(words),
            Format::Mermaid => authoring::diagram::mermaid(words),
        })?;
        Ok(Outcome::Good)
    }
}
