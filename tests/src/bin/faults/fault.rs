//! What can befall the servers in a round.

use tests::harness::Backend;

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A server is killed with signal 9; of several, some.
    Kill,
    /// Everything is killed, the database's server too, and what was not synced is gone.
    PowerLoss,
    /// A server is stopped and goes on later; its leases run out meanwhile.
    Stop,
    /// The connections to the database are cut, again and again.
    Cut,
    /// The database refuses steps as not serialisable, and others hold rows in a ring.
    Conflict,
    /// Somebody else holds what the server wants to write, now and then longer than it waits.
    Locked,
    /// There is no room on the disk for a while.
    DiskFull,
    /// The clock goes back an hour, forward ten years, or stands still.
    Clock,
    /// The mail server is down, slow, refuses at first, hangs, or goes away after it has taken a mail.
    Smtp,
}

impl Fault {
    const ALL: [(&str, Fault); 9] = [
        ("kill", Fault::Kill),
        ("power-loss", Fault::PowerLoss),
        ("stop", Fault::Stop),
        ("cut", Fault::Cut),
        ("conflict", Fault::Conflict),
        ("locked", Fault::Locked),
        ("disk-full", Fault::DiskFull),
        ("clock", Fault::Clock),
        ("smtp", Fault::Smtp),
    ];

    /// Reads names with commas between; `all` is each one the store knows.
    pub fn read(names: &str, store: Backend) -> Result<Vec<Self>, String> {
        if names == "all" {
            return Ok(Self::ALL.iter().map(|(_, fault)| *fault).filter(|fault| fault.is_known_to(store)).collect());
        }
        names.split(',').map(|name| Self::one(name, store)).collect()
    }

    fn one(name: &str, store: Backend) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, fault)| *fault);
        let fault = found.ok_or_else(|| format!("--faults: {name} is no fault"))?;
        if fault.is_known_to(store) { Ok(fault) } else { Err(format!("--faults: {name} does not befall {store:?}")) }
    }

    /// An embedded database has no connections, nor anybody to conflict with.
    fn is_known_to(self, store: Backend) -> bool {
        store == Backend::Postgres || !matches!(self, Fault::Cut | Fault::Conflict)
    }

    /// What the line of a round calls it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, fault)| *fault == self).map_or("", |(word, _)| word)
    }
}
