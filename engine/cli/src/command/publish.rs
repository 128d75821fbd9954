//! `doudi publish`: makes new versions of what has changed.

use std::path::PathBuf;

use clap::Args;
use definition::bilingual::Language;

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::output;
use crate::site::SiteArguments;
use crate::texts::Texts;

/// 发布流程、参数、日历和机构 / Publish processes, parameters, calendars and organisations
#[derive(Args, Debug)]
pub struct Publish {
    #[command(flatten)]
    site: SiteArguments,
    /// 整套文件所在的目录，可写多个 / The folders or files of the whole rulebook
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Publish {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let texts = Texts::collect(&self.paths)?.all();
        let texts = texts.iter().map(|source| (source.path.clone(), source.text.clone())).collect();
        let reply = super::runtime()?.block_on(console::ask(&self.site, Request::Publish { texts }))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let told = |key: &str| {
            let versions = done[key].as_array().cloned().unwrap_or_default();
            let shown =
                versions.iter().map(|version| format!("{} v{}", version[0].as_str().unwrap_or_default(), version[1]));
            shown.collect::<Vec<_>>().join("、")
        };
        let (published, unchanged) = (told("published"), told("unchanged"));
        output::say(&match language {
            Language::Zh => format!("新发布：{}\n未变更：{}\n", or_none(&published, "无"), or_none(&unchanged, "无")),
            Language::En => format!(
                "published: {}\nunchanged: {}\n",
                or_none(&published, "nothing"),
                or_none(&unchanged, "nothing")
            ),
        })?;
        Ok(Outcome::Good)
    }
}

fn or_none<'t>(text: &'t str, none: &'t str) -> &'t str {
    if text.is_empty() { none } else { text }
}
