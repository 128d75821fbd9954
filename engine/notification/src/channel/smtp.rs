//! A mail server.
//!
//! lettre's own pool is not used. Its asynchronous connections wait for an answer without limit, so the limit is ours;
//! but a send that is given up inside lettre's pool puts its connection back in mid-conversation, and the next message
//! takes the last one's answer for its own (tried: every answer is read one command late), so that a refusal can pass
//! for an acceptance. Here a connection belongs to one send and comes back only after a complete one; a send given up
//! takes its connection with it.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lettre::message::{Mailbox, Message as Mail};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::Response;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::outage::Outage;
use super::smtp_settings::{Security, SmtpSettings};
use super::{Receipt, SendError, SettingsError};
use crate::compose::{compose, mailbox, message_id};
use crate::message::Message;
use crate::reason::{Reason, quote};

/// A connection unused for longer is not trusted: the server, or a wall between, may have forgotten it without a word.
const IDLE_SECONDS_MAX: u64 = 60;
/// "Authentication required" (RFC 4954): a 5xx about our account, which an operator can put right.
const LOGIN_REQUIRED_CODE: u16 = 530;

/// A mail server, with connections kept open between messages.
pub struct Smtp {
    settings: Box<SmtpSettings>,
    from: Mailbox,
    tls: Option<TlsParameters>,
    places: Semaphore,
    idle: Mutex<Vec<Idle>>,
    outage: Mutex<Outage>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl Smtp {
    /// A mail server. Nothing is connected yet: a server that is down is no reason not to start.
    ///
    /// # Errors
    /// The sender's address cannot be one, or the authority's certificate or the host's name cannot be read.
    pub fn new(settings: SmtpSettings) -> Result<Self, SettingsError> {
        if settings.login.is_some() && settings.security == Security::None {
            tracing::warn!(host = settings.host, "the mail account's password travels unencrypted");
        }
        Ok(Self {
            from: mailbox(&settings.from)?,
            tls: tls(&settings)?,
            places: Semaphore::new(settings.pool_size.clamp(1, Semaphore::MAX_PERMITS)),
            idle: Mutex::new(Vec::new()),
            outage: Mutex::default(),
            settings: Box::new(settings),
        })
    }

    pub(super) async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        let mail = compose(message, &self.from, at_milliseconds)?;
        // The semaphore is never closed; should it be, sending without a place only opens one connection too many.
        let _place = self.places.acquire().await.ok();
        let end = Instant::now() + self.settings.timeout;
        let connection = match tokio::time::timeout_at(end, self.connection()).await {
            Ok(Ok(connection)) => connection,
            failed => {
                self.outage().failed(at_milliseconds);
                return Err(SendError::Unreachable {
                    reason: failed.map_or_else(|_| self.no_answer(), |failed| self.no_connection(failed.err())),
                });
            }
        };
        self.outage().over();
        let answer = match tokio::time::timeout_at(end, self.exchange(connection, &mail)).await {
            Ok(result) => result?,
            Err(_) => return Err(SendError::Temporary { reason: self.no_answer() }),
        };
        Ok(Receipt { message_id: message_id(message, &self.from), answer: words(&answer) })
    }

    /// Until when (Unix time in milliseconds) the server is to be left alone.
    pub(super) fn resting_until(&self) -> Option<i64> {
        self.outage().until()
    }

    async fn connection(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        match self.reuse().await {
            Some(connection) => Ok(connection),
            None => self.connect().await,
        }
    }

    async fn exchange(&self, mut connection: AsyncSmtpConnection, mail: &Mail) -> Result<Response, SendError> {
        let bytes = mail.formatted();
        if !bytes.is_ascii() && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            self.keep(connection);
            return Err(address_not_ascii());
        }
        let answer = connection.send(mail.envelope(), &bytes).await.map_err(|error| not_taken(&error))?;
        self.keep(connection);
        Ok(answer)
    }

    async fn reuse(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let mut idle = self.idle().pop()?;
            if idle.since.elapsed() < Duration::from_secs(IDLE_SECONDS_MAX) && idle.connection.test_connected().await {
                return Some(idle.connection);
            }
        }
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        self.idle().push(Idle { connection, since: Instant::now() });
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outage(&self) -> MutexGuard<'_, Outage> {
        self.outage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let settings = &self.settings;
        let hello = ClientId::default();
        let from_the_first_byte = self.tls.clone().filter(|_| settings.security == Security::Tls);
        let server = (settings.host.as_str(), settings.port);
        let timeout = Some(settings.timeout);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, timeout, &hello, from_the_first_byte, None).await?;
        if let (Security::StartTls, Some(tls)) = (settings.security, &self.tls) {
            connection.starttls(tls.clone(), &hello).await?;
        }
        if let Some(login) = &settings.login {
            let credentials = Credentials::new(login.username.clone(), login.password.reveal().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }

    /// Whatever the server says before it has heard of a message is about us, not about the message.
    fn no_connection(&self, error: Option<SmtpError>) -> Reason {
        let SmtpSettings { host, port, .. } = &*self.settings;
        let error = error.map(quote).unwrap_or_default();
        Reason::new(
            format!("无法连接或登录邮件服务器 {host}:{port}（{error}），请检查服务器、账号和证书，系统将自动重试"),
            format!(
                "cannot connect or log in to the mail server {host}:{port} ({error}); check server, account and \
                 certificate, it is tried again"
            ),
        )
    }

    fn no_answer(&self) -> Reason {
        let SmtpSettings { host, port, timeout, .. } = &*self.settings;
        Reason::new(
            format!("邮件服务器 {host}:{port} 在 {timeout:?} 内没有答复，系统将自动重试"),
            format!("the mail server {host}:{port} did not answer within {timeout:?}; it is tried again"),
        )
    }
}

fn not_taken(error: &SmtpError) -> SendError {
    let about_us = error.status().is_some_and(|code| u16::from(code) == LOGIN_REQUIRED_CODE);
    let said = quote(error);
    // A broken connection is neither permanent nor transient to lettre: whatever is not permanent is tried again.
    if error.is_permanent() && !about_us {
        return SendError::Permanent {
            reason: Reason::new(
                format!("邮件服务器拒收（{said}），请核对收件人邮箱，更正后重新发送"),
                format!("the mail server refused the message ({said}); check the recipient's mailbox and send again"),
            ),
        };
    }
    SendError::Temporary {
        reason: Reason::new(
            format!("邮件服务器暂未接收（{said}），系统将自动重试"),
            format!("the mail server did not take the message ({said}); it is tried again"),
        ),
    }
}

fn address_not_ascii() -> SendError {
    SendError::Permanent {
        reason: Reason::new(
            "邮件服务器不支持含有中文等非英文字符的邮箱地址，请换用英文邮箱地址后重新发送",
            "the mail server takes no mailbox with letters beyond ASCII; use another mailbox and send again",
        ),
    }
}

fn words(answer: &Response) -> String {
    quote(format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" ")))
}

fn tls(settings: &SmtpSettings) -> Result<Option<TlsParameters>, SettingsError> {
    if settings.security == Security::None {
        return Ok(None);
    }
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority_pem {
        builder = builder.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(unusable)?);
    }
    builder.build().map(Some).map_err(unusable)
}

fn unusable(error: SmtpError) -> SettingsError {
    let error = quote(error);
    SettingsError {
        reason: Reason::new(
            format!("邮件服务器的名称或证书无法使用（{error}），请检查设置"),
            format!("the mail server's name or certificate cannot be used ({error}); check the settings"),
        ),
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Smtp").field("settings", &self.settings).finish_non_exhaustive()
    }
}
