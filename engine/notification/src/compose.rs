//! From a message to the bytes of a mail (RFC 5322).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Mail, SinglePart};

use crate::channel::SendError;
use crate::identity::guard_identity;
use crate::line::{one_line, plain_body};
use crate::message::{Address, Message};
use crate::reason::{Reason, quote};
use crate::template::SUBJECT_CHARACTERS_MAX;

/// The longest id: with the host it must fit on one line of a mail.
const ID_CHARACTERS_MAX: usize = 150;
/// The longest name of a person or office in a header.
const NAME_CHARACTERS_MAX: usize = 100;
/// 9999-12-31: what lies beyond has no form in a mail header.
const AT_MILLISECONDS_MAX: i64 = 253_402_300_799_999;

/// What every channel asks of a message before anything leaves.
pub fn check(message: &Message) -> Result<(), SendError> {
    no_identity(message)?;
    valid_id(&message.id)
}

/// The mail: our own Message-ID, the date we are told, plain text in UTF-8, marked as sent by a machine (RFC 3834) so
/// that no absence note answers it.
pub fn compose(message: &Message, from: &Mailbox, at_milliseconds: i64) -> Result<Mail, SendError> {
    let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    Mail::builder()
        .from(from.clone())
        .to(mailbox(&message.to)?)
        .subject(one_line(&message.subject, SUBJECT_CHARACTERS_MAX))
        .date(date(at_milliseconds)?)
        .message_id(Some(message_id(message, from)))
        .raw_header(automatic)
        .singlepart(SinglePart::plain(plain_body(&message.body)))
        .map_err(|error| permanent("邮件无法组成", "the mail cannot be composed", error))
}

/// `<id@host>`, the host being that of the sender's mailbox.
pub fn message_id(message: &Message, from: &Mailbox) -> String {
    format!("<{}@{}>", message.id, from.email.domain())
}

/// A mailbox as the mail library wants it. Whatever could end a header early is refused or taken out.
pub fn mailbox(address: &Address) -> Result<Mailbox, SendError> {
    let mail = address.at.trim();
    if mail.chars().any(|character| character.is_control() || character.is_whitespace() || "<>,;".contains(character)) {
        return Err(wrong_address(mail));
    }
    let email = mail.parse().map_err(|_| wrong_address(mail))?;
    let name = one_line(&address.name, NAME_CHARACTERS_MAX);
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), email))
}

fn wrong_address(mail: &str) -> SendError {
    let mail = quote(mail);
    SendError::Permanent {
        reason: Reason::new(
            format!("邮箱地址应为 name@example.cn 的形式，现为“{mail}”，请更正后重新发送"),
            format!("a mail address looks like name@example.cn, found \"{mail}\"; correct it and send again"),
        ),
    }
}

fn no_identity(message: &Message) -> Result<(), SendError> {
    let shown = [&message.subject, &message.body, &message.to.name];
    if shown.into_iter().all(|text| guard_identity(text).is_ok()) {
        return Ok(());
    }
    Err(SendError::Permanent {
        reason: Reason::new(
            "通知内容含有身份证号码，不予发送，请从模板或所填内容中去掉",
            "the message would disclose an identity number; take it out of the template or of what was filled in",
        ),
    })
}

fn valid_id(id: &str) -> Result<(), SendError> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    let dots_apart = id.split('.').all(|part| !part.is_empty());
    if id.len() <= ID_CHARACTERS_MAX && id.chars().all(allowed) && dots_apart {
        return Ok(());
    }
    Err(permanent("通知编号只能用字母、数字、连字符、下划线和点", "an id is made of letters, digits, -, _ and .", id))
}

fn date(at_milliseconds: i64) -> Result<SystemTime, SendError> {
    let known = Some(at_milliseconds).filter(|at| *at <= AT_MILLISECONDS_MAX).and_then(|at| u64::try_from(at).ok());
    let at = known.and_then(|at| UNIX_EPOCH.checked_add(Duration::from_millis(at)));
    at.ok_or_else(|| {
        permanent("发送时间应在 1970 至 9999 年之间", "a mail is dated from 1970 to 9999", at_milliseconds)
    })
}

