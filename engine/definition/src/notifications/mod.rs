//! 通知规则: by which channels a site tells people, at what hours, and how much at once. One file of the server, no part of a
//! rulebook; secrets are named by their environment variable and never stand in it.

mod read;
mod sms;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::name::{CalendarName, TemplateName};
use crate::schedule::Schedule;

pub use read::read;

/// The channel that is there without a file: what the command line says of mail.
pub const MAIL: &str = "mail";

/// By which channels people are told, when, and how much at once.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The channels, by name.
    pub channels: IndexMap<String, ChannelRule>,
    /// The order in which a person of the organisation is tried, unless he says otherwise.
    pub people: Vec<String>,
    /// The order in which an applicant is tried.
    pub applicants: Vec<String>,
    /// What differs for some templates.
    pub templates: BTreeMap<TemplateName, TemplateRule>,
    /// The daily digest, if there is one.
    pub digest: Option<DigestRule>,
    /// Whether what is not urgent waits for the next office hour.
    pub quiet: bool,
    /// After so many hours of waiting a reminder is looked at again before it leaves: merged or dropped if overtaken.
    pub stale_after_hours: Option<u32>,
}

/// One channel.
#[derive(Clone, Debug)]
pub struct ChannelRule {
    /// How messages leave.
    pub way: Way,
    /// At most so many in any minute.
    pub per_minute: Option<u32>,
    /// At most so many a day.
    pub per_day: Option<u32>,
}

/// How messages leave by a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the command line says: a mail server or a folder.
    Site,
    /// A mail server.
    Smtp(SmtpRule),
    /// A folder of mails.
    Folder {
        /// Where.
        path: String,
    },
    /// A signed request to an address.
    Webhook {
        /// The address.
        url: String,
        /// The variable with the secret.
        secret: Variable,
    },
    /// An SMS gateway.
    Sms(Box<SmsRule>),
    /// A group robot of WeCom.
    Wecom {
        /// The variable with the whole address.
        url: Variable,
    },
    /// A group robot of DingTalk.
    Dingtalk {
        /// The variable with the whole address.
        url: Variable,
        /// The variable with the secret it signs with.
        secret: Option<Variable>,
    },
    /// What a person reads when signed in.
    Inbox,
    /// A notice printed and handed over.
    Paper,
}

/// The name of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable(pub String);

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpRule {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The sender's mailbox.
    pub from: String,
    /// Whether the connection is encrypted.
    pub security: SmtpSecurity,
    /// The account, and the variable with its password.
    pub login: Option<(String, Variable)>,
}

/// Whether the connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Not at all.
    None,
    /// After the greeting.
    StartTls,
    /// From the first byte.
    Tls,
}

/// An SMS gateway: the request it wants and how its answer is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsRule {
    /// `POST` or `GET`
    pub method: String,
    /// The address, with places.
    pub url: String,
    /// Names and values, with places; a value may instead be a variable's.
    pub headers: Vec<(String, HeaderValue)>,
    /// The body, with places.
    pub body: String,
    /// The header of the signature, the variable of the secret, and whether it is written in base64.
    pub signature: Option<(String, Variable, bool)>,
    /// The status of success; any from 200 to 299 if none.
    pub status: Option<u16>,
    /// A JSON pointer into the answer and the value there that means success.
    pub value: Option<(String, String)>,
    /// Values there which mean that sending again is no use.
    pub permanent: Vec<String>,
}

/// What stands in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    /// A text, with places.
    Text(String),
    /// What a variable holds: a key of access.
    Variable(Variable),
}

/// What differs for a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateRule {
    /// The order of channels; that of the recipient if empty.
    pub channels: Vec<String>,
    /// How soon it must be told.
    pub urgency: Urgency,
}

/// How soon something must be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Urgency {
    /// With the day's digest.
    Low,
    /// In office hours.
    #[default]
    Normal,
    /// At once, at any hour.
    High,
}

/// When digests are made.
#[derive(Clone, Debug)]
pub struct DigestRule {
    /// The times, in Asia/Shanghai.
    pub at: Schedule,
    /// Whose working days and office hours count for people whose office names no calendar.
    pub calendar: Option<CalendarName>,
    /// The channels it leaves by; those of the person if empty.
    pub channels: Vec<String>,
}

/// What a channel needs to know of whom it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A mailbox.
    Mail,
    /// A telephone number.
    Phone,
    /// That he is a person of the organisation.
    Account,
    /// Nothing: it tells a group or a system.
    Nothing,
    /// That there is an office to hand it over.
    Office,
}

impl Way {
    /// What it needs to know of whom it tells.
    pub fn needs(&self) -> Needs {
        match self {
            Way::Site | Way::Smtp(_) | Way::Folder { .. } => Needs::Mail,
            Way::Sms(_) => Needs::Phone,
            Way::Inbox => Needs::Account,
            Way::Webhook { .. } | Way::Wecom { .. } | Way::Dingtalk { .. } => Needs::Nothing,
            Way::Paper => Needs::Office,
        }
    }
}

impl Default for Rules {
    /// Everybody by mail, at once, as the command line says.
    fn default() -> Self {
        let mail = ChannelRule { way: Way::Site, per_minute: None, per_day: None };
        Self {
            channels: IndexMap::from([(MAIL.to_owned(), mail)]),
            people: vec![MAIL.to_owned()],
            applicants: vec![MAIL.to_owned()],
            templates: BTreeMap::new(),
            digest: None,
            quiet: false,
            stale_after_hours: None,
        }
    }
}

impl Rules {
    /// How soon a template must be told.
    pub fn urgency(&self, template: &TemplateName) -> Urgency {
        self.templates.get(template).map(|rule| rule.urgency).unwrap_or_default()
    }

    /// The order of channels a template has of its own; none if that of the recipient holds.
    pub fn order(&self, template: &TemplateName) -> Option<&[String]> {
        self.templates.get(template).map(|rule| rule.channels.as_slice()).filter(|order| !order.is_empty())
    }
}
