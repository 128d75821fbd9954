//! Opening a store: its tables come up to date, and it refuses what would lose acknowledged steps.

use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use storage::{Keys, Scope, StorageError, Store, StoreSettings};

use crate::postgres::Postgres;
use crate::sample::{case_id, whole_life};
use crate::stores::{each_store, on_postgres, open};

#[tokio::test]
async fn a_store_opened_again_has_what_was_committed() {
    each_store(async |store| {
        let case = whole_life(&store).await;
        let again = open(&store.url).await;
        let mut stored = again.case_by_id(&Scope::System, case_id(1)).await.unwrap().unwrap();
        again.unseal(&mut stored).unwrap();
        assert_eq!(stored.case, case);
        again.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn both_stores_are_durable_as_they_are_opened() {
    each_store(async |store| store.durability().await.unwrap()).await;
}

#[tokio::test]
async fn a_server_that_answers_before_it_has_written_is_refused() {
    let store = on_postgres().await;
    let settings = StoreSettings { url: format!("{}?options=-c%20synchronous_commit%3Doff", store.url), create: false };
    let weak = Store::open(&settings).await.unwrap().durability().await.unwrap_err();
    assert!(matches!(weak, StorageError::Weak { setting: "synchronous_commit", .. }), "{weak}");
}

#[tokio::test]
async fn a_missing_file_is_made_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("new.db").display());
    let missing = Store::open(&StoreSettings { url: url.clone(), create: false }).await.unwrap_err();
    assert!(matches!(missing, StorageError::Missing { .. }), "{missing}");
    Store::open(&StoreSettings { url, create: true }).await.unwrap();
}

#[tokio::test]
async fn nodes_that_open_one_database_at_once_migrate_it_once() {
    let url = Postgres::shared().unwrap().fresh_database().unwrap();
    let settings = StoreSettings { url: url.clone(), create: true };
    let opened = futures::future::join_all((0..4).map(|_| Store::open(&settings))).await;
    assert!(opened.iter().all(Result::is_ok));
    let steps =
        Postgres::shared().unwrap().sql(url.rsplit_once('/').unwrap().1, "SELECT count(*) FROM seaql_migrations");
    assert_eq!(steps.unwrap().trim(), Migrator::migrations().len().to_string());
}

#[tokio::test]
async fn every_step_of_the_tables_can_be_taken_back() {
    each_store(async |store| {
        let url = store.url.replacen("sqlite:", "sqlite://", 1);
        let database = sea_orm::Database::connect(url).await.unwrap();
        Migrator::down(&database, None).await.unwrap();
        Migrator::up(&database, None).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_key_file_serves_as_master_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    Keys::create_file(&path).unwrap();
    let url = format!("sqlite:{}", folder.path().join("new.db").display());
    let store = Store::open(&StoreSettings { url, create: true }).await.unwrap();
    let store = store.with_keys(Keys::from_file(&path).unwrap()).await.unwrap();
    whole_life(&store).await;
}
