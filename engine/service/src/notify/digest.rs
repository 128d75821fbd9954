//! 今天要办: one message a person a day with what is due, in place of one a case.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use definition::bilingual::{Bilingual, Language};
use definition::moment::Moment;
use definition::name::{PersonName, TemplateName};
use definition::notifications::Rules;
use machine::CaseId;
use serde_json::{Map, Value as Json, json};
use sm3::{Digest, Sm3};
use storage::{NewDigest, OutboxKey, OutboxRow, Scope, day_number};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::query::{InboxItem, TaskQuery};
use crate::service::Service;

use super::hours::{calendar_of, open_from};
use super::overtaken::settled;
use super::route::person_of;

/// The setting that says which digest was made last.
const MADE: &str = "digest.made";
/// The most reminders one round of digests takes up.
const MEMBERS_MAX: u64 = 10_000;
/// The most tasks one digest looks at; the inbox has the rest.
const TASKS_MAX: u64 = 300;
/// The most lines of one part of a digest.
const LINES_MAX: usize = 50;
/// How far "this week" reaches, in days.
const WEEK_MILLISECONDS: i64 = 7 * 86_400_000;
/// A day, in milliseconds.
const DAY_MILLISECONDS: i64 = 86_400_000;

/// The words of a digest.
pub(crate) const TEMPLATE: &str = "daily-digest";
pub(crate) static SUBJECT: LazyLock<Bilingual> = LazyLock::new(|| {
    Bilingual::new(
        "今天要办：逾期 {{ overdue_count }} 件，今日到期 {{ today_count }} 件，本周到期 {{ week_count }} 件",
        "Today: {{ overdue_count }} overdue, {{ today_count }} due today, {{ week_count }} due this week",
    )
});
pub(crate) static BODY: LazyLock<Bilingual> = LazyLock::new(|| {
    let part = |title: &str, list: &str| {
        format!(
            "{{% if {list} %}}\n{title}\n{{% for line in {list} %}}\n  {{{{ line }}}}\n{{% endfor %}}\n{{% endif %}}\n"
        )
    };
    let parts = |titles: [&str; 4]| -> String {
        let lists = ["overdue", "today", "week", "reminders"];
        titles.iter().zip(lists).map(|(title, list)| part(title, list)).collect()
    };
    Bilingual::new(
        format!(
            "{{{{ recipient_name }}}}，您好：\n\n{}\n请登录系统，打开“待办”办理。本消息由系统于{{{{ sent_at }}}}自动发出。",
            parts(["【已逾期】", "【今日到期】", "【本周到期】", "【提醒】"])
        ),
        format!(
            "Dear {{{{ recipient_name }}}},\n\n{}\nPlease sign in and open your tasks. Sent automatically at {{{{ sent_at }}}}.",
            parts(["Overdue", "Due today", "Due this week", "Reminders"])
        ),
    )
});

impl Service {
    /// When digests are to be made next; none if the site has none.
    pub async fn next_digest(&self) -> Result<Option<Moment>, ServiceError> {
        let rules = self.rules();
        let Some(digest) = &rules.digest else { return Ok(None) };
        let Some(made) = self.digest_made().await? else { return Ok(Some(self.now())) };
        Ok(digest.at.after(made))
    }

    /// Makes the digests that are due; of several missed only the last. Answers how many were made.
    pub async fn make_digests(&self) -> Result<usize, ServiceError> {
        let (rules, now) = (self.rules(), self.now());
        let Some(digest) = &rules.digest else { return Ok(0) };
        let Some(made) = self.digest_made().await? else {
            self.put_digest_made(now).await?;
            return Ok(0);
        };
        if digest.at.after(made).is_none_or(|due| due > now) {
            return Ok(0);
        }
        let mut waiting: BTreeMap<PersonName, Vec<OutboxRow>> = BTreeMap::new();
        for row in self.shared.store.for_digest(now, MEMBERS_MAX).await? {
            if let Some(person) = person_of(&row.to).cloned() {
                waiting.entry(person).or_default().push(row);
            }
        }
        let catalogue = self.catalogue();
        let mut total = 0;
        for person in catalogue.organisation.people().keys() {
            let members = waiting.remove(person).unwrap_or_default();
            total += usize::from(self.digest_of(&rules, person, &members, now).await?);
        }
        self.put_digest_made(now).await?;
        Ok(total)
    }

