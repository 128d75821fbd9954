//! Mails through a real server, and through servers that refuse, hang and lie.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use notification::{Address, Channel, Login, Message, Secret, Security, SendError, Smtp, SmtpSettings};
use tests::smtp_server::{Encryption, SmtpServer};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// 2020-04-20T16:23:20+08:00
const AT: i64 = 1_587_371_000_000;
/// Long enough for a busy machine to answer.
const PATIENT: Duration = Duration::from_secs(60);
/// Short enough to wait for in a test where nothing is answered.
const IMPATIENT: Duration = Duration::from_millis(300);
/// Short enough to wait for, long enough for a busy machine to answer.
const FAIR: Duration = Duration::from_secs(2);

fn settings(host: &str, port: u16) -> SmtpSettings {
    let mut settings = SmtpSettings::new(host, port, Address::new("兜底（江源镇）", "doudi@example.gov.cn"));
    settings.timeout = PATIENT;
    settings
}

fn channel(settings: SmtpSettings) -> Channel {
    Channel::Smtp(Smtp::new(settings).unwrap())
}

fn message(id: &str) -> Message {
    Message {
        id: id.into(),
        to: Address::new("李梅", "limei@example.gov.cn"),
        subject: "【提醒】KS-222403104-2020-00001 乡镇审批将于2020-04-20 24:00到期".into(),
        body: "李梅，您好：\n\n请办理。\n.\n.以点开头的一行".into(),
    }
}

#[tokio::test]
async fn twenty_chinese_mails_arrive_once_each_with_their_subject_and_id() {
    let server = SmtpServer::start().unwrap();
    let mut settings = settings("127.0.0.1", server.port());
    settings.pool_size = 2;
    let channel = Arc::new(channel(settings));
    let sent: Vec<Message> = (0..20).map(numbered).collect();

    let mut sending = JoinSet::new();
    for message in sent.clone() {
        let channel = Arc::clone(&channel);
        sending.spawn(async move { channel.send(&message, AT).await });
    }
    for receipt in sending.join_all().await {
        assert!(receipt.unwrap().answer.starts_with("250"));
    }

    let received = server.received().unwrap();
    assert_eq!(received.len(), sent.len());
    for (mail, message) in received.iter().zip(&sent) {
        assert_eq!(mail.message_id, format!("{}@example.gov.cn", message.id));
        assert_eq!(mail.subject, message.subject);
        assert_eq!(mail.body, message.body);
        assert_eq!(mail.to, (message.to.name.clone(), message.to.at.clone()));
    }
    let connections: BTreeSet<&str> = received.iter().map(|mail| mail.peer.as_str()).collect();
    assert!(connections.len() <= 2, "{connections:?}");
}

/// Subjects of many shapes: short, long beyond one header line, mixed with Latin words, spaces and rare characters.
fn numbered(number: usize) -> Message {
    let subjects = [
        "期限提醒".to_owned(),
        "【逾期】乡镇审批 已于 2020-04-20 24:00 到期，请督促办理".to_owned(),
        "Reminder 提醒 reminder 提醒 and more English words at the end of it".to_owned(),
        "关于疫情期间低保、特困先行纳入的办件".repeat(4),
        "生僻字：㐂𠮷𡈽，引号“”，书名号《》，\"quoted\" <angle> =?utf-8?b?".to_owned(),
    ];
    let subject = format!("{number:02} {}", subjects[number % subjects.len()]);
    let name = ["李梅", "王强（江源镇）", "Wang, \"Qiang\"", ""][number % 4];
    let to = Address::new(name, format!("officer{number}@example.gov.cn"));
    Message {
        id: format!("case-{number:02}.1"), to, subject, body: format!("第{number}封\n\n您好。\n.\n") + "完"
    }
}

#[tokio::test]
async fn a_line_break_in_a_subject_or_a_name_makes_no_header() {
    let server = SmtpServer::start().unwrap();
    let channel = channel(settings("127.0.0.1", server.port()));
    channel.send(&message("plain"), AT).await.unwrap();
    let attack = "提醒\r\nBcc: thief@example.org\r\n\r\n冒充的正文";
    let to = Address::new(attack, "limei@example.gov.cn");
    channel.send(&Message { subject: attack.into(), to, ..message("hostile") }, AT).await.unwrap();

    let received = server.received().unwrap();
    let [hostile, plain] = &received[..] else { panic!("{received:?}") };
    assert_eq!(hostile.headers, plain.headers);
    assert_eq!(hostile.subject, "提醒 Bcc: thief@example.org 冒充的正文");
    assert_eq!(hostile.body, plain.body);
}

