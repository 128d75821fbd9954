//! A case from hand to hand, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use site::{IDENTITY, Site, VILLAGE, application, at_township, reviewed, text};

#[tokio::test]
async fn a_case_goes_from_the_village_to_the_county_and_its_history_says_how() {
    let site = Site::open().await;
    let (village, township, county) = (site.client("李梅").await, site.client("王强").await, site.client("陈静").await);

    let started = village.post("/api/v1/cases", application(VILLAGE)).await;
    let answer = started.expect(StatusCode::CREATED);
    let case = text(&answer["case"]);
    assert_eq!(started.header("location"), format!("/api/v1/cases/{case}"));
    assert_eq!(answer["number"], "KS-222403109200-2020-00001");
    assert_eq!(answer["active"], json!(["village_review"]));

    let sent = village.act(&case, "submit", reviewed()).await.expect(StatusCode::OK);
    assert_eq!(sent["active"], json!(["township_approval"]));
    let approve = json!({"state": "township_approval", "action": "approve", "task": sent["tasks"][0]["task"],
        "fields": {"grant_now": true, "grant_reason": "无生活来源"}});
    let approved = township.post(&format!("/api/v1/cases/{case}/actions"), approve).await.expect(StatusCode::OK);
    assert_eq!(approved["active"], json!(["approved"]));
    county.act(&case, "file", json!({})).await.expect(StatusCode::OK);

    let history = county.get(&format!("/api/v1/cases/{case}/history")).await.expect(StatusCode::OK);
    let causes: Vec<_> = history["steps"].as_array().unwrap().iter().map(|step| text(&step["cause"])).collect();
    assert_eq!(causes, ["started", "acted", "acted", "acted"]);
    assert_eq!(history["steps"][1]["by"], json!({"kind": "person", "name": "李梅", "acting_for": null}));
    assert_eq!(history["steps"][1]["at"], "2020-04-20T10:12:00+08:00");
    let decision = &history["steps"][1]["decisions"][0];
    assert_eq!((&decision["expression"], &decision["result"]), (&json!("committed"), &json!("true")));
    assert_eq!(history["next"], Json::Null);
    let written = history.to_string();
    let granted = events(&history["steps"][2], "benefit_granted");
    assert_eq!(granted[0]["amount"].as_str().unwrap().split_once('.').unwrap().1.len(), 2, "{granted:?}");
    assert!(!written.contains(IDENTITY), "{written}");
    for decision in history["steps"].as_array().unwrap().iter().flat_map(|step| step["decisions"].as_array().unwrap()) {
        let first = text(&decision["lines"]["zh"]);
        let denied = first.lines().next().unwrap().ends_with("不成立");
        assert_eq!(denied, decision["result"] == "false", "the grounds say otherwise than the decision: {decision}");
    }
}

fn events<'j>(step: &'j Json, event: &str) -> Vec<&'j Json> {
    let events = step["events"].as_array().unwrap().iter();
    events.filter(|found| found["event"] == event).map(|found| &found["data"]).collect()
}

#[tokio::test]
async fn history_comes_in_pages() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = at_township(&village).await;
    let first = village.get(&format!("/api/v1/cases/{case}/history?limit=1")).await.expect(StatusCode::OK);
    assert_eq!((first["steps"].as_array().unwrap().len(), &first["next"]), (1, &json!(1)));
    let rest = village.get(&format!("/api/v1/cases/{case}/history?limit=1&after=1")).await.expect(StatusCode::OK);
    assert_eq!((&rest["steps"][0]["seq"], &rest["next"]), (&json!(2), &Json::Null));
}

#[tokio::test]
async fn who_does_not_hold_the_role_is_told_who_has_to_act() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = at_township(&village).await;
    let told = village.act(&case, "approve", json!({"grant_now": false})).await.problem(StatusCode::FORBIDDEN, "role");
    assert!(text(&told["detail"]).contains("乡镇（街道）经办人"), "{told}");
    assert!(told["help"].is_string(), "{told}");
}

