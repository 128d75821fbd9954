//! Looking things up, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use site::{Client, IDENTITY, Site, VILLAGE, at_township, text};

#[tokio::test]
async fn a_case_is_shown_whole_by_identity_and_by_number_with_identity_numbers_masked() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = at_township(&village).await;
    let shown = village.get(&format!("/api/v1/cases/{case}")).await;
    let by_number = village.get("/api/v1/cases/KS-222403109200-2020-00001").await;
    assert_eq!(shown.body, by_number.body);
    let shown = shown.expect(StatusCode::OK);
    assert_eq!(shown["office_title"]["zh"], "马号东村");
    assert_eq!(shown["received_at"], "2020-04-20T10:12:00+08:00");
    let field = |id: &str| {
        let fields = shown["fields"].as_array().unwrap();
        fields.iter().find(|field| field["field"] == id).unwrap_or_else(|| panic!("no {id} in {shown}"))["value"]
            .clone()
    };
    assert_eq!((field("applicant_name"), field("members")), (json!("张桂兰"), json!("3")));
    assert_eq!(field("id_number"), "110105********002X");
    assert_eq!(shown["titles"]["village_review"]["zh"], "村（社区）审核");
    let tasks = shown["tasks"].as_array().unwrap();
    assert_eq!((&tasks[0]["condition"], &tasks[0]["by"]), (&json!("answered"), &json!("李梅")));
    assert_eq!(tasks[1]["actions"][0]["action"], "approve");
    assert!(
        tasks[1]["actions"][0]["form"].as_array().unwrap().contains(&json!({"field": "grant_now", "required": true}))
    );
    let deadline = &shown["deadlines"][0];
    assert_eq!((&deadline["deadline"], &deadline["due"]), (&json!("same_day"), &json!("2020-04-20 24:00")));
    assert!(text(&deadline["explanation"]["lines"]["zh"][0]).starts_with("自 "), "{deadline}");
}

#[tokio::test]
async fn cases_are_found_by_what_is_asked_within_reach_only() {
    let site = Site::open().await;
    let (east, west, township) = (site.client("李梅").await, site.client("孙丽").await, site.client("王强").await);
    let first = at_township(&east).await;
    let second = text(&west.start("敦化市/江源镇/马号西村").await["case"]);
    let found = |query: &'static str| {
        let township = township.clone();
        async move {
            let page = township.get(&format!("/api/v1/cases?{query}")).await.expect(StatusCode::OK);
            page["cases"].as_array().unwrap().iter().map(|case| text(&case["id"])).collect::<BTreeSet<_>>()
        }
    };
    let (both, one, other) = (
        BTreeSet::from([first.clone(), second.clone()]),
        BTreeSet::from([first.clone()]),
        BTreeSet::from([second.clone()]),
    );
    assert_eq!(found("").await, both);
    assert_eq!(found("process=epidemic-fast-track&status=open").await, both);
    assert_eq!(found("process=trial").await, BTreeSet::new());
    assert_eq!(found("status=ended").await, BTreeSet::new());
    assert_eq!(found("state=township_approval").await, one);
    assert_eq!(found("office=222403109201").await, other);
    assert_eq!(found("office=敦化市/江源镇").await, both, "an office stands for those below it too");
    assert_eq!(found("text=桂兰").await, both);
    assert_eq!(found("text=11010519491231002x").await, both, "{IDENTITY}");
    assert_eq!(found("text=KS-222403109200-2020-00001").await, one);
    assert_eq!(found("text=").await, both);

    let seen = east.get("/api/v1/cases").await.expect(StatusCode::OK);
    assert_eq!(seen["cases"].as_array().unwrap().len(), 1);
    let told = east.get("/api/v1/cases?office=222403109201").await.problem(StatusCode::NOT_FOUND, "not_found");
    assert!(text(&told["detail"]).contains("222403109201"));
    let elsewhere = site.client("冯涛").await.get("/api/v1/cases").await.expect(StatusCode::OK);
    assert_eq!(elsewhere, json!({"cases": [], "next": null}));
}