#[tokio::test]
async fn a_server_that_was_down_gets_the_same_mail_when_it_is_back() {
    let mut server = SmtpServer::start().unwrap();
    let channel = channel(settings("127.0.0.1", server.port()));
    channel.send(&message("first"), AT).await.unwrap();

    server.stop();
    for _ in 0..3 {
        let error = channel.send(&message("second"), AT).await.unwrap_err();
        assert!(matches!(error, SendError::Unreachable { .. }), "{error}");
    }

    server.start_again().unwrap();
    let receipt = channel.send(&message("second"), AT).await.unwrap();
    assert_eq!(receipt.message_id, "<second@example.gov.cn>");
    let ids: Vec<String> = server.received().unwrap().into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(ids, ["first@example.gov.cn", "second@example.gov.cn"]);
}

#[tokio::test]
async fn a_mail_sent_twice_is_recognised_by_its_id() {
    let server = SmtpServer::start().unwrap();
    let channel = channel(settings("127.0.0.1", server.port()));
    let first = channel.send(&message("once"), AT).await.unwrap();
    let second = channel.send(&message("once"), AT + 3_600_000).await.unwrap();
    assert_eq!(first.message_id, second.message_id);
    let ids: BTreeSet<String> = server.received().unwrap().into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn mails_travel_encrypted_to_a_server_whose_authority_is_known() {
    for (encryption, security) in [(Encryption::Tls, Security::Tls), (Encryption::StartTls, Security::StartTls)] {
        let server = SmtpServer::start_with(encryption).unwrap();
        let mut settings = settings("localhost", server.port());
        settings.security = security;

        let stranger = channel(settings.clone());
        let error = stranger.send(&message("not-trusted"), AT).await.unwrap_err();
        assert!(matches!(error, SendError::Unreachable { .. }), "{error}");

        settings.authority_pem = Some(server.authority_pem().unwrap());
        let known = channel(settings);
        known.send(&message("a"), AT).await.unwrap();
        known.send(&message("b"), AT).await.unwrap();
        let ids: Vec<String> = server.received().unwrap().into_iter().map(|mail| mail.message_id).collect();
        assert_eq!(ids, ["a@example.gov.cn", "b@example.gov.cn"], "{security:?}");
    }
}

#[tokio::test]
async fn nothing_is_sent_unencrypted_when_encryption_was_asked_for() {
    let server = SmtpServer::start().unwrap();
    let mut settings = settings("127.0.0.1", server.port());
    settings.security = Security::StartTls;
    let error = channel(settings).send(&message("a"), AT).await.unwrap_err();
    assert!(matches!(error, SendError::Unreachable { .. }), "{error}");
    assert_eq!(server.received().unwrap(), []);
}

/// What a server made for one test answers, connection by connection; where it is empty it says nothing.
#[derive(Clone, Copy, Debug)]
struct Answers {
    greeting: &'static str,
    login: &'static str,
    recipient: &'static str,
    end_of_mail: &'static str,
}

/// Takes every mail.
const TAKES: Answers =
    Answers { greeting: "220 test ESMTP", login: "235 welcome", recipient: "250 ok", end_of_mail: "250 taken" };
/// Takes the connection and says nothing.
const SILENT: Answers = Answers { greeting: "", ..TAKES };
/// Takes the whole mail and then says nothing.
const SILENT_AT_THE_END: Answers = Answers { end_of_mail: "", ..TAKES };

const fn to_recipient(recipient: &'static str) -> Answers {
    Answers { recipient, ..TAKES }
}

const fn to_connection(greeting: &'static str) -> Answers {
    Answers { greeting, ..TAKES }
}

/// A server on a free port, and how many connections it has had. The last answers hold for all later connections.
async fn server_that(answers: Vec<Answers>) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let number = count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(talk(stream, answers[number.min(answers.len() - 1)]));
        }
    });
    (port, connections)
}

/// Ends when the other side has gone.
async fn talk(stream: TcpStream, answers: Answers) -> io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    say(&mut writer, answers.greeting).await?;
    let mut in_mail = false;
    while let Some(line) = lines.next_line().await? {
        let answer = if in_mail { end_of_mail(answers, &line) } else { to_command(answers, &line) };
        in_mail = if in_mail { line != "." } else { line == "DATA" };
        say(&mut writer, answer).await?;
    }
    Ok(())
}