    /// Makes the digest of a person, unless he rests today, has had one, or has nothing to do.
    async fn digest_of(
        &self,
        rules: &Rules,
        person: &PersonName,
        members: &[OutboxRow],
        now: Moment,
    ) -> Result<bool, ServiceError> {
        let catalogue = self.catalogue();
        let calendar = calendar_of(&catalogue, rules, person, now);
        let from = calendar.map_or(now, |calendar| open_from(&calendar, now));
        let key = digest_key(person, now);
        if from.date() > now.date() || self.shared.store.outbox_row(key).await?.is_some() {
            return Ok(false);
        }
        let (kept, dropped) = self.still_wanted(members).await?;
        let lines = Lines::of(&self.due_this_week(person, now).await?, now);
        if lines.is_empty() && members.is_empty() {
            return Ok(false);
        }
        let title = catalogue.organisation.people().get(person).map(|found| found.title.zh.clone());
        let data = lines.data(title.unwrap_or_else(|| person.to_string()), &kept);
        let digest = NewDigest {
            key,
            person: person.clone(),
            template: TemplateName::new(TEMPLATE),
            data: Json::Object(data).to_string(),
            at: now,
            from,
        };
        let merged: Vec<OutboxKey> = kept.iter().map(|(row, _)| row.key).collect();
        self.shared.store.add_digest(digest, &merged, &dropped).await?;
        Ok(true)
    }

    /// The reminders still to be told, with their line, and the others with the reason.
    async fn still_wanted<'r>(
        &self,
        members: &'r [OutboxRow],
    ) -> Result<(Vec<(&'r OutboxRow, String)>, Vec<(OutboxKey, String)>), ServiceError> {
        let (mut kept, mut dropped) = (Vec::new(), Vec::new());
        for row in members {
            let data: Map<String, Json> = serde_json::from_str(&row.data).unwrap_or_default();
            let stored = self.shared.store.case_by_id(&Scope::System, row.key.case).await?;
            let why = match &stored {
                None => None,
                Some(stored) => {
                    let case = &stored.case;
                    let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
                    settled(&loaded.definition, case, &data)
                }
            };
            match why {
                Some(why) => dropped.push((row.key, why)),
                None => kept.push((row, line_of(&data))),
            }
        }
        Ok((kept, dropped))
    }

    async fn due_this_week(&self, person: &PersonName, now: Moment) -> Result<Vec<InboxItem>, ServiceError> {
        let query = TaskQuery { limit: TASKS_MAX, ..TaskQuery::default() };
        let until = Moment::start_of(now.date()).plus_milliseconds(WEEK_MILLISECONDS);
        let tasks = self.tasks(person, &query).await?.tasks;
        Ok(tasks.into_iter().filter(|task| task.due_before.is_some_and(|due| due <= until)).collect())
    }

    async fn digest_made(&self) -> Result<Option<Moment>, ServiceError> {
        let made = self.shared.store.setting(MADE).await?;
        Ok(made.and_then(|made| made.parse().ok()).map(Moment::from_milliseconds))
    }

    async fn put_digest_made(&self, at: Moment) -> Result<(), ServiceError> {
        Ok(self.shared.store.put_setting(MADE, &at.milliseconds().to_string()).await?)
    }
}

/// What a digest lists of the inbox.
struct Lines {
    overdue: Vec<String>,
    today: Vec<String>,
    week: Vec<String>,
}

impl Lines {
    fn of(tasks: &[InboxItem], now: Moment) -> Self {
        let tomorrow = Moment::start_of(now.date()).plus_milliseconds(DAY_MILLISECONDS);
        let mut lines = Self { overdue: Vec::new(), today: Vec::new(), week: Vec::new() };
        for task in tasks {
            let due = task.due.clone().unwrap_or_default();
            let line = format!("{} {} {due}", task.number, task.state_title.get(Language::Zh));
            match task.due_before {
                Some(due) if due <= now => lines.overdue.push(line),
                Some(due) if due <= tomorrow => lines.today.push(line),
                Some(_) | None => lines.week.push(line),
            }
        }
        lines
    }

    fn is_empty(&self) -> bool {
        self.overdue.is_empty() && self.today.is_empty() && self.week.is_empty()
    }

    fn data(self, recipient: String, kept: &[(&OutboxRow, String)]) -> Map<String, Json> {
        let reminders: Vec<String> = kept.iter().map(|(_, line)| line.clone()).collect();
        let mut data = Map::from_iter([("recipient_name".to_owned(), json!(recipient))]);
        let parts = [("overdue", self.overdue), ("today", self.today), ("week", self.week), ("reminders", reminders)];
        for (name, mut lines) in parts {
            data.insert(format!("{name}_count"), json!(lines.len()));
            let more = lines.len().saturating_sub(LINES_MAX);
            lines.truncate(LINES_MAX);
            if more > 0 {
                lines.push(format!("另有 {more} 件，见待办"));
            }
            data.insert(name.to_owned(), json!(lines));
        }
        data
    }
}

/// A reminder on one line.
fn line_of(data: &Map<String, Json>) -> String {
    let text = |name: &str| match data.get(name) {
        Some(Json::String(text)) => text.clone(),
        Some(both) => both.get("zh").and_then(Json::as_str).unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let words = ["number", "state_name", "deadline_name", "due"].map(text);
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A digest is named by its person and its day, so that nobody has two.
fn digest_key(person: &PersonName, now: Moment) -> OutboxKey {
    let hash = Sm3::digest(format!("{TEMPLATE}\n{person}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    let day = usize::try_from(day_number(now.date())).unwrap_or_default();
    OutboxKey { case: CaseId(Uuid::from_bytes(bytes)), seq: 0, position: day }
}
