//! What is to be sent: leased from the outbox, with address and words; marked once it has left. At least once, never lost.

use definition::bilingual::Language;
use definition::moment::Moment;
use definition::name::PersonName;
use definition::notifications::Urgency;
use machine::{Addressee, ArmedDeadline, Case};
use serde_json::{Map, Value as Json};
use storage::{OutboxCursor, OutboxKey, OutboxRow, Page, Retry, Scope, TrackKind};

use crate::error::ServiceError;
use crate::notify::Route;
use crate::notify::digest::{BODY, SUBJECT};
use crate::notify::hours::{calendar_at, calendar_of, open_from};
use crate::notify::overtaken::runs;
use crate::notify::route::person_of;
use crate::service::Service;

/// How long whoever leased a notification may take to send it, in milliseconds.
pub(crate) const LEASE_MILLISECONDS: i64 = 120_000;

/// A day, in milliseconds.
const DAY_MILLISECONDS: i64 = 86_400_000;

/// A notification to be sent.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Which; stable, so that a resend can be recognised.
    pub key: OutboxKey,
    /// The number of the lease.
    pub fence: i64,
    /// How often it has been tried, this time included.
    pub attempts: u32,
    /// The ways to whoever is told, the first to be tried first; never empty. Or why there is none.
    pub to: Result<Vec<Route>, Unreached>,
    /// Who is told in place of whom it is for.
    pub deputy: Option<PersonName>,
    /// What it waits for, if it may not leave yet.
    pub wait: Option<Wait>,
    /// Why nobody needs it any more, if so.
    pub overtaken: Option<String>,
    /// Whom it is for.
    pub whom: Addressee,
    /// The subject's template.
    pub subject: String,
    /// The body's template.
    pub body: String,
    /// What they may use.
    pub data: Json,
}

/// What a notification waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The next office hour.
    OfficeHours(Moment),
    /// The day's digest.
    Digest(Moment),
}

/// Why a notification can reach nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// No address is known (any more).
    NoAddress,
    /// The case or its template cannot be read.
    Unreadable,
}

impl Delivery {
    fn unreadable(row: &OutboxRow) -> Self {
        Self {
            key: row.key,
            fence: row.fence,
            attempts: row.attempts,
            to: Err(Unreached::Unreadable),
            deputy: None,
            wait: None,
            overtaken: None,
            whom: row.to.clone(),
            subject: String::new(),
            body: String::new(),
            data: Json::Null,
        }
    }

    /// The stable identity of the message.
    pub fn message_id(&self) -> String {
        self.key.message_id()
    }

    /// The way by a channel.
    pub fn route(&self, channel: &str) -> Option<&Route> {
        self.to.as_deref().unwrap_or_default().iter().find(|route| route.channel == channel)
    }
}

impl Service {
    /// Leases up to `limit` notifications that wait.
    pub async fn lease(&self, limit: u64) -> Result<Vec<Delivery>, ServiceError> {
        let now = self.now();
        let rows = self.shared.store.lease(now, limit, LEASE_MILLISECONDS).await?;
        self.deliveries(rows, now).await
    }

    pub(crate) async fn deliveries(&self, rows: Vec<OutboxRow>, now: Moment) -> Result<Vec<Delivery>, ServiceError> {
        let mut deliveries = Vec::with_capacity(rows.len());
        for row in rows {
            let unreadable = Delivery::unreadable(&row);
            deliveries.push(match self.delivery(row, now).await {
                Err(error) if error.is_confined() => {
                    tracing::error!(message = unreadable.message_id(), %error, "a notification cannot be read");
                    unreadable
                }
                delivery => delivery?,
            });
        }
        Ok(deliveries)
    }

    async fn delivery(&self, row: OutboxRow, now: Moment) -> Result<Delivery, ServiceError> {
        if row.key.is_digest() {
            return self.digest_delivery(row, now).await;
        }
        let mut delivery = Delivery::unreadable(&row);
        let Some(mut stored) = self.shared.store.case_by_id(&Scope::System, row.key.case).await? else {
            return Ok(delivery);
        };
        let loaded = self.shared.definitions.get(&self.shared.store, &stored.case.process, stored.case.version).await?;
        let Some(template) = loaded.templates.get(&row.template) else { return Ok(delivery) };
        let language = Language::Zh;
        delivery.subject = template.subject.get(language).to_owned();
        delivery.body = template.body.get(language).to_owned();
        let mut data: Map<String, Json> = serde_json::from_str(&row.data).unwrap_or_default();
        delivery.overtaken = self.overtaken(&row, &loaded.definition, &stored.case, &data, now).await?;
        let routes = match &row.to {
            Addressee::Person(person) => {
                let (routes, deputy) = self.routes_to_person(&row, person, now).await?;
                delivery.deputy = deputy;
                routes
            }
            Addressee::Applicant => {
                self.shared.store.unseal(&mut stored)?;
                let name = data.get("recipient_name").and_then(Json::as_str).unwrap_or_default().to_owned();
                self.routes_to_applicant(&row, &loaded.definition, &stored.case, name).await?
            }
        };
        if let (Some(_), Some(route)) = (&delivery.deputy, routes.first()) {
            data.insert("recipient_name".to_owned(), Json::String(route.name.clone()));
        }
        delivery.data = in_language(data, language, now);
        delivery.wait = self.wait_of(&row, &stored.case, now).await?;
        delivery.to = if routes.is_empty() { Err(Unreached::NoAddress) } else { Ok(routes) };
        Ok(delivery)
    }

