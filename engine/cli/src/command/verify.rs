//! `doudi verify`: applies every history again and compares it with what is stored.

use clap::Args;
use definition::bilingual::Language;

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::output;
use crate::site::SiteArguments;

/// 核验：重放全部历史并与库中状态核对 / Verify: apply every history again and compare
#[derive(Args, Debug)]
pub struct Verify {
    #[command(flatten)]
    site: SiteArguments,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let reply = super::runtime()?.block_on(console::ask(&self.site, Request::Verify))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let wrong = done["wrong"].as_u64().unwrap_or(u64::MAX);
        if self.json {
            output::say(&format!("{done}\n"))?;
        } else {
            output::say(&told(&done, wrong, language))?;
        }
        Ok(if wrong == 0 { Outcome::Good } else { Outcome::Bad })
    }
}

fn told(done: &serde_json::Value, wrong: u64, language: Language) -> String {
    let mut text = match language {
        Language::Zh => format!("核验 {} 个办件、{} 步历史：{wrong} 处不符\n", done["cases"], done["steps"]),
        Language::En => format!("verified {} cases, {} steps: {wrong} findings\n", done["cases"], done["steps"]),
    };
    for finding in done["findings"].as_array().into_iter().flatten() {
        let part = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        text.push_str(&format!("  {} [{}] {}\n", part("case"), part("invariant"), part("detail")));
    }
    text
}
