//! What goes wrong on the way in or out, in both languages until it is known who asks. Refusals by the service are in
//! [`crate::refusal`].

use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use service::Bilingual;

use crate::router::BODY_BYTES_MAX;
use crate::time_limit::REQUEST_SECONDS_MAX;

/// How many seconds a caller is asked to wait before trying again.
const RETRY_AFTER_SECONDS: &str = "1";

/// Why there is no answer. Written by [`crate::problem::written`].
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// The status of the answer.
    pub status: StatusCode,
    /// The word programs go by.
    pub code: &'static str,
    /// What kind of thing went wrong.
    pub title: Bilingual,
    /// What exactly.
    pub detail: Bilingual,
    /// What to do about it.
    pub help: Option<Bilingual>,
    /// The field it concerns.
    pub field: Option<String>,
    /// A header that goes with it.
    pub header: Option<(HeaderName, HeaderValue)>,
}

impl Failure {
    /// A failure of one kind.
    pub fn new(status: StatusCode, code: &'static str, title: [&str; 2], detail: Bilingual) -> Self {
        let [zh, en] = title;
        Self { status, code, title: Bilingual::new(zh, en), detail, help: None, field: None, header: None }
    }

    /// With what to do about it.
    pub fn with_help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Bilingual::new(zh, en));
        self
    }

    /// About one item of what was sent.
    pub fn about(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, HeaderValue::from_static(value)));
        self
    }

    /// What was sent cannot be read.
    pub fn malformed(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed",
            ["请求不能识别", "Request not understood"],
            Bilingual::new(zh, en),
        )
    }

    /// No token was sent.
    pub fn no_token() -> Self {
        let detail = Bilingual::new("没有访问令牌", "no token of access was sent");
        Self::unauthenticated(detail).with_header(WWW_AUTHENTICATE, "Bearer realm=\"doudi\"")
    }

    /// The token sent does not hold.
    pub fn bad_token() -> Self {
        let detail =
            Bilingual::new("访问令牌无效、已到期或已收回", "the token of access is unknown, expired or revoked");
        Self::unauthenticated(detail).with_header(WWW_AUTHENTICATE, "Bearer realm=\"doudi\", error=\"invalid_token\"")
    }

    fn unauthenticated(detail: Bilingual) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", ["须先表明身份", "Not authenticated"], detail).with_help(
            "在 Authorization 头里写：Bearer doudi_…；令牌由管理员发放",
            "send the header Authorization: Bearer doudi_…; the administrator issues tokens",
        )
    }

    /// The body is larger than it may be.
    pub fn too_large() -> Self {
        let detail = Bilingual::new(
            format!("请求内容不得超过 {BODY_BYTES_MAX} 字节（1 MiB）"),
            format!("a body has at most {BODY_BYTES_MAX} bytes (1 MiB)"),
        );
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", ["请求内容过大", "Body too large"], detail)
    }

    /// The body is of another kind than JSON.
    pub fn not_json() -> Self {
        let detail = Bilingual::new(
            "请求内容应为 JSON，并在 Content-Type 头里写明 application/json",
            "expected a JSON body and the header Content-Type: application/json",
        );
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", ["请求内容不是 JSON", "Body not JSON"], detail)
    }

    /// No route is there.
    pub fn no_route() -> Self {
        let detail = Bilingual::new("没有这个地址", "there is nothing at this address");
        Self::new(StatusCode::NOT_FOUND, "no_route", ["没有这个地址", "No such address"], detail)
            .with_help("全部地址见 /api/openapi.json", "all addresses are in /api/openapi.json")
    }

    /// The route takes other methods.
    pub fn no_method() -> Self {
        let detail = Bilingual::new(
            "这个地址不接受这种请求方法，可用的见 Allow 头",
            "this address does not take that method; see the header Allow",
        );
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "no_method", ["请求方法不对", "Method not allowed"], detail)
    }

    /// It took too long.
    pub fn time_is_up() -> Self {
        let detail = Bilingual::new(
            format!("超过 {REQUEST_SECONDS_MAX} 秒没有办完，结果不明"),
            format!("not done within {REQUEST_SECONDS_MAX} seconds; the outcome is not known"),
        );
        Self::unavailable("time_is_up", detail).with_help(SAME_KEY.0, SAME_KEY.1)
    }

    /// Too much is waiting.
    pub fn busy() -> Self {
        Self::unavailable("busy", Bilingual::new("正在办理的太多", "too much is waiting to be written"))
            .with_help("稍等片刻再试", "try again in a moment")
    }

    /// The database's disk is full.
    pub fn no_room() -> Self {
        let detail =
            Bilingual::new("服务器磁盘已满，没有写入任何内容", "the disk of the server is full; nothing was written");
        let title = ["暂时不能办理", "Not available now"];
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "no_room", title, detail)
            .with_header(RETRY_AFTER, RETRY_AFTER_SECONDS)
            .with_help(
                "请通知管理员清理磁盘空间；腾出空间后用同一个 Idempotency-Key 再提交",
                "tell the administrator to make room; then send it again with the same Idempotency-Key",
            )
    }

    /// The server is shutting down.
    pub fn stopping() -> Self {
        Self::unavailable("stopping", Bilingual::new("服务正在停止", "the server is stopping"))
            .with_help("稍等片刻再试", "try again in a moment")
    }

    /// It is not known whether a commit held.
    pub fn outcome_unknown() -> Self {
        let detail = Bilingual::new(
            "提交时数据库连接中断，结果不明",
            "the database went away while committing; the outcome is not known",
        );
        Self::unavailable("outcome_unknown", detail).with_help(SAME_KEY.0, SAME_KEY.1)
    }

    fn unavailable(code: &'static str, detail: Bilingual) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, ["暂时不能办理", "Not available now"], detail)
            .with_header(RETRY_AFTER, RETRY_AFTER_SECONDS)
    }

    /// Something failed inside; the operator's records say what.
    pub fn internal() -> Self {
        let detail = Bilingual::new("服务内部出错，已记录", "the server failed; it is on record");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", ["服务出错", "Server error"], detail)
            .with_help("请把 request 的编号告诉管理员", "tell the administrator the id under `request`")
    }
}

/// What to do where the outcome is not known.
const SAME_KEY: (&str, &str) = (
    "用同一个 Idempotency-Key 再提交一次，即知结果，不会办两次",
    "send it again with the same Idempotency-Key: that tells the outcome, and nothing is done twice",
);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.headers_mut().extend(self.header.clone());
        response.extensions_mut().insert(self);
        response
    }
}
