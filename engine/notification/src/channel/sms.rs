//! An SMS gateway reached by HTTP. Every gateway wants its own request, so the request is a template.

use std::fmt;

use serde_json::Value;

use super::encode::{json, percent};
use super::endpoint::{Answered, Call, Endpoint};
use super::signature::{base64, hexadecimal};
use super::smtp_settings::Secret;
use super::{Receipt, SendError, SettingsError};
use crate::line::one_line;
use crate::message::Message;
use crate::reason::{Reason, quote};

/// The longest text of one message; gateways split it into parts of 67 characters and charge each.
const TEXT_CHARACTERS_MAX: usize = 300;
/// Digits of a telephone number, with its country code.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// What a gateway wants to be asked, and how its answer is judged.
#[derive(Clone, Debug)]
pub struct SmsSettings {
    /// `POST` or `GET`
    pub method: String,
    /// The address; `{phone}`, `{text}`, `{id}` and `{timestamp}` are put in percent-encoded.
    pub url: String,
    /// Names and values, with the same places.
    pub headers: Vec<(String, String)>,
    /// The body, with the same places: put in as JSON or form text if its `Content-Type` says so.
    pub body: String,
    /// How the body is signed, if it is.
    pub signature: Option<SmsSignature>,
    /// When a message was taken.
    pub success: SmsSuccess,
    /// The certificate (PEM) of the authority that vouches for the gateway, if it is not one the world knows.
    pub authority_pem: Option<String>,
}

/// A header with the HMAC-SHA256 of the body.
#[derive(Clone, Debug)]
pub struct SmsSignature {
    /// Its name.
    pub header: String,
    /// What both sides know.
    pub secret: Secret,
    /// Whether in base64, else in hexadecimal digits.
    pub is_base64: bool,
}

/// When a message was taken.
#[derive(Clone, Debug, Default)]
pub struct SmsSuccess {
    /// The status it answers; any from 200 to 299 if none.
    pub status: Option<u16>,
    /// A JSON pointer (RFC 6901) into the answer, and the value that stands there, as text.
    pub value: Option<(String, String)>,
    /// Values there which say that sending again is no use: a wrong number, a number that wants no messages.
    pub permanent: Vec<String>,
}

/// An SMS gateway.
pub struct Sms {
    endpoint: Endpoint,
    settings: Box<SmsSettings>,
}

impl Sms {
    /// A gateway. Nothing is connected yet.
    ///
    /// # Errors
    /// The address cannot be one, or the certificate cannot be read.
    pub fn new(settings: SmsSettings) -> Result<Self, SettingsError> {
        let endpoint = Endpoint::new(&settings.url, settings.authority_pem.as_deref())?;
        Ok(Self { endpoint, settings: Box::new(settings) })
    }