    async fn digest_delivery(&self, row: OutboxRow, now: Moment) -> Result<Delivery, ServiceError> {
        let mut delivery = Delivery::unreadable(&row);
        let Addressee::Person(person) = &row.to else { return Ok(delivery) };
        let language = Language::Zh;
        delivery.subject = SUBJECT.get(language).to_owned();
        delivery.body = BODY.get(language).to_owned();
        let data: Map<String, Json> = serde_json::from_str(&row.data).unwrap_or_default();
        delivery.data = in_language(data, language, now);
        let (routes, deputy) = self.routes_to_person(&row, person, now).await?;
        delivery.deputy = deputy;
        delivery.to = if routes.is_empty() { Err(Unreached::NoAddress) } else { Ok(routes) };
        Ok(delivery)
    }

    /// What a notification that nobody has looked at waits for. What is due today waits for nothing.
    async fn wait_of(&self, row: &OutboxRow, case: &Case, now: Moment) -> Result<Option<Wait>, ServiceError> {
        let rules = self.rules();
        let urgency = rules.urgency(&row.template);
        let tomorrow = Moment::start_of(now.date()).plus_milliseconds(DAY_MILLISECONDS);
        let ends_today = |armed: &&ArmedDeadline| now < armed.due_before && armed.due_before <= tomorrow;
        let due_today = case.deadlines.values().filter(ends_today).any(runs);
        if !row.lane.is_empty() || due_today || urgency == Urgency::High {
            return Ok(None);
        }
        if urgency == Urgency::Low && person_of(&row.to).is_some() {
            return Ok(self.next_digest().await?.map(|at| Wait::Digest(at.max(now))));
        }
        if !rules.quiet {
            return Ok(None);
        }
        let catalogue = self.catalogue();
        let calendar = match &row.to {
            Addressee::Person(person) => calendar_of(&catalogue, &rules, person, now),
            Addressee::Applicant => calendar_at(&catalogue, &rules, Some(&case.office), now),
        };
        let open = calendar.map_or(now, |calendar| open_from(&calendar, now));
        Ok((open > now).then_some(Wait::OfficeHours(open)))
    }

    /// Marks a notification as having left; a lease that has passed to another changes nothing.
    pub async fn mark_sent(&self, delivery: &Delivery) -> Result<bool, ServiceError> {
        Ok(self.shared.store.mark_sent(delivery.key, delivery.fence, self.now()).await?)
    }

    /// Marks a notification as not having left: tried again at an instant, or given up.
    pub async fn mark_failed(
        &self,
        delivery: &Delivery,
        again: Option<Moment>,
        reason: &str,
    ) -> Result<bool, ServiceError> {
        let retry = again.map_or(Retry::Never, Retry::At);
        Ok(self.shared.store.mark_failed(delivery.key, delivery.fence, retry, reason).await?)
    }

    /// Puts a notification that nobody has looked at into the queue of a channel, since the other side could not be reached.
    pub async fn give_back_to(
        &self,
        delivery: &Delivery,
        lane: &str,
        again: Moment,
        reason: &str,
    ) -> Result<(), ServiceError> {
        let retry = Retry::Uncounted(again);
        self.shared.store.mark_failed_in(delivery.key, delivery.fence, retry, reason, Some(lane)).await?;
        Ok(())
    }

    /// When the next notification is to be sent, if any waits.
    pub async fn next_delivery(&self) -> Result<Option<Moment>, ServiceError> {
        Ok(self.shared.store.next_outbox_at().await?)
    }

    /// What was given up, for the operator.
    pub async fn dead_letters(&self, limit: u64) -> Result<Vec<OutboxRow>, ServiceError> {
        self.given_up(&Scope::System, limit).await
    }

    /// What was given up of the cases within a person's reach.
    pub async fn dead_letters_within(&self, person: &PersonName, limit: u64) -> Result<Vec<OutboxRow>, ServiceError> {
        self.given_up(&self.scope_of(person), limit).await
    }

    async fn given_up(&self, scope: &Scope, limit: u64) -> Result<Vec<OutboxRow>, ServiceError> {
        let page: Page<OutboxCursor> = Page::first(limit);
        Ok(self.shared.store.dead(scope, &page).await?.rows)
    }

    /// Tries a given-up notification again.
    pub async fn requeue(&self, key: OutboxKey) -> Result<bool, ServiceError> {
        let requeued = self.shared.store.requeue(key, self.now()).await?;
        if requeued {
            self.shared.store.add_track(key, &self.said(TrackKind::Requeued, None, None)).await?;
        }
        self.shared.changed.notify_waiters();
        Ok(requeued)
    }
}

/// Texts kept in both languages become one.
fn in_language(data: Map<String, Json>, language: Language, now: Moment) -> Json {
    let word = match language {
        Language::Zh => "zh",
        Language::En => "en",
    };
    let mut chosen = Map::new();
    for (name, value) in data {
        let value = match &value {
            Json::Object(both) if name != "fields" && name != "values" => both.get(word).cloned().unwrap_or(Json::Null),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => value,
        };
        chosen.insert(name, value);
    }
    chosen.insert("sent_at".to_owned(), Json::String(now.shown()));
    chosen.entry("due").or_insert_with(|| Json::String(String::new()));
    chosen.entry("deadline_name").or_insert_with(|| Json::String(String::new()));
    Json::Object(chosen)
}
