//! A PostgreSQL server of its own for a test process: real, with its default durability, gone when the process is gone.
//!
//! Uses only the standard library, so that any crate's tests can include this file.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Where Debian puts each version's programs.
const PROGRAMS: &str = "/usr/lib/postgresql";
/// What is said when there are none.
const MISSING: &str = "expected PostgreSQL's programs in /usr/lib/postgresql/*/bin, found none; \
                       these tests need it: apt-get install -y postgresql";
/// The database user of the tests.
const USER: &str = "doudi";
/// How often another port is tried when somebody was faster.
const ATTEMPTS_MAX: u32 = 3;

/// Makes and runs a server until its standard input ends, which it does with the test process, however that ends. Making
/// one takes a second, so the first leaves a copy for those that follow; a rename puts it in place whole or not at all.
const SCRIPT: &str = r#"
make() {
    if [ -d "$TEMPLATE" ]; then cp -a "$TEMPLATE" "$DIR/data"; return; fi
    "$BIN/initdb" -D "$DIR/data" -U "$DBUSER" --auth=trust --no-sync --no-locale -E UTF8 || return
    cp -a "$DIR/data" "$DIR/template" && mv -T "$DIR/template" "$TEMPLATE"
    return 0
}
TEMPLATE="$DIR/../doudi-postgres-template-$VERSION-$(id -u)"
make >"$DIR/log" 2>&1 &&
"$BIN/pg_ctl" -w -D "$DIR/data" -l "$DIR/log" -o "-k $DIR -p $PORT -c listen_addresses=127.0.0.1" start >>"$DIR/log" 2>&1
if [ $? -eq 0 ]; then echo ready; else echo failed; exit 1; fi
read -r end
"$BIN/pg_ctl" -D "$DIR/data" -m immediate stop >>"$DIR/log" 2>&1
rm -rf "$DIR"
"#;

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    supervisor: Mutex<Child>,
    programs: PathBuf,
    port: u16,
    databases: AtomicU32,
}

impl Postgres {
    /// Starts a server.
    ///
    /// # Errors
    /// If PostgreSQL is not installed, naming the package, or if it does not start, with its log.
    pub fn start() -> Result<Self, String> {
        let programs = programs().ok_or(MISSING)?;
        let mut last = String::new();
        for attempt in 0..ATTEMPTS_MAX {
            match try_start(&programs, attempt) {
                Ok(server) => return Ok(server),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// The server of this process, started when first asked for.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn shared() -> Result<&'static Self, String> {
        static SHARED: OnceLock<Result<Postgres, String>> = OnceLock::new();
        SHARED.get_or_init(Postgres::start).as_ref().map_err(Clone::clone)
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and answers its address.
    ///
    /// # Errors
    /// With what the server says.
    pub fn fresh_database(&self) -> Result<String, String> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url(&name))
    }

    /// Runs SQL in a database and answers what it prints, one row a line.
    ///
    /// # Errors
    /// With what the server says.
    pub fn sql(&self, database: &str, sql: &str) -> Result<String, String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]).arg(self.url(database));
        let output = psql.output().map_err(|error| format!("psql does not run: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut supervisor = self.supervisor.lock().unwrap_or_else(PoisonError::into_inner);
        drop(supervisor.stdin.take());
        // Nothing can be done about a server that does not stop, and the test has its result.
        let _stopped = supervisor.wait();
    }
}

/// The programs of the highest version installed.
pub fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir(PROGRAMS).ok()?.filter_map(Result::ok).map(|version| version.path().join("bin"));
    versions.filter(|bin| bin.join("initdb").exists()).max_by_key(|bin| version(bin))
}

/// The version some programs stand under.
fn version(programs: &Path) -> Option<u32> {
    programs.parent()?.file_name()?.to_str()?.parse().ok()
}

fn try_start(programs: &Path, attempt: u32) -> Result<Postgres, String> {
    let failed = |what: &str, error: std::io::Error| format!("{what}: {error}");
    let folder = std::env::temp_dir().join(format!("doudi-postgres-{}-{attempt}", std::process::id()));
    fs::create_dir(&folder).map_err(|error| failed("the server's folder cannot be made", error))?;
    let port = free_port().map_err(|error| failed("no free port", error))?;
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", SCRIPT])
        .env("BIN", programs)
        .env("VERSION", version(programs).unwrap_or_default().to_string())
        .env("DIR", &folder)
        .env("DBUSER", USER)
        .env("PORT", port.to_string())
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    // A signal to the test's terminal must not stop the server before the test has ended.
    command.process_group(0);
    run_as_nobody(&mut command, &folder).map_err(|error| failed("the server cannot run as nobody", error))?;
    let mut supervisor = command.spawn().map_err(|error| failed("the server does not start", error))?;
    if !is_ready(&mut supervisor) {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        // Left over only if it cannot be removed, and then by the system's cleaning.
        let _removed = fs::remove_dir_all(&folder);
        return Err(format!("PostgreSQL does not start:\n{log}"));
    }
    Ok(Postgres {
        supervisor: Mutex::new(supervisor),
        programs: programs.to_owned(),
        port,
        databases: AtomicU32::new(0),
    })
}

fn is_ready(supervisor: &mut Child) -> bool {
    let mut line = String::new();
    let read = supervisor.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut line));
    matches!(read, Some(Ok(_))) && line.trim() == "ready"
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// PostgreSQL refuses to run as root.
fn run_as_nobody(command: &mut Command, folder: &Path) -> std::io::Result<()> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(());
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let nobody = users.lines().find_map(|line| line.strip_prefix("nobody:"));
    let mut ids = nobody.into_iter().flat_map(|line| line.split(':').skip(1).take(2)).filter_map(|id| id.parse().ok());
    let (Some(user), Some(group)) = (ids.next(), ids.next()) else {
        return Err(std::io::Error::other("there is no user nobody in /etc/passwd"));
    };
    chown(folder, Some(user), Some(group))?;
    command.uid(user).gid(group);
    Ok(())
}
