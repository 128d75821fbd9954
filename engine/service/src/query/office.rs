//! Offices as people look them up: those within reach.

use definition::bilingual::{Bilingual, Language};
use definition::name::{OfficeName, PersonName};
use serde::Serialize;

use crate::reach::offices_of;
use crate::service::Service;

/// Offices within a person's reach.
#[derive(Clone, Debug, Serialize)]
pub struct OfficePage {
    /// The offices, in the order of the organisation.
    pub offices: Vec<OfficeView>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// An office.
#[derive(Clone, Debug, Serialize)]
pub struct OfficeView {
    /// Its id.
    pub office: OfficeName,
    /// Its name.
    pub title: Bilingual,
    /// The names from the root down to it.
    pub path: Bilingual,
}

impl Service {
    /// Offices within a person's reach today whose path or id holds a text.
    pub fn offices(&self, person: &PersonName, text: Option<&str>, limit: usize) -> OfficePage {
        let today = self.now().date();
        let catalogue = self.catalogue();
        let organisation = &catalogue.organisation;
        let roots = offices_of(organisation, person, today);
        let reached = organisation.offices().values().filter(|office| {
            organisation.exists(&office.name, today)
                && organisation.lineage(&office.name, today).iter().any(|above| roots.contains(above))
        });
        let path = |office, language| organisation.path(office, today, language);
        let views = reached.map(|office| OfficeView {
            office: office.name.clone(),
            title: office.title.clone(),
            path: Bilingual::new(path(&office.name, Language::Zh), path(&office.name, Language::En)),
        });
        let text = text.map(str::trim).unwrap_or_default();
        let wanted = |view: &OfficeView| {
            view.path.zh.contains(text) || view.path.en.contains(text) || view.office.as_str().starts_with(text)
        };
        let mut offices: Vec<OfficeView> = views.filter(wanted).take(limit + 1).collect();
        let more = offices.len() > limit;
        offices.truncate(limit);
        OfficePage { offices, more }
    }

    /// The name of an office for people.
    pub(super) fn office_title(&self, office: &OfficeName) -> Bilingual {
        let catalogue = self.catalogue();
        let found = catalogue.organisation.offices().get(office);
        found.map_or_else(|| Bilingual::same(office.as_str()), |office| office.title.clone())
    }
}
