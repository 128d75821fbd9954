//! Texts put into addresses, forms and JSON so that none of them can say more than its place allows.

/// Percent-encoded as RFC 3986 has it: everything but letters, digits and `-._~`.
pub(super) fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// As it stands inside a JSON string, without the quotes.
pub(super) fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(percent("a b&c=1/你"), "a%20b%26c%3D1%2F%E4%BD%A0");
        assert_eq!(json("a\"b\\c\n"), "a\\\"b\\\\c\\n");
    }
}
