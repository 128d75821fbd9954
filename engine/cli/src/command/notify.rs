//! `doudi notify`: by which channels people are told, what they were told, and what is to be put right.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use definition::bilingual::{Bilingual, Language};
use notification::{Address, Message};
use serde_json::Value as Json;
use service::{PaperProof, PreferenceView};

use super::Outcome;
use super::check::today;
use crate::channels;
use crate::console::{self, Notify as Asked, Reply, Request};
use crate::failure::Failure;
use crate::output;
use crate::site::SiteArguments;

/// 通知的通道、偏好、站内消息、纸质送达、地址更正 / Channels, preferences, messages, paper, corrections
#[derive(Subcommand, Debug)]
pub enum Notify {
    /// 检查通知规则文件 / Check a file of notification rules
    Check(Check),
    /// 由一个通道试发一条消息 / Send a trial message by a channel
    Test(Test),
    /// 一个办件通知了谁、没有通知谁 / Whom a case has told, and whom not
    Of(Of),
    /// 某人怎样接收通知 / How a person is told
    Show(Person),
    /// 设定某人怎样接收通知 / Set how a person is told
    Set(Set),
    /// 某人的站内消息 / In-app messages of a person
    Messages(Person),
    /// 待更正的地址 / Addresses to be put right
    Corrections(Site),
    /// 地址已更正，重新发送 / An address was put right: send again
    Corrected(Corrected),
    /// 待送达的纸质通知 / Notices on paper to be handed over
    Papers(Site),
    /// 输出一份纸质通知的可打印页面（HTML） / Print the page of a notice (HTML)
    Page(Which),
    /// 登记送达回证 / Record the proof of delivery
    Delivered(Delivered),
}

#[derive(Args, Debug)]
pub struct Check {
    /// 通知规则文件 / File of notification rules
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Args, Debug)]
pub struct Test {
    /// 通知规则文件 / File of notification rules
    #[arg(long, env = "DOUDI_NOTIFICATIONS", value_name = "FILE")]
    notifications: PathBuf,
    /// 通道的名字 / Name of the channel
    channel: String,
    /// 收件地址：邮箱、手机号，群机器人不用写 / Address: mailbox, telephone number; nothing for a group robot
    #[arg(default_value = "")]
    to: String,
}

#[derive(Args, Debug)]
pub struct Site {
    #[command(flatten)]
    site: SiteArguments,
}

#[derive(Args, Debug)]
pub struct Of {
    #[command(flatten)]
    site: SiteArguments,
    /// 办件编号 / The case's number
    case: String,
}

#[derive(Args, Debug)]
pub struct Which {
    #[command(flatten)]
    site: SiteArguments,
    /// 通知的标识 / Identity of the notification
    id: String,
}

#[derive(Args, Debug)]
pub struct Person {
    #[command(flatten)]
    site: SiteArguments,
    /// 人员 / Person
    person: String,
}

#[derive(Args, Debug)]
pub struct Corrected {
    #[command(flatten)]
    site: SiteArguments,
    /// 收件人，按列表中的写法 / The recipient, as the list has it
    recipient: String,
}

#[derive(Args, Debug)]
pub struct Set {
    #[command(flatten)]
    site: SiteArguments,
    /// 人员 / Person
    person: String,
    /// 通道，按先后，逗号隔开 / Channels in order, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    channels: Vec<String>,
    /// 邮箱 / Mailbox
    #[arg(long)]
    mail: Option<String>,
    /// 手机号 / Telephone number
    #[arg(long)]
    phone: Option<String>,
    /// 代收人 / Deputy
    #[arg(long, value_name = "PERSON")]
    deputy: Option<String>,
    /// 代收到哪一天为止 / The last day of the deputy
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
}

#[derive(Args, Debug)]
pub struct Delivered {
    #[command(flatten)]
    site: SiteArguments,
    /// 通知的标识 / Identity of the notification
    id: String,
    /// 登记人 / Who records it
    #[arg(long, value_name = "PERSON")]
    by: String,
    /// 送达日期 / Day of delivery
    #[arg(long, value_name = "DATE")]
    on: NaiveDate,
    /// 证明：signature 签名、thumbprint 捺印、witness 见证、proxy 代收 / Proof: signature, thumbprint, witness, proxy
    #[arg(long)]
    proof: String,
    /// 签收人、见证人或代收人 / Who received, witnessed or took it
    #[arg(long, value_name = "NAME")]
    receiver: String,
    /// 备注 / Note
    #[arg(long)]
    note: Option<String>,
}

