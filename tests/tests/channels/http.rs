//! Webhook, SMS gateway and group robot against receivers that check what they are told.

use std::collections::BTreeMap;
use std::sync::Mutex;

use notification::{Channel, Dingtalk, Secret, Sms, SmsSettings, SmsSignature, SmsSuccess, Webhook};
use scheduler::Post;
use serde_json::Value as Json;
use tests::harness::{each_store, moment};
use tests::http_receiver::{Asked, HttpReceiver};

use super::rules;

/// HMAC-SHA256 by a second implementation: what a receiver in another language would check with.
fn hmac_by_openssl(secret: &str, text: &str) -> Vec<u8> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut command = Command::new("openssl");
    command.args(["dgst", "-sha256", "-hmac", secret, "-binary"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program openssl");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap().stdout
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_webhook_is_signed_and_a_copy_bears_the_same_key() {
    each_store(async |house| {
        // The first request of each message is answered with an error.
        let seen: Mutex<BTreeMap<String, u32>> = Mutex::default();
        let receiver = HttpReceiver::start(move |asked| {
            let key = asked.header("idempotency-key").unwrap_or_default().to_owned();
            let mut seen = seen.lock().unwrap();
            let times = seen.entry(key).or_default();
            *times += 1;
            if *times == 1 { (500, "try again".to_owned()) } else { (200, "taken".to_owned()) }
        })
        .await
        .unwrap();
        house.service.use_rules(rules(
            "channels: {hook: {webhook: {url: \"http://x.cn\", secret_variable: X}}}\npeople: [hook]",
        ));
        let url = format!("http://127.0.0.1:{}/notice?a=1", receiver.port);
        let hook = Channel::Webhook(Webhook::new(url, Secret::new("秘密"), None).unwrap());
        let post = Post::new().with("hook", hook, None);
        house.start("李梅", "马号东村", 1).await;
        let passed = scheduler::run_until(&house.service, &post, moment("2020-04-20T10:30+08:00")).await.unwrap();
        assert_eq!(passed.sent, 2);

        let asked = receiver.asked();
        assert_eq!(asked.len(), 4, "each twice");
        let mut bodies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for asked in &asked {
            let time = asked.header("x-doudi-timestamp").unwrap();
            let expected = hex(&hmac_by_openssl("秘密", &format!("{time}.{}", asked.body)));
            assert_eq!(asked.header("x-doudi-signature"), Some(format!("sha256={expected}").as_str()));
            let body: Json = serde_json::from_str(&asked.body).unwrap();
            assert_eq!(body["id"].as_str(), asked.header("idempotency-key"));
            bodies.entry(asked.header("idempotency-key").unwrap()).or_default().push(&asked.body);
        }
        assert_eq!(bodies.len(), 2);
        assert!(bodies.values().all(|copies| copies.len() == 2 && copies[0] == copies[1]), "{bodies:?}");
    })
    .await;
}

#[tokio::test]
async fn an_sms_gateway_is_asked_as_its_template_says_and_judged_by_its_answer() {
    each_store(async |house| {
        let receiver = HttpReceiver::start(|_| (200, r#"{"code":"0"}"#.to_owned())).await.unwrap();
        house.service.use_rules(rules(
            "channels: {sms: {sms: {url: \"http://x.cn/{phone}{text}\"}}}\npeople: [sms]\napplicants: [sms]",
        ));
        let sms = Sms::new(SmsSettings {
            method: "POST".to_owned(),
            url: format!("http://127.0.0.1:{}/send?id={{id}}", receiver.port),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: r#"{"to":"{phone}","text":"{text}"}"#.to_owned(),
            signature: Some(SmsSignature { header: "X-Sign".to_owned(), secret: Secret::new("k"), is_base64: false }),
            success: SmsSuccess { value: Some(("/code".to_owned(), "0".to_owned())), ..SmsSuccess::default() },
            authority_pem: None,
        });
        let post = Post::new().with("sms", Channel::Sms(sms.unwrap()), None);
        house.refused(7).await;
        let delivered = scheduler::deliver_due(&house.service, &post).await.unwrap();
        assert!(delivered.sent >= 1, "{delivered:?}");

        let asked = receiver.asked();
        let told: Vec<&Asked> = asked.iter().filter(|asked| asked.body.contains(&tests::harness::phone(7))).collect();
        let [told] = &told[..] else { panic!("{asked:?}") };
        let body: Json = serde_json::from_str(&told.body).unwrap();
        assert!(body["text"].as_str().unwrap().contains("未获同意"), "{body}");
        assert_eq!(told.header("x-sign"), Some(hex(&hmac_by_openssl("k", &told.body)).as_str()));
        assert!(told.item("id").unwrap().contains('.'));
    })
    .await;
}

/// A robot that takes twenty messages in any minute, by the time each request says it was sent at, and checks the signature.
async fn robot() -> HttpReceiver {
    let taken: Mutex<Vec<i64>> = Mutex::default();
    let answer = move |asked: &Asked| {
        let time = asked.item("timestamp").unwrap_or_default().to_owned();
        let expected = base64_of(&hmac_by_openssl("SEC1", &format!("{time}\nSEC1")));
        let given = asked.item("sign").unwrap_or_default();
        if given != expected.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D") {
            return (200, r#"{"errcode":310000,"errmsg":"sign not match"}"#.to_owned());
        }
        let (time, mut taken) = (time.parse::<i64>().unwrap(), taken.lock().unwrap());
        if taken.iter().filter(|at| **at > time - 60_000).count() >= 20 {
            return (200, r#"{"errcode":130101,"errmsg":"send too fast"}"#.to_owned());
        }
        taken.push(time);
        (200, r#"{"errcode":0,"errmsg":"ok"}"#.to_owned())
    };
    HttpReceiver::start(answer).await.unwrap()
}

fn base64_of(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |number, at| number << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[tokio::test]
async fn the_limit_of_a_group_robot_is_kept_by_waiting_and_nothing_is_lost() {
    each_store(async |house| {
        let robot = robot().await;
        house.service.use_rules(rules("channels: {群: {dingtalk: {url_variable: X}}}\npeople: [群]"));
        let url = Secret::new(format!("http://127.0.0.1:{}/robot/send?access_token=x", robot.port));
        let channel = Channel::Dingtalk(Dingtalk::new(url, Some(Secret::new("SEC1"))).unwrap());
        let post = Post::new().with("群", channel, None);
        for household in 0..25 {
            house.start("李梅", "马号东村", household).await;
        }
        let passed = scheduler::run_until(&house.service, &post, moment("2020-04-20T10:01:59+08:00")).await.unwrap();
        assert_eq!((passed.fired, passed.sent), (25, 40), "two minutes' worth");
        let passed = scheduler::run_until(&house.service, &post, moment("2020-04-20T10:02:01+08:00")).await.unwrap();
        assert_eq!(passed.sent, 10, "and the rest in the third");
        assert_eq!(robot.asked().len(), 50, "none was refused");
        assert_eq!(house.raw.count("SELECT count(*) FROM outbox WHERE status <> 'sent'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_daily_budget_is_kept_until_midnight() {
    each_store(async |house| {
        house.service.use_rules(rules("channels: {inbox: {inbox: true, per_day: 3}}\npeople: [inbox]"));
        let post = Post::new().with("inbox", Channel::Inbox(notification::Inbox), None);
        house.start("李梅", "马号东村", 1).await;
        house.start("李梅", "马号东村", 2).await;
        let passed = scheduler::run_until(&house.service, &post, moment("2020-04-20T11:00+08:00")).await.unwrap();
        assert_eq!((passed.fired, passed.sent), (2, 3));
        let passed = scheduler::run_until(&house.service, &post, moment("2020-04-21T00:00+08:00")).await.unwrap();
        assert!(passed.sent >= 1 && passed.sent <= 3, "{passed:?}");
    })
    .await;
}
