//! A message to one recipient.

use serde::{Deserialize, Serialize};

/// Somebody's name, and where a channel reaches him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// As a person reads it; may be empty.
    pub name: String,
    /// What the channel takes: a mailbox `someone@example.gov.cn`, a telephone number, the name of an account; may be empty
    /// for a group.
    pub at: String,
}

impl Address {
    /// A name with a place. Whether the channel can take it is checked when something is sent.
    pub fn new(name: impl Into<String>, at: impl Into<String>) -> Self {
        Self { name: name.into(), at: at.into() }
    }
}

/// A message to one recipient, in plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Names this message for ever: 1 to 150 of `a-z A-Z 0-9 - _ .`, no dot at either end or beside another. It becomes
    /// `Message-ID: <id@host>`, so that a message sent twice is recognised as one.
    pub id: String,
    /// To whom.
    pub to: Address,
    /// One line; line breaks become spaces.
    pub subject: String,
    /// The text, lines ended by `\n`.
    pub body: String,
}
