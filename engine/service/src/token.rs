//! Tokens of access: shown once when made, kept only as a digest.

use definition::moment::Moment;
use definition::name::PersonName;
use machine::{Rejection, RejectionKind};
use sm3::{Digest, Sm3};
use storage::Token;
use uuid::Builder;

use crate::error::ServiceError;
use crate::service::Service;

/// The random part of a token, in bytes.
const SECRET_BYTES: usize = 32;
/// What every token begins with, so that one left in a text is recognised.
const PREFIX: &str = "doudi_";

impl Service {
    /// Makes a token for a person; the answer is the only time it is shown.
    pub async fn add_token(
        &self,
        person: &PersonName,
        name: &str,
        expires_at: Option<Moment>,
    ) -> Result<String, ServiceError> {
        if !self.catalogue().organisation.people().contains_key(person) {
            let rejection = Rejection::new(
                RejectionKind::NotFound,
                format!("没有人员“{person}”"),
                format!("there is no person {person}"),
            );
            return Err(rejection
                .with_help("先在组织机构里登记此人", "enter the person in the organisation first")
                .into());
        }
        let mut secret = [0_u8; SECRET_BYTES];
        let mut id = [0_u8; 10];
        getrandom::fill(&mut secret).map_err(|error| ServiceError::Host(error.to_string()))?;
        getrandom::fill(&mut id).map_err(|error| ServiceError::Host(error.to_string()))?;
        let token = format!("{PREFIX}{}", hex::encode(secret));
        let now = self.now();
        let milliseconds = u64::try_from(now.milliseconds()).unwrap_or_default();
        let row = Token {
            id: Builder::from_unix_timestamp_millis(milliseconds, &id).into_uuid(),
            hash: digest(&token),
            person: person.clone(),
            name: name.to_owned(),
            created_at: now,
            expires_at,
            revoked_at: None,
        };
        self.shared.store.add_token(row).await?;
        Ok(token)
    }

    /// Whose token this is, if it holds now.
    pub async fn authenticate(&self, token: &str) -> Result<Option<PersonName>, ServiceError> {
        let now = self.now();
        let found = self.token(&digest(token)).await?;
        let holds =
            found.filter(|token| token.revoked_at.is_none() && token.expires_at.is_none_or(|until| now < until));
        Ok(holds.map(|token| token.person))
    }

    async fn token(&self, digest: &str) -> Result<Option<Token>, ServiceError> {
        if self.shared.is_shared {
            return Ok(self.shared.store.token_by_hash(digest).await?);
        }
        let asked = match self.shared.tokens.get(digest) {
            Ok(token) => return Ok(Some(token)),
            Err(asked) => asked,
        };
        let found = self.shared.store.token_by_hash(digest).await?;
        if let Some(token) = &found {
            self.shared.tokens.keep(token, asked);
        }
        Ok(found)
    }

    /// All tokens; none of them can be shown again.
    pub async fn tokens(&self) -> Result<Vec<Token>, ServiceError> {
        Ok(self.shared.store.tokens(None).await?)
    }

    /// Ends a token; answers whether there was one.
    pub async fn revoke_token(&self, id: &str) -> Result<bool, ServiceError> {
        let Ok(id) = id.parse() else { return Ok(false) };
        let revoked = self.shared.store.revoke_token(id, self.now()).await;
        // Also when it failed: whether it holds is then not known.
        self.shared.tokens.revoked();
        Ok(revoked?)
    }
}

fn digest(token: &str) -> String {
    hex::encode(Sm3::digest(token))
}
