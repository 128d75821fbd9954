//! All routes behind what every request goes through.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use service::Service;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::failure::Failure;
use crate::{clock_header, observe, panic, problem, routes, time_limit};

/// The largest body of a request.
pub(crate) const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Every route of Doudi over one service.
pub fn router(service: Service) -> Router {
    let (routes, _) = routes::all().split_for_parts();
    let routes = routes
        .fallback(async || Failure::no_route())
        .method_not_allowed_fallback(async || Failure::no_method())
        .with_state(service.clone());
    dressed(routes, service)
}

/// Routes with what every request goes through; what stands last comes first.
pub(crate) fn dressed(routes: Router, service: Service) -> Router {
    routes
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CatchPanicLayer::custom(panic::caught))
        .layer(from_fn(time_limit::within_limit))
        .layer(from_fn(problem::written))
        .layer(from_fn_with_state(service, clock_header::told))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(from_fn(observe::observed))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
