//! The real server as a child process: started, killed without warning, verified.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use ureq::Agent;

use crate::process;

/// How long the server may take until it is ready.
const READY: Duration = Duration::from_secs(120);

/// How the server is run.
#[derive(Debug)]
pub struct Server {
    /// Its program.
    pub doudi: PathBuf,
    /// Its folder.
    pub data: PathBuf,
    /// Its database, if it is not a file in its folder.
    pub database: Option<String>,
    /// What it publishes.
    pub workflows: Vec<PathBuf>,
    /// Where it listens.
    pub port: u16,
    /// Where it mails to.
    pub smtp_port: u16,
    /// Where it writes what it says.
    pub says: PathBuf,
    /// What it is run with: the shim, a key.
    pub environment: Vec<(&'static str, String)>,
    /// While it runs.
    pub child: Option<Child>,
}

impl Server {
    /// Its address.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Starts it, without waiting for it.
    pub fn start(&mut self) {
        let mut command = self.command("serve");
        for folder in &self.workflows {
            command.arg("--workflows").arg(folder);
        }
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        command.args(["--smtp", &format!("127.0.0.1:{}", self.smtp_port)]);
        let says = self.record();
        command.stdin(Stdio::null()).stdout(says.try_clone().unwrap()).stderr(says);
        self.child = Some(command.spawn().unwrap());
    }

    /// Whether it has been started and not been killed.
    pub fn is_started(&self) -> bool {
        self.child.is_some()
    }

    /// Stops it where it stands, or lets it go on.
    pub fn stand_still(&self, still: bool) {
        if let Some(child) = &self.child {
            process::signal(child.id(), if still { "STOP" } else { "CONT" });
        }
    }

    /// Starts it and waits for it.
    pub fn start_ready(&mut self) {
        self.start();
        assert!(self.wait_until_ready(), "the server is not ready; see {}", self.says.display());
    }

    /// Waits until it can be asked; answers whether that came about.
    pub fn wait_until_ready(&mut self) -> bool {
        let agent: Agent = Agent::config_builder().timeout_global(Some(Duration::from_secs(1))).build().into();
        let deadline = Instant::now() + READY;
        while Instant::now() < deadline {
            if agent.get(self.url("/readyz")).call().is_ok() {
                let shimmed = self.environment.iter().any(|(name, _)| *name == "LD_PRELOAD");
                self.child.iter().for_each(|child| process::assert_preloaded(child.id(), shimmed));
                return true;
            }
            let ended = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten());
            if ended.is_some() {
                return false;
            }
        }
        false
    }

    /// Kills it as the kernel kills, and waits until it is gone.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// What `doudi verify` finds, while no server runs.
    pub fn verify(&self) -> Result<Json, String> {
        let mut command = self.command("verify");
        let output = command.arg("--json").output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let found: Json = serde_json::from_str(&said)
            .map_err(|_| format!("{} {said} {}", output.status, String::from_utf8_lossy(&output.stderr)))?;
        if output.status.success() { Ok(found) } else { Err(found.to_string()) }
    }

    /// A new token for a person.
    pub fn token(&self, person: &str) -> String {
        let output = self.command("token").args(["add", person]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.doudi);
        command.env("DOUDI_DATA", &self.data).env("RUST_LOG", "warn").arg(name);
        command.envs(self.environment.iter().map(|(name, value)| (*name, value)));
        if let Some(database) = &self.database {
            command.env("DOUDI_DATABASE", database);
        }
        command
    }

    fn record(&self) -> File {
        OpenOptions::new().create(true).append(true).open(&self.says).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
