//! Why did I get this, why did I not: a notification with its cause and everything that became of it.

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{PersonName, TemplateName};
use machine::{Addressee, CaseId, Event, Rejection, RejectionKind, Suppression};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use storage::{OutboxKey, OutboxRow, OutboxStatus, Page, Scope, Track, TrackKind};

use crate::error::ServiceError;
use crate::service::Service;

/// The most steps looked through for what was not sent.
const STEPS_MAX: u64 = 500;

/// A notification, why there is one, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct NotificationView {
    /// Its identity.
    pub id: String,
    /// Its case; none for a digest.
    pub case: Option<CaseId>,
    /// A person, or `applicant`.
    pub to: String,
    /// In which words.
    pub template: TemplateName,
    /// Since when.
    pub at: Moment,
    /// `sending`, `delivered`, `failed`, `gave_up`, `merged` or `dropped`.
    pub state: &'static str,
    /// The same in plain words.
    pub state_words: Bilingual,
    /// Why there is one.
    pub cause: Bilingual,
    /// The channel it left by, or stands in the queue of.
    pub channel: Option<String>,
    /// When it left.
    pub sent_at: Option<Moment>,
    /// When it is tried next.
    pub next_at: Option<Moment>,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it did not leave the last time.
    pub last_error: Option<String>,
    /// What became of it, in order.
    pub track: Vec<TrackView>,
}

/// What became of a notification at an instant.
#[derive(Clone, Debug, Serialize)]
pub struct TrackView {
    /// When.
    pub at: Moment,
    /// What, for programs.
    pub kind: &'static str,
    /// What, in plain words.
    pub words: Bilingual,
}

/// Somebody who was to be told and was not.
#[derive(Clone, Debug, Serialize)]
pub struct Unsent {
    /// The step.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// Whom it was meant for.
    pub meant_for: String,
    /// In which words.
    pub template: TemplateName,
    /// Why not.
    pub reason: Bilingual,
}

/// Everything a case has told and not told.
#[derive(Clone, Debug, Serialize)]
pub struct CaseNotifications {
    /// What was to be sent.
    pub sent: Vec<NotificationView>,
    /// Who was to be told and was not.
    pub unsent: Vec<Unsent>,
}

impl Service {
    /// A notification, for whoever it is to or whoever reaches its case; for the operator any.
    ///
    /// # Errors
    /// A refusal that is the same whether it is out of reach or not there.
    pub async fn notification(&self, person: Option<&PersonName>, id: &str) -> Result<NotificationView, ServiceError> {
        let key = OutboxKey::of_message(id).ok_or_else(no_notification)?;
        let row = self.shared.store.outbox_row(key).await?;
        let row = match person {
            None => row,
            Some(person) => {
                let scope = self.scope_of(person);
                let reached = self.shared.store.case_by_id(&scope, key.case).await?.is_some();
                row.filter(|row| reached || matches!(&row.to, Addressee::Person(to) if to == person))
            }
        };
        self.notification_view(row.ok_or_else(no_notification)?).await
    }

    /// What a case within reach has told, and who was to be told and was not.
    ///
    /// # Errors
    /// A refusal that is the same whether the case is out of reach or not there.
    pub async fn notifications_of(
        &self,
        person: Option<&PersonName>,
        which: &str,
    ) -> Result<CaseNotifications, ServiceError> {
        let case = self.stored(person, which).await?.case.id;
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let mut sent = Vec::new();
        for row in self.shared.store.outbox_of(&scope, case).await? {
            sent.push(self.notification_view(row).await?);
        }
        Ok(CaseNotifications { sent, unsent: self.unsent(&scope, case).await? })
    }

    async fn unsent(&self, scope: &Scope, case: CaseId) -> Result<Vec<Unsent>, ServiceError> {
        let mut unsent = Vec::new();
        for row in self.shared.store.history(scope, case, &Page::first(STEPS_MAX)).await?.rows {
            let step = row.step()?;
            for event in step.events {
                if let Event::NotificationSuppressed { template, meant_for, reason } = event {
                    let reason = suppressed(reason);
                    unsent.push(Unsent { seq: row.seq, at: step.at, meant_for, template, reason });
                }
            }
        }
        Ok(unsent)
    }

    async fn notification_view(&self, row: OutboxRow) -> Result<NotificationView, ServiceError> {
        let track = self.shared.store.tracks(row.key).await?;
        let (state, state_words) = state(&row);
        let (sent_at, next_at) = match row.status {
            OutboxStatus::Sent(at) => (Some(at), None),
            OutboxStatus::Queued(at) | OutboxStatus::Leased(at) => (None, Some(at)),
            OutboxStatus::Dead | OutboxStatus::Failed | OutboxStatus::Merged | OutboxStatus::Dropped => (None, None),
        };
        let lane = Some(row.lane.clone()).filter(|lane| !lane.is_empty() && !lane.starts_with('.'));
        Ok(NotificationView {
            id: row.key.message_id(),
            case: (!row.key.is_digest()).then_some(row.key.case),
            to: match &row.to {
                Addressee::Person(person) => person.to_string(),
                Addressee::Applicant => "applicant".to_owned(),
            },
            cause: cause(&row),
            template: row.template,
            at: row.created_at,
            state,
            state_words,
            channel: row.channel.or(lane),
            sent_at,
            next_at,
            attempts: row.attempts,
            last_error: row.last_error,
            track: track.iter().map(track_view).collect(),
        })
    }
}

