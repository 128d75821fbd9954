//! What people ask to see. Every query is bounded by the asker's reach.

mod case;
mod course;
mod form;
mod group;
mod history;
mod household;
mod inbox;
mod obligation;
mod offer;
mod office;
mod person;
mod process;
mod search;
mod working_days;

pub use case::{CaseView, FieldView, GrantView, OfferedAction, StateView, SuspendedView, TaskView};
pub use course::{CoursePicture, CourseStep, CourseView, StepCondition};
pub use form::{FieldShape, FormField, OptionView};
pub use group::{DeadlineGroup, GroupCounts};
pub use history::HistoryEntry;
pub use household::{HouseholdCase, HouseholdMonth, HouseholdPayment, HouseholdView};
pub use inbox::{InboxItem, InboxPage, TaskQuery};
pub use obligation::{ExceptionView, ObligationItem, OccurrencePage, OccurrenceQuery, OccurrenceView};
pub use offer::{ActionOffer, Consequence, OffersView, ReopenOffer, TaskOffer};
pub use office::{OfficePage, OfficeView};
pub use person::{PersonView, PostView};
pub use process::ProcessOffer;
pub use search::{CaseItem, CasePage, CaseQuery};
pub(crate) use working_days::left;

use definition::name::PersonName;
use storage::Scope;

use crate::reach::scope_of;
use crate::service::Service;

impl Service {
    /// What a person's queries may see today.
    pub(crate) fn scope_of(&self, person: &PersonName) -> Scope {
        scope_of(&self.catalogue().organisation, person, self.now().date())
    }
}
