//! A JSON body, read strictly: what it says wrong is named, what it says too much is refused.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use service::Bilingual;

use super::misfit::misfit;
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
    // Serde would take a list too, its items in the order ours are declared in: that order is no promise.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Failure::malformed(
            "请求内容应为 JSON 对象，写的是列表",
            "expected the body to be a JSON object, found a list",
        ));
    }
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => misfit(&without_place(&error), &in_body(&error)),
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

fn in_body(error: &serde_json::Error) -> Bilingual {
    let (line, column) = (error.line(), error.column());
    Bilingual::new(
        format!("请求内容（第 {line} 行第 {column} 个字节处）"),
        format!("the body (line {line}, byte {column})"),
    )
}

/// What serde says, without where: that is said apart.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(said, _)| said.to_owned())
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
            (r#"{"process":3}"#, "应为文字，写的是整数 `3`", "invalid type: integer `3`, expected a string"),
            (r#"{"process":"p","office":"o","received_at":"gestern"}"#, "应为时刻，例如 2020", "expected a moment"),
            (r#"{"process":"p","office":"a\u0000"}"#, "\\u0000", "\\u0000"),
            (r#"["p", "o"]"#, "应为 JSON 对象", "expected the body to be a JSON object"),
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
