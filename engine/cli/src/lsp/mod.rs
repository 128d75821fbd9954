//! The language server: messages in and out, and the texts of the rulebook an editor has open. What to answer is `authoring`'s.

mod answer;
mod place;
mod rulebook;

use std::collections::BTreeSet;
use std::time::Duration;

use definition::bilingual::Language;
use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument, Notification as _,
    PublishDiagnostics,
};
use lsp_types::{
    CompletionOptions, DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, HoverProviderCapability, InitializeParams, OneOf, PublishDiagnosticsParams,
    RenameOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, WorkDoneProgressOptions,
};

use rulebook::Rulebook;

/// How long nobody must have typed or asked before the whole rulebook is checked.
const PAUSE: Duration = Duration::from_millis(120);
/// The server's name and version, as editors show them.
const NAME: &str = "doudi";

/// Answers an editor over standard input and output until it says that it is done.
pub fn serve(language: Language) -> anyhow::Result<()> {
    let (connection, threads) = Connection::stdio();
    let (id, parameters) = connection.initialize_start()?;
    let parameters: InitializeParams = serde_json::from_value(parameters)?;
    let answer = serde_json::json!({
        "capabilities": capabilities(),
        "serverInfo": {"name": NAME, "version": env!("CARGO_PKG_VERSION")},
    });
    connection.initialize_finish(id, answer)?;
    let mut server = Server { connection, rulebook: Rulebook::new(language), told: BTreeSet::new() };
    server.rulebook.open_folders(&parameters);
    server.run()?;
    // The threads end when the last sender is gone.
    drop(server);
    threads.join()?;
    Ok(())
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", ":", "{", "[", ","].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        ..ServerCapabilities::default()
    }
}

struct Server {
    connection: Connection,
    rulebook: Rulebook,
    /// The paths whose problems the editor shows.
    told: BTreeSet<String>,
}

impl Server {
    /// Takes what comes; when nothing has come for a while and a text has changed, tells the problems.
    fn run(&mut self) -> anyhow::Result<()> {
        let mut is_stale = false;
        loop {
            let waited = is_stale.then(|| self.connection.receiver.recv_timeout(PAUSE));
            let message = match waited {
                Some(Ok(message)) => message,
                Some(Err(_)) => {
                    self.tell_problems()?;
                    is_stale = false;
                    continue;
                }
                None => match self.connection.receiver.recv() {
                    Ok(message) => message,
                    Err(_) => return Ok(()),
                },
            };
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    self.answer(request)?;
                }
                Message::Notification(notification) => is_stale |= self.take(notification)?,
                Message::Response(_) => {}
            }
        }
    }

    fn answer(&self, request: Request) -> anyhow::Result<()> {
        let id = request.id.clone();
        let response = match answer::answer(&self.rulebook, request) {
            Ok(value) => Response::new_ok(id, value),
            Err(failure) => Response::new_err(id, failure.code, failure.text),
        };
        self.connection.sender.send(Message::Response(response))?;
        Ok(())
    }

    /// Whether a text changed.
    fn take(&mut self, notification: Notification) -> anyhow::Result<bool> {
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                let opened: DidOpenTextDocumentParams = serde_json::from_value(notification.params)?;
                self.rulebook.open(&opened.text_document.uri, opened.text_document.text);
            }
            DidChangeTextDocument::METHOD => {
                let changed: DidChangeTextDocumentParams = serde_json::from_value(notification.params)?;
                let Some(whole) = changed.content_changes.into_iter().next_back() else { return Ok(false) };
                self.rulebook.open(&changed.text_document.uri, whole.text);
            }
            DidCloseTextDocument::METHOD => {
                let closed: DidCloseTextDocumentParams = serde_json::from_value(notification.params)?;
                self.rulebook.close(&closed.text_document.uri);
            }
            DidChangeWatchedFiles::METHOD => {
                let changed: DidChangeWatchedFilesParams = serde_json::from_value(notification.params)?;
                changed.changes.iter().for_each(|change| self.rulebook.changed_on_disk(&change.uri));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn tell_problems(&mut self) -> anyhow::Result<()> {
        let found = self.rulebook.problems();
        let gone: Vec<String> = self.told.iter().filter(|path| !found.contains_key(*path)).cloned().collect();
        let empty = gone.into_iter().map(|path| (path, Vec::new()));
        let told = found.keys().cloned().collect();
        for (path, diagnostics) in found.into_iter().chain(empty) {
            let Some(uri) = place::uri(&path) else { continue };
            let parameters = PublishDiagnosticsParams { uri, diagnostics, version: None };
            let notification = Notification::new(PublishDiagnostics::METHOD.to_owned(), parameters);
            self.connection.sender.send(Message::Notification(notification))?;
        }
        self.told = told;
        Ok(())
    }
}
