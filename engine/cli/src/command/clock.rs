//! `doudi clock`: what time it is in a database, and letting virtual time pass.

use clap::Args;
use definition::bilingual::{Bilingual, Language};
use service::Moment;

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::failure::Failure;
use crate::output;
use crate::site::{Opening, SiteArguments};

/// 数据库的时钟；虚拟时间可以推进 / The database's clock; virtual time can be moved on
#[derive(Args, Debug)]
pub struct Clock {
    #[command(flatten)]
    site: SiteArguments,
    /// 把虚拟时间推进到此刻，例如 2020-04-24T09:00+08:00 / Let virtual time pass until this moment
    #[arg(long, value_name = "MOMENT")]
    until: Option<String>,
    /// 新建一个演练库，时间从此刻起是虚拟的，只在推进时才走 / Make a new database to practise on: its time is virtual from this moment on
    #[arg(long, value_name = "MOMENT", conflicts_with = "until")]
    begin: Option<String>,
}

impl Clock {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let until = self.until.as_deref().map(moment).transpose()?;
        let begin = self.begin.as_deref().map(moment).transpose()?;
        let reply = super::runtime()?.block_on(async {
            if let Some(begin) = begin {
                self.begin(begin).await?;
            }
            console::ask(&self.site, Request::Clock { until }).await
        })?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let now = done["now"].as_str().unwrap_or_default();
        let is_virtual = done["virtual"].as_bool().unwrap_or_default();
        let told = match (language, is_virtual) {
            (Language::Zh, true) => format!("{now}（虚拟时间），到时处理 {} 次\n", done["fired"]),
            (Language::Zh, false) => format!("{now}\n"),
            (Language::En, true) => format!("{now} (virtual), {} rungs and timers took effect\n", done["fired"]),
            (Language::En, false) => format!("{now}\n"),
        };
        output::say(&told)?;
        Ok(Outcome::Good)
    }

    /// Makes a database whose time is virtual, where there is none.
    async fn begin(&self, begin: Moment) -> anyhow::Result<()> {
        if !self.site.is_new() {
            return Err(Failure::new(Bilingual::new(
                "这里已经有数据库了，它的时间不能改；演练请用 --data 另给一个目录",
                "there is a database already, whose time cannot be changed; name another folder with --data to practise in",
            ))
            .into());
        }
        let opening = Opening { virtual_start: Some(begin), create: true, ..Opening::existing() };
        let site = self.site.open(opening).await?;
        Ok(site.service.stop().await?)
    }
}

/// A moment as written on the command line.
pub fn moment(text: &str) -> anyhow::Result<Moment> {
    Moment::parse(text).ok_or_else(|| {
        Failure::new(Bilingual::new(
            format!("时刻应写成 2020-04-20T10:12+08:00，写的是 {text}"),
            format!("expected a moment such as 2020-04-20T10:12+08:00, found {text}"),
        ))
        .into()
    })
}