#[tokio::test]
async fn out_of_reach_and_absent_are_the_same_bytes_by_every_route() {
    let site = Site::open().await;
    let (village, elsewhere) = (site.client("李梅").await, site.client("冯涛").await);
    let started = village.start(VILLAGE).await;
    let there = [text(&started["case"]), text(&started["number"])];
    let absent = ["01719502-6ac0-7a01-8b3f-000000000000", "KS-222403109200-2020-99999"];
    for (there, absent) in there.iter().zip(absent) {
        for route in ["", "/history"] {
            let out_of_reach = elsewhere.get(&format!("/api/v1/cases/{there}{route}")).await;
            out_of_reach.problem(StatusCode::NOT_FOUND, "not_found");
            same(&out_of_reach, &elsewhere.get(&format!("/api/v1/cases/{absent}{route}")).await);
        }
        let second = json!({"to": "village_review", "reason": "更正", "second_token": site.token("陈静").await});
        let asked = [
            ("actions", json!({"action": "submit"})),
            ("claim", json!({"task": 1})),
            ("release", json!({"task": 1})),
            ("reopen", json!({})),
            ("retry", json!({})),
            ("move", second),
        ];
        for (route, body) in asked {
            let out_of_reach = elsewhere.post(&format!("/api/v1/cases/{there}/{route}"), body.clone()).await;
            out_of_reach.problem(StatusCode::NOT_FOUND, "not_found");
            same(&out_of_reach, &elsewhere.post(&format!("/api/v1/cases/{absent}/{route}"), body).await);
        }
        let event = |case: &str| json!({"case": case, "event": "result"});
        let out_of_reach = elsewhere.post("/api/v1/events", event(there)).await;
        out_of_reach.problem(StatusCode::NOT_FOUND, "not_found");
        same(&out_of_reach, &elsewhere.post("/api/v1/events", event(absent)).await);
    }
    let start = |office: &str| application(office);
    let out_of_reach =
        elsewhere.post("/api/v1/cases", start(VILLAGE)).await.problem(StatusCode::NOT_FOUND, "not_found");
    let absent =
        elsewhere.post("/api/v1/cases", start("敦化市/无此镇")).await.problem(StatusCode::NOT_FOUND, "not_found");
    assert_eq!(
        text(&out_of_reach["detail"]).replace(VILLAGE, ""),
        text(&absent["detail"]).replace("敦化市/无此镇", "")
    );
}

