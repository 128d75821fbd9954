//! Tokens already looked up, while no other process writes to the store: every token then comes and goes through this one, so
//! that one revoked here ends at once. Several nodes ask the database each time.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use storage::Token;

/// The most tokens kept; beyond it they are looked up afresh.
const KEPT_TOKENS_MAX: usize = 10_000;

/// The tokens kept, by digest.
#[derive(Debug, Default)]
pub(crate) struct KeptTokens {
    kept: RwLock<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_digest: BTreeMap<String, Token>,
    /// How often tokens were revoked so far.
    revocations: u64,
}

/// How often tokens had been revoked when the database was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked(u64);

impl KeptTokens {
    /// The token of a digest, or else what to give back with the database's answer.
    pub fn get(&self, digest: &str) -> Result<Token, Asked> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.by_digest.get(digest).cloned().ok_or(Asked(kept.revocations))
    }

    /// Keeps what the database answered, unless a token was revoked since it was asked: it may be this one.
    pub fn keep(&self, token: &Token, asked: Asked) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if Asked(kept.revocations) != asked {
            return;
        }
        if kept.by_digest.len() >= KEPT_TOKENS_MAX {
            kept.by_digest.clear();
        }
        kept.by_digest.insert(token.hash.clone(), token.clone());
    }

    /// Forgets all tokens; called after one was revoked.
    pub fn revoked(&self) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.revocations += 1;
        kept.by_digest.clear();
    }
}

#[cfg(test)]
mod tests {
    use definition::moment::Moment;
    use definition::name::PersonName;
    use uuid::Uuid;

    use super::*;

    fn token() -> Token {
        Token {
            id: Uuid::nil(),
            hash: "digest".to_owned(),
            person: PersonName::new("li-mei"),
            name: String::new(),
            created_at: Moment::from_milliseconds(0),
            expires_at: None,
            revoked_at: None,
        }
    }

    #[test]
    fn a_token_is_kept_until_one_is_revoked() {
        let tokens = KeptTokens::default();
        let asked = tokens.get("digest").unwrap_err();
        tokens.keep(&token(), asked);
        assert_eq!(tokens.get("digest").unwrap(), token());
        tokens.revoked();
        assert!(tokens.get("digest").is_err());
    }

    #[test]
    fn what_the_database_said_before_a_revocation_is_not_kept_after_it() {
        let tokens = KeptTokens::default();
        let asked = tokens.get("digest").unwrap_err();
        tokens.revoked();
        tokens.keep(&token(), asked);
        assert!(tokens.get("digest").is_err());
    }
}
