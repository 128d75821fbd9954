//! Writes what went wrong as RFC 9457, in the language of whoever asked.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use service::{Bilingual, Language};
use tower_http::request_id::RequestId;

use crate::failure::Failure;
use crate::language;
use crate::wire::Problem;

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Puts words to a failure; other answers pass.
pub(crate) async fn written(request: Request, next: Next) -> Response {
    let language = language::preferred(request.headers());
    let id = request.extensions().get::<RequestId>().cloned();
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Failure>() {
        Some(failure) => in_words(response, &failure, language, id.as_ref()),
        None => response,
    }
}

fn in_words(response: Response, failure: &Failure, language: Language, id: Option<&RequestId>) -> Response {
    let problem = problem(failure, language, id);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let (parts, _) = response.into_parts();
    let mut response = (parts.status, body).into_response();
    let headers = response.headers_mut();
    headers.extend(parts.headers);
    // The empty body this one takes the place of has told its own.
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language::tag(language)));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    response
}

fn problem(failure: &Failure, language: Language, id: Option<&RequestId>) -> Problem {
    let said = |both: &Bilingual| both.get(language).to_owned();
    // Only the operator's matters carry an id in their body: refusals of the same thing are the same bytes.
    let request = id.filter(|_| failure.status.is_server_error()).and_then(|id| id.header_value().to_str().ok());
    Problem {
        kind: format!("urn:doudi:problem:{}", failure.code),
        title: said(&failure.title),
        status: failure.status.as_u16(),
        detail: said(&failure.detail),
        code: failure.code.to_owned(),
        field: failure.field.clone(),
        help: failure.help.as_ref().map(said),
        request: request.map(str::to_owned),
    }
}
