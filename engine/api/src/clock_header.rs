//! A virtual database says so in every answer.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use service::Service;

/// `virtual <instant>`; not there on real time.
pub(crate) const DOUDI_CLOCK: HeaderName = HeaderName::from_static("doudi-clock");

/// Tells virtual time as it is once the request is done.
pub(crate) async fn told(State(service): State<Service>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if service.is_virtual()
        && let Ok(value) = HeaderValue::try_from(format!("virtual {}", service.now()))
    {
        response.headers_mut().insert(DOUDI_CLOCK, value);
    }
    response
}
