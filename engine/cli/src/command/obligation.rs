//! `doudi obligation`: recurring duties of offices, from the machine's own console.

use clap::{Args, Subcommand};
use definition::bilingual::Language;

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::output;
use crate::render::obligation;
use crate::site::SiteArguments;

/// 定期任务 / Recurring duties
#[derive(Subcommand, Debug)]
pub enum Obligation {
    /// 列出定期任务 / List the recurring duties
    List(List),
    /// 查看一项定期任务的完成情况和以后的到期日 / Show what came of a duty, and what is coming
    Show(Show),
}

#[derive(Args, Debug)]
pub struct List {
    #[command(flatten)]
    site: SiteArguments,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
pub struct Show {
    #[command(flatten)]
    site: SiteArguments,
    /// 定期任务的编码 / The id of the duty
    obligation: String,
    /// 只看这个机构及其下级 / Of this office and those below it
    #[arg(long, value_name = "OFFICE")]
    office: Option<String>,
    /// 从哪个到期日起，例如 2020-03-26；不写为今年 / Due on this day or later; this year if not said
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// 到哪个到期日止（不含） / Due before this day
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// 略过前面多少条 / How many to leave out
    #[arg(long, default_value = "0", value_name = "N")]
    after: u64,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

impl Obligation {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let (site, json, request) = match self {
            Obligation::List(list) => (&list.site, list.json, Request::Obligations),
            Obligation::Show(show) => {
                let request = Request::Occurrences {
                    obligation: show.obligation.clone(),
                    office: show.office.clone(),
                    from: show.from.clone(),
                    until: show.until.clone(),
                    skipped: show.after,
                };
                (&show.site, show.json, request)
            }
        };
        let reply = super::runtime()?.block_on(console::ask(site, request))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let text = match self {
            _ if json => format!("{}\n", serde_json::to_string_pretty(&done)?),
            Obligation::List(_) => obligation::list(&done, language),
            Obligation::Show(_) => obligation::page(&done, language),
        };
        output::say(&text)?;
        Ok(Outcome::Good)
    }
}
