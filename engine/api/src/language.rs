//! In which language the asker wants to be told what went wrong.

use axum::http::{HeaderMap, header};
use service::Language;

/// The preferred one of Chinese and English by `Accept-Language`; Chinese where neither is preferred.
pub(crate) fn preferred(headers: &HeaderMap) -> Language {
    let written = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut best = (Language::Zh, 0.0);
    for (language, weight) in written.flat_map(|value| value.split(',')).filter_map(read) {
        // The first of equals: people write the one they like best first.
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

fn read(range: &str) -> Option<(Language, f32)> {
    let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
    let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse().ok())?;
    let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "zh" | "*" => Some((Language::Zh, weight)),
        "en" => Some((Language::En, weight)),
        _ => None,
    }
}

/// As `Content-Language` says it.
pub(crate) fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn english_is_spoken_only_to_who_prefers_it() {
        let cases = [
            ("", Language::Zh),
            ("en", Language::En),
            ("en-GB,en;q=0.9,zh;q=0.8", Language::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Zh),
            ("en;q=0.5, zh;q=0.9", Language::Zh),
            ("fr, en;q=0.3", Language::En),
            ("en;q=0", Language::Zh),
            ("en;q=rubbish", Language::Zh),
            ("fr", Language::Zh),
        ];
        for (written, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(written));
            assert_eq!(preferred(&headers), expected, "{written}");
        }
    }
}
