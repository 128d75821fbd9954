//! 通知: who is told what by which channel, when it may leave, what became of it, and what people read, print and correct.

mod correct;
pub(crate) mod digest;
mod explained;
pub(crate) mod hours;
mod mine;
mod outcome;
pub(crate) mod overtaken;
mod paper;
pub(crate) mod route;

use std::sync::{Arc, PoisonError};

use definition::notifications::Rules;

pub use correct::CorrectionView;
pub use explained::{CaseNotifications, NotificationView, TrackView, Unsent};
pub use mine::{MessageView, PreferenceView};
pub use paper::{PaperProof, PaperView};
pub use route::Route;

use crate::service::Service;

/// The rules a site goes by, until it is given others.
pub(crate) type KeptRules = std::sync::RwLock<Arc<Rules>>;

impl Service {
    /// From now on people are told by these rules.
    pub fn use_rules(&self, rules: Rules) {
        *self.shared.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }

    /// The rules people are told by.
    pub fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.shared.rules.read().unwrap_or_else(PoisonError::into_inner))
    }
}
