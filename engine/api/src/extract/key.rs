//! The key that makes a request safe to repeat.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use service::RequestKey;

use crate::failure::Failure;

/// Where the key stands.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The key of a request, if it has one.
pub(crate) struct Key(pub Option<RequestKey>);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        read(&parts.headers).map(Key)
    }
}

fn read(headers: &HeaderMap) -> Result<Option<RequestKey>, Failure> {
    let mut sent = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(first) = sent.next() else { return Ok(None) };
    let key = first.as_bytes();
    let fits = (1..=RequestKey::BYTES_MAX).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    match str::from_utf8(key) {
        Ok(key) if fits && sent.next().is_none() => Ok(Some(RequestKey(key.to_owned()))),
        Ok(_) | Err(_) => Err(wrong()),
    }
}

fn wrong() -> Failure {
    let most = RequestKey::BYTES_MAX;
    let failure = Failure::malformed(
        format!("Idempotency-Key 应为一个 1 到 {most} 个可见 ASCII 字符（不含空格）的编号"),
        format!("expected one Idempotency-Key of 1 to {most} visible ASCII characters without spaces"),
    );
    failure.with_help("例如用 UUID 作编号", "use a UUID, for example").about("Idempotency-Key")
}
