//! A list in memory, for tests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Receipt, SendError};
use crate::compose::mailbox;
use crate::message::Message;

/// Keeps what is sent. A clone is the same list.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    sent: Vec<Message>,
    failures: VecDeque<SendError>,
}

impl Memory {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything handed over so far, in order; the same id twice if it was sent twice.
    pub fn sent(&self) -> Vec<Message> {
        self.inner().sent.clone()
    }

    /// The next message that would be kept is refused like this instead. Failures queue up.
    pub fn fail_next(&self, failure: SendError) {
        self.inner().failures.push_back(failure);
    }

    pub(super) fn send(&self, message: &Message) -> Result<Receipt, SendError> {
        mailbox(&message.to)?;
        let mut inner = self.inner();
        if let Some(failure) = inner.failures.pop_front() {
            return Err(failure);
        }
        inner.sent.push(message.clone());
        Ok(Receipt { message_id: format!("<{}@memory>", message.id), answer: format!("{} kept", inner.sent.len()) })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Address, Channel, Reason};

    fn message(id: &str) -> Message {
        Message { id: id.into(), to: Address::new("", "a@example.cn"), subject: "一".into(), body: "二".into() }
    }

    #[tokio::test]
    async fn failures_come_in_the_order_they_were_written_down() {
        let memory = Memory::new();
        let channel = Channel::Memory(memory.clone());
        let reason = Reason::new("试", "try");
        let failures = [SendError::Temporary { reason: reason.clone() }, SendError::Permanent { reason }];
        failures.iter().cloned().for_each(|failure| memory.fail_next(failure));
        for failure in failures {
            assert_eq!(channel.send(&message("a"), 0).await, Err(failure));
        }
        assert_eq!(channel.send(&message("a"), 0).await.unwrap().message_id, "<a@memory>");
        assert_eq!(memory.sent(), [message("a")]);
    }

    #[tokio::test]
    async fn what_must_not_leave_is_not_kept_either() {
        let memory = Memory::new();
        let message = Message { body: "11010519491231002X".into(), ..message("a") };
        assert!(Channel::Memory(memory.clone()).send(&message, 0).await.is_err());
        assert_eq!(memory.sent(), []);
    }
}
