//! Many at once: group commit, repeated requests, officers who collide.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::json;
use service::{Actor, Answer, Ask, CaseId, RejectionKind, RequestKey, Service, ServiceError};
use tests::harness::{House, act, each_store, kind, refusal, reviewed, start};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// What comes of asking all of it at the same moment, in the order asked.
async fn at_once(service: &Service, asked: Vec<(&str, Option<String>, Ask)>) -> Vec<Result<Answer, ServiceError>> {
    let together = Arc::new(Barrier::new(asked.len()));
    let mut asking = JoinSet::new();
    for (position, (person, key, ask)) in asked.into_iter().enumerate() {
        let (service, together, actor) = (service.clone(), Arc::clone(&together), Actor::person(person));
        asking.spawn(async move {
            together.wait().await;
            (position, service.submit(actor, key.map(RequestKey), ask).await)
        });
    }
    let mut answers = asking.join_all().await;
    answers.sort_by_key(|(position, _)| *position);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_starts_and_as_many_acts_at_once_are_all_answered() {
    each_store(async |house| {
        let starts = (0..64).map(|household| ("李梅", None, start("马号东村", household))).collect();
        let started: Vec<Answer> = at_once(&house.service, starts).await.into_iter().map(Result::unwrap).collect();
        let numbers: BTreeSet<&str> = started.iter().map(|answer| answer.number.as_str()).collect();
        assert_eq!(numbers.len(), 64);
        assert_eq!(numbers.last(), Some(&"KS-222403109200-2020-00064"), "numbers have no gaps");

        let acts = started.iter().map(|answer| ("李梅", None, act(answer.case, "submit", reviewed(), None))).collect();
        for (answer, before) in at_once(&house.service, acts).await.into_iter().zip(&started) {
            let answer = answer.unwrap();
            assert_eq!((answer.case, answer.seq), (before.case, 2));
        }
        assert_eq!(house.raw.count("SELECT count(*) FROM history").await, 128);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_that_is_written_late_is_written_in_few_groups_and_wholly() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        let task = case.tasks[0].task;
        // Claim and release by turns: each depends on the one before, so a group must see its own earlier commands.
        let asked = |turn: usize| match turn % 2 {
            0 => Ask::Claim { case: case.case, task },
            _ => Ask::Release { case: case.case, task },
        };
        let waiting: Vec<_> = (0..200).map(|turn| house.ask("李梅", asked(turn))).collect();
        // Each is queued when first polled, so in this order; all are answered.
        let answers = futures_in_order(waiting).await;
        let steps: Vec<u64> = answers.into_iter().map(|answer| answer.unwrap().seq).collect();
        assert_eq!(steps, (2..202).collect::<Vec<u64>>());
    })
    .await;
}

async fn futures_in_order<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: BTreeMap<usize, F::Output> = BTreeMap::new();
    let count = futures.len();
    std::future::poll_fn(|context| {
        for (position, future) in futures.iter_mut().enumerate() {
            if !done.contains_key(&position)
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                done.insert(position, output);
            }
        }
        if done.len() == count { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_values().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_sent_ten_times_at_once_has_one_effect_and_ten_equal_answers() {
    each_store(async |house| {
        let key = |name: &str| Some(name.to_owned());
        let ten = |ask: Ask, name: &str| (0..10).map(|_| ("李梅", key(name), ask.clone())).collect::<Vec<_>>();
        let starts = at_once(&house.service, ten(start("马号东村", 1), "start-1")).await;
        let first = equal(starts);
        let acts = at_once(&house.service, ten(act(first.case, "submit", reviewed(), None), "submit-1")).await;
        assert_eq!(equal(acts).seq, 2);

        // And long afterwards, when the case has gone on.
        house.act("王强", first.case, "reject", json!({"refusal_reason": "超标"})).await.unwrap();
        let later = house.ask_with_key("李梅", "start-1", start("马号东村", 1)).await.unwrap();
        assert_eq!(later, first);
        assert_eq!(house.raw.count("SELECT count(*) FROM cases WHERE process = 'epidemic-fast-track'").await, 1);
        assert_eq!(house.raw.count("SELECT count(*) FROM history WHERE event_type = 'acted'").await, 2);
        assert_eq!(house.raw.count("SELECT count(*) FROM request").await, 2);
    })
    .await;
}

/// The one answer all of them are, to the byte.
fn equal(answers: Vec<Result<Answer, ServiceError>>) -> Answer {
    let written: BTreeSet<String> =
        answers.iter().map(|answer| serde_json::to_string(answer.as_ref().unwrap()).unwrap()).collect();
    assert_eq!(written.len(), 1, "{written:#?}");
    answers.into_iter().next().unwrap().unwrap()
}

#[tokio::test]
async fn a_key_belongs_to_one_person_and_one_request() {
    each_store(async |house| {
        let first = house.ask_with_key("李梅", "k", start("马号东村", 1)).await.unwrap();
        assert_eq!(kind(house.ask_with_key("李梅", "k", start("马号东村", 2)).await), RejectionKind::KeyReused);
        let claim = Ask::Claim { case: first.case, task: first.tasks[0].task };
        assert_eq!(kind(house.ask_with_key("李梅", "k", claim).await), RejectionKind::KeyReused);
        let other = house.ask_with_key("赵敏", "k", start("马号东村", 1)).await.unwrap();
        assert_ne!(other.case, first.case, "another person's key of the same spelling is another key");
    })
    .await;
}

#[tokio::test]
async fn a_refused_request_may_be_repeated_under_its_key_once_the_reason_is_gone() {
    each_store(async |house| {
        let case = house.start("李梅", "马号东村", 1).await;
        let early = || act(case.case, "reject", json!({"refusal_reason": "超标"}), None);
        assert_eq!(kind(house.ask_with_key("王强", "k", early()).await), RejectionKind::NotOffered);
        house.act("李梅", case.case, "submit", reviewed()).await.unwrap();
        assert_eq!(house.ask_with_key("王强", "k", early()).await.unwrap().status, "ended");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_officers_on_one_task_one_succeeds_and_the_other_is_told_who_was_faster() {
    each_store(async |house| {
        let mut cases = Vec::new();
        for household in 0..50 {
            cases.push(house.at_township(household).await.case);
        }
        collide(house, &cases[..1]).await;
        collide(house, &cases[1..]).await;
        assert_eq!(house.raw.count("SELECT count(*) FROM cases WHERE status = 'ended'").await, 50);
        assert_eq!(house.raw.count("SELECT count(*) FROM cases WHERE process = 'watch-entry'").await, 50);
    })
    .await;
}

async fn collide(house: &House, cases: &[CaseId]) {
    let refuse = |case: CaseId| act(case, "reject", json!({"refusal_reason": "超标"}), None);
    let asked = cases.iter().flat_map(|case| [("王强", None, refuse(*case)), ("周平", None, refuse(*case))]);
    let mut answers = at_once(&house.service, asked.collect()).await.into_iter();
    for _ in cases {
        let (one, other) = (answers.next().unwrap(), answers.next().unwrap());
        let (faster, slower) = match (one.is_ok(), other.is_ok()) {
            (true, false) => ("王强", other),
            (false, true) => ("周平", one),
            found => panic!("exactly one of two succeeds, found {found:?}"),
        };
        let told = refusal(slower);
        // The case is closed by the first decision, and that is what the second officer meets.
        assert!([RejectionKind::TaskClosed, RejectionKind::Ended].contains(&told.kind), "{told:?}");
        assert!(
            told.message.zh.contains(faster) && told.message.zh.contains("2020-04-20 08:00"),
            "{}",
            told.message.zh
        );
        assert!(
            told.message.en.contains(faster) && told.message.en.contains("2020-04-20 08:00"),
            "{}",
            told.message.en
        );
    }
}

#[tokio::test]
async fn a_stopped_service_has_written_what_it_took_and_takes_no_more() {
    each_store(async |house| {
        let node = house.another().await.unwrap();
        let waiting: Vec<_> = (0..20)
            .map(|household| {
                let node = node.clone();
                tokio::spawn(async move {
                    node.submit(Actor::person("李梅"), None, start("马号东村", household)).await
                })
            })
            .collect();
        tokio::task::yield_now().await;
        node.stop().await.unwrap();
        let mut written = 0;
        for answer in waiting {
            match answer.await.unwrap() {
                Ok(_) => written += 1,
                Err(error) => assert!(matches!(error, ServiceError::Stopping), "{error}"),
            }
        }
        assert_eq!(house.raw.count("SELECT count(*) FROM cases").await, written);
        let late = node.submit(Actor::person("李梅"), None, start("马号东村", 99)).await;
        assert!(matches!(late, Err(ServiceError::Stopping)), "{late:?}");
    })
    .await;
}
