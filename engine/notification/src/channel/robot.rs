//! What the group robots of WeCom and DingTalk have in common: a text for a group, an error code in every answer, and a limit of
//! so many messages a minute.

use serde_json::Value;

use super::endpoint::{Answered, Call, Endpoint};
use super::{Receipt, SendError};
use crate::message::Message;
use crate::reason::{Reason, quote};

/// Both take so many messages in a minute; what comes above is refused, and at DingTalk the robot then stays silent longer.
pub const MESSAGES_PER_MINUTE_MAX: u32 = 20;

/// What a robot's answers mean.
pub(super) struct Codes {
    /// Too many messages; with the seconds it wants to be left alone.
    pub too_many: &'static [(i64, i64)],
    /// Something of us: key, token, signature, keyword, address allowed.
    pub of_us: &'static [i64],
    /// Something of the moment.
    pub of_the_moment: &'static [i64],
}

/// The subject and the text, cut to so many bytes at a whole character.
pub(super) fn text(message: &Message, bytes_max: usize) -> String {
    let whole = format!("{}\n\n{}", message.subject, message.body);
    if whole.len() <= bytes_max {
        return whole;
    }
    let mut end = bytes_max.saturating_sub('…'.len_utf8());
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", &whole[..end])
}

/// Whom to mention: the telephone number of whom it is for, if it is one.
pub(super) fn mentioned(message: &Message) -> Vec<&str> {
    let phone = message.to.at.as_str();
    let is_phone = phone.len() == 11 && phone.bytes().all(|byte| byte.is_ascii_digit());
    if is_phone { vec![phone] } else { Vec::new() }
}

/// Hands a text over and judges the answer by its `errcode`.
pub(super) async fn hand_over(
    endpoint: &Endpoint,
    url: String,
    body: &Value,
    message: &Message,
    at_milliseconds: i64,
    codes: &Codes,
) -> Result<Receipt, SendError> {
    let headers = vec![("Content-Type".to_owned(), "application/json; charset=utf-8".to_owned())];
    let call = Call { method: "POST".to_owned(), url, headers, body: body.to_string() };
    let answered = endpoint.ask(call, at_milliseconds).await?;
    judged(endpoint, &answered, message, at_milliseconds, codes)
}

fn judged(
    endpoint: &Endpoint,
    answered: &Answered,
    message: &Message,
    at_milliseconds: i64,
    codes: &Codes,
) -> Result<Receipt, SendError> {
    let said = quote(&answered.body);
    let body: Value = serde_json::from_str(&answered.body).unwrap_or_default();
    let code = body.get("errcode").and_then(Value::as_i64);
    let reason = Reason::new(
        format!("群机器人 {} 答复：{said}", endpoint.shown()),
        format!("the group robot {} answered: {said}", endpoint.shown()),
    );
    match code {
        Some(0) => Ok(Receipt { message_id: message.id.clone(), answer: said }),
        Some(code) if codes.of_us.contains(&code) => Err(endpoint.left_alone(None, reason, at_milliseconds)),
        Some(code) if codes.of_the_moment.contains(&code) => Err(SendError::Temporary { reason }),
        Some(code) => match codes.too_many.iter().find(|(too_many, _)| *too_many == code) {
            Some((_, seconds)) => Err(endpoint.left_alone(Some(*seconds), reason, at_milliseconds)),
            None => Err(SendError::Permanent { reason }),
        },
        None => Err(SendError::Temporary { reason }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Address;

    fn message(body: &str, at: &str) -> Message {
        Message { id: "a".into(), to: Address::new("李梅", at), subject: "提醒".into(), body: body.into() }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        for bytes_max in 12..60 {
            let text = text(&message(&"长".repeat(50), ""), bytes_max);
            assert!(text.len() <= bytes_max && text.ends_with('…'), "{bytes_max}: {text}");
        }
        assert_eq!(text(&message("您好", ""), 100), "提醒\n\n您好");
    }

    #[test]
    fn only_a_telephone_number_is_mentioned() {
        assert_eq!(mentioned(&message("", "19904330001")), ["19904330001"]);
        assert!(mentioned(&message("", "li.mei@example.gov.cn")).is_empty());
    }
}