/// How far a notification has come, for programs and in plain words.
fn state(row: &OutboxRow) -> (&'static str, Bilingual) {
    match row.status {
        OutboxStatus::Queued(_) | OutboxStatus::Leased(_) => ("sending", Bilingual::new("正在发送", "sending")),
        OutboxStatus::Sent(_) => ("delivered", Bilingual::new("已送达服务器", "delivered to the server")),
        OutboxStatus::Failed => {
            ("failed", Bilingual::new("永久失败：请改地址", "failed for good: put the address right"))
        }
        OutboxStatus::Dead => ("gave_up", Bilingual::new("暂时放弃", "given up for now")),
        OutboxStatus::Merged => ("merged", Bilingual::new("已并入当日摘要", "part of the day's digest")),
        OutboxStatus::Dropped => ("dropped", Bilingual::new("已不需要，未发送", "no longer needed, not sent")),
    }
}

fn cause(row: &OutboxRow) -> Bilingual {
    let data: Map<String, Json> = serde_json::from_str(&row.data).unwrap_or_default();
    let text = |name: &str, language: &str| match data.get(name) {
        Some(Json::String(text)) => text.clone(),
        Some(both) => both.get(language).and_then(Json::as_str).unwrap_or_default().to_owned(),
        None => String::new(),
    };
    if row.key.is_digest() {
        return Bilingual::new("每日摘要：您名下有待办或提醒", "the daily digest: you have tasks or reminders");
    }
    let (seq, number) = (row.key.seq, text("number", "zh"));
    if data.contains_key("deadline_name") {
        let (zh, en, due) = (text("deadline_name", "zh"), text("deadline_name", "en"), text("due", "zh"));
        return Bilingual::new(
            format!("办件 {number} 的时限“{zh}”（{due} 到期）到了提醒时点（第 {seq} 步），您当时在该岗位或持有该待办"),
            format!(
                "the deadline `{en}` of case {number}, due {due}, reached a rung of its ladder (step {seq}); you held the \
                 post or the task"
            ),
        );
    }
    let (zh, en) = (text("state_name", "zh"), text("state_name", "en"));
    Bilingual::new(
        format!("办件 {number} 办到“{zh}”时（第 {seq} 步），流程规定要通知您"),
        format!("the process says that you are told when case {number} comes to `{en}` (step {seq})"),
    )
}

fn track_view(track: &Track) -> TrackView {
    let channel = track.channel.as_deref().unwrap_or_default();
    let detail = track.detail.as_deref().unwrap_or_default();
    let words = match track.kind {
        TrackKind::Waits => {
            Bilingual::new(format!("非办公时间，等到 {detail}"), format!("outside office hours, waits until {detail}"))
        }
        TrackKind::ForDigest => {
            Bilingual::new(format!("不急，等 {detail} 的摘要"), format!("not urgent, waits for the digest of {detail}"))
        }
        TrackKind::Merged => Bilingual::new(format!("并入摘要 {detail}"), format!("part of the digest {detail}")),
        TrackKind::Dropped => Bilingual::new(format!("未发送：{detail}"), format!("not sent: {detail}")),
        TrackKind::Failed => Bilingual::new(
            format!("通道 {channel} 永久失败：{detail}"),
            format!("the channel {channel} failed for good: {detail}"),
        ),
        TrackKind::GaveUp => Bilingual::new(
            format!("通道 {channel} 多次未成，暂时放弃：{detail}"),
            format!("the channel {channel} was given up for now: {detail}"),
        ),
        TrackKind::Deputised => {
            Bilingual::new(format!("由 {detail} 代收（{channel}）"), format!("went to the deputy {detail} ({channel})"))
        }
        TrackKind::Requeued => Bilingual::new("重新发送", "sent again"),
    };
    TrackView { at: track.at, kind: track.kind.as_str(), words }
}

fn suppressed(reason: Suppression) -> Bilingual {
    match reason {
        Suppression::NobodyHolds => Bilingual::new("当时无人在该岗位", "nobody held the role there"),
        Suppression::NoOpenTask => Bilingual::new("当时没有待办", "no task was open"),
        Suppression::NoAddress => Bilingual::new("没有邮箱和电话", "neither a mailbox nor a telephone number is known"),
    }
}

fn no_notification() -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        "没有这条通知，或不在您的管辖范围",
        "there is no such notification within your reach",
    )
}
