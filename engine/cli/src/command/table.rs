//! `doudi table`: decision tables to and from the spreadsheets policy staff keep them in, and from DMN.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::bail;
use authoring::dmn;
use authoring::format::format;
use authoring::table::{TableText, export, import};
use clap::Subcommand;
use definition::bilingual::{Bilingual, Language};
use definition::text::SourceText;

use super::Outcome;
use crate::failure::Failure;
use crate::output;
use crate::texts::Texts;

/// The largest file imported, in bytes; the readers have narrower limits of their own.
const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// What makes a fragment of a table's text.
const FRAGMENT_HEAD: &str = "fragment: table\n";

/// 决策表：与电子表格、DMN 互换 / Decision tables: to and from spreadsheets and DMN
#[derive(Subcommand)]
pub enum Table {
    /// 把流程里的一张决策表写成 .xlsx / Write a table of a process as .xlsx
    Export {
        /// 流程文件 / The process file
        file: PathBuf,
        /// 哪一张，只有一张时可省 / Which one; may be left out where there is one
        #[arg(long, value_name = "NAME")]
        table: Option<String>,
        /// 写到哪个文件 / The file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// 读 .xlsx 或 .dmn，打印可放进流程文件的文字 / Read .xlsx or .dmn, print what goes into a process file
    Import {
        /// 电子表格或 DMN 文件 / The spreadsheet or DMN file
        file: PathBuf,
    },
}

impl Table {
    /// Does what was asked for.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        match self {
            Table::Export { file, table, output } => exported(file, table.as_deref(), output),
            Table::Import { file } => imported(file, language),
        }
    }
}

fn exported(file: &PathBuf, wanted: Option<&str>, to: &Path) -> anyhow::Result<Outcome> {
    let texts = Texts::collect(std::slice::from_ref(file))?;
    let workspace = definition::check(&texts.all(), chrono::Local::now().date_naive());
    let named = workspace.processes.values().filter(|checked| texts.is_named(&checked.source));
    let tables: Vec<_> = named.flat_map(|checked| checked.definition.tables.values()).collect();
    let found: Vec<_> =
        tables.iter().filter(|table| wanted.is_none_or(|wanted| table.name.as_str() == wanted)).collect();
    let [table] = found.as_slice() else {
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        let (zh, en) = (names.join("、"), names.join(", "));
        bail!(Failure::new(Bilingual::new(
            format!("要写哪一张决策表？用 --table 指明；{} 里有：{zh}", file.display()),
            format!("which table? name it with --table; {} has: {en}", file.display()),
        )));
    };
    let bytes = export(&TableText::of(table)).map_err(|error| Failure::new(error.message))?;
    fs::write(to, bytes).map_err(|error| unwritten(to, error))?;
    Ok(Outcome::Good)
}

fn unwritten(to: &Path, error: io::Error) -> Failure {
    let to = to.display();
    Failure::because(Bilingual::new(format!("{to} 写不进去"), format!("{to} cannot be written")), error)
}

fn imported(file: &Path, language: Language) -> anyhow::Result<Outcome> {
    let bytes = read(file)?;
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        let table = import(&bytes).map_err(|error| Failure::new(error.message))?;
        output::say(&worded(&format!("tables:\n{}", table.yaml()), language))?;
        return Ok(Outcome::Good);
    }
    let model = dmn::read(&String::from_utf8_lossy(&bytes)).map_err(|error| Failure::new(error.message))?;
    let found = dmn::imported(&model);
    let parts = [("fields", &found.fields), ("values", &found.values), ("tables", &found.tables)];
    let parts = parts.iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| format!("{key}:\n{text}"));
    output::say(&worded(&parts.collect::<String>(), language))?;
    for left in &found.left_out {
        output::complain(&format!("{}: {}", left.name, left.why.get(language)));
    }
    Ok(if found.left_out.is_empty() { Outcome::Good } else { Outcome::Bad })
}

/// With its keywords in the language asked for: what may stand in a process may stand in a fragment, and that may be short.
fn worded(text: &str, language: Language) -> String {
    let fragment = SourceText::new("table", format!("{FRAGMENT_HEAD}{text}"));
    let worded = format(&fragment, language).ok();
    let worded = worded.as_deref().and_then(|worded| worded.split_once('\n')).map(|(_, rest)| rest.to_owned());
    worded.unwrap_or_else(|| text.to_owned())
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let unread = |error| {
        let file = file.display();
        Failure::because(Bilingual::new(format!("{file} 读不出来"), format!("{file} cannot be read")), error)
    };
    let mut bytes = Vec::new();
    File::open(file).map_err(unread)?.take(FILE_BYTES_MAX).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}
