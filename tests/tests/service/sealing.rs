//! Sensitive values: sealed on disk, in every table and every file, and in no mail.

use serde_json::json;
use tests::harness::{Backend, House, each_store, identity, mail, phone};

/// What must never be readable of household 7, and what shows that the test looks in the right place.
fn secrets() -> Vec<String> {
    vec![identity(7), phone(7), mail(7), "9123.45".to_owned(), "3041.15".to_owned()]
}
const OPEN: &str = "户主7";

/// Everything that can happen to a case, for household 7.
async fn whole_life(house: &House) {
    let case = house.at_township(7).await;
    house.say("王强", case.case, "return", "缺签字").await.unwrap();
    house.act("李梅", case.case, "submit", json!({})).await.unwrap();
    let refused = house.act("王强", case.case, "reject", json!({"refusal_reason": "超标"})).await.unwrap();
    house.ask("陈静", service::Ask::Reopen { case: refused.case, comment: Some("申诉成立".into()) }).await.unwrap();
    house.act("李梅", case.case, "submit", json!({})).await.unwrap();
    house.act("王强", case.case, "approve", json!({"grant_now": true, "grant_reason": "断粮"})).await.unwrap();
    house.pass_until("2020-04-24T09:00+08:00").await;
    house.act("陈静", case.case, "file", json!({})).await.unwrap();
    let revoke =
        tests::harness::act(case.case, "revoke", json!({"verification": "false_declaration"}), Some("收入不实"));
    house.ask("王强", revoke).await.unwrap();
}

#[tokio::test]
async fn no_table_holds_a_sensitive_value_open() {
    each_store(async |house| {
        whole_life(house).await;
        let contents = house.raw.contents().await;
        let everything: String = contents.values().flatten().cloned().collect::<Vec<_>>().join("\n");
        assert!(everything.contains(OPEN), "the test looks where the values are");
        for (table, rows) in &contents {
            for secret in secrets() {
                let found = rows.iter().find(|row| row.contains(&secret));
                assert_eq!(found, None, "{secret} stands in {table}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn no_byte_of_the_files_gives_a_sensitive_value_away() {
    let house = House::open(Backend::Sqlite).await;
    whole_life(&house).await;
    let mut seen = false;
    for file in std::fs::read_dir(house.folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        seen |= holds(OPEN);
        for secret in secrets() {
            assert!(!holds(&secret), "{secret}");
        }
    }
    assert!(seen, "the test looks where the values are");
}

#[tokio::test]
async fn no_mail_gives_a_sensitive_value_away_and_no_view_an_identity_number() {
    each_store(async |house| {
        whole_life(house).await;
        let mails = house.memory.sent();
        assert!(mails.iter().any(|sent| sent.to.at == mail(7)), "the applicant himself is written to");
        for secret in secrets() {
            let told = mails.iter().find(|sent| sent.subject.contains(&secret) || sent.body.contains(&secret));
            assert_eq!(told, None, "{secret}");
        }
        for number in ["KS-222403109200-2020-00001", "GZ-222403109200-2020-00001"] {
            let view = serde_json::to_string(&house.service.case(None, number).await.unwrap()).unwrap();
            let history = house.service.history(Some(&"王强".into()), number, None, 100).await.unwrap();
            let history = serde_json::to_string(&history).unwrap();
            for shown in [view, history] {
                assert!(shown.contains("229901********0079"), "whoever works on it sees the ends: {shown}");
                assert!(!shown.contains(&identity(7)), "{shown}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_sealed_is_still_decided_on_after_a_new_start() {
    each_store(async |house| {
        let case = house.at_township(7).await;
        let again = house.another().await.unwrap();
        let approve = tests::harness::act(case.case, "approve", json!({"grant_now": false}), None);
        again.submit(service::Actor::person("王强"), None, approve).await.unwrap();
        let view = again.case(None, &case.number).await.unwrap();
        assert_eq!(view.grants[0].amount, "919.71");
        again.stop().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn destroying_a_persons_key_erases_that_person_and_nothing_else() {
    each_store(async |house| {
        let [gone, other] = [house.at_township(7).await, house.at_township(8).await];
        let watched = house.refused(9).await;
        let store = house.store().await;
        let history = house.raw.rows("history").await;
        let subject = store.subject_of(&identity(7)).await.unwrap().unwrap();
        assert!(store.destroy(subject, house.service.now()).await.unwrap());
        assert_eq!(house.raw.rows("history").await, history, "the chain is untouched");
        house.assert_verifies().await;

        let shown =
            async |number: &str| serde_json::to_string(&house.service.case(None, number).await.unwrap()).unwrap();
        for secret in secrets() {
            assert!(!shown(&gone.number).await.contains(&secret), "{secret}");
        }
        assert!(shown(&other.number).await.contains(&phone(8)), "another person's values are there as before");
        assert!(shown(&watched.number).await.contains(&phone(9)));
        house.act("王强", other.case, "approve", json!({"grant_now": false})).await.unwrap();

        // The case itself can still be worked on where nothing erased is needed.
        house.ask("王强", service::Ask::Claim { case: gone.case, task: gone.tasks[0].task }).await.unwrap();
        let stuck = house.act("王强", gone.case, "approve", json!({"grant_now": false})).await;
        assert!(stuck.is_err() || stuck.unwrap().incident.is_some(), "what is erased cannot be decided on");
    })
    .await;
}

#[tokio::test]
async fn the_items_of_a_sensitive_list_are_sealed_wherever_they_stand() {
    each_store(async |house| {
        tests::outside::life(house).await;
        let contents = house.raw.contents().await;
        let everything: String = contents.values().flatten().cloned().collect::<Vec<_>>().join("\n");
        assert!(everything.contains("items_begun"), "the test looks where the items are");
        assert!(everything.contains("event_kept") && everything.contains("case_called_off"));
        for (table, rows) in &contents {
            for secret in [identity(7), identity(8)] {
                let found = rows.iter().find(|row| row.contains(&secret));
                assert_eq!(found, None, "{secret} stands in {table}");
            }
        }
        house.assert_verifies().await;
    })
    .await;
}
