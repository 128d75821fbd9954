//! Everything one chapter needs: a disk, a fresh database, nodes on it, a mail server, the rulebook with the tests' people, a
//! token for each of them.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use tests::harness::{Backend, root};
use tests::raw::Raw;
use tests::smtp_server::SmtpServer;
use tokio::runtime::Runtime;

use crate::book::Book;
use crate::cluster::Cluster;
use crate::disk::Disk;
use crate::mirror::Names;
use crate::options::Options;
use crate::owner::Owner;
use crate::relay::Relay;
use crate::server::Server;

/// Who acts.
pub const PEOPLE: [&str; 6] = ["李梅", "赵敏", "王强", "周平", "陈静", "褚卫"];
/// The database of the nodes.
pub const DATABASE: &str = "doudi";
/// The key that nodes on one database share; nobody's.
const MASTER_KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// Everything one chapter needs.
pub struct Site {
    /// The nodes; dropped, and so killed, before what they stand on.
    pub nodes: Vec<Server>,
    /// The database's server, if it is one.
    pub cluster: Option<Cluster>,
    /// What is under all of them.
    pub disk: Disk,
    /// What is between the nodes and the mail server.
    pub relay: Relay,
    /// Where mails arrive.
    pub smtp: SmtpServer,
    /// Who may ask with which token.
    pub tokens: BTreeMap<String, String>,
    /// The record of the chapter.
    pub book: Arc<Book>,
    /// To look into the database with.
    pub runtime: Runtime,
    /// Where the database is.
    pub url: String,
    /// Which store it is.
    pub store: Backend,
    lies: bool,
    folder: TempDir,
}

impl Site {
    /// Makes it, with the first node started once and killed again.
    pub fn make(options: &Options) -> Self {
        let folder = TempDir::new().unwrap();
        // PostgreSQL's user has to come through.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let (owner, names) = match options.store {
            Backend::Sqlite => (None, Names::Strict),
            Backend::Postgres => (Owner::of_postgres(), Names::FirstSync),
        };
        let shim = options.doudi.with_file_name("libshim.so");
        let disk = Disk::make(folder.path(), &shim, options.power_may_be_lost(), names, owner.clone());
        let cluster = (options.store == Backend::Postgres).then(|| {
            let mut cluster = Cluster::make(&disk.root, free_port(), owner);
            disk.seal();
            cluster.start(disk.environment(false));
            cluster.create_database(DATABASE);
            cluster
        });
        let smtp = SmtpServer::start().unwrap();
        let relay = Relay::start(smtp.port());
        let nodes = nodes(options, folder.path(), &disk, cluster.as_ref(), relay.port());
        let url = match &cluster {
            Some(cluster) => cluster.url(DATABASE),
            None => format!("sqlite:{}", nodes[0].data.join("doudi.db").display()),
        };
        let book = Arc::new(Book::new(&folder.path().join("requests.jsonl")));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (tokens, store, lies) = (BTreeMap::new(), options.store, false);
        let mut site = Self { nodes, cluster, disk, relay, smtp, tokens, book, runtime, url, store, lies, folder };
        site.nodes[0].start_ready();
        site.tokens = PEOPLE.iter().map(|person| ((*person).to_owned(), site.nodes[0].token(person))).collect();
        site.kill_nodes();
        if options.lie {
            site.lie();
        }
        site
    }

    /// From now on syncs are answered and not done.
    fn lie(&mut self) {
        self.lies = true;
        if let Some(cluster) = &mut self.cluster {
            cluster.stop();
        }
        self.disk.seal();
        for node in &mut self.nodes {
            node.environment.push(("SHIM_LIE", "1".to_owned()));
        }
        if let Some(cluster) = &mut self.cluster {
            cluster.start(self.disk.environment(true));
        }
    }

    /// Whether the disk lies.
    pub fn lies(&self) -> bool {
        self.lies
    }

    /// Where the servers write what they say.
    pub fn said(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// Kills all nodes.
    pub fn kill_nodes(&mut self) {
        self.nodes.iter_mut().for_each(Server::kill);
    }

    /// Starts the nodes that do not run, without waiting.
    pub fn start_nodes(&mut self) {
        self.nodes.iter_mut().filter(|node| !node.is_started()).for_each(Server::start);
    }

    /// Waits until all nodes can be asked; answers whether that came about.
    pub fn wait_until_ready(&mut self) -> bool {
        self.nodes.iter_mut().all(Server::wait_until_ready)
    }

    /// The first column of a query.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        self.runtime.block_on(async { Raw::open(&self.url).await.texts(sql).await })
    }

    /// Changes the database behind the servers' back; answers how many rows changed.
    pub fn change(&self, sql: &str) -> u64 {
        self.runtime.block_on(async { Raw::open(&self.url).await.tamper(sql).await })
    }

    /// How many rows a query counts.
    pub fn count(&self, sql: &str) -> i64 {
        self.runtime.block_on(async { Raw::open(&self.url).await.count(sql).await })
    }
}

fn nodes(options: &Options, folder: &Path, disk: &Disk, cluster: Option<&Cluster>, smtp_port: u16) -> Vec<Server> {
    let workflows = rulebook(folder);
    let node = |number: u64| {
        let mut environment = disk.environment(false);
        environment.push(disk.clock_environment());
        if cluster.is_some() {
            // The nodes' own folders hold nothing that must last; the disk under test is the database's.
            environment.retain(|(name, _)| *name != "SHIM_MIRROR" && *name != "SHIM_FULL");
            environment.push(("DOUDI_MASTER_KEY", MASTER_KEY.to_owned()));
        }
        Server {
            doudi: options.doudi.clone(),
            data: match cluster {
                Some(_) => folder.join(format!("node-{number}")),
                None => disk.root.join("data"),
            },
            database: cluster.map(|cluster| cluster.url(DATABASE)),
            workflows: vec![workflows.clone()],
            port: free_port(),
            smtp_port,
            says: folder.join("server.log"),
            environment,
            child: None,
        }
    };
    (0..options.nodes).map(node).collect()
}

/// A copy, so that nobody edits the rulebook of a running run.
fn rulebook(folder: &Path) -> PathBuf {
    let workflows = folder.join("workflows");
    copy(&root().join("workflows"), &workflows);
    // Recurring duties would start cases of their own, which nobody counts here.
    fs::remove_dir_all(workflows.join("obligations")).unwrap();
    fs::write(workflows.join("people.yaml"), include_str!("../../people.yaml")).unwrap();
    fs::write(workflows.join("late-probe.yaml"), include_str!("../../texts/late-probe.yaml")).unwrap();
    workflows
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
