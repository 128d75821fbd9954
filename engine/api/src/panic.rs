//! A panic becomes an answer like any other failure, and ends nothing but its own request.

use std::any::Any;

use axum::response::{IntoResponse, Response};

use crate::failure::Failure;

/// What is answered where a panic was caught. Its words are not logged again: they may hold anything.
pub(crate) fn caught(_payload: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request ended in a panic");
    Failure::internal().into_response()
}
