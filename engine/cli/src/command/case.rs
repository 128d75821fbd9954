//! `doudi case`: starting, acting on, showing and listing cases from the machine's own console.

mod desk;

use anyhow::bail;
use clap::{Args, Subcommand};
use definition::bilingual::{Bilingual, Language};
use definition::name::{ActionName, ProcessName, StateName};
use serde_json::{Map, Value as Json};
use service::{Ask, CaseId, NewCase, PersonName};

use super::Outcome;
use super::change::Change;
use crate::console::{self, Reply, Request};
use crate::failure::Failure;
use crate::output;
use crate::render::{case, household};
use crate::site::SiteArguments;

/// 办件 / Cases
#[derive(Subcommand, Debug)]
pub enum Case {
    /// 立件 / Start a case
    Start(Start),
    /// 办理 / Act on a case
    Act(Act),
    #[command(flatten)]
    Desk(desk::Desk),
    /// 查看一个办件 / Show a case
    Show(Show),
    /// 查看全户的办件和逐月待遇 / Show a household: its cases, and what they pay month by month
    Household(Show),
    /// 列出办件 / List cases
    List(List),
    /// 列出运行异常的办件 / List the cases that stand still
    Incidents(Incidents),
    /// 运行异常排除后重试 / Do again what ended in an incident
    Retry(Retry),
    #[command(flatten)]
    Change(Change),
}

#[derive(Args, Debug)]
pub struct Start {
    #[command(flatten)]
    site: SiteArguments,
    /// 流程 / The process
    process: String,
    /// 机构：编码或路径 / The office: its id or path
    #[arg(long, value_name = "OFFICE")]
    office: String,
    /// 以谁的身份 / As whom
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// 表单项 名=值，可写多个 / A field NAME=VALUE; may be given more than once
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// 收件时间，例如 2020-04-20T10:12+08:00 / When the application was handed in
    #[arg(long, value_name = "MOMENT")]
    received_at: Option<String>,
    /// 补录理由（收件日早于今日时必填） / Why it is entered on a later day
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Args, Debug)]
pub struct Act {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 办理动作 / The action
    action: String,
    /// 以谁的身份 / As whom
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// 表单项 名=值，可写多个 / A field NAME=VALUE; may be given more than once
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// 意见 / A comment
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// 待办号 / The task's number
    #[arg(long, value_name = "N")]
    task: Option<u32>,
    /// 环节 / The state
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// 退回到哪个已办环节 / The state it leads back to, if that has to be chosen
    #[arg(long, value_name = "STATE")]
    return_to: Option<String>,
}

#[derive(Args, Debug)]
pub struct Show {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
pub struct List {
    #[command(flatten)]
    site: SiteArguments,
    /// 只看这个流程 / Of this process
    #[arg(long, value_name = "PROCESS")]
    process: Option<String>,
    /// 只看在这个环节的 / In this state
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// 只看未办结的 / Only open ones
    #[arg(long)]
    open: bool,
    /// 最多几件 / At most so many
    #[arg(long, default_value = "50", value_name = "N")]
    limit: u64,
    /// 输出 JSON / Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
pub struct Incidents {
    #[command(flatten)]
    site: SiteArguments,
}

#[derive(Args, Debug)]
pub struct Retry {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 以谁的身份 / As whom
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

impl Case {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        if let Case::Change(change) = self {
            return change.run(language);
        }
        let (site, request) = self.request()?;
        let runtime = super::runtime()?;
        let reply = runtime.block_on(console::ask(site, request))?;
        let Reply::Done(done) = reply else { return super::refused(&reply, language) };
        let text = match self {
            Case::Start(_) | Case::Act(_) | Case::Desk(_) | Case::Retry(_) => {
                let shown = Request::Show { case: done["number"].as_str().unwrap_or_default().to_owned() };
                let Reply::Done(now) = runtime.block_on(console::ask(site, shown))? else {
                    bail!("the case that was just written cannot be read");
                };
                case::answer(&done, &now, language)
            }
            Case::Show(show) | Case::Household(show) if show.json => {
                format!("{}\n", serde_json::to_string_pretty(&done)?)
            }
            Case::Show(show) => {
                let history = runtime.block_on(console::ask(site, Request::History { case: show.case.clone() }))?;
                let Reply::Done(history) = history else { return super::refused(&history, language) };
                case::whole(&done, &history, language)
            }
            Case::Household(_) => household::whole(&done, language),
            Case::List(list) if list.json => format!("{}\n", serde_json::to_string_pretty(&done)?),
            Case::List(_) => case::list(&done, language),
            Case::Incidents(_) | Case::Change(_) => format!("{}\n", serde_json::to_string_pretty(&done)?),
        };
        output::say(&text)?;
        Ok(Outcome::Good)
    }

    fn request(&self) -> anyhow::Result<(&SiteArguments, Request)> {
        // The console finds the case by its number; the identity here is only a place to put it.
        let nobody = CaseId::default();
        Ok(match self {
            Case::Start(start) => {
                let new = NewCase {
                    process: ProcessName::new(&start.process),
                    office: start.office.clone(),
                    fields: fields(&start.fields)?,
                    received_at: start.received_at.as_deref().map(super::clock::moment).transpose()?,
                    backdating_reason: start.reason.clone(),
                };
                let person = PersonName::new(&start.person);
                (&start.site, Request::Ask { person, case: None, ask: Ask::Start(new) })
            }
            Case::Act(act) => {
                let ask = Ask::Act {
                    case: nobody,
                    state: act.state.as_ref().map(StateName::new),
                    action: ActionName::new(&act.action),
                    task: act.task,
                    fields: fields(&act.fields)?,
                    comment: act.comment.clone(),
                    return_to: act.return_to.as_ref().map(StateName::new),
                };
                let person = PersonName::new(&act.person);
                (&act.site, Request::Ask { person, case: Some(act.case.clone()), ask })
            }
            Case::Desk(desk) => desk.request()?,
            Case::Retry(retry) => {
                let person = PersonName::new(&retry.person);
                let ask = Ask::Retry { case: nobody };
                (&retry.site, Request::Ask { person, case: Some(retry.case.clone()), ask })
            }
            Case::Show(show) => (&show.site, Request::Show { case: show.case.clone() }),
            Case::Household(show) => (&show.site, Request::Household { case: show.case.clone() }),
            Case::List(list) => (
                &list.site,
                Request::List {
                    process: list.process.clone(),
                    state: list.state.clone(),
                    open: list.open,
                    limit: list.limit,
                },
            ),
            Case::Incidents(incidents) => (&incidents.site, Request::Incidents),
            Case::Change(change) => return change.request(),
        })
    }
}

/// `NAME=VALUE` pairs. Only true and false are no text: numbers stay exact as text.
fn fields(written: &[String]) -> anyhow::Result<Map<String, Json>> {
    let mut fields = Map::new();
    for pair in written {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(Failure::new(Bilingual::new(
                format!("表单项应写成 名=值，写的是 {pair}"),
                format!("expected a field as NAME=VALUE, found {pair}"),
            ))
            .into());
        };
        let value = match value {
            "true" | "是" => Json::Bool(true),
            "false" | "否" => Json::Bool(false),
            text => Json::String(text.to_owned()),
        };
        fields.insert(name.to_owned(), value);
    }
    Ok(fields)
}
