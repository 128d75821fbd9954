//! Both stores, fresh for each test.

use std::ops::Deref;

use storage::{Keys, Store, StoreSettings};
use tempfile::TempDir;

use crate::postgres::Postgres;

/// A fresh store with its address.
pub struct TestStore {
    store: Store,
    /// Its address.
    pub url: String,
    /// Where the file is, on SQLite.
    pub folder: Option<TempDir>,
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    /// Runs one SQL statement behind the store's back and answers what it prints.
    pub fn sql(&self, sql: &str) -> String {
        match &self.folder {
            Some(_) => sqlite(&self.url, sql),
            None => Postgres::shared().unwrap().sql(self.url.rsplit_once('/').unwrap().1, sql).unwrap(),
        }
    }
}

/// The master key of every test.
pub fn keys() -> Keys {
    Keys::from_bytes([7; 32])
}

/// Runs a test on a fresh SQLite file and on a fresh PostgreSQL database.
pub async fn each_store(test: impl AsyncFn(TestStore)) {
    eprintln!("on SQLite");
    test(on_sqlite().await).await;
    eprintln!("on PostgreSQL");
    test(on_postgres().await).await;
}

/// A fresh store in a file.
pub async fn on_sqlite() -> TestStore {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("办件.db").display());
    TestStore { store: open(&url).await, url, folder: Some(folder) }
}

/// A fresh database on the server of this process.
pub async fn on_postgres() -> TestStore {
    let url = Postgres::shared().unwrap().fresh_database().unwrap();
    TestStore { store: open(&url).await, url, folder: None }
}

/// Opens a store with the master key of the tests.
pub async fn open(url: &str) -> Store {
    let settings = StoreSettings { url: url.to_owned(), create: true };
    Store::open(&settings).await.unwrap().with_keys(keys()).await.unwrap()
}

/// SQL on a file, through a connection of its own.
fn sqlite(url: &str, sql: &str) -> String {
    let (url, sql) = (url.to_owned(), sql.to_owned());
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            use sqlx::{ConnectOptions, Row};
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(url.strip_prefix("sqlite:").unwrap());
            let mut connection = options.connect().await.unwrap();
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
            let text = |row: &sqlx::sqlite::SqliteRow| {
                let shown = (0..row.len()).map(|i| row.try_get_unchecked::<String, _>(i).unwrap_or_default());
                shown.collect::<Vec<_>>().join("|")
            };
            rows.iter().map(|row| text(row) + "\n").collect()
        })
    });
    thread.join().unwrap()
}
