//! All routes behind what every request goes through.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use service::Service;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::failure::Failure;
use crate::time_limit::{REQUEST_SECONDS_MAX, within_limit};
use crate::{clock_header, observe, pages, panic, problem, routes};

/// The largest body of a request.
pub(crate) const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Every route of Doudi over one service.
pub fn router(service: Service) -> Router {
    let (routes, _) = routes::all().split_for_parts();
    let routes = routes
        .fallback(pages::file_or_no_route)
        .method_not_allowed_fallback(async || Failure::no_method())
        .with_state(service.clone());
    dressed(routes, Duration::from_secs(REQUEST_SECONDS_MAX)).layer(from_fn_with_state(service, clock_header::told))
}

/// Routes with what every request goes through; what stands last comes first.
fn dressed(routes: Router, limit: Duration) -> Router {
    routes
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CatchPanicLayer::custom(panic::caught))
        .layer(from_fn_with_state(limit, within_limit))
        .layer(from_fn(problem::written))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(usually(header::CACHE_CONTROL, "no-store"))
        .layer(usually(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(from_fn(observe::observed))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// Where the answer does not say otherwise, as the pages do.
fn usually(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use axum::response::Response;
    use axum::routing::get;
    use serde_json::Value as Json;
    use service::ServiceError;
    use tower::ServiceExt;

    use super::*;

    async fn asked(routes: Router, limit: Duration) -> (Response, Json) {
        let request = Request::get("/").body(Body::empty()).unwrap();
        let mut response = dressed(routes, limit).oneshot(request).await.unwrap();
        let body = to_bytes(std::mem::take(response.body_mut()), BODY_BYTES_MAX).await.unwrap();
        (response, serde_json::from_slice(&body).unwrap())
    }

    async fn panics() -> &'static str {
        panic!("11010519491231002X")
    }

    async fn fails() -> Result<(), Failure> {
        Err(ServiceError::Host("11010519491231002X".to_owned()).into())
    }

    #[tokio::test]
    async fn a_panic_or_a_failure_inside_gives_an_id_and_nothing_of_the_inside() {
        for routes in [Router::new().route("/", get(panics)), Router::new().route("/", get(fails))] {
            let (response, problem) = asked(routes, Duration::from_secs(REQUEST_SECONDS_MAX)).await;
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(problem["code"], "internal");
            assert_eq!(problem["request"].as_str().unwrap(), response.headers()["x-request-id"]);
            assert!(!problem.to_string().contains("11010519491231002X"), "{problem}");
        }
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_told_how_to_learn_its_outcome() {
        let routes = Router::new().route("/", get(std::future::pending::<()>));
        let (response, problem) = asked(routes, Duration::ZERO).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(problem["code"], "time_is_up");
        assert!(problem["help"].as_str().unwrap().contains("Idempotency-Key"), "{problem}");
        assert_eq!(response.headers()["retry-after"], "1");
    }
}
