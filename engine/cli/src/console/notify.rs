//! What can be asked of notifications at the console.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use service::{PaperProof, PersonName, PreferenceView, Service, ServiceError};

use super::execute::shown;

/// The most rows one listing shows.
const ROWS_MAX: u64 = 500;

/// Something asked of notifications.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// Why there is a notification, and what became of it.
    Explain {
        /// Its identity.
        id: String,
    },
    /// What a case has told, and who was to be told and was not.
    Of {
        /// Its number or id.
        case: String,
    },
    /// How a person wants to be told.
    Show {
        /// Who.
        person: PersonName,
    },
    /// Set how a person wants to be told.
    Set {
        /// Who.
        person: PersonName,
        /// How.
        wanted: PreferenceView,
    },
    /// The in-app messages of a person.
    Messages {
        /// Whose.
        person: PersonName,
        /// Only those not read.
        unread: bool,
    },
    /// Mark a message as read.
    Read {
        /// Whose.
        person: PersonName,
        /// Which.
        id: String,
    },
    /// The addresses to be put right.
    Corrections,
    /// An address was put right.
    Corrected {
        /// Whose.
        recipient: String,
    },
    /// The notices on paper.
    Papers {
        /// Only those still to be handed over.
        open: bool,
    },
    /// The printable page of a notice.
    Page {
        /// Which.
        id: String,
    },
    /// A notice was handed over.
    Delivered {
        /// Which.
        id: String,
        /// Who records it.
        person: PersonName,
        /// How it is proved.
        proof: PaperProof,
    },
}

/// Carries out what was asked.
pub async fn notify(service: &Service, asked: Notify) -> Result<Json, ServiceError> {
    match asked {
        Notify::Explain { id } => shown(service.notification(None, &id).await?),
        Notify::Of { case } => shown(service.notifications_of(None, &case).await?),
        Notify::Show { person } => shown(service.preference(&person).await?),
        Notify::Set { person, wanted } => {
            service.prefer(&person, &wanted).await?;
            shown(service.preference(&person).await?)
        }
        Notify::Messages { person, unread } => shown(service.messages(&person, unread, ROWS_MAX).await?),
        Notify::Read { person, id } => {
            service.read_message(&person, &id).await?;
            Ok(json!({"read": id}))
        }
        Notify::Corrections => shown(service.corrections(None, ROWS_MAX).await?),
        Notify::Corrected { recipient } => Ok(json!({"sent_again": service.corrected(None, &recipient).await?})),
        Notify::Papers { open } => shown(service.papers(None, open, ROWS_MAX).await?),
        Notify::Page { id } => Ok(Json::String(service.paper_page(None, &id).await?)),
        Notify::Delivered { id, person, proof } => {
            service.record_paper(&person, &id, &proof).await?;
            Ok(json!({"recorded": id}))
        }
    }
}
