//! How to reach the mail server.

use std::fmt;
use std::time::Duration;

use crate::message::Address;

/// Connections kept and used at the same time, unless said otherwise.
pub const POOL_SIZE_DEFAULT: usize = 4;
/// How long one message may take, connecting included, unless said otherwise.
pub const TIMEOUT_SECONDS_DEFAULT: u64 = 30;

/// How to reach the mail server.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port: by custom 25 or 587, 465 with [`Security::Tls`].
    pub port: u16,
    /// The sender every mail names; the part after `@` also stands in every Message-ID.
    pub from: Address,
    /// Whether the connection is encrypted.
    pub security: Security,
    /// With which account; none for a server that asks for none.
    pub login: Option<Login>,
    /// The certificate, in PEM, of the authority that vouches for the server, if it is not one the world knows: the
    /// usual case on a government network.
    pub authority_pem: Option<String>,
    /// How long one message may take, connecting included.
    pub timeout: Duration,
    /// At most so many connections at the same time.
    pub pool_size: usize,
}

/// Whether the connection is encrypted. There is no "if the server can": whoever listens could say that it cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: a server on this machine or behind a tunnel.
    None,
    /// Encrypted after the greeting, or not at all used.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
}

/// An account at the mail server.
#[derive(Clone, Debug)]
pub struct Login {
    /// Its name.
    pub username: String,
    /// Its password.
    pub password: Secret,
}

/// A text that is never shown: `Debug` prints stars.
#[derive(Clone)]
pub struct Secret(String);

impl SmtpSettings {
    /// Settings with the usual limits, without encryption or account.
    pub fn new(host: impl Into<String>, port: u16, from: Address) -> Self {
        Self {
            host: host.into(),
            port,
            from,
            security: Security::None,
            login: None,
            authority_pem: None,
            timeout: Duration::from_secs(TIMEOUT_SECONDS_DEFAULT),
            pool_size: POOL_SIZE_DEFAULT,
        }
    }
}

impl Secret {
    /// A text to keep.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        let mut settings = SmtpSettings::new("mail.example.cn", 25, Address::new("兜底", "doudi@example.cn"));
        settings.login = Some(Login { username: "doudi".into(), password: Secret::new("秘密口令") });
        let printed = format!("{settings:?} {:#?}", settings.login);
        assert!(printed.contains("doudi") && !printed.contains("秘密口令"), "{printed}");
    }
}
