//! No request takes longer than a person waits.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;

/// How long a request may take, its body's arrival included.
pub(crate) const REQUEST_SECONDS_MAX: u64 = 30;

/// Answers in time, or that time is up. What was handed to the writer by then still takes its course.
pub(crate) async fn within_limit(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::time_is_up().into_response(),
    }
}
