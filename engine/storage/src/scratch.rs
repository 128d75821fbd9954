//! A PostgreSQL database of one's own for a while: made beside those of a server, and taken away again.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::error::{Result, StorageError};

/// A database made for a measurement.
#[derive(Debug)]
pub struct Scratch {
    server: DatabaseConnection,
    name: String,
    url: String,
}

impl Scratch {
    /// Makes an empty database beside the one an address names. The name is made of letters, digits and `_` only.
    pub async fn create(beside: &str, name: &str) -> Result<Self> {
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let address = beside.replacen("postgresql://", "postgres://", 1);
        let url = renamed(&address, &name).ok_or_else(|| StorageError::Address(beside.to_owned()))?;
        let server = Database::connect(&address).await?;
        let scratch = Self { server, name, url };
        scratch.say("CREATE DATABASE", "").await?;
        Ok(scratch)
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The number of the process of the server that serves this connection, on the server's machine.
    pub async fn process(&self) -> Result<i32> {
        let asked = Statement::from_string(DbBackend::Postgres, "SELECT pg_backend_pid()");
        let row = self.server.query_one_raw(asked).await?;
        let row = row.ok_or_else(|| StorageError::corrupt("pg_backend_pid()", "the database gave no answer"))?;
        Ok(row.try_get_by_index(0)?)
    }

    /// Takes it away, with everything in it and whoever is still connected.
    pub async fn remove(self) -> Result<()> {
        self.say("DROP DATABASE", " WITH (FORCE)").await?;
        Ok(self.server.close().await?)
    }

    /// Databases cannot be named by a bound value; the name holds nothing that could end it.
    async fn say(&self, what: &str, how: &str) -> Result<()> {
        let statement = Statement::from_string(DbBackend::Postgres, format!("{what} \"{}\"{how}", self.name));
        self.server.execute_raw(statement).await?;
        Ok(())
    }
}

/// The same address with another database.
fn renamed(address: &str, name: &str) -> Option<String> {
    let (address, options) = address.split_once('?').map_or((address, None), |(address, rest)| (address, Some(rest)));
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split_once('/').map_or(rest, |(host, _)| host);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    Some(format!("{scheme}://{host}/{name}{options}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_an_address_changes() {
        for (address, expected) in [
            ("postgres://user:p@host:5432/doudi", "postgres://user:p@host:5432/bench"),
            ("postgres://host", "postgres://host/bench"),
            ("postgres:///doudi?host=/run/pg", "postgres:///bench?host=/run/pg"),
        ] {
            assert_eq!(renamed(address, "bench").as_deref(), Some(expected));
        }
    }
}
