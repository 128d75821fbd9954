//! 发起办件: which processes somebody can start today, and with what.

use definition::bilingual::Bilingual;
use definition::model::Definition;
use definition::moment::Date;
use definition::name::{PersonName, ProcessName};
use definition::organisation::Organisation;
use serde::Serialize;

use super::form::{FieldShape, FormField, shapes};
use crate::error::ServiceError;
use crate::service::Service;

/// A process somebody can start a case of.
#[derive(Clone, Debug, Serialize)]
pub struct ProcessOffer {
    /// The process.
    pub process: ProcessName,
    /// Its newest version.
    pub version: u32,
    /// Its name.
    pub title: Bilingual,
    /// The document it carries out.
    pub source: Option<String>,
    /// What is filled in to start a case.
    pub form: Vec<FormField>,
    /// What the fields of the form hold.
    pub fields: Vec<FieldShape>,
}

impl Service {
    /// The processes in force today of which a person's posts may start a case.
    pub async fn startable(&self, person: &PersonName) -> Result<Vec<ProcessOffer>, ServiceError> {
        let today = self.now().date();
        let catalogue = self.catalogue();
        let mut offers = Vec::new();
        for (process, version) in self.shared.definitions.all_newest() {
            let loaded = self.shared.definitions.get(&self.shared.store, &process, version).await?;
            let definition = &loaded.definition;
            if is_in_force(definition, today) && may_start(&catalogue.organisation, definition, person, today) {
                offers.push(offer(definition));
            }
        }
        Ok(offers)
    }
}

fn is_in_force(definition: &Definition, today: Date) -> bool {
    let effective = &definition.effective;
    effective.from <= today && effective.until.is_none_or(|until| today < until)
}

/// Whether some post of the person is one that starts cases; at which office is judged once one is named.
fn may_start(organisation: &Organisation, definition: &Definition, person: &PersonName, today: Date) -> bool {
    let posts = organisation.people().get(person).map(|person| person.posts.as_slice()).unwrap_or_default();
    posts.iter().any(|post| {
        definition.start.roles.contains(&post.role) && organisation.holds(person, &post.role, &post.office, today)
    })
}

fn offer(definition: &Definition) -> ProcessOffer {
    let form: Vec<FormField> = definition.start.form.iter().map(FormField::from).collect();
    ProcessOffer {
        process: definition.process.clone(),
        version: definition.version,
        title: definition.title.clone(),
        source: definition.source.clone(),
        fields: shapes(definition, None, &form),
        form,
    }
}
