//! What goes wrong is told in the asker's language, says what was expected and found, and gives nothing away.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;
use site::{Site, VILLAGE, application, text};

const CASES: &str = "/api/v1/cases";

#[tokio::test]
async fn a_problem_is_in_chinese_unless_english_is_preferred() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let absent = "/api/v1/cases/KS-0";
    let zh = village.get(absent).await;
    assert_eq!(text(&zh.problem(StatusCode::NOT_FOUND, "not_found")["detail"]), "没有这个办件，或不在您的管辖范围");
    assert_eq!((zh.header("content-language"), zh.header("vary")), ("zh-CN", "Accept-Language"));
    let en = village.with("accept-language", "en-GB,en;q=0.9,zh;q=0.5").get(absent).await;
    assert_eq!(
        text(&en.problem(StatusCode::NOT_FOUND, "not_found")["detail"]),
        "there is no such case within your reach"
    );
    assert_eq!(en.header("content-language"), "en");
}

#[tokio::test]
async fn who_has_no_valid_token_is_asked_for_one() {
    let site = Site::open().await;
    for path in ["/cases", "/cases/x", "/cases/x/history", "/tasks", "/incidents", "/outbox/dead", "/me"] {
        let reply = site.stranger().get(&format!("/api/v1{path}")).await;
        reply.problem(StatusCode::UNAUTHORIZED, "unauthenticated");
        assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"doudi\"", "{path}");
    }
    let posts =
        ["/cases", "/cases/x/actions", "/cases/x/claim", "/cases/x/release", "/cases/x/reopen", "/cases/x/retry"];
    for path in posts.into_iter().chain(["/cases/x/move", "/events"]) {
        let reply = site.stranger().post(&format!("/api/v1{path}"), json!({})).await;
        reply.problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    }
    let long = "x".repeat(5_000);
    for sent in ["Bearer doudi_made_up", "Bearer ", "Bearer", "Basic eDp5", "doudi_made_up", &long] {
        let reply = site.stranger().with("authorization", sent).get("/api/v1/me").await;
        reply.problem(StatusCode::UNAUTHORIZED, "unauthenticated");
        assert!(reply.header("www-authenticate").contains("invalid_token"), "{sent}");
    }
}

#[tokio::test]
async fn a_revoked_token_ends_at_once() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    village.get("/api/v1/me").await.expect(StatusCode::OK);
    let tokens = site.service.tokens().await.unwrap();
    assert!(site.service.revoke_token(&tokens[0].id.to_string()).await.unwrap());
    village.get("/api/v1/me").await.problem(StatusCode::UNAUTHORIZED, "unauthenticated");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_says_what_is_wrong_with_it_in_both_languages() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let broken = village.post_text(CASES, "{\"process\": ").await.problem(StatusCode::BAD_REQUEST, "malformed");
    assert!(text(&broken["detail"]).contains("第 1 行"), "{broken}");
    let unknown = r#"{"process": "p", "office": "o", "feilds": {}}"#;
    let zh = village.post_text(CASES, unknown).await.problem(StatusCode::BAD_REQUEST, "malformed");
    let detail = "请求内容（第 1 行第 40 个字节处）里没有 `feilds` 这一项";
    assert_eq!((text(&zh["detail"]).as_str(), &zh["field"]), (detail, &json!("feilds")));
    assert!(text(&zh["help"]).contains("`fields`"), "{zh}");
    let english = village.with("accept-language", "en");
    let en = english.post_text(CASES, unknown).await.problem(StatusCode::BAD_REQUEST, "malformed");
    assert_eq!(text(&en["detail"]), "the body (line 1, byte 40) has no item `feilds`");
    let missing = english.post_text(CASES, r#"{"process": "p"}"#).await.problem(StatusCode::BAD_REQUEST, "malformed");
    assert_eq!(text(&missing["detail"]), "the body (line 1, byte 16) lacks the item `office`");
    let nul = village.post_text(CASES, r#"{"process": "p", "office": "a\u0000"}"#).await;
    nul.problem(StatusCode::BAD_REQUEST, "malformed");
    village.post_text(CASES, "").await.problem(StatusCode::BAD_REQUEST, "malformed");
}

#[tokio::test]
async fn a_body_of_another_kind_or_size_is_refused() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
        let reply = village.send(Method::POST, CASES, kind, Body::from("{}")).await;
        reply.problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json");
    }
    let with_charset = Some("application/json; charset=utf-8");
    let started = village.send(Method::POST, CASES, with_charset, Body::from(application(VILLAGE).to_string())).await;
    started.expect(StatusCode::CREATED);
    let large = json!({"process": "p", "office": "x".repeat(1024 * 1024)});
    let told = village.post(CASES, large).await.problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    assert!(text(&told["detail"]).contains("1048576"), "{told}");
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused_rather_than_answered_otherwise() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let queries = [
        ("/cases?procces=p", "procces"),
        ("/cases?status=opne", "status"),
        ("/cases?limit=0", "limit"),
        ("/cases?limit=201", "limit"),
        ("/cases?limit=x", "limit"),
        ("/cases?after=made-up", "after"),
        ("/cases?text=%00", ""),
        ("/cases/%00", ""),
        ("/cases/%FF", ""),
        ("/tasks?after=e30", "after"),
        ("/tasks?mine=perhaps", "mine"),
        ("/incidents?limit=0", "limit"),
        ("/outbox/dead?limit=0", "limit"),
    ];
    for (path, field) in queries {
        let told = village.get(&format!("/api/v1{path}")).await.problem(StatusCode::BAD_REQUEST, "malformed");
        assert_eq!(told["field"].as_str().unwrap_or_default(), field, "{path}: {told}");
    }
}

