//! A webhook: JSON to an address, signed; the other side tells a copy by its key.

use std::fmt;

use serde_json::json;

use super::endpoint::{Call, Endpoint};
use super::signature::hexadecimal;
use super::smtp_settings::Secret;
use super::{Receipt, SendError, SettingsError};
use crate::message::Message;
use crate::reason::quote;

/// The header that names the message: the same for every copy.
const KEY: &str = "Idempotency-Key";
/// The header with the time of sending, in Unix milliseconds; part of what is signed.
const TIME: &str = "X-Doudi-Timestamp";
/// The header with `sha256=` and the HMAC-SHA256 of `TIMESTAMP.BODY` in hexadecimal digits.
const SIGNATURE: &str = "X-Doudi-Signature";

/// An address that is told of every message.
pub struct Webhook {
    endpoint: Endpoint,
    url: String,
    secret: Secret,
}

impl Webhook {
    /// An address, the secret both sides know, and the authority (PEM) that vouches for it if the world does not.
    ///
    /// # Errors
    /// The address cannot be one, or the certificate cannot be read.
    pub fn new(url: impl Into<String>, secret: Secret, authority_pem: Option<&str>) -> Result<Self, SettingsError> {
        let url = url.into();
        Ok(Self { endpoint: Endpoint::new(&url, authority_pem)?, url, secret })
    }

    pub(super) async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        let body = json!({
            "id": message.id,
            "to": {"name": message.to.name, "at": message.to.at},
            "subject": message.subject,
            "body": message.body,
        })
        .to_string();
        let signature = hexadecimal(&self.secret, &format!("{at_milliseconds}.{body}"));
        let headers = [
            ("Content-Type", "application/json; charset=utf-8".to_owned()),
            (KEY, message.id.clone()),
            (TIME, at_milliseconds.to_string()),
            (SIGNATURE, format!("sha256={signature}")),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let call = Call { method: "POST".to_owned(), url: self.url.clone(), headers, body };
        let answered = self.endpoint.ask(call, at_milliseconds).await?;
        let answer = quote(format!("{} {}", answered.status, answered.body));
        Ok(Receipt { message_id: message.id.clone(), answer })
    }

    /// Until when (Unix time in milliseconds) the address is to be left alone.
    pub(super) fn resting_until(&self) -> Option<i64> {
        self.endpoint.resting_until()
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Webhook").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