/// The same but for the id of the request.
#[track_caller]
fn same(one: &site::Reply, other: &site::Reply) {
    assert_eq!(one.status, other.status);
    assert_eq!(one.body, other.body);
    let without_id = |reply: &site::Reply| {
        let mut headers = reply.headers.clone();
        assert!(headers.remove("x-request-id").is_some());
        headers
    };
    assert_eq!(without_id(one), without_id(other));
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_bytes_and_nothing_twice() {
    let site = Site::open().await;
    let village = site.client("李梅").await.with("idempotency-key", "start-1");
    let first = village.post("/api/v1/cases", application(VILLAGE)).await;
    let again = village.post("/api/v1/cases", application(VILLAGE)).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.body, again.body);
    assert_eq!(first.header("location"), again.header("location"));

    let case = text(&first.json()["case"]);
    let path = format!("/api/v1/cases/{case}/actions");
    let village = site.client("李梅").await.with("idempotency-key", "submit-1");
    let submitted = village.post(&path, json!({"action": "submit", "fields": reviewed()})).await;
    submitted.expect(StatusCode::OK);
    let otherwise_ordered = r#"{"fields": {"village_opinion": "agree", "committed": true, "annual_income": "9123.45",
        "members": 3}, "action": "submit"}"#;
    let again = village.post_text(&path, otherwise_ordered).await;
    assert_eq!(
        (submitted.status, &submitted.body),
        (again.status, &again.body),
        "the order of items is no other request"
    );
    let history = village.get(&format!("/api/v1/cases/{case}/history")).await.json();
    assert_eq!(history["steps"].as_array().unwrap().len(), 2);
    let all = village.get("/api/v1/cases").await.json();
    assert_eq!(all["cases"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_used_for_another_request_is_refused_and_changes_nothing() {
    let site = Site::open().await;
    let village = site.client("李梅").await.with("idempotency-key", "one");
    let case = text(&village.start(VILLAGE).await["case"]);
    let other = village.act(&case, "submit", reviewed()).await;
    let told = other.problem(StatusCode::CONFLICT, "key_reused");
    assert!(told["help"].is_string(), "{told}");
    let shown = village.get(&format!("/api/v1/cases/{case}")).await.expect(StatusCode::OK);
    assert_eq!(shown["seq"], 1);
    // Another person's key is another key.
    let another = site.client("李梅").await.with("idempotency-key", "two");
    another.act(&case, "submit", reviewed()).await.expect(StatusCode::OK);
    let officer = site.client("王强").await.with("idempotency-key", "two");
    officer.act(&case, "approve", json!({"grant_now": false})).await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_on_one_task_one_decides_and_the_other_is_told_who_and_when() {
    let site = Site::open().await;
    let case = at_township(&site.client("李梅").await).await;
    let (one, other) = (site.client("王强").await, site.client("周平").await);
    let (one, other) = tokio::join!(
        one.act(&case, "approve", json!({"grant_now": false})),
        other.act(&case, "approve", json!({"grant_now": false})),
    );
    let (decided, by, late) =
        if one.status == StatusCode::OK { (one, "王强", other) } else { (other, "周平", one) };
    decided.expect(StatusCode::OK);
    let told = late.problem(StatusCode::CONFLICT, "task_closed");
    let detail = text(&told["detail"]);
    assert!(detail.contains(by) && detail.contains("2020-04-20 10:12"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_times_the_same_request_at_once_has_one_effect_and_ten_equal_answers() {
    let site = Site::open().await;
    let village = site.client("李梅").await.with("idempotency-key", "at-once");
    let asked = (0..10).map(|_| {
        let village = village.clone();
        tokio::spawn(async move { village.post("/api/v1/cases", application(VILLAGE)).await })
    });
    let mut replies = Vec::new();
    for reply in asked.collect::<Vec<_>>() {
        replies.push(reply.await.unwrap());
    }
    for reply in &replies {
        assert_eq!((reply.status, &reply.body), (StatusCode::CREATED, &replies[0].body));
    }
    let all = village.get("/api/v1/cases").await.json();
    assert_eq!(all["cases"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_task_is_claimed_and_given_back() {
    let site = Site::open().await;
    let case = at_township(&site.client("李梅").await).await;
    let (one, other) = (site.client("王强").await, site.client("周平").await);
    let task = json!({"task": 2});
    one.post(&format!("/api/v1/cases/{case}/claim"), task.clone()).await.expect(StatusCode::OK);
    let told = other.act(&case, "approve", json!({"grant_now": false})).await;
    let told = told.problem(StatusCode::CONFLICT, "claimed_by_other");
    assert!(text(&told["detail"]).contains("王强"), "{told}");
    let inbox = other.get("/api/v1/tasks").await.expect(StatusCode::OK);
    assert_eq!(inbox["tasks"], json!([]), "what another has claimed is not in the inbox");
    let mine = one.get("/api/v1/tasks?mine=true").await.expect(StatusCode::OK);
    assert_eq!(mine["tasks"][0]["assignee"], "王强");
    one.post(&format!("/api/v1/cases/{case}/release"), task).await.expect(StatusCode::OK);
    other.act(&case, "approve", json!({"grant_now": false})).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn an_event_from_outside_closes_a_case_and_a_closed_case_is_opened_again() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let trial = json!({"process": "trial", "office": VILLAGE, "fields": {"persons": 3}});
    let started = village.post("/api/v1/cases", trial).await.expect(StatusCode::CREATED);
    let (case, number) = (text(&started["case"]), text(&started["number"]));
    let told = village.post("/api/v1/events", json!({"case": number, "event": "reslt"})).await;
    told.problem(StatusCode::CONFLICT, "not_awaited");
    let closed =
        village.post("/api/v1/events", json!({"case": number, "event": "result"})).await.expect(StatusCode::OK);
    assert_eq!((&closed["status"], &closed["outcome"]), (&json!("ended"), &json!("closed")));

    let reopen = format!("/api/v1/cases/{case}/reopen");
    village.post(&reopen, json!({})).await.problem(StatusCode::UNPROCESSABLE_ENTITY, "comment");
    let open = village.post(&reopen, json!({"comment": "补充了材料"})).await.expect(StatusCode::OK);
    assert_eq!((&open["status"], &open["active"]), (&json!("open"), &json!(["waiting"])));
}
