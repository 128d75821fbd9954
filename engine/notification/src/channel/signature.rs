//! HMAC-SHA256, by which the other side knows that a message is ours.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::smtp_settings::Secret;

/// The signature of a text, as bytes.
fn bytes(secret: &Secret, text: &str) -> Vec<u8> {
    // A key of any length is taken: longer ones are hashed first.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// The signature of a text in lower-case hexadecimal digits.
pub(super) fn hexadecimal(secret: &Secret, text: &str) -> String {
    bytes(secret, text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The signature of a text in base64.
pub(super) fn base64(secret: &Secret, text: &str) -> String {
    STANDARD.encode(bytes(secret, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_rfc_4231() {
        let secret = Secret::new("Jefe");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hexadecimal(&secret, "what do ya want for nothing?"), expected);
        assert_eq!(base64(&secret, "what do ya want for nothing?"), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    }
}
