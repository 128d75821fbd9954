//! 钉钉群机器人: a text into a group, each request signed with the time of sending.

use std::fmt;

use serde_json::json;

use super::encode::percent;
use super::endpoint::Endpoint;
use super::robot::{Codes, hand_over, mentioned, text};
use super::signature::base64;
use super::smtp_settings::Secret;
use super::{Receipt, SendError, SettingsError};
use crate::message::Message;

/// The longest text, in bytes of UTF-8.
const TEXT_BYTES_MAX: usize = 20_000;
/// 130101: sent too fast. 310000: signature, keyword or address not accepted; 300001, 40014: wrong token. -1: busy.
const CODES: Codes =
    Codes { too_many: &[(130_101, 60), (410_100, 60)], of_us: &[310_000, 300_001, 40_014], of_the_moment: &[-1] };

/// A group robot of DingTalk.
pub struct Dingtalk {
    endpoint: Endpoint,
    url: Secret,
    secret: Option<Secret>,
}

impl Dingtalk {
    /// The whole address as DingTalk shows it, `https://oapi.dingtalk.com/robot/send?access_token=…`, and the secret it signs
    /// with (加签), if it was set up so.
    ///
    /// # Errors
    /// The address cannot be one.
    pub fn new(url: Secret, secret: Option<Secret>) -> Result<Self, SettingsError> {
        Ok(Self { endpoint: Endpoint::new(url.reveal(), None)?, url, secret })
    }

    pub(super) async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        let content = text(message, TEXT_BYTES_MAX);
        let at = json!({"atMobiles": mentioned(message), "isAtAll": false});
        let body = json!({"msgtype": "text", "text": {"content": content}, "at": at});
        hand_over(&self.endpoint, self.signed(at_milliseconds), &body, message, at_milliseconds, &CODES).await
    }

    /// `timestamp` and `sign`: base64 of HMAC-SHA256 over the time, a line break and the secret, with the secret as key.
    fn signed(&self, at_milliseconds: i64) -> String {
        let url = self.url.reveal();
        let Some(secret) = &self.secret else { return url.to_owned() };
        let signature = base64(secret, &format!("{at_milliseconds}\n{}", secret.reveal()));
        let joined = if url.contains('?') { '&' } else { '?' };
        format!("{url}{joined}timestamp={at_milliseconds}&sign={}", percent(&signature))
    }

    /// Until when (Unix time in milliseconds) the robot is to be left alone.
    pub(super) fn resting_until(&self) -> Option<i64> {
        self.endpoint.resting_until()
    }
}

impl fmt::Debug for Dingtalk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Dingtalk").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
