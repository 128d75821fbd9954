//! Processes somebody can start.

use serde::Serialize;
use utoipa::ToSchema;

use super::form::{FieldShape, FormField};
use super::{Bilingual, listed};

/// Processes the asker can start a case of.
#[derive(Serialize, ToSchema)]
pub(crate) struct Processes {
    /// The processes.
    processes: Vec<ProcessOffer>,
}

/// A process that can be started.
#[derive(Serialize, ToSchema)]
struct ProcessOffer {
    /// Its id.
    process: String,
    /// Its newest version.
    version: u32,
    /// Its name.
    title: Bilingual,
    /// The document it carries out.
    source: Option<String>,
    /// What is filled in to start a case.
    form: Vec<FormField>,
    /// What the fields of the form hold.
    fields: Vec<FieldShape>,
}

impl From<Vec<service::ProcessOffer>> for Processes {
    fn from(offers: Vec<service::ProcessOffer>) -> Self {
        Self { processes: listed(offers) }
    }
}

impl From<service::ProcessOffer> for ProcessOffer {
    fn from(offer: service::ProcessOffer) -> Self {
        Self {
            process: offer.process.to_string(),
            version: offer.version,
            title: offer.title.into(),
            source: offer.source,
            form: listed(offer.form),
            fields: listed(offer.fields),
        }
    }
}
