//! 日常办理: what is done with a case besides taking its actions.

use clap::{Args, Subcommand};
use serde_json::Map;
use service::{Ask, CaseId, DeskCommand, Party, PersonName};

use crate::console::Request;
use crate::site::SiteArguments;

/// 日常办理 / What people do besides taking actions
#[derive(Subcommand, Debug)]
pub enum Desk {
    /// 转交待办 / Give a task to another who holds its role
    HandOver(HandOver),
    /// 撤销办件 / Cancel a case
    Cancel(Cancel),
    /// 抄送 / Send copies to read
    Copy(Copy),
    /// 阅知抄送件 / Acknowledge a copy
    Read(OnTask),
    /// 征求意见 / Ask another office
    Ask(AskOpinion),
    /// 答复意见 / Answer another office
    Answer(GiveOpinion),
    /// 加签 / Ask others to sign before a task is acted on
    AddSigners(AddSigners),
    /// 会签 / Sign, or refuse to
    Sign(Sign),
}

/// Which case, and as whom.
#[derive(Args, Debug)]
pub struct Asking {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
    /// 以谁的身份 / As whom
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

#[derive(Args, Debug)]
pub struct HandOver {
    #[command(flatten)]
    asking: Asking,
    /// 待办号 / The task's number
    #[arg(long, value_name = "N")]
    task: u32,
    /// 交给谁 / To whom
    #[arg(long, value_name = "PERSON")]
    to: String,
    /// 意见 / A comment
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
}

#[derive(Args, Debug)]
pub struct Cancel {
    #[command(flatten)]
    asking: Asking,
    /// 理由 / Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Args, Debug)]
pub struct Copy {
    #[command(flatten)]
    asking: Asking,
    /// 给谁：人员，或 角色@机构，可写多个 / To whom: a person, or ROLE@OFFICE; may be given more than once
    #[arg(long, value_name = "PERSON", required = true)]
    to: Vec<String>,
    /// 附言 / A word to it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Args, Debug)]
pub struct OnTask {
    #[command(flatten)]
    asking: Asking,
    /// 待办号 / The task's number
    #[arg(long, value_name = "N")]
    task: u32,
}

#[derive(Args, Debug)]
pub struct AskOpinion {
    #[command(flatten)]
    on: OnTask,
    /// 征求哪项意见 / Which opinion
    #[arg(long, value_name = "NAME")]
    opinion: String,
    /// 向哪个机构：编码或路径 / Which office: its id or path
    #[arg(long, value_name = "OFFICE")]
    office: Option<String>,
    /// 征求什么 / What is asked
    #[arg(long, value_name = "TEXT")]
    question: String,
}

#[derive(Args, Debug)]
pub struct GiveOpinion {
    #[command(flatten)]
    on: OnTask,
    /// 怎么答复 / What is said
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// 表单项 名=值，可写多个 / A field NAME=VALUE; may be given more than once
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
}

#[derive(Args, Debug)]
pub struct AddSigners {
    #[command(flatten)]
    on: OnTask,
    /// 请谁会签：人员，或 角色@机构，可写多个 / Who signs: a person, or ROLE@OFFICE; may be given more than once
    #[arg(long, value_name = "PERSON", required = true)]
    to: Vec<String>,
    /// 几人会签就够 / How many are enough
    #[arg(long, value_name = "N")]
    done_when: Option<usize>,
    /// 依次会签 / One after another
    #[arg(long)]
    in_order: bool,
    /// 附言 / A word to it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Args, Debug)]
pub struct Sign {
    #[command(flatten)]
    on: OnTask,
    /// 不同意 / Refuse
    #[arg(long)]
    refuse: bool,
    /// 意见 / A comment
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
}

/// `PERSON` or `ROLE@OFFICE`.
fn party(written: &String) -> Party {
    match written.split_once('@') {
        Some((role, office)) => Party::Holders { role: role.into(), office: office.into() },
        None => Party::Person(PersonName::new(written)),
    }
}

impl Desk {
    pub fn request(&self) -> anyhow::Result<(&SiteArguments, Request)> {
        let mut filled_in = Map::new();
        let (asking, what) = match self {
            Desk::HandOver(asked) => {
                let (to, comment) = (PersonName::new(&asked.to), asked.comment.clone());
                (&asked.asking, DeskCommand::HandOver { task: asked.task, to, comment })
            }
            Desk::Cancel(asked) => (&asked.asking, DeskCommand::Cancel { reason: asked.reason.clone() }),
            Desk::Copy(asked) => {
                let to = asked.to.iter().map(party).collect();
                (&asked.asking, DeskCommand::Copy { to, note: asked.note.clone() })
            }
            Desk::Ask(asked) => {
                let (opinion, question) = (asked.opinion.as_str().into(), asked.question.clone());
                let office = asked.office.as_deref().map(Into::into);
                (&asked.on.asking, DeskCommand::AskOpinion { task: asked.on.task, opinion, office, question })
            }
            Desk::Answer(asked) => {
                filled_in = super::fields(&asked.fields)?;
                let (task, text) = (asked.on.task, asked.text.clone());
                (&asked.on.asking, DeskCommand::GiveOpinion { task, text, fields: Default::default() })
            }
            Desk::AddSigners(asked) => {
                let signers = asked.to.iter().map(party).collect();
                let (task, needed, note) = (asked.on.task, asked.done_when, asked.note.clone());
                let what = DeskCommand::AddSigners { task, signers, needed, in_order: asked.in_order, note };
                (&asked.on.asking, what)
            }
            Desk::Sign(asked) => {
                let (task, comment) = (asked.on.task, asked.comment.clone());
                (&asked.on.asking, DeskCommand::Sign { task, agrees: !asked.refuse, comment })
            }
            Desk::Read(asked) => (&asked.asking, DeskCommand::Acknowledge { task: asked.task }),
        };
        let ask = Ask::Desk { case: CaseId::default(), what, fields: filled_in };
        let person = PersonName::new(&asking.person);
        Ok((&asking.site, Request::Ask { person, case: Some(asking.case.clone()), ask }))
    }
}