impl Notify {
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let (site, asked) = match self {
            Notify::Check(check) => return check.run(language),
            Notify::Test(test) => return test.run(language),
            Notify::Of(of) => (&of.site, Asked::Of { case: of.case.clone() }),
            Notify::Show(person) => (&person.site, Asked::Show { person: person.person.as_str().into() }),
            Notify::Set(set) => (&set.site, Asked::Set { person: set.person.as_str().into(), wanted: set.wanted() }),
            Notify::Messages(person) => {
                (&person.site, Asked::Messages { person: person.person.as_str().into(), unread: false })
            }
            Notify::Corrections(site) => (&site.site, Asked::Corrections),
            Notify::Corrected(which) => (&which.site, Asked::Corrected { recipient: which.recipient.clone() }),
            Notify::Papers(site) => (&site.site, Asked::Papers { open: true }),
            Notify::Page(which) => (&which.site, Asked::Page { id: which.id.clone() }),
            Notify::Delivered(done) => (&done.site, done.asked()),
        };
        ask(site, asked, language)
    }
}

/// Asks the console and shows the answer: a page as it is, anything else as JSON.
pub fn ask(site: &SiteArguments, asked: Asked, language: Language) -> anyhow::Result<Outcome> {
    let reply = super::runtime()?.block_on(console::ask(site, Request::Notify(asked)))?;
    let Reply::Done(done) = reply else { return super::refused(&reply, language) };
    match done {
        Json::String(page) => output::say(&page)?,
        other => output::say(&format!("{}\n", serde_json::to_string_pretty(&other)?))?,
    }
    Ok(Outcome::Good)
}

impl Set {
    fn wanted(&self) -> PreferenceView {
        PreferenceView {
            channels: self.channels.clone(),
            mail: self.mail.clone(),
            phone: self.phone.clone(),
            deputy: self.deputy.as_deref().map(Into::into),
            deputy_until: self.until,
        }
    }
}

impl Delivered {
    fn asked(&self) -> Asked {
        let proof = PaperProof {
            on: self.on,
            proof: self.proof.clone(),
            receiver: self.receiver.clone(),
            note: self.note.clone(),
        };
        Asked::Delivered { id: self.id.clone(), person: self.by.as_str().into(), proof }
    }
}

impl Check {
    fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let rules = channels::rules(&self.file)?;
        let names: Vec<&str> = rules.channels.keys().map(String::as_str).collect();
        let told = Bilingual::new(
            format!("通知规则没有问题；通道：{}\n", names.join("、")),
            format!("the notification rules are sound; channels: {}\n", names.join(", ")),
        );
        output::say(told.get(language))?;
        Ok(Outcome::Good)
    }
}

impl Test {
    fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let rules = channels::rules(&self.notifications)?;
        let unknown = || {
            let name = &self.channel;
            Failure::new(Bilingual::new(
                format!("规则文件里没有可以试发的通道“{name}”"),
                format!("the file has no channel `{name}` that could be tried"),
            ))
        };
        let rule = rules.channels.get(&self.channel).ok_or_else(unknown)?;
        let channel = channels::channel(&rule.way, &PathBuf::from("mail"), false, "doudi@localhost.localdomain")?;
        let channel = channel.ok_or_else(unknown)?;
        let message = Message {
            id: format!("test-{}", today()),
            to: Address::new("", &self.to),
            subject: "【试发】兜底通知通道测试".to_owned(),
            body: "这是一条测试消息，收到即说明通道可用。This is a test message.".to_owned(),
        };
        let now = chrono::Utc::now().timestamp_millis();
        match super::runtime()?.block_on(channel.send(&message, now)) {
            Ok(receipt) => {
                output::say(&format!("{}\n", receipt.answer))?;
                Ok(Outcome::Good)
            }
            Err(error) => {
                let reason = error.reason();
                output::complain(Bilingual::new(&reason.zh, &reason.en).get(language));
                Ok(Outcome::Bad)
            }
        }
    }
}
