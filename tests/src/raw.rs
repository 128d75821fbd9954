//! The database behind the service's back: what stands in it, and what a tamperer could do to it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeMap;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

/// A connection of its own, with every right.
pub struct Raw {
    connection: DatabaseConnection,
}

/// Every row of every table, as text.
pub type Contents = BTreeMap<String, Vec<String>>;

impl Raw {
    /// Connects to a database that is there already.
    pub async fn open(url: &str) -> Self {
        let url = match url.strip_prefix("sqlite:") {
            Some(path) => format!("sqlite://{path}?mode=rw"),
            None => url.to_owned(),
        };
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Self { connection: Database::connect(options).await.unwrap() }
    }

    /// Every row of every table.
    pub async fn contents(&self) -> Contents {
        let mut contents = Contents::new();
        for table in self.tables().await {
            contents.insert(table.clone(), self.rows(&table).await);
        }
        contents
    }

    /// The rows of a table, each as one text, in an order that follows from them.
    pub async fn rows(&self, table: &str) -> Vec<String> {
        let select = match self.connection.get_database_backend() {
            DbBackend::Postgres => format!("SELECT r::text FROM \"{table}\" r ORDER BY 1"),
            _ => {
                let columns = self.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                format!("SELECT {} FROM \"{table}\" ORDER BY 1", quoted.join(" || ',' || "))
            }
        };
        self.texts(&select).await
    }

    /// The first column of a query, as text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        let rows = self.connection.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// How many rows a query counts.
    pub async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        let row = self.connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// Changes the database as no service would; answers how many rows changed.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        self.connection.execute_raw(statement).await.unwrap().rows_affected()
    }

    async fn tables(&self) -> Vec<String> {
        self.texts(match self.connection.get_database_backend() {
            DbBackend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
            _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
        })
        .await
    }
}
