//! Notifications on their whole way: from a rung of a deadline through the outbox to a real mail server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use notification::{Address, Channel, Message, Smtp, SmtpSettings, Template, render};
use scheduler::Post;
use service::{Delivery, Published};
use tests::harness::{House, all_texts, each_store, edited, identity, mail, moment};
use tests::smtp_server::{Received, SmtpServer};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The part of a Message-ID that names this site.
const SITE: &str = "example.gov.cn";

fn mail_server(port: u16) -> Channel {
    let settings = SmtpSettings::new("127.0.0.1", port, Address::new("兜底", format!("doudi@{SITE}")));
    Channel::Smtp(Smtp::new(settings).unwrap())
}

fn channel(port: u16) -> Post {
    mail_server(port).into()
}

async fn pass(house: &House, channel: &Post, until: &str) -> scheduler::Passed {
    scheduler::run_until(&house.service, channel, moment(until)).await.unwrap()
}

/// What identifies each mail the outbox holds.
async fn queued(house: &House) -> BTreeSet<String> {
    let sql = "SELECT CAST(case_id AS text) || '.' || seq || '.' || position FROM outbox";
    let hex = "SELECT lower(hex(case_id)) || '.' || seq || '.' || position FROM outbox";
    let rows = match house.backend {
        tests::harness::Backend::Postgres => house.raw.texts(sql).await,
        tests::harness::Backend::Sqlite => house.raw.texts(hex).await,
    };
    rows.into_iter().map(|id| format!("{}@{SITE}", id.replace('-', ""))).collect()
}

fn ids(received: &[Received]) -> Vec<String> {
    received.iter().map(|mail| mail.message_id.replace('-', "")).collect()
}

#[tokio::test]
async fn a_reminder_arrives_in_chinese_under_a_stable_id_and_names_no_identity_number() {
    each_store(async |house| {
        let server = SmtpServer::start().unwrap();
        let case = house.start("李梅", "马号东村", 7).await;
        let passed = pass(house, &channel(server.port()), "2020-04-20T11:00+08:00").await;
        assert_eq!((passed.fired, passed.sent), (1, 2));

        let received = server.received().unwrap();
        let to: BTreeSet<&str> = received.iter().map(|mail| mail.to.1.as_str()).collect();
        assert_eq!(to, BTreeSet::from(["li.mei@example.gov.cn", "zhao.min@example.gov.cn"]));
        for mail in &received {
            let subject = format!("【提醒】{} 村（社区）审核将于2020-04-20 24:00到期", case.number);
            assert_eq!(mail.subject, subject);
            assert!(mail.message_id.starts_with(&format!("{}.2.", case.case)), "{}", mail.message_id);
            assert!(mail.body.contains("敦化") || mail.body.contains("马号东村"), "{}", mail.body);
            assert!(mail.body.contains("吉民发〔2020〕7号") && mail.body.contains("2020-04-20 10:00"), "{}", mail.body);
            assert!(!mail.body.contains(&identity(7)) && !mail.body.contains("late"), "{}", mail.body);
        }
        assert_eq!(ids(&received).into_iter().collect::<BTreeSet<_>>(), queued(house).await);
    })
    .await;
}

