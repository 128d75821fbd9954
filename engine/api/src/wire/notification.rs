//! What people were told, how they want to be told, and what is to be printed and put right.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Bilingual, listed, texts};
use crate::failure::Failure;

/// A notification, why there is one, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8.2.1",
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "to": "李梅",
    "template": "deadline-reminder",
    "at": "2020-04-20T10:00:00+08:00",
    "state": "delivered",
    "state_words": {"zh": "已送达服务器", "en": "delivered to the server"},
    "cause": {"zh": "时限到了提醒时点", "en": "the deadline reached a rung of its ladder"},
    "channel": "mail",
    "sent_at": "2020-04-20T10:00:01+08:00",
    "next_at": null,
    "attempts": 1,
    "last_error": null,
    "track": [],
}))]
pub(crate) struct Notification {
    /// Its identity.
    id: String,
    /// Its case; none for a digest.
    case: Option<String>,
    /// A person, or `applicant`.
    to: String,
    /// In which words.
    template: String,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
    /// `sending`, `delivered`, `failed`, `gave_up`, `merged` or `dropped`.
    state: String,
    /// The same in plain words.
    state_words: Bilingual,
    /// Why there is one.
    cause: Bilingual,
    /// The channel it left by, or waits for.
    channel: Option<String>,
    /// When it left.
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// When it is tried next.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// How often it was tried.
    attempts: u32,
    /// Why it did not leave the last time.
    last_error: Option<String>,
    /// What became of it, in order.
    track: Vec<Track>,
}

/// What became of a notification at an instant.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "at": "2020-04-20T20:00:00+08:00",
    "kind": "waits",
    "words": {"zh": "非办公时间，等到 2020-04-21 08:30", "en": "outside office hours, waits until 2020-04-21 08:30"},
}))]
struct Track {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What, for programs.
    kind: String,
    /// What, in plain words.
    words: Bilingual,
}

/// Everything a case has told and not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseNotifications {
    /// What was to be sent.
    sent: Vec<Notification>,
    /// Who was to be told and was not.
    unsent: Vec<Unsent>,
}

/// Somebody who was to be told and was not.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "seq": 3,
    "at": "2020-04-20T16:20:00+08:00",
    "meant_for": "applicant",
    "template": "fast-track-approved",
    "reason": {"zh": "没有邮箱和电话", "en": "neither a mailbox nor a telephone number is known"},
}))]
struct Unsent {
    /// The step.
    seq: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Whom it was meant for.
    meant_for: String,
    /// In which words.
    template: String,
    /// Why not.
    reason: Bilingual,
}

/// 站内消息
#[derive(Serialize, ToSchema)]
pub(crate) struct Messages {
    /// The messages, the newest first.
    messages: Vec<Message>,
}

/// A message to the asker.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8.2.1",
    "subject": "【提醒】KS-222403109200-2020-00001 村（社区）审核将于2020-04-20 24:00到期",
    "body": "……",
    "at": "2020-04-20T10:00:00+08:00",
    "read": false,
}))]
struct Message {
    /// Its identity.
    id: String,
    /// One line.
    subject: String,
    /// The text.
    body: String,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
    /// Whether it was read.
    read: bool,
}

/// How somebody is told.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"channels": ["inbox", "mail"], "deputy": "赵敏", "deputy_until": "2020-05-05"}))]
pub(crate) struct Preference {
    /// The channels, in order; empty for the usual order of the site.
    #[serde(default)]
    channels: Vec<String>,
    /// A mailbox in place of the organisation's.
    #[serde(default)]
    mail: Option<String>,
    /// A telephone number in place of the organisation's.
    #[serde(default)]
    phone: Option<String>,
    /// Who is told in his place.
    #[serde(default)]
    deputy: Option<String>,
    /// The last day on which the deputy is.
    #[serde(default)]
    #[schema(format = Date)]
    deputy_until: Option<String>,
}

/// Addresses to be put right.
#[derive(Serialize, ToSchema)]
pub(crate) struct Corrections {
    /// The addresses, the oldest first.
    corrections: Vec<Correction>,
}

/// An address to be put right.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "recipient": "person:李梅",
    "channel": "mail",
    "office": "222403109200",
    "reason": "550 5.1.1 no such mailbox",
    "since": "2020-04-20T10:00:00+08:00",
}))]
struct Correction {
    /// `person:NAME`, or `applicant:CASE`.
    recipient: String,
    /// The channel that failed; empty if no address is known at all.
    channel: String,
    /// The office that puts it right.
    office: String,
    /// What was said.
    reason: String,
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
}

/// Notices on paper.
#[derive(Serialize, ToSchema)]
pub(crate) struct Papers {
    /// The notices, the oldest first.
    papers: Vec<Paper>,
}

/// A notice on paper.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8.5.3",
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "office": "222403109200",
    "subject": "关于停止救助的通知",
    "at": "2020-04-20T16:20:00+08:00",
    "delivered_on": "2020-04-22",
    "proof": "thumbprint",
    "receiver": "张桂兰",
    "note": null,
    "recorded_by": "李梅",
}))]
struct Paper {
    /// The identity of the notification.
    id: String,
    /// Its case.
    case: Option<String>,
    /// The office that hands it over.
    office: String,
    /// One line.
    subject: String,
    /// Since when it waits.
    #[schema(format = DateTime)]
    at: String,
    /// The day it was handed over.
    #[schema(format = Date)]
    delivered_on: Option<String>,
    /// How that is proved.
    proof: Option<String>,
    /// Who received or witnessed it.
    receiver: Option<String>,
    /// What else was said.
    note: Option<String>,
    /// Who recorded it.
    recorded_by: Option<String>,
}

