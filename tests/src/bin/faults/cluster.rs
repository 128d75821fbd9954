//! A PostgreSQL server on the disk under test: started, and killed with all its processes as a loss of power would.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tests::postgres::programs;

use crate::owner::Owner;
use crate::process;

/// How long a start may take, with the recovery after a crash.
const READY: Duration = Duration::from_secs(120);
/// The database's user.
const USER: &str = "doudi";
/// Small files and frequent checkpoints: more happens in a round, and less is copied at each sync.
const SETTINGS: [&str; 10] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_wal_size=8MB",
    "min_wal_size=2MB",
    "checkpoint_timeout=30s",
    "shared_buffers=32MB",
    "deadlock_timeout=100ms",
    "wal_sync_method=fdatasync",
    "max_connections=200",
    // In its own folder, so that what is killed leaves nothing behind elsewhere.
    "dynamic_shared_memory_type=mmap",
];

/// A server of databases.
#[derive(Debug)]
pub struct Cluster {
    data: PathBuf,
    log: PathBuf,
    port: u16,
    owner: Option<Owner>,
    environment: Vec<(&'static str, String)>,
    child: Option<Child>,
}

impl Cluster {
    /// Makes the files of a new one below a folder that belongs to `owner`.
    pub fn make(folder: &Path, port: u16, owner: Option<Owner>) -> Self {
        let log = folder.with_file_name("postgres.log");
        let data = folder.join("cluster");
        let cluster = Self { data, log, port, owner, environment: Vec::new(), child: None };
        let mut command = cluster.command("initdb");
        command.args(["-U", USER, "--auth=trust", "--no-sync", "--no-locale", "-E", "UTF8", "--wal-segsize=1"]);
        assert!(command.status().unwrap().success(), "see {}", cluster.log.display());
        cluster
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Starts it, with an environment, and waits until it can be asked.
    pub fn start(&mut self, environment: Vec<(&'static str, String)>) {
        self.environment = environment;
        let mut command = self.command("postgres");
        command.args(["-p", &self.port.to_string()]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let child = command.spawn().unwrap();
        let (pid, deadline) = (child.id(), Instant::now() + READY);
        self.child = Some(child);
        while !self.is_ready() {
            assert!(Instant::now() < deadline && self.is_running(), "PostgreSQL does not start: {}", self.said());
            crate::pause(Duration::from_millis(20));
        }
        process::assert_preloaded(pid, self.environment.iter().any(|(name, _)| *name == "LD_PRELOAD"));
    }

    /// Kills all its processes as the loss of power does.
    pub fn kill(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        process::signal(child.id(), "STOP");
        let children = process::children(child.id());
        for pid in &children {
            process::signal(*pid, "KILL");
        }
        child.kill().unwrap();
        child.wait().unwrap();
        process::wait_until_gone(&children);
    }

    /// Stops it in good order.
    pub fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        process::signal(child.id(), "INT");
        child.wait().unwrap();
    }

    /// Makes an empty database.
    pub fn create_database(&self, name: &str) {
        self.sql("postgres", &format!("CREATE DATABASE {name}")).unwrap();
    }

    /// Whether its main process runs.
    pub fn is_running(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| child.try_wait().unwrap().is_none())
    }

    /// Runs SQL; answers what it prints.
    pub fn sql(&self, database: &str, sql: &str) -> Result<String, String> {
        let mut psql = Command::new(programs().unwrap().join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]).arg(self.url(database));
        let output = psql.output().unwrap();
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) }
    }

    fn is_ready(&self) -> bool {
        self.sql("postgres", "SELECT 1").is_ok()
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// One of its programs, ended with this process, however that ends.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("setpriv");
        command.arg("--pdeathsig=KILL");
        if let Some(owner) = &self.owner {
            command.args(owner.arguments());
        }
        command.arg(programs().unwrap().join(program)).arg("-D").arg(&self.data);
        let log = OpenOptions::new().create(true).append(true).open(&self.log).unwrap();
        command.envs(self.environment.iter().map(|(name, value)| (*name, value)));
        command.current_dir("/").stdin(Stdio::null()).stdout(both(&log)).stderr(log);
        command
    }
}

fn both(log: &File) -> File {
    log.try_clone().unwrap()
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(child) = &self.child {
            // At once, but so that it gives back the memory it shares.
            process::signal(child.id(), "QUIT");
        }
        self.stop();
    }
}
