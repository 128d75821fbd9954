//! `doudi bench`: what this machine can do, measured on databases of its own that are gone afterwards.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use definition::bilingual::Language;

use super::Outcome;
use crate::bench::{Ground, Plan, due, looks, measure, recount, round};
use crate::output;

/// 测速：这台机器能办多少 / Measure: how much this machine can do
#[derive(Args, Debug)]
pub struct Bench {
    /// PostgreSQL 地址，在其上另建临时数据库；不写则用临时 SQLite 文件 / PostgreSQL address, beside which a temporary database is made; a temporary SQLite file if none
    #[arg(long, env = "DOUDI_BENCH_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// 临时 SQLite 文件所在目录，应与正式数据同一块盘 / Folder of the temporary SQLite file; on the disk that real data will be on
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// 同时办理的经办人数 / Officials at the same time
    #[arg(long, default_value = "64", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4_096))]
    clients: u32,
    /// 事先在办的件数 / Open cases before it begins
    #[arg(long, default_value = "10000", value_name = "N")]
    open: usize,
    /// 经由 HTTP / Over HTTP
    #[arg(long)]
    http: bool,
    /// 测 N 个时限同时到期 / Measure N deadlines that are due at once
    #[arg(long, value_name = "N")]
    due: Option<usize>,
    /// 测 N 个在办件换日历、重新推算时限 / Measure another calendar for N open cases
    #[arg(long, value_name = "N", conflicts_with = "due")]
    reproject: Option<usize>,
    /// 测 N 个时限在计时、无一到期时查一次 / Measure a look where N deadlines are armed and none is due
    #[arg(long, value_name = "N", conflicts_with_all = ["due", "reproject"])]
    armed: Option<u32>,
    /// 每轮每方的秒数 / Seconds of each turn
    #[arg(long, default_value = "5", value_name = "S")]
    seconds: f64,
    /// 轮数 / Rounds
    #[arg(long, default_value = "3", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// 最后一行输出 JSON / Print JSON as the last line
    #[arg(long)]
    json: bool,
}

impl Bench {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        super::runtime()?.block_on(self.measured(language))
    }

    async fn measured(&self, language: Language) -> anyhow::Result<Outcome> {
        let folder = self.folder.clone().unwrap_or_else(std::env::temp_dir);
        let ground = Ground { folder, server: self.database.clone() };
        let turn = Duration::try_from_secs_f64(self.seconds)?;
        let (told, json) = match (self.due, self.reproject, self.armed) {
            (_, Some(open), _) => {
                let found = recount(&ground, open, usize::try_from(self.clients)?, turn).await?;
                (found.told(language), found.json())
            }
            (_, _, Some(armed)) => {
                let found = looks(&ground, armed).await?;
                (found.told(language), found.json())
            }
            (Some(count), None, None) => {
                let due = due(&ground, count, usize::try_from(self.clients)?, turn).await?;
                (due.told(language), due.json())
            }
            (None, None, None) => {
                let clients = usize::try_from(self.clients)?;
                let rounds = usize::try_from(self.rounds)?;
                let plan = Plan { clients, open: self.open, http: self.http, turn, rounds };
                let tell = |raw: &_, ours: &_| output::say(&round(raw, ours, language));
                let report = measure(&ground, plan, tell).await?;
                (report.told(language), report.json())
            }
        };
        output::say(&told)?;
        if self.json {
            output::say(&format!("{json}\n"))?;
        }
        Ok(Outcome::Good)
    }
}