/// 送达回证
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2020-04-22", "proof": "proxy", "receiver": "张伟", "note": "长子，同住"}))]
pub(crate) struct PaperProof {
    /// The day it was handed over.
    #[schema(format = Date)]
    on: String,
    /// `signature`, `thumbprint`, `witness` or `proxy`.
    proof: String,
    /// Who received it, witnessed it, or took it in his place.
    receiver: String,
    /// What else there is to say.
    #[serde(default)]
    note: Option<String>,
}

/// It was done.
#[derive(Default, Serialize, ToSchema)]
#[schema(example = json!({"sent_again": 2}))]
pub(crate) struct Done {
    /// How many notifications are sent again because of it.
    sent_again: u64,
}

impl Done {
    /// With so many notifications sent again.
    pub fn of(sent_again: u64) -> Self {
        Self { sent_again }
    }
}

impl Preference {
    /// As asked of the service.
    pub fn wanted(self) -> Result<service::PreferenceView, Failure> {
        let Self { channels, mail, phone, deputy, deputy_until } = self;
        let asked = json!({
            "channels": channels, "mail": mail, "phone": phone, "deputy": deputy, "deputy_until": deputy_until,
        });
        serde_json::from_value(asked).map_err(|_| {
            Failure::malformed(
                "deputy_until 应为日期，例如 2020-05-05",
                "expected deputy_until to be a day such as 2020-05-05",
            )
        })
    }
}

impl PaperProof {
    /// As asked of the service.
    pub fn proof(self) -> Result<service::PaperProof, Failure> {
        let Self { on, proof, receiver, note } = self;
        serde_json::from_value(json!({"on": on, "proof": proof, "receiver": receiver, "note": note})).map_err(|_| {
            Failure::malformed("on 应为日期，例如 2020-04-22", "expected on to be a day such as 2020-04-22")
        })
    }
}

impl From<service::NotificationView> for Notification {
    fn from(view: service::NotificationView) -> Self {
        Self {
            id: view.id,
            case: view.case.map(|case| case.to_string()),
            to: view.to,
            template: view.template.to_string(),
            at: view.at.to_string(),
            state: view.state.to_owned(),
            state_words: view.state_words.into(),
            cause: view.cause.into(),
            channel: view.channel,
            sent_at: view.sent_at.map(|at| at.to_string()),
            next_at: view.next_at.map(|at| at.to_string()),
            attempts: view.attempts,
            last_error: view.last_error,
            track: listed(view.track),
        }
    }
}

impl From<service::TrackView> for Track {
    fn from(view: service::TrackView) -> Self {
        Self { at: view.at.to_string(), kind: view.kind.to_owned(), words: view.words.into() }
    }
}

impl From<service::CaseNotifications> for CaseNotifications {
    fn from(view: service::CaseNotifications) -> Self {
        Self { sent: listed(view.sent), unsent: listed(view.unsent) }
    }
}

impl From<service::Unsent> for Unsent {
    fn from(view: service::Unsent) -> Self {
        Self {
            seq: view.seq,
            at: view.at.to_string(),
            meant_for: view.meant_for,
            template: view.template.to_string(),
            reason: view.reason.into(),
        }
    }
}

impl From<Vec<service::MessageView>> for Messages {
    fn from(views: Vec<service::MessageView>) -> Self {
        Self { messages: listed(views) }
    }
}

impl From<service::MessageView> for Message {
    fn from(view: service::MessageView) -> Self {
        let service::MessageView { id, subject, body, at, read } = view;
        Self { id, subject, body, at: at.to_string(), read }
    }
}

impl From<service::PreferenceView> for Preference {
    fn from(view: service::PreferenceView) -> Self {
        Self {
            channels: texts(&view.channels),
            mail: view.mail,
            phone: view.phone,
            deputy: view.deputy.map(|deputy| deputy.to_string()),
            deputy_until: view.deputy_until.map(|day| day.to_string()),
        }
    }
}

impl From<Vec<service::CorrectionView>> for Corrections {
    fn from(views: Vec<service::CorrectionView>) -> Self {
        Self { corrections: listed(views) }
    }
}

impl From<service::CorrectionView> for Correction {
    fn from(view: service::CorrectionView) -> Self {
        let service::CorrectionView { recipient, channel, office, reason, since } = view;
        Self { recipient, channel, office: office.to_string(), reason, since: since.to_string() }
    }
}

impl From<Vec<service::PaperView>> for Papers {
    fn from(views: Vec<service::PaperView>) -> Self {
        Self { papers: listed(views) }
    }
}

impl From<service::PaperView> for Paper {
    fn from(view: service::PaperView) -> Self {
        Self {
            id: view.id,
            case: view.case.map(|case| case.to_string()),
            office: view.office.to_string(),
            subject: view.subject,
            at: view.at.to_string(),
            delivered_on: view.delivered_on.map(|day| day.to_string()),
            proof: view.proof,
            receiver: view.receiver,
            note: view.note,
            recorded_by: view.recorded_by.map(|person| person.to_string()),
        }
    }
}
