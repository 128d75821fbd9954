//! Cases that stand still, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use axum::http::StatusCode;
use serde_json::json;
use site::{Site, VILLAGE, text};

/// A case that stands still; its identity.
async fn standing_still(site: &Site) -> String {
    let village = site.client("李梅").await;
    let trial = json!({"process": "trial", "office": VILLAGE, "fields": {"persons": 1_000_000}});
    let case = text(&village.post("/api/v1/cases", trial).await.expect(StatusCode::CREATED)["case"]);
    let answer = village.act(&case, "count", json!({})).await.expect(StatusCode::OK);
    assert!(answer["incident"]["zh"].is_string(), "{answer}");
    case
}

#[tokio::test]
async fn a_case_that_stands_still_is_listed_with_its_expression_to_who_can_reach_it() {
    let site = Site::open().await;
    let case = standing_still(&site).await;
    let listed = site.client("褚卫").await.get("/api/v1/incidents").await.expect(StatusCode::OK);
    assert_eq!(listed["incidents"][0]["case"], case);
    assert_eq!(listed["incidents"][0]["expression"], "parameter(\"trial.amount\") * persons");
    let elsewhere = site.client("冯涛").await.get("/api/v1/incidents").await.expect(StatusCode::OK);
    assert_eq!(elsewhere, json!({"incidents": []}));
}

#[tokio::test]
async fn only_who_may_repair_retries() {
    let site = Site::open().await;
    let retry = format!("/api/v1/cases/{}/retry", standing_still(&site).await);
    site.client("李梅").await.post(&retry, json!({})).await.problem(StatusCode::FORBIDDEN, "role");
    let again = site.client("褚卫").await.post(&retry, json!({})).await.expect(StatusCode::OK);
    assert!(again["incident"].is_object(), "what still fails still stands: {again}");
}

#[tokio::test]
async fn moving_a_case_takes_the_token_of_a_second_person_who_may_repair_it() {
    let site = Site::open().await;
    let case = standing_still(&site).await;
    let supervisor = site.client("褚卫").await;
    let path = format!("/api/v1/cases/{case}/move");
    let to = |second: &str| json!({"to": "waiting", "reason": "数额有误", "second_token": second});
    let own = supervisor.token.clone().unwrap();
    for second in ["", "doudi_made_up", &own, &site.token("李梅").await] {
        supervisor.post(&path, to(second)).await.problem(StatusCode::FORBIDDEN, "second_person");
    }
    let moved = supervisor.post(&path, to(&site.token("陈静").await)).await.expect(StatusCode::OK);
    assert_eq!((&moved["active"], &moved["incident"]), (&json!(["waiting"]), &json!(null)));
    let history = supervisor.get(&format!("/api/v1/cases/{case}/history")).await.json();
    let last = history["steps"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["cause"], &last["by"]["name"]), (&json!("moved"), &json!("褚卫")));
    let events = last["events"].as_array().unwrap();
    let moved = events.iter().find(|event| event["event"] == "case_moved").unwrap();
    assert_eq!(moved["data"]["second"], "陈静");
}

#[tokio::test]
async fn a_notification_that_was_given_up_is_listed_to_who_can_reach_its_case() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = site::at_township(&village).await;
    site.client("王强").await.act(&case, "approve", json!({"grant_now": false})).await.expect(StatusCode::OK);
    let deliveries = site.service.lease(10).await.unwrap();
    assert!(!deliveries.is_empty());
    for delivery in &deliveries {
        assert!(site.service.mark_failed(delivery, None, "没有收件地址").await.unwrap());
    }
    let dead = village.get("/api/v1/outbox/dead").await.expect(StatusCode::OK);
    assert_eq!(dead["dead"].as_array().unwrap().len(), deliveries.len());
    assert_eq!((&dead["dead"][0]["case"], &dead["dead"][0]["last_error"]), (&json!(case), &json!("没有收件地址")));
    let elsewhere = site.client("冯涛").await.get("/api/v1/outbox/dead").await.expect(StatusCode::OK);
    assert_eq!(elsewhere, json!({"dead": []}));
}
