//! A mail server that is dead at first, and later takes everything; it counts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The mail server.
pub struct Sink {
    /// Where it listens.
    pub port: u16,
    shared: Arc<Mutex<State>>,
}

/// What it has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// All connections.
    pub connections: usize,
    /// The most at the same time.
    pub most_at_a_time: usize,
    /// The Message-IDs of what arrived.
    pub mails: Vec<String>,
    /// The most mails in any one second.
    pub most_in_a_second: usize,
}

struct State {
    began: Instant,
    is_alive: bool,
    open: usize,
    seconds: BTreeMap<u64, usize>,
    seen: Seen,
}

impl Sink {
    /// Starts it, dead: it takes nobody's connection for long.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state =
            State { began: Instant::now(), is_alive: false, open: 0, seconds: BTreeMap::new(), seen: Seen::default() };
        let shared = Arc::new(Mutex::new(state));
        let of_listener = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let is_alive = with(&of_listener, |state| {
                    state.seen.connections += 1;
                    state.is_alive
                });
                if is_alive {
                    tokio::spawn(serve(stream, Arc::clone(&of_listener)));
                }
            }
        });
        Self { port, shared }
    }

    /// From now on it takes everything.
    pub fn revive(&self) {
        with(&self.shared, |state| state.is_alive = true);
    }

    /// What it has seen so far.
    pub fn seen(&self) -> Seen {
        with(&self.shared, |state| {
            state.seen.most_in_a_second = state.seconds.values().copied().max().unwrap_or_default();
            state.seen.clone()
        })
    }
}

fn with<T>(shared: &Mutex<State>, look: impl FnOnce(&mut State) -> T) -> T {
    look(&mut shared.lock().unwrap_or_else(PoisonError::into_inner))
}

async fn serve(stream: TcpStream, shared: Arc<Mutex<State>>) {
    with(&shared, |state| {
        state.open += 1;
        state.seen.most_at_a_time = state.seen.most_at_a_time.max(state.open);
    });
    // A conversation ends when the other side is gone.
    let _ = converse(stream, &shared).await;
    with(&shared, |state| state.open -= 1);
}

async fn converse(stream: TcpStream, shared: &Mutex<State>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 sink ESMTP\r\n").await?;
    let mut in_mail = false;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match (in_mail, line.as_str()) {
            (true, ".") => {
                in_mail = false;
                with(shared, State::took);
                b"250 taken\r\n"
            }
            (true, header) => {
                if let Some(id) = header.strip_prefix("Message-ID: ") {
                    with(shared, |state| state.seen.mails.push(id.to_owned()));
                }
                continue;
            }
            (false, "DATA") => {
                in_mail = true;
                b"354 go on\r\n"
            }
            (false, "QUIT") => return writer.write_all(b"221 bye\r\n").await,
            (false, _) => b"250 ok\r\n",
        };
        writer.write_all(answer).await?;
    }
    Ok(())
}

impl State {
    fn took(&mut self) {
        *self.seconds.entry(self.began.elapsed().as_secs()).or_default() += 1;
    }
}
