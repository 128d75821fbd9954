//! What people ask to see. Every query is bounded by the asker's reach.

mod case;
mod history;
mod household;
mod inbox;
mod person;
mod search;

pub use case::{CaseView, FieldView, GrantView, OfferedAction, StateView, SuspendedView, TaskView};
pub use history::HistoryEntry;
pub use household::{HouseholdCase, HouseholdMonth, HouseholdPayment, HouseholdView};
pub use inbox::{InboxItem, InboxPage, TaskQuery};
pub use person::{PersonView, PostView};
pub use search::{CaseItem, CasePage, CaseQuery};

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
