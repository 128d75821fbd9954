//! One address reached by HTTP: connections kept, time limited, left alone while it cannot be reached.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ureq::http::{Request, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error};

use super::outage::Outage;
use super::{SendError, SettingsError};
use crate::reason::{Reason, quote};

/// How long one request may take, connecting included.
const TIMEOUT_SECONDS: u64 = 30;
/// The most that is read of an answer.
const ANSWER_BYTES_MAX: u64 = 64 * 1_024;
/// The longest rest an answer may ask for.
const RETRY_AFTER_SECONDS_MAX: i64 = 3_600;
/// The rest after "too many requests" without a time.
const REST_SECONDS_DEFAULT: i64 = 60;
/// Statuses that say something of us, or of the moment, and nothing of the message.
const OF_US: [u16; 3] = [401, 403, 407];
const OF_THE_MOMENT: [u16; 4] = [408, 409, 423, 425];

/// An address reached by HTTP.
pub(super) struct Endpoint {
    /// As it may be shown: without what may be secret in it.
    shown: String,
    agent: Agent,
    outage: Mutex<Outage>,
}

/// What is asked.
pub(super) struct Call {
    /// `POST`
    pub method: String,
    /// Where.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub body: String,
}

/// What was answered.
pub(super) struct Answered {
    /// `200`
    pub status: u16,
    /// The text; what is too long is cut off.
    pub body: String,
    retry_after: Option<i64>,
}

impl Endpoint {
    /// An address, and the certificate (PEM) of the authority that vouches for it if it is not one the world knows.
    pub fn new(url: &str, authority_pem: Option<&str>) -> Result<Self, SettingsError> {
        let shown = shown(url).ok_or_else(|| not_an_address(url))?;
        let mut config = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(TIMEOUT_SECONDS)))
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None);
        if let Some(pem) = authority_pem {
            let certificate = Certificate::from_pem(pem.as_bytes()).map_err(|error| unusable(&shown, error))?;
            let roots = RootCerts::Specific(Arc::new(vec![certificate]));
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        Ok(Self { shown, agent: config.build().into(), outage: Mutex::default() })
    }

    /// Asks, and answers what came back if its status is one of success; else why not.
    pub async fn ask(&self, call: Call, at_milliseconds: i64) -> Result<Answered, SendError> {
        let answered = self.answered(call, at_milliseconds).await?;
        if (200..300).contains(&answered.status) { Ok(answered) } else { Err(self.refused(&answered, at_milliseconds)) }
    }

    /// Asks, and answers what came back whatever its status.
    pub async fn answered(&self, call: Call, at_milliseconds: i64) -> Result<Answered, SendError> {
        let agent = self.agent.clone();
        let asked = tokio::task::spawn_blocking(move || exchange(&agent, call)).await;
        match asked.unwrap_or_else(|stopped| Err(Error::Io(io::Error::other(stopped)))) {
            Ok(answered) => {
                self.outage().over();
                Ok(answered)
            }
            Err(error) => Err(self.failed(&error, at_milliseconds)),
        }
    }

    /// What a status that is no success means.
    pub fn refused(&self, answered: &Answered, at_milliseconds: i64) -> SendError {
        let (status, said) = (answered.status, quote(&answered.body));
        let reason = Reason::new(
            format!("{} 答复 {status}（{said}）", self.shown),
            format!("{} answered {status} ({said})", self.shown),
        );
        match status {
            429 | 503 => self.left_alone(answered.retry_after, reason, at_milliseconds),
            status if OF_US.contains(&status) => self.left_alone(None, reason, at_milliseconds),
            status if OF_THE_MOMENT.contains(&status) || status >= 500 => SendError::Temporary { reason },
            _ => SendError::Permanent { reason },
        }
    }

    /// It asks to be left alone for so many seconds.
    pub fn left_alone(&self, seconds: Option<i64>, reason: Reason, at_milliseconds: i64) -> SendError {
        let seconds = seconds.unwrap_or(REST_SECONDS_DEFAULT).clamp(1, RETRY_AFTER_SECONDS_MAX);
        self.outage().asked_for(at_milliseconds.saturating_add(seconds * 1_000));
        SendError::Unreachable { reason }
    }

    /// Until when (Unix time in milliseconds) it is to be left alone.
    pub fn resting_until(&self) -> Option<i64> {
        self.outage().until()
    }

    /// As it may be shown.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    fn failed(&self, error: &Error, at_milliseconds: i64) -> SendError {
        // The library's words may repeat the address, and with it what is secret in it.
        let said = kind_of(error);
        let reason = Reason::new(
            format!("无法连接 {}（{said}），请检查地址和网络，系统将自动重试", self.shown),
            format!("{} cannot be reached ({said}); check address and network, it is tried again", self.shown),
        );
        match error {
            // It may have arrived: only what broke before anything was said is nobody's to hear.
            Error::Timeout(ureq::Timeout::RecvResponse | ureq::Timeout::RecvBody) | Error::Protocol(_) => {
                SendError::Temporary { reason }
            }
            _ => {
                self.outage().failed(at_milliseconds);
                SendError::Unreachable { reason }
            }
        }
    }

    fn outage(&self) -> MutexGuard<'_, Outage> {
        self.outage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn exchange(agent: &Agent, call: Call) -> Result<Answered, Error> {
    let mut request = Request::builder().method(call.method.as_str()).uri(&call.url);
    for (name, value) in &call.headers {
        request = request.header(name, value);
    }
    let mut response = agent.run(request.body(call.body)?)?;
    let retry_after = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let body = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).lossy_utf8(true).read_to_string();
    Ok(Answered { status: response.status().as_u16(), body: body.unwrap_or_default(), retry_after })
}

fn kind_of(error: &Error) -> String {
    match error {
        Error::Io(error) => quote(error),
        Error::Timeout(part) => format!("timeout: {part}"),
        Error::HostNotFound => "host not found".to_owned(),
        Error::ConnectionFailed => "connection failed".to_owned(),
        Error::Tls(said) => quote(said),
        Error::Rustls(error) => quote(error),
        _ => "the exchange broke off".to_owned(),
    }
}

/// Scheme and host: paths and queries of robots hold their keys.
fn shown(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let sound = !host.is_empty()
        && host.chars().all(|character| character.is_ascii_alphanumeric() || ".-:[]".contains(character));
    sound.then(|| format!("{scheme}://{host}"))
}

fn not_an_address(url: &str) -> SettingsError {
    let length = url.chars().count();
    SettingsError {
        reason: Reason::new(
            format!("地址应以 http:// 或 https:// 开头并写明主机，现有的 {length} 个字不是这样的地址"),
            format!(
                "an address begins with http:// or https:// and names a host; the {length} characters given do not"
            ),
        ),
    }
}

fn unusable(shown: &str, error: impl fmt::Display) -> SettingsError {
    let error = quote(error);
    SettingsError {
        reason: Reason::new(
            format!("{shown} 的证书无法使用（{error}），请检查设置"),
            format!("the certificate for {shown} cannot be used ({error}); check the settings"),
        ),
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Endpoint").field("shown", &self.shown).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_may_be_secret_in_it() {
        for (url, expected) in [
            ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRET", Some("https://qyapi.weixin.qq.com")),
            ("http://user:SECRET@127.0.0.1:8080/x", Some("http://127.0.0.1:8080")),
            ("ftp://example.cn", None),
            ("https://", None),
            ("SECRET", None),
        ] {
            assert_eq!(shown(url).as_deref(), expected);
        }
        assert!(!not_an_address("SECRET").to_string().contains("SECRET"));
    }
}
