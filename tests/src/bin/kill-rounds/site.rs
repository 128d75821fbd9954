//! Everything one run needs: a fresh database, a mail server, the rulebook with the tests' people, a token for each of them.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::Path;

use tempfile::TempDir;
use tests::harness::{Backend, root};
use tests::postgres::Postgres;
use tests::raw::Raw;
use tests::smtp_server::SmtpServer;
use tokio::runtime::Runtime;

use crate::book::Book;
use crate::options::Options;
use crate::server::Server;

/// Who acts.
pub const PEOPLE: [&str; 6] = ["李梅", "赵敏", "王强", "周平", "陈静", "褚卫"];

/// Everything one run needs.
pub struct Site {
    /// The server; dropped, and so killed, before what it stands on.
    pub server: Server,
    /// Where its mails arrive.
    pub smtp: SmtpServer,
    /// Who may ask with which token.
    pub tokens: BTreeMap<String, String>,
    /// The record of the run.
    pub book: std::sync::Arc<Book>,
    /// To look into the database with.
    pub runtime: Runtime,
    /// Where the database is.
    pub url: String,
    /// Which store it is.
    pub store: Backend,
    _folder: TempDir,
}

impl Site {
    /// Makes it, with the server started once and stopped again.
    pub fn make(options: &Options) -> Self {
        let folder = TempDir::new().unwrap();
        let workflows = folder.path().join("workflows");
        // A copy, so that nobody edits the rulebook of a running run.
        copy(&root().join("workflows"), &workflows);
        fs::write(workflows.join("people.yaml"), include_str!("../../people.yaml")).unwrap();
        fs::write(workflows.join("late-probe.yaml"), include_str!("../../texts/late-probe.yaml")).unwrap();
        let smtp = SmtpServer::start().unwrap();
        let data = folder.path().join("data");
        let database = match options.store {
            Backend::Sqlite => None,
            Backend::Postgres => Some(Postgres::shared().unwrap().fresh_database().unwrap()),
        };
        let url = database.clone().unwrap_or_else(|| format!("sqlite:{}", data.join("doudi.db").display()));
        let mut server = Server {
            doudi: options.doudi.clone(),
            data,
            database,
            workflows: vec![workflows],
            port: free_port(),
            smtp_port: smtp.port(),
            says: folder.path().join("server.log"),
            child: None,
        };
        server.start_ready();
        let tokens = PEOPLE.iter().map(|person| ((*person).to_owned(), server.token(person))).collect();
        server.kill();
        let book = std::sync::Arc::new(Book::new(&folder.path().join("requests.jsonl")));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Self { server, smtp, tokens, book, runtime, url, store: options.store, _folder: folder }
    }

    /// The first column of a query.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        self.runtime.block_on(async { Raw::open(&self.url).await.texts(sql).await })
    }

    /// Changes the database behind the back of a server that does not run; answers how many rows changed.
    pub fn change(&self, sql: &str) -> u64 {
        self.runtime.block_on(async { Raw::open(&self.url).await.tamper(sql).await })
    }

    /// How many rows a query counts.
    pub fn count(&self, sql: &str) -> i64 {
        self.runtime.block_on(async { Raw::open(&self.url).await.count(sql).await })
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).unwrap();
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
