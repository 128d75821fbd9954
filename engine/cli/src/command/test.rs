//! `doudi test`: do the processes do what their scenarios expect, in virtual time.

use std::path::PathBuf;
use std::sync::Arc;

use definition::Workspace;
use definition::bilingual::{Bilingual, Language};
use definition::diagnostic::{Diagnostic, Severity};
use definition::moment::Date;
use definition::name::ProcessName;
use definition::text::SourceText;
use definition::workspace::{Kind, kind_of};
use definition::yaml;
use scenario::Report;

use super::Outcome;
use super::check::{date, in_order, today};
use super::explore::Walks;
use crate::failure::Failure;
use crate::output;
use crate::render::{self, Style};
use crate::scenarios::process_of;
use crate::texts::Texts;

/// Which scenarios to run, and how to tell what came of them.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct Test {
    /// 场景文件、流程文件或目录 / Files of scenarios, processes, or folders
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// 以 JSON 输出 / Answer in JSON
    #[arg(long)]
    json: bool,
    /// 按这一天检查流程，默认今天 / Check the processes as of this day instead of today
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Date>,
    #[command(flatten)]
    walks: Walks,
}

impl Test {
    /// Runs every scenario of the named files, and of the processes in them; bad if one fails or a process has errors.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let texts = Texts::collect(&self.paths)?;
        let mut workspace = definition::check(&texts.all(), self.on.unwrap_or_else(today));
        keep_named(&mut workspace, &texts);
        let concerned = self.concerned(&workspace, &texts);
        if workspace.scenarios.is_empty() && (concerned.is_empty() || !self.walks.are_wanted()) {
            return Err(no_scenario().into());
        }
        let errors = errors(&mut workspace, &concerned);
        if !errors.is_empty() {
            return self.refuse(&errors, language);
        }
        if self.walks.are_wanted() {
            return self.walks.run(&workspace, &concerned, self.json, language);
        }
        let mut report = scenario::run(&workspace);
        report.coverage.processes.retain(|process, _| concerned.contains(process));
        self.tell(&report, language)?;
        Ok(if report.failed == 0 { Outcome::Good } else { Outcome::Bad })
    }

    /// The processes of the named scenarios; where walks are wanted, also those named that have no scenario yet.
    fn concerned(&self, workspace: &Workspace, texts: &Texts) -> Vec<ProcessName> {
        let mut concerned: Vec<ProcessName> =
            workspace.scenarios.iter().filter_map(|(_, node)| process_of(node)).collect();
        if self.walks.are_wanted() {
            concerned.extend(named(workspace, texts));
            concerned.sort();
            concerned.dedup();
        }
        concerned
    }

    fn tell(&self, report: &Report, language: Language) -> anyhow::Result<()> {
        output::say(&if self.json {
            serde_json::to_string_pretty(report)? + "\n"
        } else {
            render::report(report, language)
        })
    }

    /// Scenarios of a process with errors would only tell of the errors.
    fn refuse(&self, errors: &[Diagnostic], language: Language) -> anyhow::Result<Outcome> {
        output::say(&if self.json {
            render::refused_json(errors, language)?
        } else {
            render::refused(errors, Style { language, colour: output::has_colour() })
        })?;
        Ok(Outcome::Bad)
    }
}

/// Leaves out the scenarios that stand in files not named, unless the process they are about does.
fn keep_named(workspace: &mut Workspace, texts: &Texts) {
    let named = named(workspace, texts);
    workspace.scenarios.retain(|(source, node)| {
        texts.is_named(source) || process_of(node).is_some_and(|process| named.contains(&process))
    });
}

fn named(workspace: &Workspace, texts: &Texts) -> Vec<ProcessName> {
    let processes = workspace.processes.iter().filter(|(_, checked)| texts.is_named(&checked.source));
    processes.map(|(process, _)| process.clone()).collect()
}

/// The errors of what the scenarios need: all but those of other processes.
fn errors(workspace: &mut Workspace, concerned: &[ProcessName]) -> Vec<Diagnostic> {
    let found = in_order(std::mem::take(&mut workspace.diagnostics));
    let matters = |diagnostic: &Diagnostic| {
        diagnostic.severity() == Severity::Error && !is_another_process(&diagnostic.source, concerned)
    };
    found.into_iter().filter(matters).collect()
}

fn is_another_process(source: &Arc<SourceText>, concerned: &[ProcessName]) -> bool {
    yaml::parse(source).is_ok_and(|node| {
        kind_of(&node) == Some(Kind::Process) && process_of(&node).is_some_and(|process| !concerned.contains(&process))
    })
}

fn no_scenario() -> Failure {
    Failure::new(Bilingual::new(
        "这里没有场景：场景写在流程旁边的 *.test.yaml 里",
        "there is no scenario here; scenarios stand beside their process, in *.test.yaml",
    ))
}
