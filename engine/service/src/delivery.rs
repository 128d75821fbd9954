//! What is to be sent: leased from the outbox, with address and words; marked once it has left. At least once, never lost.

use definition::bilingual::Language;
use definition::moment::Moment;
use definition::name::PersonName;
use machine::Addressee;
use serde_json::{Map, Value as Json};
use storage::{OutboxCursor, OutboxKey, OutboxRow, Page, Retry, Scope};

use crate::error::ServiceError;
use crate::service::Service;

/// How long whoever leased a notification may take to send it, in milliseconds.
const LEASE_MILLISECONDS: i64 = 120_000;

/// A notification to be sent.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Which; stable, so that a resend can be recognised.
    pub key: OutboxKey,
    /// The number of the lease.
    pub fence: i64,
    /// How often it has been tried, this time included.
    pub attempts: u32,
    /// Where to, or why nowhere.
    pub to: Result<Address, Unreached>,
    /// The subject's template.
    pub subject: String,
    /// The body's template.
    pub body: String,
    /// What they may use.
    pub data: Json,
}

/// Where a notification goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// A person's name.
    pub name: String,
    /// His mail address.
    pub mail: String,
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
            subject: String::new(),
            body: String::new(),
            data: Json::Null,
        }
    }

    /// The stable identity of the message.
    pub fn message_id(&self) -> String {
        format!("{}.{}.{}", self.key.case, self.key.seq, self.key.position)
    }
}

impl Service {
    /// Leases up to `limit` notifications that wait.
    pub async fn lease(&self, limit: u64) -> Result<Vec<Delivery>, ServiceError> {
        let now = self.now();
        let rows = self.shared.store.lease(now, limit, LEASE_MILLISECONDS).await?;
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
        let mut delivery = Delivery::unreadable(&row);
        let Some(mut stored) = self.shared.store.case_by_id(&Scope::System, row.key.case).await? else {
            return Ok(delivery);
        };
        let loaded = self.shared.definitions.get(&self.shared.store, &stored.case.process, stored.case.version).await?;
        let Some(template) = loaded.templates.get(&row.template) else { return Ok(delivery) };
        let language = Language::Zh;
        delivery.subject = template.subject.get(language).to_owned();
        delivery.body = template.body.get(language).to_owned();
        let data: Map<String, Json> = serde_json::from_str(&row.data).unwrap_or_default();
        let recipient = data.get("recipient_name").and_then(Json::as_str).unwrap_or_default().to_owned();
        delivery.data = in_language(data, language, now);
        delivery.to = match &row.to {
            Addressee::Person(person) => {
                let catalogue = self.catalogue();
                let mail = catalogue.organisation.people().get(person).and_then(|person| person.mail.clone());
                mail.map(|mail| Address { name: recipient, mail })
            }
            Addressee::Applicant => {
                self.shared.store.unseal(&mut stored)?;
                let field = loaded.definition.applicant.mail.as_ref();
                let value = field.and_then(|field| stored.case.fields.get(field));
                match value {
                    Some(definition::value::Value::Text(mail)) => Some(Address { name: recipient, mail: mail.clone() }),
                    Some(_) | None => None,
                }
            }
        }
        .ok_or(Unreached::NoAddress);
        Ok(delivery)
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

    /// Gives a notification back that nobody has looked at, since the other side could not be reached.
    pub async fn give_back(&self, delivery: &Delivery, again: Moment, reason: &str) -> Result<bool, ServiceError> {
        let retry = Retry::Uncounted(again);
        Ok(self.shared.store.mark_failed(delivery.key, delivery.fence, retry, reason).await?)
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
