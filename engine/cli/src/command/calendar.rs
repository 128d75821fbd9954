//! `doudi calendar`: the next year's arrangement into a calendar file, what it does to the deadlines that run, and where the
//! counting anew stands.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use authoring::calendar::{Arrangement, from_json, from_sheet, with_arrangement};
use clap::{Args, Subcommand};
use definition::bilingual::{Bilingual, Language};
use definition::diagnostic::Severity;
use definition::name::CalendarName;
use definition::source::calendar::read;
use definition::source::decode::Decoder;
use definition::text::SourceText;
use definition::workspace::{Kind, kind_of};
use definition::yaml;

use super::Outcome;
use super::check::today;
use crate::console::{self, Reply, Request};
use crate::failure::Failure;
use crate::output;
use crate::render;
use crate::site::SiteArguments;
use crate::texts::Texts;

/// 工作日历 / Calendars
#[derive(Subcommand, Debug)]
pub enum Calendar {
    /// 导入一年的放假安排：写进日历文件，并重新推算正在计时的时限 / Import a year's arrangement and count open deadlines anew
    Import(Import),
    /// 重新推算进行到哪里 / Where the counting anew stands
    Jobs(Jobs),
}

#[derive(Args, Debug)]
pub struct Import {
    #[command(flatten)]
    site: SiteArguments,
    /// 一年的放假安排：JSON（holiday-cn 的格式）或 .xlsx（日期、名称、安排） / A year as JSON (as holiday-cn has it) or .xlsx
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 写进哪个工作日历 / Into which calendar
    #[arg(long, value_name = "NAME", default_value = "cn")]
    calendar: String,
    /// 依据的通知 / The notice it rests on
    #[arg(long, value_name = "TEXT")]
    notice: Option<String>,
    /// 流程目录 / Folder with the calendars
    #[arg(long, value_name = "DIR", env = "DOUDI_WORKFLOWS", default_value = "workflows")]
    workflows: PathBuf,
    /// 只看影响，什么也不写 / Only show the effect; write nothing
    #[arg(long)]
    dry_run: bool,
    /// 只写日历文件，不管正在计时的时限 / Only the file, not the deadlines that run
    #[arg(long, conflicts_with = "dry_run")]
    file_only: bool,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
pub struct Jobs {
    #[command(flatten)]
    site: SiteArguments,
    /// 停止这一项 / Stop this one
    #[arg(long, value_name = "N")]
    cancel: Option<i64>,
}

impl Calendar {
    /// Does it and tells what came of it.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        match self {
            Calendar::Import(import) => import.run(language),
            Calendar::Jobs(jobs) => jobs.run(language),
        }
    }
}

impl Jobs {
    fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let request = self.cancel.map_or(Request::Jobs, |id| Request::CancelJob { id });
        let reply = super::runtime()?.block_on(console::ask(&self.site, request))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        output::say(&format!("{}\n", serde_json::to_string_pretty(&done)?))?;
        Ok(Outcome::Good)
    }
}

impl Import {
    fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let arrangement = self.arrangement()?;
        let texts = Texts::collect(std::slice::from_ref(&self.workflows))?.all();
        let file = self.file_of_calendar(&texts)?;
        let text = changed(file, &arrangement)?;
        if let Some(refused) = unsound(&texts, file, &text, language) {
            return Ok(refused);
        }
        if self.file_only {
            return self.write(file, &text, language);
        }
        let name = CalendarName::new(&self.calendar);
        let preview = Request::PreviewCalendar { calendar: name.clone(), text: text.clone() };
        let runtime = super::runtime()?;
        let reply = runtime.block_on(console::ask(&self.site, preview))?;
        let Reply::Done(effect) = reply else { return super::refused(&reply, language) };
        let told = match self.json {
            true => format!("{}\n", serde_json::to_string_pretty(&effect)?),
            false => render::calendar::effect(&effect, language),
        };
        output::say(&told)?;
        if self.dry_run {
            return Ok(Outcome::Good);
        }
        // Should the store fail after this, publishing the folder does the rest.
        self.write(file, &text, language)?;
        let put = Request::PutCalendar { calendar: name, text };
        let reply = runtime.block_on(console::ask(&self.site, put))?;
        let Reply::Done(_) = reply else { return super::refused(&reply, language) };
        Ok(Outcome::Good)
    }

    fn arrangement(&self) -> anyhow::Result<Arrangement> {
        let bytes = fs::read(&self.file)?;
        let is_sheet = self.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        let read = if is_sheet { from_sheet(&bytes) } else { from_json(&String::from_utf8_lossy(&bytes)) };
        let mut arrangement = read.map_err(Failure::new)?;
        if let Some(notice) = &self.notice {
            arrangement.source = Some(notice.clone());
        }
        Ok(arrangement)
    }

    fn file_of_calendar<'t>(&self, texts: &'t [Arc<SourceText>]) -> anyhow::Result<&'t Arc<SourceText>> {
        let found = texts.iter().find(|source| {
            let Ok(node) = yaml::parse(source) else { return false };
            kind_of(&node) == Some(Kind::Calendar)
                && read(&mut Decoder::new(source), &node)
                    .is_some_and(|calendar| calendar.data.name.as_str() == self.calendar)
        });
        let (name, folder) = (&self.calendar, self.workflows.display());
        let none = || {
            Failure::new(Bilingual::new(
                format!("{folder} 里没有工作日历“{name}”"),
                format!("{folder} has no calendar `{name}`"),
            ))
        };
        Ok(found.ok_or_else(none)?)
    }

    fn write(&self, file: &SourceText, text: &str, language: Language) -> anyhow::Result<Outcome> {
        fs::write(&file.path, text)?;
        let path = &file.path;
        output::say(&match language {
            Language::Zh => format!("已写入 {path}\n"),
            Language::En => format!("written to {path}\n"),
        })?;
        Ok(Outcome::Good)
    }
}

fn changed(file: &Arc<SourceText>, arrangement: &Arrangement) -> anyhow::Result<String> {
    let node = yaml::parse(file).map_err(|_| {
        let path = &file.path;
        Failure::new(Bilingual::new(format!("{path} 读不出来"), format!("{path} does not read")))
    })?;
    Ok(with_arrangement(file, &node, arrangement).map_err(Failure::new)?)
}

/// Tells what is wrong with the calendar as it would be, if anything is.
fn unsound(texts: &[Arc<SourceText>], file: &Arc<SourceText>, text: &str, language: Language) -> Option<Outcome> {
    let with = SourceText::new(&file.path, text);
    let all: Vec<Arc<SourceText>> = texts
        .iter()
        .map(|source| if source.path == file.path { Arc::clone(&with) } else { Arc::clone(source) })
        .collect();
    let workspace = definition::check(&all, today());
    let errors = workspace.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error);
    let errors: Vec<_> = errors.filter(|found| found.source.path == file.path).collect();
    if errors.is_empty() {
        return None;
    }
    for found in &errors {
        output::complain(&format!("{} {} {}", found.place(), found.code.as_str(), found.text(language)));
    }
    Some(Outcome::Bad)
}
