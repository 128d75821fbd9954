//! The database hangs up, whenever it likes: nothing acknowledged is lost, and the same request again never does a thing twice.

use service::{Actor, Answer, RequestKey, ServiceError};
use tests::harness::{Backend, House, act, each_store, reviewed, start};

/// Cuts every connection of the database but this one.
const HANG_UP: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";
/// A service that has found its database again answers within so many attempts.
const ATTEMPTS_MAX: usize = 50;

/// Asks until there is an answer, always under the same key.
async fn settled(house: &House, key: &str, ask: service::Ask) -> Answer {
    let mut failures = Vec::new();
    for _ in 0..ATTEMPTS_MAX {
        let key = Some(RequestKey(key.to_owned()));
        match house.service.submit(Actor::person("李梅"), key, ask.clone()).await {
            Ok(answer) => return answer,
            Err(ServiceError::Refused(rejection)) => panic!("{rejection:?}"),
            Err(error) => failures.push(error.to_string()),
        }
    }
    panic!("no answer: {failures:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_hangs_up_again_and_again_loses_and_doubles_nothing() {
    let house = House::open(Backend::Postgres).await;
    let asking = async {
        for household in 0..60 {
            let started = settled(&house, &format!("start-{household}"), start("马号东村", household)).await;
            let submit = act(started.case, "submit", reviewed(), None);
            assert_eq!(settled(&house, &format!("submit-{household}"), submit).await.seq, 2);
        }
    };
    let hanging_up = async {
        for _ in 0..12 {
            assert!(house.raw.count(HANG_UP).await >= 0);
            // Lets a few requests through in between.
            while house.raw.count("SELECT count(*) FROM cases").await % 5 != 4 {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::pin!(asking);
    tokio::select! {
        () = &mut asking => {}
        () = hanging_up => asking.await,
    }
    assert_eq!(house.raw.count("SELECT count(*) FROM cases").await, 60);
    assert_eq!(house.raw.count("SELECT count(*) FROM history").await, 120);
    assert_eq!(house.raw.count("SELECT count(*) FROM request").await, 120);
    house.assert_verifies().await;
    house.service.stop().await.unwrap();
}

#[tokio::test]
async fn a_query_after_the_database_hung_up_is_answered_at_the_latest_when_asked_again() {
    let house = House::open(Backend::Postgres).await;
    let case = house.start("李梅", "马号东村", 1).await;
    for _ in 0..3 {
        house.raw.count(HANG_UP).await;
        let mut failures = 0;
        while house.service.case(None, &case.number).await.is_err() {
            failures += 1;
            assert!(failures < ATTEMPTS_MAX, "the service does not find its database again");
        }
    }
    house.assert_verifies().await;
}

#[tokio::test]
async fn a_file_that_another_process_holds_is_waited_for() {
    each_store(async |house| {
        if house.backend == Backend::Postgres {
            return;
        }
        let case = house.start("李梅", "马号东村", 1).await;
        house.raw.tamper("BEGIN IMMEDIATE").await;
        let asked = tokio::spawn({
            let (service, ask) = (house.service.clone(), act(case.case, "submit", reviewed(), None));
            async move { service.submit(Actor::person("李梅"), None, ask).await }
        });
        tokio::task::yield_now().await;
        assert_eq!(house.service.case(None, &case.number).await.unwrap().seq, 1, "readers wait for nobody");
        house.raw.tamper("ROLLBACK").await;
        assert_eq!(asked.await.unwrap().unwrap().seq, 2);
    })
    .await;
}
