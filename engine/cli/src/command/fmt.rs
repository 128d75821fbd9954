//! `doudi fmt`: the keywords of files in one language, everything else as it stands.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use definition::bilingual::{Bilingual, Language};
use definition::diagnostic::Diagnostic;
use definition::text::SourceText;

use super::Outcome;
use crate::failure::Failure;
use crate::output;
use crate::render::{self, Style};
use crate::texts::Texts;

/// Which files, and what becomes of them. The language is that of `--lang`.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct Fmt {
    /// 文件或目录；不加选项时只能是一个文件，结果打印出来 / Files and folders; without an option one file, printed
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// 只列出关键字不是这种语言的文件 / Only list the files whose keywords are not in this language
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// 改写文件 / Change the files
    #[arg(long)]
    write: bool,
}

/// A file, and what it becomes.
struct Formatted<'t> {
    source: &'t Arc<SourceText>,
    text: String,
}

impl Fmt {
    /// Formats the named files; bad if one cannot be read, or with `--check` if one would change.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let texts = Texts::collect(&self.paths)?;
        let mut problems: Vec<Diagnostic> = Vec::new();
        let mut formatted = Vec::new();
        for source in &texts.named {
            match authoring::format::format(source, language) {
                Ok(text) => formatted.push(Formatted { source, text }),
                Err(mut found) => problems.append(&mut found),
            }
        }
        if !problems.is_empty() {
            output::say(&render::refused(&problems, Style { language, colour: output::has_colour() }))?;
            return Ok(Outcome::Bad);
        }
        if self.write {
            return write(&formatted, language);
        }
        if self.check {
            return list(&formatted);
        }
        let [only] = formatted.as_slice() else { bail!(which()) };
        output::say(&only.text)?;
        Ok(Outcome::Good)
    }
}

fn changed<'f>(formatted: &'f [Formatted<'_>]) -> impl Iterator<Item = &'f Formatted<'f>> {
    formatted.iter().filter(|one| one.source.text != one.text)
}

fn list(formatted: &[Formatted<'_>]) -> anyhow::Result<Outcome> {
    let paths: Vec<&str> = changed(formatted).map(|one| one.source.path.as_str()).collect();
    if paths.is_empty() {
        return Ok(Outcome::Good);
    }
    output::say(&(paths.join("\n") + "\n"))?;
    Ok(Outcome::Bad)
}

/// Writes beside the file and renames, so that a full disk leaves the old text.
fn write(formatted: &[Formatted<'_>], language: Language) -> anyhow::Result<Outcome> {
    let mut count = 0;
    for one in changed(formatted) {
        let path = PathBuf::from(&one.source.path);
        let beside = path.with_extension("yaml.new");
        let written = fs::write(&beside, &one.text).and_then(|()| fs::rename(&beside, &path));
        written.map_err(|error| {
            let path = &one.source.path;
            Failure::because(Bilingual::new(format!("写不了 {path}"), format!("{path} cannot be written")), error)
        })?;
        count += 1;
    }
    let said = Bilingual::new(format!("改写了 {count} 个文件\n"), format!("{count} files changed\n"));
    output::say(said.get(language))?;
    Ok(Outcome::Good)
}

fn which() -> Failure {
    Failure::new(Bilingual::new(
        "文件不止一个：加 --write 改写它们，或加 --check 只看哪些会变",
        "more than one file: add --write to change them, or --check to see which would change",
    ))
}
