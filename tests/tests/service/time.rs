//! Time: each rung exactly once, never early, in order; late after an outage, and saying so.

use std::collections::BTreeSet;

use machine::Event;
use serde_json::json;
use service::Answer;
use tests::harness::{House, each_store, moment, reviewed};

use tests::probe;

/// A rung as it took effect: when, of which deadline, which, when it was due, whether late.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rung {
    at: String,
    deadline: String,
    rung: usize,
    due: String,
    late: bool,
}

async fn rungs(house: &House, case: &Answer) -> Vec<Rung> {
    let history = house.service.history(None, &case.number, None, 1_000).await.unwrap();
    let reached = history.into_iter().flat_map(|entry| entry.events.into_iter().map(move |event| (entry.at, event)));
    let reached = reached.filter_map(|(at, event)| match event {
        Event::RungReached { deadline, generation: _, rung, due_at, late } => {
            Some(Rung { at: at.shown(), deadline: deadline.to_string(), rung, due: due_at.shown(), late })
        }
        _ => None,
    });
    reached.collect()
}

fn shown(rungs: &[Rung]) -> Vec<(&str, &str, usize)> {
    rungs.iter().map(|rung| (&rung.at[11..], rung.deadline.as_str(), rung.rung)).collect()
}

#[tokio::test]
async fn each_reminder_comes_once_at_its_own_moment_and_in_order() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        house.pass_until("2020-04-21T09:00+08:00").await;
        let rungs = rungs(house, &case).await;
        assert_eq!(
            shown(&rungs),
            [
                ("10:00", "same_day", 0),
                ("12:00", "same_day", 1),
                ("16:30", "same_day", 2),
                ("00:00", "same_day", 3),
                ("01:00", "same_day", 4),
                ("03:00", "same_day", 5),
            ]
        );
        assert!(rungs.iter().all(|rung| rung.at == rung.due && !rung.late), "{rungs:#?}");
        // Both clerks of the village, three times; the head of the township; both supervisors of the county. Those told of
        // one thing are told at the same time.
        let told: Vec<String> = house.memory.sent().into_iter().map(|mail| mail.to.name).collect();
        let told: Vec<BTreeSet<&str>> = [&told[0..2], &told[2..4], &told[4..6], &told[6..7], &told[7..9]]
            .map(|names| names.iter().map(String::as_str).collect())
            .into();
        let [clerks, head, supervisors] =
            [vec!["李梅", "赵敏"], vec!["吴刚"], vec!["褚卫", "卫宁"]].map(BTreeSet::from_iter);
        assert_eq!(told, [clerks.clone(), clerks.clone(), clerks, head, supervisors]);
    })
    .await;
}

