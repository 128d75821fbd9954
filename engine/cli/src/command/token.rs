//! `doudi token`: tokens of access for people and programs. Shown once; kept as a digest.

use clap::{Args, Subcommand};
use definition::bilingual::Language;
use service::PersonName;

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::output;
use crate::site::SiteArguments;

/// 访问令牌 / Tokens of access
#[derive(Subcommand, Debug)]
pub enum Token {
    /// 新建令牌，只显示这一次 / Make a token; it is shown only now
    Add(Add),
    /// 列出令牌 / List tokens
    List(List),
    /// 作废令牌 / End a token
    Revoke(Revoke),
}

#[derive(Args, Debug)]
pub struct Add {
    #[command(flatten)]
    site: SiteArguments,
    /// 人员编码 / Whose: the person's id
    person: String,
    /// 用途 / What it is for
    #[arg(long, default_value = "cli", value_name = "TEXT")]
    name: String,
    /// 有效天数，不写则长期有效 / For how many days; without end if not given
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
}

#[derive(Args, Debug)]
pub struct List {
    #[command(flatten)]
    site: SiteArguments,
}

#[derive(Args, Debug)]
pub struct Revoke {
    #[command(flatten)]
    site: SiteArguments,
    /// 令牌编号（不是令牌本身） / The token's id, not the token itself
    id: String,
}

impl Token {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let (site, request) = match self {
            Token::Add(add) => (
                &add.site,
                Request::AddToken { person: PersonName::new(&add.person), name: add.name.clone(), days: add.days },
            ),
            Token::List(list) => (&list.site, Request::Tokens),
            Token::Revoke(revoke) => (&revoke.site, Request::RevokeToken { id: revoke.id.clone() }),
        };
        let reply = super::runtime()?.block_on(console::ask(site, request))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let shown = match self {
            Token::Add(_) => format!("{}\n", done["token"].as_str().unwrap_or_default()),
            Token::List(_) | Token::Revoke(_) => format!("{}\n", serde_json::to_string_pretty(&done)?),
        };
        output::say(&shown)?;
        Ok(Outcome::Good)
    }
}
