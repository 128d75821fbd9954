//! 站内消息: what a person reads when signed in. The row is written by whoever owns the store, once this says that it may be.

use super::{Receipt, SendError};
use crate::message::Message;
use crate::reason::Reason;

/// The in-app inbox.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inbox;

impl Inbox {
    pub(super) fn send(self, message: &Message) -> Result<Receipt, SendError> {
        if message.to.at.is_empty() {
            return Err(SendError::Permanent {
                reason: Reason::new(
                    "站内消息只能发给系统中的人员，这一收件人不是",
                    "an in-app message goes to a person of the system, which this recipient is not",
                ),
            });
        }
        Ok(Receipt { message_id: message.id.clone(), answer: format!("in the inbox of {}", message.to.at) })
    }
}
