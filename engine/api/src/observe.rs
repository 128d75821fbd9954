//! What is on record of a request: its id, method, route, status and duration. Never its query, body, token, or whom it was
//! about: those are in the history of the case, for who may read it.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, MakeRequestUuid, RequestId};
use tracing::Instrument;

/// The id of a request, made here; one the caller sends is not taken over, for it would be written into our records.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What is on record where no route fits.
const NO_ROUTE: &str = "(no route)";

/// Gives a request its id, and puts on record how it went.
pub(crate) async fn observed(mut request: Request, next: Next) -> Response {
    let id = MakeRequestUuid.make_request_id(&request).map(RequestId::into_header_value);
    let id = id.unwrap_or_else(|| HeaderValue::from_static("none"));
    request.extensions_mut().insert(RequestId::new(id.clone()));
    let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str);
    let span =
        tracing::info_span!("request", id = id.to_str().unwrap_or_default(), method = word(request.method()), route);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), milliseconds, "answered"));
    response.headers_mut().insert(X_REQUEST_ID, id);
    response
}

/// A method may be any word the caller makes up; only the known ones are put on record.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
