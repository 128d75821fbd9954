//! Where the next page begins, as an opaque word: only what was handed out is to be handed in again.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// A cursor as a word.
pub(crate) fn write<T: Serialize>(cursor: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(cursor).unwrap_or_default())
}

/// A word as a cursor.
pub(crate) fn read<T: DeserializeOwned>(word: &str) -> Result<T, Failure> {
    let written = URL_SAFE_NO_PAD.decode(word).ok();
    written.and_then(|written| serde_json::from_slice(&written).ok()).ok_or_else(|| {
        Failure::malformed(
            "after 应为上一页给出的 next，原样填写",
            "expected `after` to be the `next` of the page before, as it was given",
        )
        .about("after")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_word() {
        assert_eq!(read::<(u64, String)>(&write(&(3, "办件".to_owned()))).unwrap(), (3, "办件".to_owned()));
    }

    #[test]
    fn a_made_up_word_is_no_cursor() {
        for word in ["", "!!", "AAAA", &write(&"another kind")] {
            assert!(read::<(u64, String)>(word).is_err(), "{word}");
        }
    }
}