fn to_command(answers: Answers, line: &str) -> &'static str {
    match line.get(..4).unwrap_or(line) {
        "EHLO" => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
        "AUTH" => answers.login,
        "RCPT" => answers.recipient,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    }
}

fn end_of_mail(answers: Answers, line: &str) -> &'static str {
    if line == "." { answers.end_of_mail } else { "" }
}

async fn say(writer: &mut OwnedWriteHalf, answer: &str) -> io::Result<()> {
    if answer.is_empty() { Ok(()) } else { writer.write_all(format!("{answer}\r\n").as_bytes()).await }
}

fn is_permanent(error: &SendError) -> bool {
    match error {
        SendError::Permanent { .. } => true,
        SendError::Unreachable { .. } | SendError::Temporary { .. } => false,
    }
}

#[tokio::test]
async fn only_a_refusal_of_the_message_itself_is_for_good() {
    for (answers, for_good) in [
        (to_recipient("550 no such mailbox 查无此人"), true),
        (to_recipient("553 not a mailbox"), true),
        (Answers { end_of_mail: "554 looks like spam", ..TAKES }, true),
        (to_recipient("450 try later"), false),
        (to_recipient("452 mailbox full"), false),
        (to_recipient("530 authentication required"), false),
        (Answers { end_of_mail: "451 disk full", ..TAKES }, false),
        (to_connection("554 no service here"), false),
        (to_connection("421 too busy"), false),
        (to_connection("not a mail server"), false),
        (Answers { login: "535 wrong password", ..TAKES }, false),
    ] {
        let (port, _) = server_that(vec![answers]).await;
        let mut settings = settings("127.0.0.1", port);
        settings.login = Some(Login { username: "doudi".into(), password: Secret::new("口令-never-shown") });
        let error = channel(settings).send(&message("a"), AT).await.expect_err("refused");
        assert_eq!(is_permanent(&error), for_good, "{answers:?}: {error}");
        assert!(!format!("{error} {error:?}").contains("never-shown"));
    }
}

#[tokio::test]
async fn the_servers_own_words_are_told() {
    let (port, _) = server_that(vec![to_recipient("550 no such mailbox")]).await;
    let error = channel(settings("127.0.0.1", port)).send(&message("a"), AT).await.unwrap_err();
    for text in [&error.reason().zh, &error.reason().en] {
        assert!(text.contains("550") && text.contains("no such mailbox"), "{text}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = channel(settings("127.0.0.1", port)).send(&message("a"), AT).await.unwrap_err();
    assert!(!is_permanent(&error), "{error}");
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up_in_time_and_tried_again() {
    for answers in [SILENT, SILENT_AT_THE_END] {
        let (port, _) = server_that(vec![answers]).await;
        let mut settings = settings("127.0.0.1", port);
        settings.timeout = IMPATIENT;
        let sending = channel(settings);
        let message = message("a");
        let error = tokio::time::timeout(PATIENT, sending.send(&message, AT)).await.expect("in time").unwrap_err();
        assert!(!is_permanent(&error), "{answers:?}: {error}");
    }
}

#[tokio::test]
async fn a_connection_given_up_in_mid_conversation_never_carries_another_mail() {
    let (port, connections) = server_that(vec![SILENT_AT_THE_END, to_recipient("550 no such mailbox")]).await;
    let mut settings = settings("127.0.0.1", port);
    settings.timeout = FAIR;
    settings.pool_size = 1;
    let channel = channel(settings);
    assert!(!is_permanent(&channel.send(&message("a"), AT).await.unwrap_err()));
    assert!(is_permanent(&channel.send(&message("b"), AT).await.unwrap_err()));
    assert_eq!(connections.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn one_connection_carries_many_mails() {
    let (port, connections) = server_that(vec![TAKES]).await;
    let channel = channel(settings("127.0.0.1", port));
    for number in 0..10 {
        channel.send(&message(&format!("m{number}")), AT).await.unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_chinese_mailbox_at_a_server_that_takes_none_is_refused_for_good() {
    let (port, connections) = server_that(vec![TAKES]).await;
    let channel = channel(settings("127.0.0.1", port));
    let hostile = Message { to: Address::new("李梅", "李梅@example.gov.cn"), ..message("a") };
    assert!(is_permanent(&channel.send(&hostile, AT).await.unwrap_err()));
    channel.send(&message("b"), AT).await.unwrap();
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