#[tokio::test]
async fn every_template_that_is_shipped_arrives_without_an_identity_number() {
    each_store(async |house| {
        let server = SmtpServer::start().unwrap();
        let channel = channel(server.port());
        house.refused(7).await;
        let approved = house.at_township(8).await;
        let fields = serde_json::json!({"grant_now": true, "grant_reason": "断粮"});
        house.act("王强", approved.case, "approve", fields).await.unwrap();
        pass(house, &channel, "2020-06-10T12:00+08:00").await;

        let received = server.received().unwrap();
        assert_eq!(ids(&received).len(), queued(house).await.len(), "each exactly once");
        for subject in ["【提醒】", "【逾期】", "已审批同意", "未获同意", "备案", "关注"] {
            assert!(received.iter().any(|mail| mail.subject.contains(subject)), "{subject}: {received:#?}");
        }
        assert!(received.iter().any(|received| received.to.1 == mail(8)), "the applicant is told");
        for received in &received {
            let text = format!("{} {}", received.subject, received.body);
            assert!(!text.contains(&identity(7)) && !text.contains(&identity(8)), "{text}");
            assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_server_that_was_down_gets_each_mail_once_when_it_is_back_and_no_deadline_waits_for_it() {
    each_store(async |house| {
        let mut server = SmtpServer::start().unwrap();
        let channel = channel(server.port());
        server.stop();
        house.start("李梅", "马号东村", 1).await;
        let passed = pass(house, &channel, "2020-04-20T12:05+08:00").await;
        assert_eq!((passed.fired, passed.sent), (2, 0), "both rungs came at their moments");
        assert_eq!(house.raw.count("SELECT count(*) FROM outbox WHERE status = 'queued'").await, 4);
        assert_eq!(house.raw.count("SELECT max(attempts) FROM outbox").await, 0, "nobody has looked at any of them");
        let told = "SELECT DISTINCT last_error FROM outbox WHERE last_error IS NOT NULL";
        let reasons = house.raw.texts(told).await;
        assert!(!reasons.is_empty() && reasons.iter().all(|reason| reason.contains("127.0.0.1")), "{reasons:?}");

        server.start_again().unwrap();
        let passed = pass(house, &channel, "2020-04-20T13:10+08:00").await;
        assert_eq!(passed.sent, 4);
        let received = server.received().unwrap();
        assert_eq!(received.len(), 4);
        assert_eq!(ids(&received).into_iter().collect::<BTreeSet<_>>(), queued(house).await);
        assert_eq!(house.service.next_delivery().await.unwrap(), None);
    })
    .await;
}

/// A server that takes no connection for long, and counts them.
async fn dead_server() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            drop(stream);
        }
    });
    (port, connections)
}

#[tokio::test]
async fn a_server_that_is_dead_for_five_days_is_asked_now_and_then_and_nothing_is_given_up() {
    each_store(async |house| {
        for household in 0..20 {
            house.start("李梅", "马号东村", household).await;
        }
        let (port, connections) = dead_server().await;
        pass(house, &channel(port), "2020-04-25T10:00+08:00").await;
        let waiting = house.raw.count("SELECT count(*) FROM outbox WHERE status = 'queued'").await;
        assert!(waiting > 100 && house.service.dead_letters(10).await.unwrap().is_empty(), "{waiting}");
        // At first by four at a time, then by one every ten minutes, whatever waits.
        let asked = connections.load(Ordering::SeqCst);
        assert!((700..730).contains(&asked), "{asked}");
        assert_eq!(house.raw.count("SELECT count(*) FROM history WHERE body LIKE '%\"late\":true%'").await, 0);

        let server = SmtpServer::start().unwrap();
        pass(house, &channel(server.port()), "2020-04-25T10:30+08:00").await;
        let received = server.received().unwrap();
        assert_eq!(ids(&received).len(), ids(&received).iter().collect::<BTreeSet<_>>().len());
        assert_eq!(ids(&received).into_iter().collect::<BTreeSet<_>>(), queued(house).await);
    })
    .await;
}

/// A server that refuses every recipient for good, on a free port.
async fn refusing_server() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(refuse(stream));
        }
    });
    port
}

