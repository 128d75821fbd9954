//! 企业微信群机器人: a text into a group. Its address holds its key and is secret as a whole.

use std::fmt;

use serde_json::json;

use super::endpoint::Endpoint;
use super::robot::{Codes, hand_over, mentioned, text};
use super::smtp_settings::Secret;
use super::{Receipt, SendError, SettingsError};
use crate::message::Message;

/// The longest text, in bytes of UTF-8.
const TEXT_BYTES_MAX: usize = 2_048;
/// 45009: called too often; 45033: too many at the same time. 93000, 40xxx: wrong key. -1: busy.
const CODES: Codes =
    Codes { too_many: &[(45_009, 60), (45_033, 5)], of_us: &[93_000, 40_001, 40_014, 40_058], of_the_moment: &[-1] };

/// A group robot of WeCom.
pub struct Wecom {
    endpoint: Endpoint,
    url: Secret,
}

impl Wecom {
    /// The whole address as WeCom shows it, `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…`.
    ///
    /// # Errors
    /// The address cannot be one.
    pub fn new(url: Secret) -> Result<Self, SettingsError> {
        Ok(Self { endpoint: Endpoint::new(url.reveal(), None)?, url })
    }

    pub(super) async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        let content = text(message, TEXT_BYTES_MAX);
        let body =
            json!({"msgtype": "text", "text": {"content": content, "mentioned_mobile_list": mentioned(message)}});
        let url = self.url.reveal().to_owned();
        hand_over(&self.endpoint, url, &body, message, at_milliseconds, &CODES).await
    }

    /// Until when (Unix time in milliseconds) the robot is to be left alone.
    pub(super) fn resting_until(&self) -> Option<i64> {
        self.endpoint.resting_until()
    }
}

impl fmt::Debug for Wecom {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Wecom").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