#[tokio::test]
async fn a_key_is_one_visible_word_of_at_most_200_characters() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let longest = "k".repeat(200);
    village.with("idempotency-key", &longest).post(CASES, application(VILLAGE)).await.expect(StatusCode::CREATED);
    let too_long = "k".repeat(201);
    for key in ["", "two words", "编号", &too_long] {
        let reply = village.with("idempotency-key", key).post(CASES, application(VILLAGE)).await;
        let told = reply.problem(StatusCode::BAD_REQUEST, "malformed");
        assert_eq!(told["field"], "Idempotency-Key");
    }
    let twice = village.with("idempotency-key", "a").with("idempotency-key", "b");
    twice.post(CASES, application(VILLAGE)).await.problem(StatusCode::BAD_REQUEST, "malformed");
}

#[tokio::test]
async fn what_the_form_refuses_names_the_field() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    let mut wrong = application(VILLAGE);
    wrong["fields"]["id_number"] = json!("110105194912310021");
    let told = village.post(CASES, wrong).await.problem(StatusCode::UNPROCESSABLE_ENTITY, "field");
    assert_eq!(told["field"], "id_number");
    assert!(!told.to_string().contains("110105194912310021"), "{told}");
    let case = text(&village.start(VILLAGE).await["case"]);
    let mut uncommitted = site::reviewed();
    uncommitted["committed"] = json!(false);
    let told = village.act(&case, "submit", uncommitted).await.problem(StatusCode::UNPROCESSABLE_ENTITY, "guard");
    assert!(text(&told["detail"]).contains("未签个人承诺"), "{told}");
    let told = village.act(&case, "approve", json!({})).await.problem(StatusCode::CONFLICT, "not_offered");
    assert!(text(&told["help"]).contains("submit"), "{told}");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_method_are_problems_too() {
    let site = Site::open().await;
    for path in ["/nothing", "/api/v1/nothing", "/api/v1/cases/x/y/z"] {
        site.stranger().get(path).await.problem(StatusCode::NOT_FOUND, "no_route");
    }
    let reply = site.stranger().send(Method::DELETE, CASES, None, Body::empty()).await;
    reply.problem(StatusCode::METHOD_NOT_ALLOWED, "no_method");
    let mut allowed: Vec<_> = reply.header("allow").split(',').collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
}

#[tokio::test]
async fn every_answer_carries_its_id_and_what_keeps_it_from_being_kept_or_run() {
    let site = Site::open().await;
    for path in ["/", "/healthz", "/api/openapi.json", "/api/v1/me", "/nothing"] {
        let reply = site.stranger().with("x-request-id", "chosen by the caller").get(path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        // The first page holds nothing of anybody, and is asked for anew each time.
        let kept = if path == "/" { ["no-store", "no-cache"] } else { ["no-store"; 2] };
        assert!(kept.contains(&reply.header("cache-control")), "{path}");
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(reply.header("doudi-clock"), "virtual 2020-04-20T10:12:00+08:00", "{path}");
        assert_eq!(reply.header("x-request-id").len(), 36, "{path}");
    }
}

#[tokio::test]
async fn a_server_that_has_stopped_is_alive_but_not_ready_and_asks_to_come_back() {
    let site = Site::open().await;
    let village = site.client("李梅").await;
    site.service.stop().await.unwrap();
    assert_eq!(site.stranger().get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.stranger().get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let reply = village.get("/api/v1/me").await;
    let told = reply.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!((reply.header("retry-after"), &told["request"]), ("1", &json!(reply.header("x-request-id"))));
}
