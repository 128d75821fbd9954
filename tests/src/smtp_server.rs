//! A real mail server for tests: aiosmtpd, from the Debian package `python3-aiosmtpd`, as a child process.
//!
//! Without the package every test that needs it fails and names it; none is skipped.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mail_parser::MessageParser;
use tempfile::TempDir;

/// Debian's own interpreter: the package is installed for this one.
const PYTHON: &str = "/usr/bin/python3";
/// How long the server may take to greet.
const READY_SECONDS_MAX: u64 = 30;
/// Another program may take a free port before the server does.
const START_ATTEMPTS_MAX: u32 = 5;

/// A running mail server that keeps what it is sent. It is killed when this is dropped.
#[derive(Debug)]
pub struct SmtpServer {
    port: u16,
    encryption: Encryption,
    folder: TempDir,
    child: Option<Child>,
}

/// Whether the server encrypts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Never.
    None,
    /// After STARTTLS, which it insists on.
    StartTls,
    /// From the first byte.
    Tls,
}

/// A mail as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Without angle brackets.
    pub message_id: String,
    /// Decoded.
    pub subject: String,
    /// Decoded, without the line break at its end.
    pub body: String,
    /// The names of its headers, in order.
    pub headers: Vec<String>,
    /// The recipient's name, decoded, and mailbox.
    pub to: (String, String),
    /// The address and port it was sent from: one a connection.
    pub peer: String,
}

impl SmtpServer {
    /// Starts a server on a free port of 127.0.0.1 and waits until it greets.
    ///
    /// # Errors
    /// The package is missing, or the server does not start; the text says what to do.
    pub fn start() -> Result<Self, String> {
        Self::start_with(Encryption::None)
    }

    /// The same, encrypting, with a certificate for `localhost` made for this run; see [`Self::authority_pem`].
    pub fn start_with(encryption: Encryption) -> Result<Self, String> {
        installed()?;
        let folder = TempDir::new().map_err(|error| format!("no temporary folder: {error}"))?;
        if encryption != Encryption::None {
            make_certificates(folder.path())?;
        }
        let mut server = Self { port: 0, encryption, folder, child: None };
        for _ in 1..START_ATTEMPTS_MAX {
            server.port = free_port()?;
            if server.start_again().is_ok() {
                return Ok(server);
            }
        }
        server.port = free_port()?;
        server.start_again().map(|()| server)
    }

    /// The port it listens on, the same for the whole of its life.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills it as a power cut would. What it kept stays.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself; what matters is that it is gone when this returns.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it on the same port with what it had kept.
    pub fn start_again(&mut self) -> Result<(), String> {
        self.stop();
        self.child = Some(self.command().spawn().map_err(|error| format!("cannot run {PYTHON}: {error}"))?);
        let ready = self.wait_until_ready();
        if ready.is_err() {
            self.stop();
        }
        ready
    }

    /// Everything it took, in the order of the Message-IDs.
    pub fn received(&self) -> Result<Vec<Received>, String> {
        let new = self.mails().join("new");
        if !new.exists() {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(&new).map_err(|error| format!("cannot list {}: {error}", new.display()))?;
        let mut mails = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            mails.push(read(&path)?);
        }
        mails.sort_by(|one, other| one.message_id.cmp(&other.message_id));
        Ok(mails)
    }

    /// The certificate of the authority that vouches for this server, if it encrypts.
    pub fn authority_pem(&self) -> Result<String, String> {
        fs::read_to_string(self.folder.path().join("authority.pem")).map_err(|error| format!("no certificate: {error}"))
    }

    fn mails(&self) -> PathBuf {
        self.folder.path().join("mails")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(PYTHON);
        command.args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{}", self.port)]);
        let (certificate, key) = match self.encryption {
            Encryption::None => (None, None),
            Encryption::StartTls => (Some("--tlscert"), Some("--tlskey")),
            Encryption::Tls => (Some("--smtpscert"), Some("--smtpskey")),
        };
        for (option, file) in [(certificate, "server.pem"), (key, "server.key")] {
            if let Some(option) = option {
                command.arg(option).arg(self.folder.path().join(file));
            }
        }
        command.args(["-c", "aiosmtpd.handlers.Mailbox"]).arg(self.mails());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn wait_until_ready(&mut self) -> Result<(), String> {
        let deadline = Instant::now() + Duration::from_secs(READY_SECONDS_MAX);
        while Instant::now() < deadline {
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                return Err(format!("aiosmtpd ended before it was ready, on port {}: {status}", self.port));
            }
            if self.greets() {
                return Ok(());
            }
            std::thread::yield_now();
        }
        Err(format!("aiosmtpd did not greet on port {} within {READY_SECONDS_MAX} seconds", self.port))
    }

    /// A server that encrypts from the first byte greets nobody who does not; there a connection is enough.
    fn greets(&self) -> bool {
        let Ok(stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return false };
        if self.encryption == Encryption::Tls {
            return true;
        }
        let limited = stream.set_read_timeout(Some(Duration::from_secs(READY_SECONDS_MAX)));
        let mut greeting = String::new();
        limited.is_ok() && BufReader::new(stream).read_line(&mut greeting).is_ok() && greeting.starts_with("220")
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn installed() -> Result<(), String> {
    let found = Command::new(PYTHON).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
    match found {
        Ok(status) if status.success() => Ok(()),
        _ => Err("the test mail server is missing: install the Debian package python3-aiosmtpd \
                  (apt-get install -y python3-aiosmtpd; ./test.sh does it)"
            .to_owned()),
    }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

fn read(path: &Path) -> Result<Received, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let mail = MessageParser::default().parse(&bytes).ok_or_else(|| format!("{} is no mail", path.display()))?;
    let recipient = mail.to().and_then(|to| to.first());
    Ok(Received {
        message_id: mail.message_id().unwrap_or_default().to_owned(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        body: mail.body_text(0).unwrap_or_default().replace("\r\n", "\n").trim_end_matches('\n').to_owned(),
        headers: mail.headers().iter().map(|header| header.name().to_owned()).collect(),
        to: (
            recipient.and_then(|to| to.name()).unwrap_or_default().to_owned(),
            recipient.and_then(|to| to.address()).unwrap_or_default().to_owned(),
        ),
        peer: mail.header_raw("X-Peer").unwrap_or_default().trim().to_owned(),
    })
}

/// An authority and a certificate for `localhost` it vouches for, both valid for two days.
fn make_certificates(folder: &Path) -> Result<(), String> {
    let configuration = "[req]\ndistinguished_name=name\n[name]\n\
        [authority]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n\
        [server]\nbasicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n";
    fs::write(folder.join("openssl.cnf"), configuration).map_err(|error| error.to_string())?;
    let authority = ["-extensions", "authority", "-subj", "/CN=Doudi test authority"];
    openssl(folder, "authority", &authority)?;
    let server = ["-extensions", "server", "-subj", "/CN=localhost", "-CA", "authority.pem", "-CAkey", "authority.key"];
    openssl(folder, "server", &server)
}

fn openssl(folder: &Path, name: &str, arguments: &[&str]) -> Result<(), String> {
    let (certificate, key) = (format!("{name}.pem"), format!("{name}.key"));
    let output = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-config", "openssl.cnf", "-days", "2", "-nodes"])
        .args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-out", &certificate, "-keyout", &key])
        .args(arguments)
        .output()
        .map_err(|error| format!("cannot run openssl, install the Debian package openssl: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
