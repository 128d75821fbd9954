//! Clients that speak HTTP/1.1 to the real router over the loopback device: each keeps its connection, and sends a token with
//! every request.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use serde_json::json;
use service::{CaseId, PersonName, Service};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::load::COMMENT;
use super::rulebook::{self, APPROVAL, COUNTY_CLERK, Village};

/// The longest answer that is read.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// A running server, and a token for everybody who comes.
pub struct Entrance {
    address: SocketAddr,
    tokens: HashMap<PersonName, String>,
}

/// The server behind an entrance.
pub struct Server {
    stop: CancellationToken,
    serving: JoinHandle<std::io::Result<()>>,
}

/// A connection that is kept.
pub struct Connection {
    stream: BufReader<TcpStream>,
    entrance: Arc<Entrance>,
}

#[derive(Deserialize)]
struct Started {
    case: CaseId,
}

/// Serves on a free port of the loopback device.
pub async fn serve(service: &Service) -> anyhow::Result<(Arc<Entrance>, Server)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let villages = rulebook::villages();
    let people = villages.into_iter().flat_map(|village| [village.clerk, village.officer]);
    let mut tokens = HashMap::new();
    for person in people.chain([PersonName::new(COUNTY_CLERK)]) {
        if let Entry::Vacant(place) = tokens.entry(person) {
            let token = service.add_token(place.key(), "bench", None).await?;
            place.insert(token);
        }
    }
    let stop = CancellationToken::new();
    let serving = tokio::spawn(api::serve(listener, service.clone(), stop.clone().cancelled_owned()));
    Ok((Arc::new(Entrance { address, tokens }), Server { stop, serving }))
}

impl Server {
    /// Ends it.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.cancel();
        Ok(self.serving.await??)
    }
}

impl Entrance {
    /// A new connection.
    pub async fn connect(self: &Arc<Self>) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream: BufReader::new(stream), entrance: Arc::clone(self) })
    }
}

impl Connection {
    /// Starts a case of the measured process.
    pub async fn start(&mut self, village: &Village, household: u64) -> anyhow::Result<CaseId> {
        let body = json!({"process": APPROVAL, "office": village.office, "fields": rulebook::fields(household)});
        let answer = self.post(&village.clerk, "/api/v1/cases", &body.to_string()).await?;
        Ok(serde_json::from_slice::<Started>(&answer)?.case)
    }

    /// Takes a case a step on.
    pub async fn act(&mut self, person: &PersonName, case: CaseId, action: &str) -> anyhow::Result<()> {
        let body = json!({"action": action, "comment": COMMENT}).to_string();
        self.post(person, &format!("/api/v1/cases/{case}/actions"), &body).await.map(drop)
    }

    async fn post(&mut self, person: &PersonName, path: &str, body: &str) -> anyhow::Result<Vec<u8>> {
        let token = self.entrance.tokens.get(person).map(String::as_str).unwrap_or_default();
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let (status, answer) = self.answer().await?;
        ensure!((200..300).contains(&status), "{path}: {status} {}", String::from_utf8_lossy(&answer));
        Ok(answer)
    }

    async fn answer(&mut self) -> anyhow::Result<(u16, Vec<u8>)> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status line")?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line).await? == 0 {
                bail!("the server closed the connection");
            }
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
                Some(_) => {}
                None => break,
            }
        }
        ensure!(length <= ANSWER_BYTES_MAX, "an answer of {length} bytes");
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).await?;
        Ok((status, answer))
    }
}
