//! `doudi check`: is everything in these files sound.

use std::path::PathBuf;

use chrono::Utc;
use definition::bilingual::Language;
use definition::diagnostic::{Diagnostic, Severity};
use definition::moment::{Date, Moment};

use super::Outcome;
use crate::output;
use crate::render::{self, Counts, Style};
use crate::scenarios;
use crate::texts::Texts;

/// What to check, and how to tell it.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct Check {
    /// 文件或目录，一起作为一套 / Files and folders, judged together
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// 以 JSON 输出 / Answer in JSON
    #[arg(long)]
    json: bool,
    /// 有警告也算不通过 / Warnings are as bad as errors
    #[arg(long)]
    strict: bool,
    /// 按这一天检查，默认今天 / Check as of this day instead of today
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Date>,
}

impl Check {
    /// Tells every problem of the named files; bad if one of them is an error, or with `--strict` if there is one at all.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let texts = Texts::collect(&self.paths)?;
        let mut workspace = definition::check(&texts.all(), self.on.unwrap_or_else(today));
        scenarios::keep_judgeable(&mut workspace);
        let mut found = scenario::diagnostics(&workspace);
        found.append(&mut workspace.diagnostics);
        let (named, around): (Vec<Diagnostic>, Vec<Diagnostic>) =
            in_order(found).into_iter().partition(|diagnostic| texts.is_named(&diagnostic.source));
        if self.json {
            output::say(&render::json(&named, language)?)?;
        } else {
            let style = Style { language, colour: output::has_colour() };
            let counts = Counts::of(texts.named.len(), &named, &around);
            output::say(&render::text(&named, counts, style))?;
        }
        let wrong = named.iter().any(|diagnostic| self.strict || diagnostic.severity() == Severity::Error);
        Ok(if wrong { Outcome::Bad } else { Outcome::Good })
    }
}

/// By file, and from top to bottom in each, however the checks found them.
pub(super) fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|one, other| {
        (&one.source.path, one.span, one.code).cmp(&(&other.source.path, other.span, other.code))
    });
    diagnostics
}

/// The day it is in China.
pub fn today() -> Date {
    Moment::from(Utc::now()).date()
}

/// A day on the command line.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "应为日期，例如 2020-04-20 / expected a date such as 2020-04-20".to_owned())
}
