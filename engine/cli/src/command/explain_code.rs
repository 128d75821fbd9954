//! `doudi explain-code`: what a diagnostic code means, with a wrong and a right example.

use authoring::pages;
use definition::bilingual::{Bilingual, Language};
use definition::diagnostic::{Code, Severity};

use super::Outcome;
use crate::failure::Failure;
use crate::output;

/// Which code.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct ExplainCode {
    /// 问题代码，例如 D0201 / A code such as D0201
    #[arg(value_name = "CODE", required_unless_present = "list")]
    code: Option<String>,
    /// 列出全部代码 / List every code
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

impl ExplainCode {
    /// Prints the page of a code, or the list of all.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let Some(written) = &self.code else {
            output::say(&list(language))?;
            return Ok(Outcome::Good);
        };
        let wanted = written.to_ascii_uppercase();
        let code = Code::ALL.iter().find(|code| code.as_str() == wanted);
        let page = code.and_then(|code| pages::page(*code)).ok_or_else(|| unknown(written))?;
        output::say(&crate::render::visible(&page.text(language)))?;
        Ok(Outcome::Good)
    }
}

fn list(language: Language) -> String {
    let lines = pages::all().map(|page| {
        let severity = match page.code.severity() {
            Severity::Error => " ",
            Severity::Warning => "*",
        };
        format!("{}{severity} {}\n", page.code.as_str(), page.title(language))
    });
    let note = match language {
        Language::Zh => "\n带 * 的是警告，可以在流程里写 容许: {代码: 理由}\n",
        Language::En => "\n* a warning; a process may allow it with `allow: {code: reason}`\n",
    };
    lines.collect::<String>() + note
}

fn unknown(written: &str) -> Failure {
    Failure::new(Bilingual::new(
        format!("没有问题代码 {written}；用 doudi explain-code --list 看全部"),
        format!("there is no code {written}; see doudi explain-code --list"),
    ))
}
