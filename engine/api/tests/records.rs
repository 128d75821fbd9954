//! What the server puts on record of requests holds nothing of whom they are about or who may ask.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use serde_json::json;
use site::{IDENTITY, PHONE, Site, VILLAGE, application, at_township, reviewed, text};
use tracing_subscriber::fmt::MakeWriter;

/// Everything written to the records.
#[derive(Clone, Default)]
struct Records(Arc<Mutex<Vec<u8>>>);

impl Write for Records {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Records {
    type Writer = Records;

    fn make_writer(&'w self) -> Records {
        self.clone()
    }
}

/// Everything, down to the finest, of every crate.
fn recording() -> Records {
    let records = Records::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    let subscriber = subscriber.with_writer(records.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    records
}

#[tokio::test]
async fn no_token_identity_number_name_or_query_is_put_on_record() {
    let records = recording();
    let site = Site::open().await;
    let (village, officer) = (site.client("李梅").await, site.client("王强").await);
    let supervisor = site.client("褚卫").await;
    let second = site.token("陈静").await;

    let case = at_township(&village).await;
    officer.act(&case, "approve", json!({"grant_now": false})).await.expect(StatusCode::OK);
    officer.act(&case, "approve", json!({"grant_now": false})).await.problem(StatusCode::CONFLICT, "task_closed");
    village.get(&format!("/api/v1/cases?text={IDENTITY}")).await.expect(StatusCode::OK);
    village.get(&format!("/api/v1/cases/{case}")).await.expect(StatusCode::OK);
    village.get(&format!("/api/v1/cases/{IDENTITY}")).await.problem(StatusCode::NOT_FOUND, "not_found");
    village.get(&format!("/nothing/{IDENTITY}")).await.problem(StatusCode::NOT_FOUND, "no_route");
    let bad = format!(r#"{{"process": "{IDENTITY}", "{IDENTITY}": "#);
    village.post_text("/api/v1/cases", &bad).await.problem(StatusCode::BAD_REQUEST, "malformed");
    let mut wrong = application(VILLAGE);
    wrong["fields"]["members"] = json!(IDENTITY);
    village.post("/api/v1/cases", wrong).await.problem(StatusCode::UNPROCESSABLE_ENTITY, "field");
    let moved = json!({"to": "village_review", "reason": "更正", "second_token": second});
    supervisor.post(&format!("/api/v1/cases/{case}/move"), moved).await.expect(StatusCode::OK);
    village.act(&case, "submit", reviewed()).await.expect(StatusCode::OK);
    let made_up = site.stranger().with("authorization", "Bearer doudi_made_up").get("/api/v1/me").await;
    made_up.problem(StatusCode::UNAUTHORIZED, "unauthenticated");

    let written = String::from_utf8(records.0.lock().unwrap().clone()).unwrap();
    let tokens = [&village, &officer, &supervisor].map(|client| client.token.clone().unwrap());
    let secrets = [IDENTITY, PHONE, "张桂兰", "9123.45", "doudi_", "text=", &second, &case];
    for secret in secrets.into_iter().chain(tokens.iter().map(String::as_str)) {
        let line = written.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is on record");
    }
    for part in [
        "method=\"POST\"",
        "route=\"/api/v1/cases/{id}/actions\"",
        "status=409",
        "milliseconds=",
        "route=\"(no route)\"",
    ] {
        assert!(written.contains(part), "{part} is not on record");
    }
    let id = text(&json!(made_up.header("x-request-id")));
    assert!(written.contains(&id), "the id of a request is not on record");
}
