//! One request a connection, one line of JSON each way, over a socket in the data folder.

use std::path::{Path, PathBuf};

use definition::bilingual::Bilingual;
use service::Service;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio_util::sync::CancellationToken;

use super::execute::execute;
use super::request::{Reply, Request};
use crate::failure::Failure;

/// The name of the socket in the data folder.
const SOCKET: &str = "console.sock";
/// The largest request, in bytes: the texts of a large rulebook.
const REQUEST_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Where the console of a folder listens.
pub fn socket_path(folder: &Path) -> PathBuf {
    folder.join(SOCKET)
}

/// Asks the server of a folder; none if no server runs there.
pub async fn ask(folder: &Path, request: &Request) -> anyhow::Result<Option<Reply>> {
    let Ok(mut stream) = UnixStream::connect(socket_path(folder)).await else { return Ok(None) };
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer).await?;
    if answer.is_empty() {
        return Err(
            Failure::new(Bilingual::new("服务器没有答复就断开了", "the server hung up without an answer")).into()
        );
    }
    Ok(Some(serde_json::from_str(&answer)?))
}

/// A console that can be reached, though nobody answers yet.
pub struct Listening {
    path: PathBuf,
    listener: UnixListener,
}

/// Opens the console of a folder: from now on it can be reached, by the folder's owner alone.
pub fn listen(folder: &Path) -> anyhow::Result<Listening> {
    let path = socket_path(folder);
    // Whoever holds the folder's lock owns the socket's name too; one left behind belongs to nobody.
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)?;
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(Listening { path, listener })
}

impl Listening {
    /// Answers until stopped.
    pub async fn answer(self, service: Service, stop: CancellationToken) {
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = self.listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else { continue };
            let service = service.clone();
            tokio::spawn(async move {
                if let Err(error) = answer(stream, &service).await {
                    tracing::warn!(%error, "the console could not answer");
                }
            });
        }
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn answer(stream: UnixStream, service: &Service) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    BufReader::new(read.take(REQUEST_BYTES_MAX)).read_line(&mut line).await?;
    let reply = match serde_json::from_str(&line) {
        Ok(request) => execute(service, request).await,
        Err(error) => Reply::Refused { message: Bilingual::same(error.to_string()), help: None },
    };
    let mut answer = serde_json::to_vec(&reply)?;
    answer.push(b'\n');
    write.write_all(&answer).await?;
    Ok(())
}
