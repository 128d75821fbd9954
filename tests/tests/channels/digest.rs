//! Quiet hours and the daily digest, in injected time.

use tests::harness::each_store;

use super::{approved_at, rules};

const DIGEST: &str = "digest: {at: \"30 8 * * *\"}\ntemplates: {filing-request: {urgency: low}}\n";

#[tokio::test]
async fn at_night_nobody_is_disturbed_but_for_what_is_due_today() {
    each_store(async |house| {
        house.service.use_rules(rules("quiet: true"));
        // The case is due at midnight, so its reminders at seven in the evening leave at once.
        house.start("李梅", "马号东村", 1).await;
        let before = house.pass_until("2020-04-20T18:00+08:00").await.sent;
        approved_at(house, 2, "2020-04-20T20:00+08:00").await;
        let waits = "SELECT count(*) FROM outbox WHERE template = 'filing-request' AND status = 'queued'";
        house.pass_until("2020-04-21T08:29+08:00").await;
        assert!(before > 0 && house.raw.count(waits).await == 1, "the county is asked in the morning");
        house.pass_until("2020-04-21T08:31+08:00").await;
        assert_eq!(house.raw.count(waits).await, 0);
        let sent: Vec<_> = house.memory.sent().into_iter().filter(|mail| mail.to.at.starts_with("chen.jing")).collect();
        assert_eq!(sent.len(), 1);
        let told = house.service.notification(Some(&"陈静".into()), &sent[0].id).await.unwrap();
        assert_eq!(told.track.iter().map(|track| track.kind).collect::<Vec<_>>(), ["waits"]);
        assert_eq!(told.sent_at.unwrap().shown(), "2020-04-21 08:30");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_urgent_comes_once_a_day_with_what_is_due() {
    each_store(async |house| {
        house.service.use_rules(rules(DIGEST));
        house.pass_until("2020-04-20T09:00+08:00").await;
        let first = approved_at(house, 1, "2020-04-20T09:30+08:00").await;
        let second = approved_at(house, 2, "2020-04-20T09:40+08:00").await;
        house.pass_until("2020-04-21T08:31+08:00").await;
        let sent: Vec<_> = house.memory.sent().into_iter().filter(|mail| mail.to.at.starts_with("chen.jing")).collect();
        let [digest] = &sent[..] else { panic!("one mail a day, found {sent:#?}") };
        assert!(digest.subject.contains("今天要办") && digest.subject.contains("本周到期 2 件"), "{}", digest.subject);
        for case in [first, second] {
            let case = house.service.case(None, &case.to_string()).await.unwrap();
            assert!(digest.body.matches(&case.number).count() >= 2, "due, and reminded of: {}", digest.body);
            let all = house.service.notifications_of(None, &case.number).await.unwrap().sent;
            let merged = all.iter().find(|told| told.template.as_str() == "filing-request").unwrap();
            assert_eq!(merged.state, "merged");
            let kinds: Vec<_> = merged.track.iter().map(|track| track.kind).collect();
            assert_eq!(kinds, ["for_digest", "merged"]);
            assert!(merged.track[1].words.zh.contains(&digest.id), "{:?}", merged.track);
        }
        let told = house.service.notification(Some(&"陈静".into()), &digest.id).await.unwrap();
        assert_eq!((told.state, told.case), ("delivered", None));
    })
    .await;
}

#[tokio::test]
async fn after_an_outage_there_is_one_digest_and_what_was_settled_is_left_out() {
    each_store(async |house| {
        house.service.use_rules(rules(DIGEST));
        house.pass_until("2020-04-20T09:00+08:00").await;
        approved_at(house, 1, "2020-04-20T09:30+08:00").await;
        house.pass_until("2020-04-20T10:00+08:00").await;
        house.outage_until("2020-04-23T10:00+08:00").await;
        house.pass_until("2020-04-23T10:01+08:00").await;
        let digests = |mails: Vec<notification::Message>| {
            mails
                .into_iter()
                .filter(|mail| mail.to.at.starts_with("chen.jing") && mail.subject.contains("今天要办"))
                .count()
        };
        assert_eq!(digests(house.memory.sent()), 1, "three were missed, one is made");
        house.pass_until("2020-04-24T08:31+08:00").await;
        assert_eq!(digests(house.memory.sent()), 2, "and the next comes the next day");
        // Saturday and Sunday: nobody is told of work. The Sunday before the holiday of May was worked.
        house.pass_until("2020-04-25T23:00+08:00").await;
        assert_eq!(digests(house.memory.sent()), 2);
        house.pass_until("2020-04-26T09:00+08:00").await;
        assert_eq!(digests(house.memory.sent()), 3, "a make-up day is a working day");
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_waited_too_long_is_dropped_if_it_was_overtaken_and_kept_if_not() {
    each_store(async |house| {
        house.service.use_rules(rules("stale_after_hours: 2"));
        let settled = house.start("李梅", "马号东村", 1).await;
        let open = house.start("李梅", "马号东村", 2).await;
        house.outage_until("2020-04-20T10:00+08:00").await;
        scheduler::fire_due(&house.service).await.unwrap();
        house.act("李梅", settled.case, "submit", tests::harness::reviewed()).await.unwrap();
        house.say("王强", settled.case, "return", "请补正").await.ok();
        let fields = serde_json::json!({"refusal_reason": "家庭财产超标"});
        house.act("王强", settled.case, "reject", fields).await.ok();
        house.outage_until("2020-04-20T12:01+08:00").await;
        house.pass_until("2020-04-20T12:02+08:00").await;
        let states = async |case: &service::Answer| {
            let all = house.service.notifications_of(None, &case.number).await.unwrap().sent;
            let reminders = all.into_iter().filter(|told| told.template.as_str() == "deadline-reminder");
            reminders.map(|told| (told.state, told.at.shown())).collect::<Vec<_>>()
        };
        let of_settled = states(&settled).await;
        let early = of_settled.iter().filter(|(_, at)| at == "2020-04-20 10:00");
        assert!(early.clone().count() == 2 && early.clone().all(|(state, _)| *state == "dropped"), "{of_settled:?}");
        let of_open = states(&open).await;
        assert!(of_open.iter().filter(|(state, _)| *state == "delivered").count() >= 2, "{of_open:?}");
    })
    .await;
}
