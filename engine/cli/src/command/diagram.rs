//! `doudi diagram`: a process as a picture, in Mermaid's words.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use definition::bilingual::{Bilingual, Language};

use super::Outcome;
use crate::failure::Failure;
use crate::output;
use crate::texts::Texts;

/// 画流程图（Mermaid 文本） / Draw a process (Mermaid text)
#[derive(Args, Debug)]
pub struct Diagram {
    /// 流程文件 / The process file
    file: PathBuf,
}

impl Diagram {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let texts = Texts::collect(std::slice::from_ref(&self.file))?;
        let workspace = definition::check(&texts.all(), chrono::Local::now().date_naive());
        let drawn: Vec<String> = workspace
            .processes
            .values()
            .filter(|checked| texts.is_named(&checked.source))
            .map(|checked| authoring::mermaid(&checked.definition, language))
            .collect();
        if drawn.is_empty() {
            let file = self.file.display();
            bail!(Failure::new(Bilingual::new(
                format!("{file} 里没有可画的流程；先用 doudi check 查看问题"),
                format!("{file} holds no process that can be drawn; run doudi check first"),
            )));
        }
        output::say(&drawn.join("\n"))?;
        Ok(Outcome::Good)
    }
}
