//! What a person reads, and how he wants to be told.

use definition::moment::Date;
use definition::name::PersonName;
use definition::notifications::Needs;
use machine::{Addressee, Rejection, RejectionKind};
use serde::{Deserialize, Serialize};
use storage::{InboxMessage, Preference, day_number};

use crate::error::ServiceError;
use crate::reach::{offices_of, reaches};
use crate::service::Service;

/// The longest list of channels of a person.
const CHANNELS_MAX: usize = 20;
/// The longest address.
const ADDRESS_CHARACTERS_MAX: usize = 200;

/// How a person wants to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceView {
    /// The channels, in order; empty for the usual order of the site.
    #[serde(default)]
    pub channels: Vec<String>,
    /// A mailbox in place of the organisation's.
    #[serde(default)]
    pub mail: Option<String>,
    /// A telephone number in place of the organisation's.
    #[serde(default)]
    pub phone: Option<String>,
    /// Who is told in his place.
    #[serde(default)]
    pub deputy: Option<PersonName>,
    /// The last day on which the deputy is.
    #[serde(default)]
    pub deputy_until: Option<Date>,
}

/// A message a person reads when signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageView {
    /// Its identity.
    pub id: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Since when.
    pub at: definition::moment::Moment,
    /// Whether it was read.
    pub read: bool,
}

impl Service {
    /// How a person wants to be told.
    pub async fn preference(&self, person: &PersonName) -> Result<PreferenceView, ServiceError> {
        let kept = self.shared.store.preference(person).await?.unwrap_or_default();
        Ok(PreferenceView {
            channels: kept.channels,
            mail: kept.mail,
            phone: kept.phone,
            deputy: kept.deputy,
            deputy_until: kept.deputy_until.and_then(day_of),
        })
    }

    /// Sets how a person wants to be told. Addresses that failed are taken for right again, and what could not reach him is sent.
    ///
    /// # Errors
    /// A refusal: an unknown channel, or a deputy who does not reach the person's offices.
    pub async fn prefer(&self, person: &PersonName, wanted: &PreferenceView) -> Result<(), ServiceError> {
        self.judge(person, wanted)?;
        let kept = Preference {
            channels: wanted.channels.clone(),
            mail: wanted.mail.clone(),
            phone: wanted.phone.clone(),
            deputy: wanted.deputy.clone(),
            deputy_until: wanted.deputy_until.map(day_number),
        };
        let now = self.now();
        self.shared.store.put_preference(person, &kept, now).await?;
        let to = Addressee::Person(person.clone());
        if self.shared.store.close_corrections(&format!("person:{person}")).await? > 0 {
            self.send_again(&to, None).await?;
        }
        Ok(())
    }

    fn judge(&self, person: &PersonName, wanted: &PreferenceView) -> Result<(), Rejection> {
        let rules = self.rules();
        let fits = |name: &String| rules.channels.get(name).is_some_and(|rule| rule.way.needs() != Needs::Office);
        if let Some(unknown) = wanted.channels.iter().find(|name| !fits(name)) {
            let known: Vec<&str> = rules.channels.keys().filter(|name| fits(name)).map(String::as_str).collect();
            let rejection = Rejection::new(
                RejectionKind::Field,
                format!("没有可选的通道“{unknown}”"),
                format!("there is no channel `{unknown}` to choose"),
            );
            let (zh, en) = (format!("可选：{}", known.join("、")), format!("there are: {}", known.join(", ")));
            return Err(rejection.with_help(zh, en).about("channels"));
        }
        let long = |text: &Option<String>| {
            text.as_ref()
                .is_some_and(|text| text.chars().count() > ADDRESS_CHARACTERS_MAX || text.chars().any(char::is_control))
        };
        if wanted.channels.len() > CHANNELS_MAX || long(&wanted.mail) || long(&wanted.phone) {
            return Err(Rejection::new(RejectionKind::Field, "写得太长", "expected less"));
        }
        match &wanted.deputy {
            Some(deputy) if !self.may_deputise(deputy, person) => Err(Rejection::new(
                RejectionKind::Field,
                format!("{deputy} 不在您任职机构的管辖范围内任职，不能代收"),
                format!("{deputy} holds no post that reaches your offices, and cannot be told in your place"),
            )
            .about("deputy")),
            Some(_) | None => Ok(()),
        }
    }

    /// A deputy is told of nothing he could not see himself.
    fn may_deputise(&self, deputy: &PersonName, person: &PersonName) -> bool {
        let (catalogue, today) = (self.catalogue(), self.now().date());
        let organisation = &catalogue.organisation;
        let actor = machine::Actor::person(deputy.as_str());
        deputy != person
            && offices_of(organisation, person, today).iter().all(|office| reaches(organisation, &actor, office, today))
    }

    /// The messages of a person, the newest first.
    pub async fn messages(
        &self,
        person: &PersonName,
        unread: bool,
        limit: u64,
    ) -> Result<Vec<MessageView>, ServiceError> {
        let rows = self.shared.store.messages(person, unread, limit).await?;
        let views = rows.into_iter().map(|InboxMessage { id, person: _, subject, body, at, read_at }| MessageView {
            id,
            subject,
            body,
            at,
            read: read_at.is_some(),
        });
        Ok(views.collect())
    }

    /// Marks a message of a person as read.
    ///
    /// # Errors
    /// A refusal if he has no such message.
    pub async fn read_message(&self, person: &PersonName, id: &str) -> Result<(), ServiceError> {
        if self.shared.store.read_message(person, id, self.now()).await? {
            return Ok(());
        }
        Err(Rejection::new(RejectionKind::NotFound, "没有这条消息", "there is no such message of yours").into())
    }

    /// Puts a message where a person reads it.
    pub async fn keep_message(
        &self,
        id: &str,
        person: &PersonName,
        subject: &str,
        body: &str,
    ) -> Result<(), ServiceError> {
        let message = InboxMessage {
            id: id.to_owned(),
            person: person.clone(),
            subject: subject.to_owned(),
            body: body.to_owned(),
            at: self.now(),
            read_at: None,
        };
        Ok(self.shared.store.add_message(message).await?)
    }
}

/// A day as stored, 20200420.
pub(super) fn day_of(number: i64) -> Option<Date> {
    let part = |number: i64| u32::try_from(number).ok();
    Date::from_ymd_opt(i32::try_from(number / 10_000).ok()?, part(number / 100 % 100)?, part(number % 100)?)
}
