//! `doudi new`: a process to begin with, with its scenarios, and a rulebook around it where there is none.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;
use authoring::starter::{self, Cast, File, Pattern};
use definition::bilingual::{Bilingual, Language};
use definition::text::SourceText;

use super::Outcome;
use super::check::today;
use crate::failure::Failure;
use crate::output;
use crate::texts::Texts;

/// What to begin with, and where.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct New {
    /// 流程的编码，可以是中文 / The id of the process
    #[arg(value_name = "NAME")]
    name: String,
    /// 从哪种样式开始：flat-approval、review-cycle 或 campaign-obligation / flat-approval, review-cycle or campaign-obligation
    #[arg(long, value_name = "PATTERN", default_value = "flat-approval", value_parser = pattern)]
    from: Pattern,
    /// 放进哪个规则目录，没有就新建 / The folder of the rulebook, made if there is none
    #[arg(long, value_name = "FOLDER", default_value = "workflows")]
    into: PathBuf,
}

impl New {
    /// Writes the files, none of which may be there yet. Keywords are in the language asked for.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        if !is_name(&self.name) {
            bail!(Failure::new(Bilingual::new(
                format!("“{}”不能作流程的编码：用文字、数字、_ - . ，以文字或数字开头", self.name),
                format!(
                    "`{}` cannot be a process id: letters, digits, _ - . , beginning with a letter or digit",
                    self.name
                ),
            )));
        }
        let mut files = Vec::new();
        let is_there = self.into.join("processes").is_dir();
        let texts = if is_there {
            Texts::collect(std::slice::from_ref(&self.into))?.all()
        } else {
            files = starter::rulebook(language);
            files.iter().map(|file| SourceText::new(file.path.clone(), file.text.clone())).collect()
        };
        let workspace = definition::check(&texts, today());
        let Some(cast) = Cast::of(&workspace, today()) else { bail!(no_roles(&self.into)) };
        files.extend(starter::process(&self.name, self.from, &cast, today(), language));
        for file in &files {
            write(&self.into, file)?;
        }
        let written: String = files.iter().map(|file| format!("{}\n", self.into.join(&file.path).display())).collect();
        output::say(&written)?;
        Ok(Outcome::Good)
    }
}

fn write(into: &Path, file: &File) -> anyhow::Result<()> {
    let path = into.join(&file.path);
    let shown = path.display();
    if path.exists() {
        bail!(Failure::new(Bilingual::new(
            format!("{shown} 已经有了，换一个名字"),
            format!("{shown} is there already; take another name"),
        )));
    }
    let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.text));
    made.map_err(|error| {
        let text = Bilingual::new(format!("写不了 {shown}"), format!("{shown} cannot be written"));
        Failure::because(text, error).into()
    })
}

fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
        && text.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.'))
}

fn no_roles(into: &Path) -> Failure {
    let into = into.display();
    Failure::new(Bilingual::new(
        format!("{into} 的机构里没有上下两级各有角色的机构，或没有工作日历"),
        format!("the organisation in {into} has no two roles at offices one above the other, or no calendar"),
    ))
}

fn pattern(written: &str) -> Result<Pattern, String> {
    let found = Pattern::ALL.iter().find(|(name, _)| *name == written).map(|(_, pattern)| *pattern);
    let names = Pattern::ALL.map(|(name, _)| name).join(", ");
    found.ok_or_else(|| format!("应为 {names} 之一 / one of {names}"))
}