fn permanent(zh: &str, en: &str, found: impl std::fmt::Display) -> SendError {
    let found = quote(found);
    SendError::Permanent { reason: Reason::new(format!("{zh}：{found}"), format!("{en}: {found}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_587_371_000_123;

    fn message() -> Message {
        Message {
            id: "01f0-7.2".into(),
            to: Address::new("李梅", "limei@example.gov.cn"),
            subject: "期限提醒".into(),
            body: "您好：\n请办理。".into(),
        }
    }

    fn text(message: &Message) -> String {
        let from = mailbox(&Address::new("兜底", "doudi@example.gov.cn")).unwrap();
        String::from_utf8(compose(message, &from, AT).unwrap().formatted()).unwrap()
    }

    fn header_names(text: &str) -> Vec<&str> {
        let head = text.split("\r\n\r\n").next().unwrap();
        let begins = head.split("\r\n").filter(|line| !line.starts_with(' '));
        begins.map(|line| line.split(':').next().unwrap()).collect()
    }

    #[test]
    fn a_mail_carries_our_id_and_the_time_we_were_told() {
        let text = text(&message());
        assert!(text.contains("Message-ID: <01f0-7.2@example.gov.cn>\r\n"), "{text}");
        assert!(text.contains("Date: Mon, 20 Apr 2020 08:23:20 +0000\r\n"), "{text}");
        assert!(text.contains("Content-Type: text/plain; charset=utf-8\r\n"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn the_same_message_has_the_same_bytes() {
        assert_eq!(text(&message()), text(&message()));
    }

    #[test]
    fn nothing_a_message_says_becomes_a_header() {
        let plain = text(&message());
        for break_ in ["\r\n", "\n", "\r", "\u{2028}", "\0\r\n"] {
            let attack = format!("x{break_}Bcc: thief@example.org{break_}{break_}Bye");
            let hostile = Message {
                to: Address::new(attack.clone(), "limei@example.gov.cn"),
                subject: attack.clone(),
                body: attack,
                ..message()
            };
            assert_eq!(header_names(&text(&hostile)), header_names(&plain));
        }
    }

    #[test]
    fn a_wrong_address_is_refused_for_good_and_shown() {
        let wrong = [
            "",
            "limei",
            "@example.cn",
            "a@",
            "a b@example.cn",
            "a@example.cn\r\nBcc: b@example.cn",
            "<a@b.cn>",
            "a@b.cn,c@d.cn",
        ];
        for mail in wrong {
            let hostile = Message { to: Address::new("李梅", mail), ..message() };
            let from = mailbox(&Address::new("兜底", "doudi@example.gov.cn")).unwrap();
            let SendError::Permanent { reason } = compose(&hostile, &from, AT).expect_err(mail) else {
                panic!("{mail} would be retried")
            };
            assert!(reason.zh.contains(&quote(mail)), "{}", reason.zh);
        }
    }

    #[test]
    fn an_id_that_could_be_a_path_or_a_header_is_refused() {
        let long = "a".repeat(ID_CHARACTERS_MAX + 1);
        for id in ["", "..", ".a", "a.", "a..b", "a/b", "a\\b", "a b", "a\r\nb", "a>b", "编号", &long] {
            let hostile = Message { id: id.into(), ..message() };
            assert!(matches!(check(&hostile), Err(SendError::Permanent { .. })), "{id}");
        }
        assert_eq!(check(&message()), Ok(()));
    }

    #[test]
    fn an_identity_number_is_refused_wherever_it_stands() {
        let number = "11010519491231002X";
        for hostile in [
            Message { subject: format!("关于{number}"), ..message() },
            Message { body: format!("身份证：{number}"), ..message() },
            Message { to: Address::new(number, "limei@example.gov.cn"), ..message() },
        ] {
            let SendError::Permanent { reason } = check(&hostile).unwrap_err() else { panic!("would be retried") };
            assert!(reason.en.contains("would disclose an identity number"));
            assert!(!reason.zh.contains(number) && !reason.en.contains(number));
        }
    }

    #[test]
    fn a_time_no_mail_can_carry_is_refused() {
        let from = mailbox(&Address::new("", "doudi@example.gov.cn")).unwrap();
        for at in [-1, i64::MIN, i64::MAX, AT_MILLISECONDS_MAX + 1] {
            assert!(compose(&message(), &from, at).is_err(), "{at}");
        }
        assert!(compose(&message(), &from, AT_MILLISECONDS_MAX).is_ok());
    }
}
