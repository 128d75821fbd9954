//! Who acts.

use definition::name::{ObligationName, PersonName};
use serde::{Deserialize, Serialize};

/// Who a command comes from. Written into the history with each step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person who works in an office.
    Person {
        /// Who.
        person: PersonName,
        /// For whom, if a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting_for: Option<PersonName>,
    },
    /// Time passed.
    Time,
    /// Another case started or told this one.
    Case {
        /// Its number, as people know it.
        number: String,
    },
    /// The turn of a recurring duty started it.
    Obligation {
        /// Which.
        obligation: ObligationName,
        /// About which period, by its key.
        period: String,
    },
    /// A system outside, by the name of its access.
    Outside {
        /// Its name.
        name: String,
    },
}

impl Actor {
    /// A person acting for nobody but himself.
    pub fn person(name: &str) -> Self {
        Actor::Person { person: PersonName::new(name), acting_for: None }
    }
}