    pub(super) async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        let phone = phone(&message.to.at)?;
        let call = self.call(message, &phone, at_milliseconds);
        let answered = self.endpoint.answered(call, at_milliseconds).await?;
        let SmsSuccess { status, value, permanent } = &self.settings.success;
        let taken = status.map_or((200..300).contains(&answered.status), |wanted| wanted == answered.status);
        if !taken {
            return Err(self.endpoint.refused(&answered, at_milliseconds));
        }
        let Some((pointer, wanted)) = value else { return Ok(self.receipt(message, &answered)) };
        let found = value_at(&answered, pointer);
        match found {
            Some(found) if found == *wanted => Ok(self.receipt(message, &answered)),
            Some(found) if permanent.contains(&found) => Err(SendError::Permanent { reason: self.said(&answered) }),
            Some(_) | None => Err(SendError::Temporary { reason: self.said(&answered) }),
        }
    }

    /// Until when (Unix time in milliseconds) the gateway is to be left alone.
    pub(super) fn resting_until(&self) -> Option<i64> {
        self.endpoint.resting_until()
    }

    fn call(&self, message: &Message, phone: &str, at_milliseconds: i64) -> Call {
        let settings = &self.settings;
        let text = one_line(&message.subject, TEXT_CHARACTERS_MAX);
        let time = at_milliseconds.to_string();
        let values =
            [("{phone}", phone), ("{text}", text.as_str()), ("{id}", message.id.as_str()), ("{timestamp}", &time)];
        let encode = match kind(&settings.headers) {
            Kind::Json => json,
            Kind::Form => percent,
            Kind::Other => str::to_owned,
        };
        let body = filled(&settings.body, &values, encode);
        let line = |text: &str| one_line(text, TEXT_CHARACTERS_MAX);
        let headers = settings.headers.iter().map(|(name, value)| (name.clone(), filled(value, &values, line)));
        let mut headers: Vec<_> = headers.collect();
        if let Some(SmsSignature { header, secret, is_base64 }) = &settings.signature {
            let signature = if *is_base64 { base64(secret, &body) } else { hexadecimal(secret, &body) };
            headers.push((header.clone(), signature));
        }
        Call { method: settings.method.clone(), url: filled(&settings.url, &values, percent), headers, body }
    }

    fn receipt(&self, message: &Message, answered: &Answered) -> Receipt {
        Receipt { message_id: message.id.clone(), answer: quote(format!("{} {}", answered.status, answered.body)) }
    }

    fn said(&self, answered: &Answered) -> Reason {
        let (shown, said) = (self.endpoint.shown(), quote(&answered.body));
        Reason::new(
            format!("短信网关 {shown} 未接收（{said}）"),
            format!("the SMS gateway {shown} did not take the message ({said})"),
        )
    }
}

enum Kind {
    Json,
    Form,
    Other,
}

fn kind(headers: &[(String, String)]) -> Kind {
    let kind = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    match kind.map(|(_, value)| value.to_ascii_lowercase()) {
        Some(kind) if kind.contains("json") => Kind::Json,
        Some(kind) if kind.contains("x-www-form-urlencoded") => Kind::Form,
        Some(_) | None => Kind::Other,
    }
}

/// Puts values into their places, each once over the template: what a value says is never taken for a place.
fn filled(template: &str, values: &[(&str, &str)], encode: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        match values.iter().find(|(place, _)| from.starts_with(place)) {
            Some((place, value)) => {
                filled.push_str(&encode(value));
                rest = &from[place.len()..];
            }
            None => {
                filled.push('{');
                rest = &from[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn phone(written: &str) -> Result<String, SendError> {
    let phone: String = written.chars().filter(|character| !matches!(character, ' ' | '-')).collect();
    let digits = phone.strip_prefix('+').unwrap_or(&phone);
    if PHONE_DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(phone);
    }
    Err(SendError::Permanent {
        reason: Reason::new(
            format!("手机号应为 7 至 15 位数字，现为“{}”，请更正后重新发送", quote(written)),
            format!("a telephone number has 7 to 15 digits, found \"{}\"; correct it and send again", quote(written)),
        ),
    })
}

fn value_at(answered: &Answered, pointer: &str) -> Option<String> {
    let body: Value = serde_json::from_str(&answered.body).ok()?;
    match body.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

impl fmt::Debug for Sms {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sms").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_value_says_is_never_taken_for_a_place() {
        let values = [("{text}", "{phone}\""), ("{phone}", "110")];
        assert_eq!(filled(r#"{"a":"{text}","b":"{phone}"}"#, &values, json), r#"{"a":"{phone}\"","b":"110"}"#);
        assert_eq!(filled("x={text}&y={phone}&{", &values, percent), "x=%7Bphone%7D%22&y=110&{");
    }

    #[test]
    fn a_number_that_cannot_be_one_is_refused_for_good() {
        assert_eq!(phone("+86 199-0433-0001").unwrap(), "+8619904330001");
        for written in ["", "1", "199x4330001", "１９９０４３３０００１", "199\r\n0433"] {
            assert!(matches!(phone(written), Err(SendError::Permanent { .. })), "{written}");
        }
    }
}
