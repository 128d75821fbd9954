//! `doudi case suspend|resume|extend|correct|deadlines`: a case stands still or goes on, a deadline gets another date, and why
//! each has the one it has.

use anyhow::bail;
use clap::{Args, Subcommand};
use definition::bilingual::Language;
use definition::name::DeadlineName;
use service::{Ask, Budget, CaseId, Change as Wanted, Grounds, PersonName};

use super::Outcome;
use crate::console::{self, Reply, Request};
use crate::output;
use crate::render::{case, deadline};
use crate::site::SiteArguments;

/// 中止、恢复、延长、更正 / Suspend, resume, extend, correct
#[derive(Subcommand, Debug)]
pub enum Change {
    /// 中止办理 / Suspend a case as a whole
    Suspend(Why),
    /// 恢复办理 / Let a suspended case go on
    Resume(Why),
    /// 延长一个时限 / Extend a deadline
    Extend(Extend),
    /// 更正一个时限从何时起算 / Correct the start of a deadline
    Correct(Correct),
    /// 逐日说明每个时限、剩余多少 / Explain each deadline day by day, and what is left of it
    Deadlines(Deadlines),
}

#[derive(Args, Debug)]
pub struct Why {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    #[command(flatten)]
    grounds: GroundsArguments,
}

#[derive(Args, Debug)]
struct GroundsArguments {
    /// 以谁的身份 / As whom
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// 理由 / The reason
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// 依据；默认用流程里写的 / What it rests on; what the process says, if not given
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

#[derive(Args, Debug)]
pub struct Extend {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 时限 / The deadline
    deadline: String,
    /// 从起算日起总共多长，如 45个工作日；默认最长 / How long altogether, such as "45 working_days"
    #[arg(long, value_name = "PERIOD", value_parser = super::explain::budget)]
    to: Option<Budget>,
    #[command(flatten)]
    grounds: GroundsArguments,
}

#[derive(Args, Debug)]
pub struct Correct {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 时限 / The deadline
    deadline: String,
    /// 应从何时起算，例如 2020-04-20T10:12+08:00 / The moment it is to count from
    #[arg(long, value_name = "MOMENT")]
    from: String,
    #[command(flatten)]
    grounds: GroundsArguments,
}

#[derive(Args, Debug)]
pub struct Deadlines {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

impl GroundsArguments {
    fn grounds(&self) -> Grounds {
        Grounds { reason: self.reason.clone(), source: self.source.clone() }
    }
}

impl Change {
    /// Asks, and tells what became of it.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let (site, request) = self.request()?;
        let runtime = super::runtime()?;
        let reply = runtime.block_on(console::ask(site, request))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let text = match self {
            Change::Suspend(_) | Change::Resume(_) | Change::Extend(_) | Change::Correct(_) => {
                let shown = Request::Show { case: done["number"].as_str().unwrap_or_default().to_owned() };
                let Reply::Done(now) = runtime.block_on(console::ask(site, shown))? else {
                    bail!("the case that was just written cannot be read");
                };
                case::answer(&done, &now, language)
            }
            Change::Deadlines(asked) if asked.json => {
                format!("{}\n", serde_json::to_string_pretty(&done["deadlines"])?)
            }
            Change::Deadlines(_) => deadline::explained(&done, language),
        };
        output::say(&text)?;
        Ok(Outcome::Good)
    }

    /// What is asked of which site.
    pub(super) fn request(&self) -> anyhow::Result<(&SiteArguments, Request)> {
        Ok(match self {
            Change::Suspend(why) => (&why.site, asked(&why.case, &why.grounds, Wanted::Suspend(why.grounds.grounds()))),
            Change::Resume(why) => (&why.site, asked(&why.case, &why.grounds, Wanted::Resume(why.grounds.grounds()))),
            Change::Extend(Extend { site, case, deadline, to, grounds }) => {
                let deadline = DeadlineName::new(deadline);
                (site, asked(case, grounds, Wanted::Extend { deadline, to: *to, grounds: grounds.grounds() }))
            }
            Change::Correct(Correct { site, case, deadline, from, grounds }) => {
                let (deadline, from) = (DeadlineName::new(deadline), super::clock::moment(from)?);
                (site, asked(case, grounds, Wanted::Correct { deadline, from, grounds: grounds.grounds() }))
            }
            Change::Deadlines(asked) => (&asked.site, Request::Show { case: asked.case.clone() }),
        })
    }
}

/// The console finds the case by its number; the identity here is only a place to put it.
fn asked(case: &str, grounds: &GroundsArguments, change: Wanted) -> Request {
    let person = PersonName::new(&grounds.person);
    Request::Ask { person, case: Some(case.to_owned()), ask: Ask::Change { case: CaseId::default(), change } }
}