async fn refuse(stream: TcpStream) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 test ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match line.get(..4).unwrap_or(&line) {
            "RCPT" => b"550 5.1.1 no such mailbox\r\n",
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        writer.write_all(answer).await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_refused_for_good_is_listed_with_the_reason_and_can_be_sent_again() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        let refusing = channel(refusing_server().await);
        let passed = pass(house, &refusing, "2020-04-20T11:00+08:00").await;
        assert_eq!(passed.sent, 0);
        let dead = house.service.dead_letters(10).await.unwrap();
        assert_eq!(dead.len(), 2);
        for letter in &dead {
            assert_eq!((letter.key.case, letter.attempts), (case.case, 1), "nothing was tried twice");
            let reason = letter.last_error.as_deref().unwrap();
            assert!(reason.contains("no such mailbox"), "{reason}");
        }
        pass(house, &refusing, "2020-04-20T11:30+08:00").await;
        assert_eq!(house.service.dead_letters(10).await.unwrap().len(), 2, "and none was forgotten");

        let server = SmtpServer::start().unwrap();
        let open = channel(server.port());
        assert!(house.service.requeue(dead[0].key).await.unwrap());
        let delivered = scheduler::deliver_due(&house.service, &open).await.unwrap();
        assert_eq!((delivered.sent, delivered.dead), (1, 0));
        assert!(!house.service.requeue(dead[0].key).await.unwrap(), "what has left is not sent again");
        assert_eq!(scheduler::deliver_due(&house.service, &open).await.unwrap().sent, 0);
        assert_eq!(server.received().unwrap().len(), 1);
        let left = house.service.dead_letters(10).await.unwrap();
        assert_eq!(left.iter().map(|letter| letter.key).collect::<Vec<_>>(), [dead[1].key]);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_lost_his_mailbox_meanwhile_is_a_dead_letter_until_it_is_known_again() {
    each_store(async |house| {
        house.start("李梅", "马号东村", 1).await;
        house.outage_until("2020-04-20T10:00+08:00").await;
        scheduler::fire_due(&house.service).await.unwrap();
        let without = edited(&all_texts(&[]), "people.yaml", "mail: li.mei@example.gov.cn, ", "");
        let Published { catalogue_changed: true, .. } = house.publish(&without).await.unwrap() else { panic!() };
        let delivered = scheduler::deliver_due(&house.service, &house.channel).await.unwrap();
        assert_eq!((delivered.sent, delivered.dead), (1, 1));

        house.publish(&all_texts(&[])).await.unwrap();
        let dead = house.service.dead_letters(10).await.unwrap();
        assert!(house.service.requeue(dead[0].key).await.unwrap());
        assert_eq!(scheduler::deliver_due(&house.service, &house.channel).await.unwrap().sent, 1);
        assert!(house.service.dead_letters(10).await.unwrap().is_empty());
    })
    .await;
}

/// Sends as the scheduler does, and marks nothing.
async fn send_and_die(channel: &Channel, delivery: &Delivery, at: i64) {
    let template =
        Template { name: delivery.message_id(), subject: delivery.subject.clone(), body: delivery.body.clone() };
    let rendered = render(&template, &delivery.data).unwrap();
    let to = &delivery.to.as_ref().unwrap()[0];
    let message = Message {
        id: delivery.message_id(),
        to: Address::new(&to.name, &to.at),
        subject: rendered.subject,
        body: rendered.body,
    };
    channel.send(&message, at).await.unwrap();
}

#[tokio::test]
async fn a_crash_between_sending_and_marking_sends_again_under_the_same_id() {
    each_store(async |house| {
        let server = SmtpServer::start().unwrap();
        let channel = channel(server.port());
        let bare = mail_server(server.port());
        house.start("李梅", "马号东村", 1).await;
        house.outage_until("2020-04-20T10:00+08:00").await;
        scheduler::fire_due(&house.service).await.unwrap();

        let dying = house.another().await.unwrap();
        let leased = dying.lease(1).await.unwrap();
        let [delivery] = &leased[..] else { panic!("{leased:?}") };
        send_and_die(&bare, delivery, dying.now().milliseconds()).await;
        dying.stop().await.unwrap();

        let delivered = scheduler::deliver_due(&house.service, &channel).await.unwrap();
        assert_eq!(delivered.sent, 1, "what another has leased is left to it");
        pass(house, &channel, "2020-04-20T10:01:59+08:00").await;
        assert_eq!(server.received().unwrap().len(), 2);
        pass(house, &channel, "2020-04-20T10:02:01+08:00").await;
        let received = server.received().unwrap();
        let same = received.iter().filter(|mail| mail.message_id.starts_with(&delivery.message_id())).count();
        assert_eq!((received.len(), same), (3, 2), "the lease ran out, and it was sent again");
        assert_eq!(ids(&received).into_iter().collect::<BTreeSet<_>>(), queued(house).await);
        assert!(!house.service.mark_sent(delivery).await.unwrap(), "a mark under the old lease changes nothing");
        assert!(!house.service.mark_failed(delivery, None, "too late").await.unwrap());
        assert!(house.service.dead_letters(10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_senders_at_once_send_each_mail_once() {
    each_store(async |house| {
        let server = SmtpServer::start().unwrap();
        for household in 0..20 {
            house.start("李梅", "马号东村", household).await;
        }
        house.outage_until("2020-04-20T10:00+08:00").await;
        scheduler::fire_due(&house.service).await.unwrap();
        let other = house.another().await.unwrap();
        let (one, two) = (channel(server.port()), channel(server.port()));
        let (here, there) =
            tokio::join!(scheduler::deliver_due(&house.service, &one), scheduler::deliver_due(&other, &two));
        assert_eq!(here.unwrap().sent + there.unwrap().sent, 40);
        let received = server.received().unwrap();
        assert_eq!(received.len(), 40);
        assert_eq!(ids(&received).into_iter().collect::<BTreeSet<_>>(), queued(house).await);
        other.stop().await.unwrap();
    })
    .await;
}