#[tokio::test]
async fn nothing_comes_before_its_moment_nor_twice() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        house.pass_until("2020-04-20T09:59:59+08:00").await;
        assert_eq!(rungs(house, &case).await, []);
        house.pass_until("2020-04-20T10:00+08:00").await;
        for _ in 0..3 {
            assert_eq!(scheduler::fire_due(&house.service).await.unwrap(), 0);
            house.pass_until("2020-04-20T10:00+08:00").await;
        }
        assert_eq!(shown(&rungs(house, &case).await), [("10:00", "same_day", 0)]);
        assert_eq!(house.memory.sent().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn after_an_outage_each_missed_rung_comes_once_in_order_and_says_it_is_late() {
    each_store(async |house| {
        probe::published(house, probe::texts()).await;
        let case = probe::started(house).await;
        house.outage_until("2020-04-20T20:05+08:00").await;
        scheduler::fire_due(&house.service).await.unwrap();
        let rungs = rungs(house, &case).await;
        let due: Vec<_> = rungs.iter().map(|rung| (&rung.due[11..], rung.deadline.as_str(), rung.late)).collect();
        assert_eq!(
            due,
            [
                ("09:00", "one", true),
                ("10:00", "two", true),
                ("11:00", "one", true),
                ("12:00", "two", true),
                ("13:00", "one", true),
                ("18:00", "one", true), // passed
                ("18:00", "one", true), // and told of it
                ("20:00", "two", false),
                ("20:00", "two", false),
            ]
        );
        assert!(rungs.iter().all(|rung| rung.at == "2020-04-20 20:05"));
        scheduler::deliver_due(&house.service, &house.channel).await.unwrap();
        let late = house.memory.sent().iter().filter(|mail| mail.body.contains("系统中断")).count();
        assert_eq!(late, 11, "five reminders to two clerks, one report to the head");
    })
    .await;
}

#[tokio::test]
async fn after_an_outage_the_things_of_many_cases_come_in_the_order_of_their_moments() {
    each_store(async |house| {
        probe::published(house, probe::texts()).await;
        let mut cases = Vec::new();
        for minute in 0..5 {
            house.outage_until(&format!("2020-04-20T08:0{minute}+08:00")).await;
            cases.push(probe::started(house).await);
        }
        house.outage_until("2020-04-21T08:00+08:00").await;
        scheduler::fire_due(&house.service).await.unwrap();
        for case in &cases {
            let due: Vec<String> = rungs(house, case).await.into_iter().map(|rung| rung.due).collect();
            assert_eq!(due.len(), 10);
            assert!(due.is_sorted(), "{due:#?}");
            let view = house.service.case(None, &case.number).await.unwrap();
            assert_eq!(
                view.active[0].state.as_str(),
                "counted",
                "its time was up at 04:00, and rungs came before that"
            );
        }
        assert_eq!(house.service.next_due().await.unwrap(), Some(moment("2020-04-22T08:00+08:00")));
    })
    .await;
}

#[tokio::test]
async fn what_an_officer_settled_in_time_is_not_reminded_of() {
    each_store(async |house| {
        let case = house.at_township(1).await;
        house.pass_until("2020-04-20T11:00+08:00").await;
        house.act("王强", case.case, "reject", json!({"refusal_reason": "超标"})).await.unwrap();
        house.pass_until("2020-04-21T09:00+08:00").await;
        assert_eq!(shown(&rungs(house, &case).await), [("10:00", "same_day", 0)]);
    })
    .await;
}

#[tokio::test]
async fn a_state_whose_time_is_up_is_left() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        house.say("李梅", case.case, "return", "缺身份证复印件").await.unwrap();
        house.pass_until("2020-05-20T23:59+08:00").await;
        assert_eq!(house.service.case(None, &case.number).await.unwrap().status, "open");
        house.pass_until("2020-05-21T00:00+08:00").await;
        let view = house.service.case(None, &case.number).await.unwrap();
        assert_eq!((view.status, view.outcome.as_deref()), ("ended", Some("withdrawn")));
        assert_eq!(house.service.next_due().await.unwrap(), None, "an ended case waits for nothing");
    })
    .await;
}

#[tokio::test]
async fn more_things_due_than_fit_in_one_transaction_all_take_effect() {
    each_store(async |house| {
        for household in 0..30 {
            house.start("李梅", "马号东村", household).await;
        }
        house.outage_until("2020-04-21T09:00+08:00").await;
        let mut fired = 0;
        while let service::Fired { fired: now @ 1.., .. } = house.service.fire_due(7).await.unwrap() {
            fired += now;
        }
        assert_eq!(fired, 30 * 6);
        assert_eq!(house.raw.count("SELECT count(*) FROM history WHERE event_type = 'deadline_reached'").await, 180);
    })
    .await;
}

#[tokio::test]
async fn what_is_decided_ahead_is_what_the_writer_itself_decides() {
    each_store(async |house| {
        for household in 0..30 {
            house.start("李梅", "马号东村", household).await;
        }
        house.outage_until("2020-04-21T09:00+08:00").await;
        assert_eq!(house.service.fire_ahead().await.unwrap(), 30 * 6);
        assert_eq!(house.service.fire_ahead().await.unwrap(), 0);
        assert_eq!(house.service.fire_due(512).await.unwrap(), service::Fired::default(), "nothing was left");
    })
    .await;
}

#[tokio::test]
async fn what_is_decided_ahead_and_what_people_do_at_once_never_both_hold() {
    each_store(async |house| {
        let mut cases = Vec::new();
        for household in 0..40 {
            cases.push(house.start("李梅", "马号东村", household).await.case);
        }
        house.outage_until("2020-04-21T09:00+08:00").await;
        let submitting = async {
            for case in &cases {
                house.act("李梅", *case, "submit", reviewed()).await.unwrap();
            }
        };
        let firing = async { while house.service.fire_ahead().await.unwrap() > 0 {} };
        tokio::join!(submitting, firing);
        scheduler::fire_due(&house.service).await.unwrap();
        let twice = "SELECT count(*) FROM (SELECT 1 AS one FROM outbox GROUP BY case_id, seq, position HAVING count(*) > 1) AS t";
        assert_eq!(house.raw.count(twice).await, 0);
        assert_eq!(house.service.next_due().await.unwrap().filter(|next| *next <= house.service.now()), None);
    })
    .await;
}

#[tokio::test]
async fn a_virtual_clock_never_goes_back_and_never_becomes_real() {
    each_store(async |house| {
        house.outage_until("2020-04-20T07:00+08:00").await;
        assert_eq!(house.service.now(), moment("2020-04-20T08:00+08:00"));
        let again = house.another().await.unwrap();
        assert!(again.is_virtual());
        again.stop().await.unwrap();
    })
    .await;
}
