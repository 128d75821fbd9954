//! By which channels somebody can be told, in order.

use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{OfficeName, PersonName, TemplateName};
use definition::notifications::{Needs, Rules};
use definition::value::Value;
use machine::{Addressee, Case};
use storage::{OutboxKey, OutboxRow, Preference, TrackKind, day_number};

use crate::error::ServiceError;
use crate::service::Service;

/// One way to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The channel.
    pub channel: String,
    /// Whom: a person's or household's name.
    pub name: String,
    /// Where: a mailbox, a telephone number, a person, an office; may be empty.
    pub at: String,
    /// Whose address it is, as corrections name it.
    pub recipient: String,
    /// The office that puts a wrong address right.
    pub office: OfficeName,
    /// Whether the address failed before and nobody has put it right.
    pub is_doubted: bool,
}

/// Whoever is told in the end.
struct Told {
    name: String,
    recipient: String,
    office: OfficeName,
    person: Option<PersonName>,
    mail: Option<String>,
    phone: Option<String>,
}

impl Service {
    /// The ways to a person, the first to be tried first, and who stands in for him.
    pub(crate) async fn routes_to_person(
        &self,
        row: &OutboxRow,
        person: &PersonName,
        now: Moment,
    ) -> Result<(Vec<Route>, Option<PersonName>), ServiceError> {
        let rules = self.rules();
        let mut preference = self.shared.store.preference(person).await?.unwrap_or_default();
        let deputy = deputy(&preference, now).cloned();
        if let Some(deputy) = &deputy {
            preference = self.shared.store.preference(deputy).await?.unwrap_or_default();
        }
        let told = self.told(deputy.as_ref().unwrap_or(person), deputy.as_ref().map(|_| person), &preference, now);
        let Some(told) = told else { return Ok((Vec::new(), deputy)) };
        let own = Some(preference.channels).filter(|own| !own.is_empty()).unwrap_or_else(|| rules.people.clone());
        let order = order(&rules, &row.template, row.key.is_digest(), own);
        let routes = self.routes(&rules, row.key, &order, &told).await?;
        Ok((routes, deputy))
    }

    /// The ways to the applicant of a case.
    pub(crate) async fn routes_to_applicant(
        &self,
        row: &OutboxRow,
        definition: &Definition,
        case: &Case,
        name: String,
    ) -> Result<Vec<Route>, ServiceError> {
        let rules = self.rules();
        let text = |field: Option<&definition::name::FieldName>| match field.and_then(|field| case.fields.get(field)) {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
            Some(_) | None => None,
        };
        let told = Told {
            name,
            recipient: format!("applicant:{}", case.id),
            office: case.office.clone(),
            person: None,
            mail: text(definition.applicant.mail.as_ref()),
            phone: text(definition.applicant.phone.as_ref()),
        };
        let order = order(&rules, &row.template, false, rules.applicants.clone());
        self.routes(&rules, row.key, &order, &told).await
    }

    fn told(
        &self,
        person: &PersonName,
        principal: Option<&PersonName>,
        preference: &Preference,
        now: Moment,
    ) -> Option<Told> {
        let catalogue = self.catalogue();
        let people = catalogue.organisation.people();
        let found = people.get(person)?;
        let for_whom = principal.and_then(|principal| people.get(principal)).map(|principal| &principal.title.zh);
        let name = match for_whom {
            None => found.title.zh.clone(),
            Some(principal) => format!("{}（代{principal}）", found.title.zh),
        };
        let office = super::hours::office_of(&catalogue, person, now);
        Some(Told {
            name,
            recipient: format!("person:{person}"),
            office: office.unwrap_or_else(|| OfficeName::new("")),
            person: Some(person.clone()),
            mail: preference.mail.clone().or_else(|| found.mail.clone()),
            phone: preference.phone.clone().or_else(|| found.phone.clone()),
        })
    }

    async fn routes(
        &self,
        rules: &Rules,
        key: OutboxKey,
        order: &[String],
        told: &Told,
    ) -> Result<Vec<Route>, ServiceError> {
        let tried = self.tried(key).await?;
        let doubted = self.shared.store.doubted_channels(&told.recipient).await?;
        let known = order.iter().filter(|channel| !tried.contains(channel));
        let mut routes: Vec<Route> = known.filter_map(|channel| route(rules, channel, told, &doubted)).collect();
        // A doubted address is the last resort: it may have been put right elsewhere.
        routes.sort_by_key(|route| route.is_doubted);
        Ok(routes)
    }

    /// The channels that have failed for a notification since somebody last had it sent again.
    async fn tried(&self, key: OutboxKey) -> Result<Vec<String>, ServiceError> {
        let mut tried = Vec::new();
        for track in self.shared.store.tracks(key).await? {
            match track.kind {
                TrackKind::Failed | TrackKind::GaveUp => tried.extend(track.channel),
                TrackKind::Requeued => tried.clear(),
                TrackKind::Waits
                | TrackKind::ForDigest
                | TrackKind::Merged
                | TrackKind::Dropped
                | TrackKind::Deputised => {}
            }
        }
        Ok(tried)
    }
}

/// What a template or the digest says of channels, then what the recipient is usually told by.
fn order(rules: &Rules, template: &TemplateName, is_digest: bool, own: Vec<String>) -> Vec<String> {
    let of_digest = || rules.digest.as_ref().map(|digest| digest.channels.clone());
    let first = if is_digest { of_digest() } else { rules.order(template).map(<[String]>::to_vec) };
    let mut order = first.unwrap_or_default();
    own.into_iter().for_each(|channel| {
        if !order.contains(&channel) {
            order.push(channel);
        }
    });
    order
}

fn route(rules: &Rules, channel: &str, told: &Told, doubted: &[String]) -> Option<Route> {
    let at = match rules.channels.get(channel)?.way.needs() {
        Needs::Mail => told.mail.clone()?,
        Needs::Phone => told.phone.clone()?,
        Needs::Account => told.person.as_ref()?.to_string(),
        Needs::Nothing => told.phone.clone().unwrap_or_default(),
        Needs::Office => told.person.is_none().then(|| told.office.to_string())?,
    };
    Some(Route {
        channel: channel.to_owned(),
        name: told.name.clone(),
        at,
        recipient: told.recipient.clone(),
        office: told.office.clone(),
        is_doubted: doubted.iter().any(|doubted| doubted == channel),
    })
}

fn deputy(preference: &Preference, now: Moment) -> Option<&PersonName> {
    let today = day_number(now.date());
    preference.deputy.as_ref().filter(|_| preference.deputy_until.is_none_or(|until| today <= until))
}

/// Whom a row is for, if it is a person.
pub(crate) fn person_of(to: &Addressee) -> Option<&PersonName> {
    match to {
        Addressee::Person(person) => Some(person),
        Addressee::Applicant => None,
    }
}
