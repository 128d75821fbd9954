//! What a decision needs to know of the world besides the case: offices, parameters, calendars. Effective-dated, shared, and
//! rebuilt whole from the stored texts when they change.

use std::sync::Arc;

use definition::calendar::Calendars;
use definition::moment::{Date, Moment};
use definition::name::ObligationName;
use definition::obligation::{Obligation, World};
use definition::organisation::Organisation;
use definition::parameter::Parameters;
use definition::template::Templates;
use definition::text::SourceText;
use definition::workspace::{Kind, kind_of};
use definition::{Workspace, yaml};
use indexmap::IndexMap;
use machine::Context;
use storage::CatalogueText;

/// Offices, parameters and calendars, as loaded.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The revision of the stored texts it was made from.
    pub revision: u64,
    /// Offices, roles, people.
    pub organisation: Organisation,
    /// Parameters.
    pub parameters: Parameters,
    /// Calendars.
    pub calendars: Calendars,
    /// Recurring duties of offices.
    pub obligations: IndexMap<ObligationName, Obligation>,
}

impl Catalogue {
    /// From stored texts; they were checked before they were stored.
    pub(crate) fn of(texts: &[CatalogueText], revision: u64, today: Date) -> Self {
        let sources: Vec<_> = texts.iter().map(|text| SourceText::new(&text.path, &text.body)).collect();
        let workspace = definition::check(&sources, today);
        let Workspace { organisation, parameters, calendars, obligations, .. } = workspace;
        Self { revision, organisation, parameters, calendars, obligations }
    }

    /// The world as obligations see it.
    pub fn world(&self) -> World<'_> {
        World {
            organisation: &self.organisation,
            parameters: &self.parameters,
            calendars: &self.calendars,
            obligations: &self.obligations,
        }
    }

    /// What stands around a process when it is told in words: a bundle itself knows roles and levels by their ids only.
    pub(crate) fn around(&self, templates: &Templates) -> Workspace {
        Workspace {
            organisation: self.organisation.clone(),
            parameters: self.parameters.clone(),
            calendars: self.calendars.clone(),
            templates: templates.clone(),
            processes: Default::default(),
            obligations: Default::default(),
            scenarios: Vec::new(),
            spans: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The world at an instant.
    pub fn context(&self, now: Moment) -> Context<'_> {
        Context { now, organisation: &self.organisation, parameters: &self.parameters, calendars: &self.calendars }
    }
}

/// What kind of catalogue text this is, as stored; none if it belongs to no catalogue.
pub(crate) fn catalogue_kind(source: &Arc<SourceText>) -> Option<&'static str> {
    let node = yaml::parse(source).ok()?;
    match kind_of(&node)? {
        Kind::Organisation => Some("organisation"),
        Kind::Parameters => Some("parameters"),
        Kind::Calendar => Some("calendar"),
        Kind::Obligation => Some("obligation"),
        Kind::Process | Kind::Scenarios | Kind::Span | Kind::Template | Kind::Fragment => None,
    }
}
