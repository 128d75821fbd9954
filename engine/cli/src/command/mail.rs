//! `doudi mail`: notifications that were given up, and trying them again.

use clap::{Args, Subcommand};
use definition::bilingual::Language;

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::output;
use crate::site::SiteArguments;

/// 通知 / Notifications
#[derive(Subcommand, Debug)]
pub enum Mail {
    /// 列出发送失败、已放弃的通知 / List notifications that were given up
    Failed(Failed),
    /// 重新发送一条已放弃的通知 / Try one that was given up again
    Retry(Retry),
}

#[derive(Args, Debug)]
pub struct Failed {
    #[command(flatten)]
    site: SiteArguments,
}

#[derive(Args, Debug)]
pub struct Retry {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 历史步号 / The number of the step
    seq: u64,
    /// 步内位置 / The position in the step
    position: usize,
}

impl Mail {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let (site, request) = match self {
            Mail::Failed(failed) => (&failed.site, Request::DeadLetters),
            Mail::Retry(retry) => {
                (&retry.site, Request::Requeue { case: retry.case.clone(), seq: retry.seq, position: retry.position })
            }
        };
        let reply = super::runtime()?.block_on(console::ask(site, request))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        output::say(&format!("{}\n", serde_json::to_string_pretty(&done)?))?;
        Ok(Outcome::Good)
    }
}