/// All pages of a list, each of one row; what a key of every row says.
async fn pages(client: &Client, path: &str, list: &str, key: &str) -> Vec<String> {
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = client.get(&format!("{path}?limit=1{after}")).await.expect(StatusCode::OK);
        seen.extend(page[list].as_array().unwrap().iter().map(|row| text(&row[key])));
        match &page["next"] {
            Json::String(next) => after = format!("&after={next}"),
            _ => return seen,
        }
    }
}

#[tokio::test]
async fn pages_hold_every_case_and_every_task_once() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let mut started = Vec::new();
    for _ in 0..3 {
        started.push(text(&village.start(VILLAGE).await["case"]));
    }
    let tasks = pages(&village, "/api/v1/tasks", "tasks", "case").await;
    let mut sorted = started.clone();
    sorted.sort();
    assert_eq!(tasks, sorted, "all are due at once, so their identities give the order");
    started.sort();
    started.reverse();
    assert_eq!(pages(&village, "/api/v1/cases", "cases", "id").await, started);
}

#[tokio::test]
async fn an_inbox_holds_what_its_owner_can_act_on() {
    let site = Site::open().await;
    let case = at_township(&site.client("李梅").await).await;
    let inbox = site.client("王强").await.get("/api/v1/tasks").await.expect(StatusCode::OK);
    let task = &inbox["tasks"][0];
    assert_eq!((&task["case"], &task["task"], &task["state"]), (&json!(case), &json!(2), &json!("township_approval")));
    assert_eq!((&task["due"], &task["overdue"]), (&json!("2020-04-20 24:00"), &json!(false)));
    assert_eq!(task["state_title"]["zh"], "乡镇（街道）审批");
    for (query, count) in
        [("process=trial", 0), ("state=township_approval", 1), ("state=approved", 0), ("mine=true", 0)]
    {
        let inbox = site.client("王强").await.get(&format!("/api/v1/tasks?{query}")).await.expect(StatusCode::OK);
        assert_eq!(inbox["tasks"].as_array().unwrap().len(), count, "{query}");
    }
    for person in ["李梅", "冯涛", "陈静"] {
        let inbox = site.client(person).await.get("/api/v1/tasks").await.expect(StatusCode::OK);
        assert_eq!(inbox, json!({"tasks": [], "next": null}), "{person}");
    }
}

#[tokio::test]
async fn a_person_sees_his_posts_and_the_clock() {
    let site = Site::open().await;
    let me = site.client("李梅").await.get("/api/v1/me").await.expect(StatusCode::OK);
    assert_eq!(
        me,
        json!({
            "person": "李梅",
            "title": {"zh": "李梅", "en": "李梅"},
            "posts": [{
                "role": "village_clerk",
                "role_title": {"zh": "村（社区）经办人", "en": "Village clerk"},
                "office": "222403109200",
                "office_title": {"zh": "马号东村", "en": "马号东村"},
            }],
            "clock": {"virtual": true, "now": "2020-04-20T10:12:00+08:00"},
        })
    );
}

#[tokio::test]
async fn health_is_told_to_anybody() {
    let site = Site::open().await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let reply = site.stranger().get(path).await;
        assert_eq!((reply.status, &*reply.body), (StatusCode::OK, body.as_bytes()));
    }
}

#[tokio::test]
async fn the_first_page_says_in_chinese_what_this_is_and_that_time_is_virtual() {
    let site = Site::open().await;
    let reply = site.stranger().get("/").await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    let page = String::from_utf8(reply.body.to_vec()).unwrap();
    // Built with the pages of the application, the program sends those; their own tests say what is on them.
    if page.contains("<script type=\"module\"") {
        return assert!(page.contains("兜底"), "{page}");
    }
    for part in ["兜底", "虚拟时间：2020-04-20 10:12", "href=\"/api/openapi.json\"", "README"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}
