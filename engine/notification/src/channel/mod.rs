//! The ways a message can leave. A closed list: one file each.

pub mod dingtalk;
pub mod directory;
mod encode;
mod endpoint;
pub mod inbox;
pub mod memory;
mod outage;
pub mod paper;
pub mod robot;
mod signature;
pub mod sms;
pub mod smtp;
pub mod smtp_settings;
pub mod webhook;
pub mod wecom;

use serde::{Deserialize, Serialize};

use crate::compose::check;
use crate::message::Message;
use crate::reason::Reason;

use dingtalk::Dingtalk;
use directory::Directory;
use inbox::Inbox;
use memory::Memory;
use paper::Paper;
use sms::Sms;
use smtp::Smtp;
use webhook::Webhook;
use wecom::Wecom;

/// A way for messages to leave.
#[derive(Debug)]
pub enum Channel {
    /// A mail server.
    Smtp(Smtp),
    /// A folder of `.eml` files; what a database in virtual time must use.
    Directory(Directory),
    /// A list in memory, for tests.
    Memory(Memory),
    /// A signed request to an address.
    Webhook(Webhook),
    /// An SMS gateway.
    Sms(Sms),
    /// A group of WeCom.
    Wecom(Wecom),
    /// A group of DingTalk.
    Dingtalk(Dingtalk),
    /// What a person reads when signed in; kept by the owner of the store.
    Inbox(Inbox),
    /// A notice to be printed and handed over; kept by the owner of the store.
    Paper(Paper),
}

/// A message was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What names it at the other side: `<id@host>`.
    pub message_id: String,
    /// The other side's answer: the mail server's words, or the file written.
    pub answer: String,
}

/// A message was not handed over, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SendError {
    /// Sending the same again can only fail again.
    #[error("not sent, and not to be tried again: {reason}")]
    Permanent {
        /// What was found and what to do.
        reason: Reason,
    },
    /// The other side could not be reached, or would not let us in: nothing was said of this message, and no other would fare
    /// better. To be tried again once the channel has rested, see [`Channel::resting_until`]; it does not count as an attempt.
    #[error("not sent, the other side cannot be reached: {reason}")]
    Unreachable {
        /// What was found and what to do.
        reason: Reason,
    },
    /// To be tried again after [`crate::backoff`]. The message may have arrived nevertheless: its id tells.
    #[error("not sent, to be tried again: {reason}")]
    Temporary {
        /// What was found and what to do.
        reason: Reason,
    },
}

/// A channel cannot be set up as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct SettingsError {
    /// What was found and what to do.
    pub reason: Reason,
}

impl Channel {
    /// Hands one message over, dated `at_milliseconds` (Unix time). Sending the same id again is safe: every copy bears
    /// the same Message-ID, and in a folder there is one file.
    ///
    /// # Errors
    /// Permanent for a message that must not or cannot be sent (an identity number in it, a wrong address, refused by
    /// the server with 5xx); Unreachable if there was nobody to hand it to; Temporary for everything else.
    pub async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        check(message)?;
        match self {
            Self::Smtp(smtp) => smtp.send(message, at_milliseconds).await,
            Self::Directory(directory) => directory.send(message, at_milliseconds).await,
            Self::Memory(memory) => memory.send(message),
            Self::Webhook(webhook) => webhook.send(message, at_milliseconds).await,
            Self::Sms(sms) => sms.send(message, at_milliseconds).await,
            Self::Wecom(wecom) => wecom.send(message, at_milliseconds).await,
            Self::Dingtalk(dingtalk) => dingtalk.send(message, at_milliseconds).await,
            Self::Inbox(inbox) => inbox.send(message),
            Self::Paper(paper) => paper.send(message),
        }
    }

    /// How many messages the other side takes in a minute, whatever is asked of it; none if it says nothing of that.
    pub fn per_minute_max(&self) -> Option<u32> {
        match self {
            Self::Wecom(_) | Self::Dingtalk(_) => Some(robot::MESSAGES_PER_MINUTE_MAX),
            Self::Smtp(_)
            | Self::Directory(_)
            | Self::Memory(_)
            | Self::Webhook(_)
            | Self::Sms(_)
            | Self::Inbox(_)
            | Self::Paper(_) => None,
        }
    }

    /// Until when (Unix time in milliseconds) it is no use to send anything, since the other side could not be reached.
    pub fn resting_until(&self) -> Option<i64> {
        match self {
            Self::Smtp(smtp) => smtp.resting_until(),
            Self::Webhook(webhook) => webhook.resting_until(),
            Self::Sms(sms) => sms.resting_until(),
            Self::Wecom(wecom) => wecom.resting_until(),
            Self::Dingtalk(dingtalk) => dingtalk.resting_until(),
            Self::Directory(_) | Self::Memory(_) | Self::Inbox(_) | Self::Paper(_) => None,
        }
    }
}

impl SendError {
    /// Why, in both languages.
    pub fn reason(&self) -> &Reason {
        match self {
            Self::Permanent { reason } | Self::Unreachable { reason } | Self::Temporary { reason } => reason,
        }
    }
}

impl From<SendError> for SettingsError {
    fn from(error: SendError) -> Self {
        Self { reason: error.reason().clone() }
    }
}
