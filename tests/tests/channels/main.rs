//! Notifications by every channel, on their whole way: from a rung of a deadline or an effect to a receiver that is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod digest;
mod falling;
mod http;
mod paper;

use definition::notifications::{Rules, read};
use definition::text::SourceText;
use serde_json::json;
use tests::harness::House;

/// The rules a text says.
fn rules(text: &str) -> Rules {
    let (rules, problems) = read(&SourceText::new("notifications.yaml", text));
    assert!(problems.is_empty(), "{problems:?}");
    rules
}

/// A case that 王强 approves at an instant, so that the county is asked to file it.
async fn approved_at(house: &House, household: u32, at: &str) -> service::CaseId {
    let case = house.at_township(household).await.case;
    house.pass_until(at).await;
    let fields = json!({"grant_now": true, "grant_reason": "断粮"});
    house.act("王强", case, "approve", fields).await.unwrap();
    case
}

/// Whether a refusal is the one of what is not there.
fn is_not_found<T: std::fmt::Debug>(result: Result<T, service::ServiceError>) -> bool {
    match result {
        Err(service::ServiceError::Refused(rejection)) => rejection.kind == service::RejectionKind::NotFound,
        other => panic!("expected a refusal, found {other:?}"),
    }
}
