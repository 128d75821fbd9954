//! Between the nodes and the mail server: passes mails on, or behaves as mail servers do on bad days.

use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What a slow server takes for each answer.
const SLOW: Duration = Duration::from_millis(200);
/// How often one that hangs looks whether it still should.
const HANGING: Duration = Duration::from_millis(50);
/// One that greylists refuses so many of the recipients at first.
const GREYLISTED_ONE_IN: u64 = 2;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// As a mail server should.
    Well,
    /// It takes nobody's connection for long.
    Down,
    /// It answers late.
    Slow,
    /// It asks to come again later: 451.
    Greylisting,
    /// It takes connections and says nothing.
    Hanging,
    /// It takes the mail and is gone before it has said so.
    GoneAfterData,
}

/// All but well.
pub const BAD_MOODS: [Mood; 5] = [Mood::Down, Mood::Slow, Mood::Greylisting, Mood::Hanging, Mood::GoneAfterData];

/// A relay; its threads end with the process.
#[derive(Debug)]
pub struct Relay {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    mood: Mutex<Mood>,
    recipients: AtomicU64,
}

impl Relay {
    /// Starts one before a mail server.
    pub fn start(behind: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared { mood: Mutex::new(Mood::Well), recipients: AtomicU64::default() });
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for client in listener.incoming().filter_map(Result::ok) {
                let shared = Arc::clone(&of_thread);
                // A conversation that breaks is what this is for.
                thread::spawn(move || drop(converse(client, behind, &shared)));
            }
        });
        Self { port, shared }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How it behaves from now on.
    pub fn set(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
    }
}

impl Shared {
    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits as long as the mood asks; answers whether to go on.
    fn goes_on(&self) -> bool {
        while self.mood() == Mood::Hanging {
            crate::pause(HANGING);
        }
        if self.mood() == Mood::Slow {
            crate::pause(SLOW);
        }
        self.mood() != Mood::Down
    }

    fn greylists(&self, line: &str) -> bool {
        let is_recipient = line.to_ascii_uppercase().starts_with("RCPT");
        is_recipient
            && self.mood() == Mood::Greylisting
            && self.recipients.fetch_add(1, Ordering::Relaxed).is_multiple_of(GREYLISTED_ONE_IN)
    }
}

fn converse(client: TcpStream, behind: u16, shared: &Shared) -> Result<()> {
    if !shared.goes_on() {
        return Ok(());
    }
    let server = TcpStream::connect(("127.0.0.1", behind))?;
    let (mut to_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let (mut from_client, mut from_server) = (BufReader::new(client), BufReader::new(server));
    to_client.write_all(&answer(&mut from_server)?)?;
    loop {
        let mut line = String::new();
        if from_client.read_line(&mut line)? == 0 || !shared.goes_on() {
            return Ok(());
        }
        if shared.greylists(&line) {
            to_client.write_all(b"451 4.7.1 greylisted, come again later\r\n")?;
            continue;
        }
        to_server.write_all(line.as_bytes())?;
        let told = answer(&mut from_server)?;
        to_client.write_all(&told)?;
        if told.starts_with(b"354") {
            pass_mail(&mut from_client, &mut to_server)?;
            let told = answer(&mut from_server)?;
            if shared.mood() == Mood::GoneAfterData || !shared.goes_on() {
                return Ok(());
            }
            to_client.write_all(&told)?;
        }
    }
}

/// Passes on everything up to the line with a single dot.
fn pass_mail(from: &mut impl BufRead, to: &mut impl Write) -> Result<()> {
    let mut line = Vec::new();
    while line != b".\r\n" {
        line.clear();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        to.write_all(&line)?;
    }
    Ok(())
}

/// An answer of one or more lines: all but the last have a dash after their number.
fn answer(from: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let mut line = Vec::new();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let is_last = line.get(3) != Some(&b'-');
        all.extend(line);
        if is_last {
            return Ok(all);
        }
    }
}
