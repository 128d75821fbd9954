//! The pages of the web application, embedded: files whose names hold a hash of what is in them, sent packed where the browser
//! takes it. They may speak with this host only.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;

/// What the pages may do: nothing from elsewhere, no code but their own files. Styles are set as they are needed.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The page that loads everything else.
const INDEX: &str = "/index.html";
/// What is below it never changes under its name.
const HASHED: &str = "/assets/";

/// A file of the pages.
struct Embedded {
    path: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

static FILES: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page that loads everything else, if the program was built with it.
pub(crate) fn index(headers: &HeaderMap) -> Option<Response> {
    found(INDEX, headers)
}

/// A file of the pages, or what an address that is not there gives.
pub(crate) async fn file_or_no_route(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let asks = method == Method::GET || method == Method::HEAD;
    let file = if asks { found(uri.path(), &headers) } else { None };
    file.unwrap_or_else(|| Failure::no_route().into_response())
}

fn found(path: &str, headers: &HeaderMap) -> Option<Response> {
    let file = FILES.iter().find(|file| file.path == path)?;
    let (encoding, bytes) = packed(file, headers);
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::OK;
    let lasting = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let said = [
        (header::CONTENT_TYPE, kind(path)),
        (header::CACHE_CONTROL, lasting),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::VARY, "accept-encoding"),
    ];
    response.headers_mut().extend(said.map(|(name, value)| (name, HeaderValue::from_static(value))));
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

/// The smallest form the browser takes.
fn packed(file: &Embedded, headers: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
    let written = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let taken: Vec<&str> = written.flat_map(|value| value.split(',')).filter_map(accepted).collect();
    let forms = [("br", file.brotli), ("gzip", file.gzip)];
    let packed = forms.into_iter().find_map(|(name, form)| Some((name, form?)).filter(|_| taken.contains(&name)));
    packed.map_or((None, file.plain), |(name, form)| (Some(name), form))
}

fn accepted(range: &str) -> Option<&str> {
    let (name, weight) = range.split_once(';').unwrap_or((range, ""));
    (!matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")).then_some(name.trim())
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: Embedded = Embedded { path: "/a.js", plain: b"plain", gzip: Some(b"gz"), brotli: Some(b"br") };

    #[test]
    fn a_file_is_sent_in_the_smallest_form_the_browser_takes() {
        let form = |accepted: &'static str| {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            packed(&FILE, &headers)
        };
        assert_eq!(form("gzip, deflate, br"), (Some("br"), b"br".as_slice()));
        assert_eq!(form("gzip;q=1.0, br;q=0"), (Some("gzip"), b"gz".as_slice()));
        assert_eq!(form("identity"), (None, b"plain".as_slice()));
    }

    #[test]
    fn every_file_embedded_says_what_it_is() {
        for file in FILES {
            assert_ne!(kind(file.path), "application/octet-stream", "{}", file.path);
        }
    }
}
