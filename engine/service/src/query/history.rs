//! 办件的经过: every step, who, when, on what grounds.

use definition::identity;
use definition::model::{Definition, FieldKind};
use definition::moment::Moment;
use definition::name::PersonName;
use definition::value::Value;
use machine::{Actor, Event, Step};
use serde::Serialize;
use storage::{Page, Scope, unseal_step};

use crate::error::ServiceError;
use crate::explain::{self, DecisionExplained};
use crate::query::case::masked_identity;
use crate::service::Service;

/// A step as shown to whoever can reach the case. Identity numbers are masked.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryEntry {
    /// Its number.
    pub seq: u64,
    /// What kind of command it came from.
    pub cause: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Actor,
    /// What happened, decisions apart.
    pub events: Vec<Event>,
    /// On what grounds.
    pub decisions: Vec<DecisionExplained>,
    /// The hash that chains it to the one before.
    pub hash: String,
}

impl Service {
    /// The steps of a case after a number, as a person sees them.
    pub async fn history(
        &self,
        person: Option<&PersonName>,
        which: &str,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Vec<HistoryEntry>, ServiceError> {
        let stored = self.stored(person, which).await?;
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let loaded = self.shared.definitions.get(&self.shared.store, &stored.case.process, stored.case.version).await?;
        let page = after.map_or_else(|| Page::first(limit), |after| Page::after(after, limit));
        let rows = self.shared.store.history(&scope, stored.case.id, &page).await?.rows;
        let catalogue = self.catalogue();
        let mut entries = Vec::with_capacity(rows.len());
        let key = match stored.subject {
            Some(subject) => self.shared.store.subject_key(subject).await?,
            None => None,
        };
        for row in rows {
            let mut step = row.step()?;
            if let Some(key) = &key {
                unseal_step(&mut step, stored.case.id, key)?;
                mask_identities(&loaded.definition, &mut step);
            }
            let (decided, events): (Vec<Event>, Vec<Event>) =
                step.events.into_iter().partition(|event| matches!(event, Event::Decided(_)));
            let decisions = decided.iter().filter_map(|event| match event {
                Event::Decided(decision) => Some(explain::decision(&loaded.definition, &catalogue, decision, step.at)),
                _ => None,
            });
            entries.push(HistoryEntry {
                seq: row.seq,
                cause: row.event_type,
                at: step.at,
                by: step.by,
                decisions: decisions.collect(),
                events,
                hash: row.hash,
            });
        }
        Ok(entries)
    }
}

/// Identity numbers by their ends only, also where they are handed to another case under a name of its own.
fn mask_identities(definition: &Definition, step: &mut Step) {
    for (name, value) in step.values_mut() {
        let declared = definition.fields.get(name).is_some_and(|field| field.kind == FieldKind::IdentityNumber);
        mask(value, declared);
    }
}

/// A number is told by its check digit wherever it stands, also within a record or list.
fn mask(value: &mut Value, declared: bool) {
    match value {
        Value::Text(text) if declared || identity::check(text).is_ok() => *value = Value::Text(masked_identity(text)),
        Value::Record(parts) => parts.values_mut().for_each(|value| mask(value, false)),
        Value::List(items) => items.iter_mut().for_each(|value| mask(value, false)),
        Value::Text(_)
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::Money(_)
        | Value::Date(_)
        | Value::Month(_)
        | Value::Moment(_)
        | Value::Choice(_)
        | Value::Sealed(_) => {}
    }
}
