//! A JSON body, read strictly: what it says wrong is named, what it says too much is refused.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::failure::Failure;

/// What was sent, as the type it has to be.
pub(crate) struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure::not_json());
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        read(&body).map(Body)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn unread(rejection: &BytesRejection) -> Failure {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => Failure::too_large(),
        _ => Failure::malformed("请求内容没有收全", "the body did not arrive whole"),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    if has_nul(body) {
        return Err(Failure::malformed("文字里不能有字符 \\u0000", "a text cannot contain the character \\u0000"));
    }
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => misfit(&without_place(&error), "请求内容", "the body"),
        Category::Io | Category::Syntax | Category::Eof => broken(&error),
    })
}

/// No database keeps this character in a text. Written out it is an escape of JSON whose backslash is not itself escaped.
fn has_nul(body: &[u8]) -> bool {
    let escapes = body.windows(6).enumerate().filter(|(_, six)| *six == b"\\u0000");
    let mut backslashes = escapes.map(|(at, _)| body.iter().take(at).rev().take_while(|byte| **byte == b'\\').count());
    backslashes.any(|before| before % 2 == 0)
}

fn broken(error: &serde_json::Error) -> Failure {
    let (line, column, said) = (error.line(), error.column(), without_place(error));
    Failure::malformed(
        format!("请求内容不是正确的 JSON：第 {line} 行第 {column} 个字节处：{said}"),
        format!("the body is not JSON: line {line}, byte {column}: {said}"),
    )
}

/// What serde says, without where: that is said apart.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(said, _)| said.to_owned())
}

/// What does not fit the expected shape, from what serde says of it.
pub(super) fn misfit(said: &str, zh: &str, en: &str) -> Failure {
    if let Some((name, expected)) = said.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", ")) {
        let known = expected.trim_start_matches("expected ").trim_start_matches("one of ").replace(", ", "、");
        let failure = Failure::malformed(format!("{zh}里没有 {name} 这一项"), format!("{en} has no item {name}"));
        return failure.with_help(format!("可用的有：{known}"), expected.to_owned()).about(quoted(name));
    }
    if let Some(name) = said.strip_prefix("missing field ") {
        return Failure::malformed(format!("{zh}缺少 {name} 这一项"), format!("{en} lacks the item {name}")).about(quoted(name));
    }
    if let Some(name) = said.strip_prefix("duplicate field ") {
        return Failure::malformed(format!("{zh}里 {name} 写了两次"), format!("{en} gives {name} twice")).about(quoted(name));
    }
    Failure::malformed(format!("{zh}有一项不合要求：{said}"), format!("an item of {en} does not fit: {said}"))
}

fn quoted(name: &str) -> &str {
    name.trim_matches('`')
}

#[cfg(test)]
mod tests {
    use service::Language;

    use super::*;
    use crate::wire::NewCase;

    #[test]
    fn what_is_wrong_with_a_body_is_named() {
        let cases = [
            ("{", "第 1 行第 1 个字节处", "line 1, byte 1"),
            (r#"{"process":"p","office":"o","procss":1}"#, "没有 `procss` 这一项", "no item `procss`"),
            (r#"{"process":"p"}"#, "缺少 `office` 这一项", "lacks the item `office`"),
            (r#"{"process":"p","process":"p"}"#, "`process` 写了两次", "gives `process` twice"),
            (r#"{"process":3}"#, "expected a string", "expected a string"),
            (r#"{"process":"p","office":"o","received_at":"gestern"}"#, "2020-04-20T10:12", "expected a moment"),
            (r#"{"process":"p","office":"a\u0000"}"#, "\\u0000", "\\u0000"),
            ("[]", "不合要求", "does not fit"),
        ];
        for (body, zh, en) in cases {
            let failure = read::<NewCase>(body.as_bytes()).err().unwrap();
            let (found_zh, found_en) = (failure.detail.get(Language::Zh), failure.detail.get(Language::En));
            assert!(found_zh.contains(zh), "{body}: {found_zh}");
            assert!(found_en.contains(en), "{body}: {found_en}");
        }
    }

    #[test]
    fn only_a_real_escape_is_the_character_nul() {
        for (body, expected) in [(r"\u0000", true), (r"\\u0000", false), (r"\\\u0000", true), ("u0000", false)] {
            assert_eq!(has_nul(body.as_bytes()), expected, "{body}");
        }
    }
}
