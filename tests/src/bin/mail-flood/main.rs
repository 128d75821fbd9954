//! `mail-flood [--mails 50000] [--store sqlite|postgres]`: so many mails wait and the mail server is dead for five virtual days.
//! Meanwhile cases move on and every rung comes at its moment; afterwards the mails leave at a bounded pace over few
//! connections, each once. Prints the figures; fails if something of this does not hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool of the tests says what went wrong by failing"
)]

mod sink;

use std::fs;
use std::time::{Duration, Instant};

use notification::{Address, Channel, Smtp, SmtpSettings};
use scheduler::Post;
use service::Moment;
use tests::harness::{Backend, House, moment, start};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use sink::Sink;

const USAGE: &str = "usage: mail-flood [--mails 50000] [--store sqlite|postgres]";
const MAILS: u32 = 50_000;
/// Each application that nobody looks at brings so many mails on the first day, or a few more.
const MAILS_OF_A_CASE: u32 = 8;
/// So many cases are started at a time.
const AT_A_TIME: u32 = 64;
/// The days of the outage, in virtual time.
const MORNINGS: [&str; 5] = [
    "2020-04-21T09:00+08:00",
    "2020-04-22T09:00+08:00",
    "2020-04-23T09:00+08:00",
    "2020-04-24T09:00+08:00",
    "2020-04-25T09:00+08:00",
];
/// The longest the mail server is left alone after it could not be reached.
const REST_MILLISECONDS: i64 = 600_000;
/// Mails in any one second; the pace is kept batch by batch.
const MAILS_A_SECOND_MAX: usize = 200;
/// Connections at the same time.
const CONNECTIONS_MAX: usize = 4;
/// How often it is looked whether everything has left.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let (mails, backend) = arguments(std::env::args().skip(1)).unwrap_or_else(|wrong| panic!("{wrong}\n{USAGE}"));
    let house = House::open(backend).await;
    let sink = Sink::start().await;
    let channel = channel(sink.port);

    let began = Instant::now();
    let cases = mails.div_ceil(MAILS_OF_A_CASE);
    apply(&house, 0..cases).await;
    outage(&house, &channel, cases).await;
    let queued = count(&house, "SELECT count(*) FROM outbox").await;
    let knocked = sink.seen().connections;
    println!(
        "{queued} mails of {cases} cases waited, none left, in five virtual days; {:.0} s",
        began.elapsed().as_secs_f64()
    );
    println!("{knocked} connections were tried meanwhile, {:.1} an hour", knocked as f64 / 120.0);
    assert!(queued >= i64::from(mails), "expected {mails} mails, found {queued}");
    assert_eq!(count(&house, "SELECT count(*) FROM outbox WHERE status = 'dead'").await, 0, "some were given up");
    assert_eq!(
        count(&house, "SELECT count(*) FROM history WHERE body LIKE '%\"late\":true%'").await,
        0,
        "rungs were late"
    );

    sink.revive();
    drain(&house, channel, &sink).await;
    judge(&house, &sink, knocked).await;
    house.assert_verifies().await;
    println!("peak memory of this process, with server and test in one: {}", peak_memory());
    house.service.stop().await.unwrap();
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<(u32, Backend), String> {
    let (mut mails, mut backend) = (MAILS, Backend::Sqlite);
    while let Some(option) = given.next() {
        let value = given.next().ok_or_else(|| format!("{option} needs a value"))?;
        match (option.as_str(), value.as_str()) {
            ("--mails", number) => mails = number.parse().map_err(|_| format!("--mails: {number} is no number"))?,
            ("--store", "sqlite") => backend = Backend::Sqlite,
            ("--store", "postgres") => backend = Backend::Postgres,
            _ => return Err(format!("{option} {value} is not understood")),
        }
    }
    Ok((mails, backend))
}

fn channel(port: u16) -> Post {
    let settings = SmtpSettings::new("127.0.0.1", port, Address::new("兜底", "doudi@example.gov.cn"));
    Channel::Smtp(Smtp::new(settings).unwrap()).into()
}

/// Households apply, many at a time.
async fn apply(house: &House, households: std::ops::Range<u32>) {
    let mut next = households.start;
    while next < households.end {
        let end = households.end.min(next + AT_A_TIME);
        let asking = (next..end).map(|household| {
            let (service, ask) = (house.service.clone(), start("马号东村", household));
            async move { service.submit(service::Actor::person("李梅"), None, ask).await }
        });
        let answers = JoinSet::from_iter(asking).join_all().await;
        assert!(answers.iter().all(Result::is_ok), "an application was not taken: {answers:?}");
        next = end;
    }
}

/// Five days without a mail server. Each morning somebody applies and is decided upon as on any other day.
async fn outage(house: &House, channel: &Post, cases: u32) {
    for (day, morning) in (1..).zip(MORNINGS) {
        let passed = scheduler::run_until(&house.service, channel, moment(morning)).await.unwrap();
        assert_eq!(passed.sent, 0, "the mail server is dead");
        let asked = Instant::now();
        let case = house.refused(cases + day).await;
        println!(
            "day {day}: {} rungs came, a case was decided in {} ms ({})",
            passed.fired,
            asked.elapsed().as_millis(),
            case.number
        );
    }
}

/// Everything leaves by the loops of the server itself.
async fn drain(house: &House, channel: Post, sink: &Sink) {
    house.outage_until(&later(house.service.now())).await;
    let (began, stop) = (Instant::now(), CancellationToken::new());
    let running = tokio::spawn(scheduler::run(house.service.clone(), channel, stop.clone()));
    while count(house, "SELECT count(*) FROM outbox WHERE status <> 'sent'").await > 0 {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let took = began.elapsed().as_secs_f64();
    stop.cancel();
    running.await.unwrap();
    let seen = sink.seen();
    println!(
        "drained in {took:.1} s: {:.0} mails a second, at most {} in one",
        seen.mails.len() as f64 / took,
        seen.most_in_a_second
    );
}

fn later(now: Moment) -> String {
    now.plus_milliseconds(REST_MILLISECONDS).to_string()
}

/// Each mail once, over few connections, at a bounded pace.
async fn judge(house: &House, sink: &Sink, knocked: usize) {
    let seen = sink.seen();
    let attempts = count(house, "SELECT CAST(sum(attempts) AS bigint) FROM outbox").await;
    println!(
        "{} connections, at most {} at a time; {attempts} attempts",
        seen.connections - knocked,
        seen.most_at_a_time
    );
    let distinct: std::collections::BTreeSet<&String> = seen.mails.iter().collect();
    let queued = count(house, "SELECT count(*) FROM outbox").await;
    println!("{} mails arrived, {} of them different, {queued} were queued", seen.mails.len(), distinct.len());
    assert_eq!(i64::try_from(distinct.len()).unwrap(), queued, "each mail arrives");
    assert_eq!(distinct.len(), seen.mails.len(), "nothing broke, so each arrives once");
    assert!(seen.most_in_a_second <= MAILS_A_SECOND_MAX, "a storm: {} in a second", seen.most_in_a_second);
    assert!(seen.most_at_a_time <= CONNECTIONS_MAX, "a storm: {} connections", seen.most_at_a_time);
}

async fn count(house: &House, sql: &str) -> i64 {
    house.raw.count(sql).await
}

fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_once(':')).map(|(_, size)| size.trim().to_owned()).unwrap_or_default()
}
