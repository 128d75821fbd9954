//! `doudi import`: processes of other systems as ours.

mod scxml;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;
use authoring::import::{Imported, Refused, bpmn, digit};
use clap::Subcommand;
use definition::bilingual::{Bilingual, Language};
use definition::text::SourceText;

use super::Outcome;
use crate::failure::Failure;
use crate::output;

/// The largest file read, in bytes.
const BYTES_MAX: u64 = 16 * 1024 * 1024;

/// From which system.
#[derive(Subcommand)]
pub enum Import {
    /// eGov DIGIT 的业务流程（JSON） / Business services of eGov DIGIT (JSON)
    Digit(From),
    /// BPMN 2.0 流程（XML） / Processes in BPMN 2.0 (XML)
    Bpmn(From),
    /// SCXML 状态图 / A chart in SCXML
    Scxml(scxml::Scxml),
}

/// Which file, and where to.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct From {
    /// 要导入的文件 / The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 写进哪个规则目录；不写则打印出来 / The folder of the rulebook to write to; printed without it
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
}

impl Import {
    /// Writes or prints what is brought in; what could not be carried over is told on standard error.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        match self {
            Import::Digit(from) => from.bring(digit::import, language),
            Import::Bpmn(from) => from.bring(bpmn::import, language),
            Import::Scxml(scxml) => scxml.run(language),
        }
    }
}

impl From {
    fn bring(
        &self,
        import: impl Fn(&str) -> Result<Vec<Imported>, Refused>,
        language: Language,
    ) -> anyhow::Result<Outcome> {
        let found = match import(&read(&self.file)?) {
            Ok(found) => found,
            Err(refused) => bail!(Failure::new(refused.0)),
        };
        for one in &found {
            let files = [("processes", &one.process), ("organisations", &one.organisation)];
            for (folder, text) in files {
                let text = worded(text, language);
                match &self.into {
                    Some(into) => write(&into.join(folder).join(format!("{}.yaml", one.name)), &text)?,
                    None => output::say(&text)?,
                }
            }
            for note in &one.notes {
                output::complain(&format!("{}: {}", one.name, note.get(language)));
            }
        }
        Ok(Outcome::Good)
    }
}

/// With its keywords in the language asked for.
fn worded(text: &str, language: Language) -> String {
    authoring::format::format(&SourceText::new("import", text), language).unwrap_or_else(|_| text.to_owned())
}

fn read(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let failure = |error| {
        let text = Bilingual::new(format!("读不了 {shown}"), format!("{shown} cannot be read"));
        Failure::because(text, error)
    };
    let length = fs::metadata(path).map_err(failure)?.len();
    if length > BYTES_MAX {
        return Err(Failure::new(Bilingual::new(
            format!("{shown} 太大，最多 {BYTES_MAX} 字节"),
            format!("{shown} is too large: at most {BYTES_MAX} bytes"),
        )));
    }
    fs::read_to_string(path).map_err(failure)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display();
    if path.exists() {
        return Err(Failure::new(Bilingual::new(
            format!("{shown} 已经有了，没有改动它"),
            format!("{shown} is there already and was left as it is"),
        )));
    }
    let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    made.map_err(|error| {
        let text = Bilingual::new(format!("写不了 {shown}"), format!("{shown} cannot be written"));
        Failure::because(text, error)
    })?;
    output::say(&format!("{shown}\n")).map_err(|_| Failure::new(Bilingual::new("结果写不出去", "no output")))
}
