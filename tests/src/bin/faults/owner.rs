//! Whom the files of a database's server belong to: PostgreSQL refuses to run as root.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

/// A user and a group, by their numbers.
#[derive(Clone, Debug)]
pub struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    /// `nobody`, if this runs as root; else whoever this runs as needs no other.
    pub fn of_postgres() -> Option<Self> {
        if fs::metadata("/proc/self").unwrap().uid() != 0 {
            return None;
        }
        let users = fs::read_to_string("/etc/passwd").unwrap();
        let nobody = users.lines().find_map(|line| line.strip_prefix("nobody:")).unwrap();
        let mut numbers = nobody.split(':').skip(1).map(|number| number.parse().unwrap());
        Some(Self { user: numbers.next().unwrap(), group: numbers.next().unwrap() })
    }

    /// Makes everything below a path his.
    pub fn given(&self, path: &Path) {
        let whose = format!("{}:{}", self.user, self.group);
        assert!(Command::new("chown").args(["-R", &whose]).arg(path).status().unwrap().success());
    }

    /// The arguments by which `setpriv` becomes him.
    pub fn arguments(&self) -> [String; 3] {
        [format!("--reuid={}", self.user), format!("--regid={}", self.group), "--clear-groups".to_owned()]
    }
}
