//! Who asks: the person of the bearer token. Looked up for every request, so that a revoked token ends at once.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use service::{Actor, PersonName, Service};

use crate::failure::Failure;

/// No token is longer than this; a longer text is not even looked up.
const TOKEN_BYTES_MAX: usize = 200;

/// The person who asks.
pub(crate) struct Asker(PersonName);

impl Asker {
    /// Who.
    pub fn person(&self) -> &PersonName {
        &self.0
    }

    /// As whoever acts: for nobody but himself.
    pub fn into_actor(self) -> Actor {
        Actor::Person { person: self.0, acting_for: None }
    }
}

impl FromRequestParts<Service> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Failure> {
        let sent = parts.headers.get(AUTHORIZATION).ok_or_else(Failure::no_token)?;
        let token = sent.to_str().ok().and_then(bearer).ok_or_else(Failure::bad_token)?;
        authenticated(service, token).await?.map(Asker).ok_or_else(Failure::bad_token)
    }
}

fn bearer(sent: &str) -> Option<&str> {
    let (scheme, token) = sent.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Whose token this is, if it holds now.
pub(crate) async fn authenticated(service: &Service, token: &str) -> Result<Option<PersonName>, Failure> {
    if token.is_empty() || token.len() > TOKEN_BYTES_MAX {
        return Ok(None);
    }
    Ok(service.authenticate(token).await?)
}
