//! Offices.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed};

/// Offices within reach.
#[derive(Serialize, ToSchema)]
pub(crate) struct Offices {
    /// The offices, in the order of the organisation.
    offices: Vec<Office>,
    /// Whether there are more than are shown.
    more: bool,
}

/// An office.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "office": "222403109200",
    "title": {"zh": "马号东村", "en": "马号东村"},
    "path": {"zh": "吉林省/延边朝鲜族自治州/敦化市/江源镇/马号东村", "en": "吉林省/延边朝鲜族自治州/敦化市/江源镇/马号东村"},
}))]
struct Office {
    /// Its id.
    office: String,
    /// Its name.
    title: Bilingual,
    /// The names from the root down to it.
    path: Bilingual,
}

impl From<service::OfficePage> for Offices {
    fn from(page: service::OfficePage) -> Self {
        Self { offices: listed(page.offices), more: page.more }
    }
}

impl From<service::OfficeView> for Office {
    fn from(office: service::OfficeView) -> Self {
        Self { office: office.office.to_string(), title: office.title.into(), path: office.path.into() }
    }
}
