//! Whether the server lives, and whether it can be sent requests. Asked by machines; no token.

use axum::extract::State;
use axum::http::StatusCode;
use service::Service;

/// Whether the process lives
#[utoipa::path(
    get, path = "/healthz", tag = "服务",
    responses((status = 200, description = "It does.", body = String, content_type = "text/plain"))
)]
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the store answers and the writer runs
#[utoipa::path(
    get, path = "/readyz", tag = "服务",
    responses(
        (status = 200, description = "Requests can be sent.", body = String, content_type = "text/plain"),
        (status = 503, description = "Not now.", body = String, content_type = "text/plain"),
    )
)]
pub(crate) async fn readyz(State(service): State<Service>) -> (StatusCode, &'static str) {
    match service.is_ready().await {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
