//! What the screens draw: what one may do and what follows, forms, groups, steps, offices; all within one's jurisdiction.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use site::{Client, IDENTITY, Site, VILLAGE, at_township, text};

async fn offers(client: &Client, case: &str) -> Json {
    client.get(&format!("/api/v1/cases/{case}/actions")).await.expect(StatusCode::OK)
}

fn list<'j>(json: &'j Json, name: &str) -> &'j Vec<Json> {
    json[name].as_array().unwrap()
}

#[tokio::test]
async fn whoever_may_act_sees_each_action_with_its_form_and_what_follows() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = text(&village.start(VILLAGE).await["case"]);
    let seen = offers(&village, &case).await;
    let task = &seen["tasks"][0];
    assert_eq!((&task["barred"], &task["mine"]), (&Json::Null, &json!(false)));
    let submit = &task["actions"][0];
    assert_eq!(submit["action"], "submit");
    let follows = text(&submit["consequences"][0]["text"]["zh"]);
    assert!(follows.contains("乡镇（街道）审批") && follows.contains("江源镇"), "{follows}");
    assert_eq!(submit["form"][0], json!({"field": "members", "required": true}));
    let back = list(task, "actions").iter().find(|action| action["action"] == "return").unwrap();
    assert_eq!((&back["comment_required"], &back["form"][0]["required"]), (&json!(true), &json!(false)));
    let away = list(task, "actions").iter().find(|action| action["action"] == "transfer").unwrap();
    assert_eq!(away["consequences"][0]["ends"], true);
    let members = list(&seen, "fields").iter().find(|field| field["field"] == "members").unwrap();
    assert_eq!((&members["kind"], &members["min"], &members["max"]), (&json!("integer"), &json!("1"), &json!("30")));
}

#[tokio::test]
async fn whoever_may_not_act_is_told_why_and_offered_nothing() {
    let site = Site::open().await;
    let (village, township) = (site.client("李梅").await, site.client("王强").await);
    let case = at_township(&village).await;
    let task = &offers(&village, &case).await["tasks"][0];
    assert!(text(&task["barred"]["zh"]).contains("乡镇"), "{task}");
    assert_eq!(task["actions"], json!([]));
    let task = &offers(&township, &case).await["tasks"][0];
    assert_eq!(task["barred"], Json::Null);
    assert!(!list(task, "actions").is_empty());
}

#[tokio::test]
async fn a_case_out_of_reach_shows_neither_actions_nor_steps_nor_picture() {
    let site = Site::open().await;
    let case = text(&site.client("李梅").await.start(VILLAGE).await["case"]);
    let stranger = site.client("冯涛").await;
    for part in ["actions", "course", "picture"] {
        stranger.get(&format!("/api/v1/cases/{case}/{part}")).await.problem(StatusCode::NOT_FOUND, "not_found");
    }
}

#[tokio::test]
async fn an_inbox_is_counted_by_the_groups_it_is_read_in() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    village.start(VILLAGE).await;
    village.start(VILLAGE).await;
    let counts = village.get("/api/v1/tasks/counts").await.expect(StatusCode::OK);
    assert_eq!(counts, json!({"overdue": 0, "today": 2, "soon": 0, "later": 0}));
    let none = village.get("/api/v1/tasks/counts?mine=true").await.expect(StatusCode::OK);
    assert_eq!(none["today"], 0, "nothing is claimed yet");
    for (group, expected) in [("overdue", 0), ("today", 2), ("soon", 0), ("later", 0)] {
        let page = village.get(&format!("/api/v1/tasks?group={group}")).await.expect(StatusCode::OK);
        assert_eq!(list(&page, "tasks").len(), expected, "{group}");
    }
    site.service.set_clock(service::Moment::parse("2020-04-23T09:00+08:00").unwrap()).await.unwrap();
    let counts = village.get("/api/v1/tasks/counts").await.expect(StatusCode::OK);
    assert_eq!(counts["overdue"], 2);
    let page = village.get("/api/v1/tasks?group=overdue").await.expect(StatusCode::OK);
    let task = &page["tasks"][0];
    assert_eq!((&task["group"], &task["working_days_left"]), (&json!("overdue"), &json!(-3)));
    assert_eq!((&task["applicant"], &task["case_office_title"]["zh"]), (&json!("张桂兰"), &json!("马号东村")));
}

#[tokio::test]
async fn the_steps_say_what_is_behind_and_what_usually_follows() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = at_township(&village).await;
    let course = village.get(&format!("/api/v1/cases/{case}/course")).await.expect(StatusCode::OK);
    let steps: Vec<_> =
        list(&course, "steps").iter().map(|step| (text(&step["state"]), text(&step["condition"]))).collect();
    let expected = [
        ("village_review", "passed"),
        ("township_approval", "current"),
        ("approved", "ahead"),
        ("verification", "ahead"),
        ("granted", "ahead"),
    ];
    assert_eq!(steps, expected.map(|(state, condition)| (state.to_owned(), condition.to_owned())));
    let picture = village.get(&format!("/api/v1/cases/{case}/picture")).await.expect(StatusCode::OK);
    let drawn = text(&picture["svg"]["zh"]);
    assert!(drawn.contains("▶") && drawn.contains("✔"), "where it is and has been is marked");
    assert!(text(&picture["text"]["en"]).contains("Township decision"));
}

#[tokio::test]
async fn somebody_can_start_only_what_his_posts_start() {
    let site = Site::open().await;
    let village = site.client("李梅").await.get("/api/v1/processes").await.expect(StatusCode::OK);
    let named = |page: &Json| list(page, "processes").iter().map(|one| text(&one["process"])).collect::<Vec<_>>();
    assert!(named(&village).contains(&"epidemic-fast-track".to_owned()), "{village}");
    let fast = list(&village, "processes").iter().find(|one| one["process"] == "epidemic-fast-track").unwrap();
    let identity = list(fast, "fields").iter().find(|field| field["field"] == "id_number").unwrap();
    assert_eq!((&identity["kind"], &identity["sensitive"]), (&json!("identity_number"), &json!(true)));
    let county = site.client("陈静").await.get("/api/v1/processes").await.expect(StatusCode::OK);
    assert!(!named(&county).contains(&"epidemic-fast-track".to_owned()), "{county}");
}

#[tokio::test]
async fn offices_are_found_within_reach_only() {
    let site = Site::open().await;
    let township = site.client("王强").await;
    let found = township.get("/api/v1/offices?text=马号").await.expect(StatusCode::OK);
    let codes: Vec<_> = list(&found, "offices").iter().map(|office| text(&office["office"])).collect();
    assert!(codes.contains(&"222403109200".to_owned()) && codes.iter().all(|code| code.starts_with("222403109")));
    let elsewhere = township.get("/api/v1/offices?text=额穆镇").await.expect(StatusCode::OK);
    assert_eq!(elsewhere, json!({"offices": [], "more": false}));
    let first = township.get("/api/v1/offices?limit=1").await.expect(StatusCode::OK);
    assert_eq!((list(&first, "offices").len(), &first["more"]), (1, &json!(true)));
}

#[tokio::test]
async fn an_identity_number_in_a_form_is_masked_and_says_so() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let case = at_township(&village).await;
    let shown = village.get(&format!("/api/v1/cases/{case}")).await.expect(StatusCode::OK);
    assert_eq!(shown["applicant"], "张桂兰");
    assert!(!offers(&site.client("王强").await, &case).await.to_string().contains(IDENTITY));
}
