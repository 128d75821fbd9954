//! `doudi diff`: what changed between two versions of a process, in words.

use std::path::PathBuf;

use authoring::diff::{Change, How, Side, diff};
use authoring::words::Words;
use definition::bilingual::Language;
use serde_json::json;

use super::Outcome;
use crate::output;
use crate::processes::Processes;

/// The two versions.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct Diff {
    /// 原来的流程文件 / The process file as it was
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// 现在的流程文件 / The process file as it is
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// 以 JSON 输出 / Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Diff {
    /// Tells every change; bad if there is one, as `diff` does. A file outside a rulebook is read within that of the other.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let old = Processes::beside(&self.old, &self.new)?;
        let new = Processes::beside(&self.new, &self.old)?;
        let (before, after) = (old.only(language)?, new.only(language)?);
        let changes = diff(side(before), side(after));
        output::say(&if self.json { as_json(&changes)? } else { lines(&changes, language) })?;
        Ok(if changes.is_empty() { Outcome::Good } else { Outcome::Bad })
    }
}

fn side(words: Words<'_>) -> Side<'_> {
    Side { definition: words.definition, around: words.around }
}

fn lines(changes: &[Change], language: Language) -> String {
    if changes.is_empty() {
        let (zh, en) = ("没有变化\n", "no change\n");
        return match language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        };
    }
    let line = |change: &Change| {
        let sign = match change.how {
            How::Added => '+',
            How::Removed => '-',
            How::Changed => '~',
        };
        format!("{sign} {}\n", change.text.get(language))
    };
    changes.iter().map(line).collect()
}

fn as_json(changes: &[Change]) -> anyhow::Result<String> {
    let rows: Vec<serde_json::Value> = changes
        .iter()
        .map(|change| {
            let how = match change.how {
                How::Added => "added",
                How::Removed => "removed",
                How::Changed => "changed",
            };
            json!({"how": how, "path": change.path, "zh": change.text.zh, "en": change.text.en})
        })
        .collect();
    Ok(serde_json::to_string_pretty(&rows)? + "\n")
}
