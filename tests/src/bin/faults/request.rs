//! What clients ask, and the answers.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A request under its key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Unique for whoever asks.
    pub key: String,
    /// Who asks.
    pub person: String,
    /// Where.
    pub path: String,
    /// What.
    pub body: Json,
    /// What step it must become.
    pub wants: Wants,
}

/// The step a request becomes if it is accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Wants {
    /// A case of a process.
    Start(String),
    /// An action.
    Act(String),
    /// A claim.
    Claim,
    /// A release.
    Release,
}

/// An answer of the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The key it answers.
    pub key: String,
    /// The status.
    pub status: u16,
    /// The text.
    pub text: String,
}

impl Answered {
    /// Whether what was asked was done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether it was refused for good.
    pub fn is_refused(&self) -> bool {
        (400..500).contains(&self.status)
    }

    /// What it says.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

impl Wants {
    /// The cause of the step, as the history names it.
    pub fn cause(&self) -> &'static str {
        match self {
            Wants::Start(_) => "started",
            Wants::Act(_) => "acted",
            Wants::Claim => "claimed",
            Wants::Release => "released",
        }
    }
}
