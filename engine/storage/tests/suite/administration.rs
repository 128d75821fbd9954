//! Bundles, catalogue, settings, tokens.

use definition::name::{PersonName, ProcessName};
use storage::{CatalogueChange, CatalogueText, NewBundle, StorageError, Token};
use uuid::Uuid;

use crate::sample::{load_offices, minutes};
use crate::stores::each_store;

fn new_bundle(process: &str, version: u32, hash: &str) -> NewBundle {
    NewBundle {
        hash: hash.to_owned(),
        process: ProcessName::new(process),
        version,
        title: "疫情期间先行纳入".to_owned(),
        body: format!("text of {hash}"),
        published_at: minutes(1),
        published_by: "张主任".to_owned(),
    }
}

#[tokio::test]
async fn a_process_is_published_under_its_number_and_the_same_text_only_once() {
    each_store(async |store| {
        let mut versions = Vec::new();
        for (process, version, hash) in [("a", 1, "a1"), ("a", 2, "a2"), ("b", 7, "b1"), ("a", 1, "a1")] {
            versions.push(store.put_bundle(new_bundle(process, version, hash)).await.unwrap().version);
        }
        assert_eq!(versions, [1, 2, 7, 1]);
        let listed = store.bundles().await.unwrap();
        let shown: Vec<_> =
            listed.iter().map(|head| (head.process.as_str(), head.version, head.hash.as_str())).collect();
        assert_eq!(shown, [("a", 1, "a1"), ("a", 2, "a2"), ("b", 7, "b1")]);
        let bundle = store.bundle(&ProcessName::new("a"), 2).await.unwrap().unwrap();
        assert_eq!((bundle.body.as_str(), &bundle.head), ("text of a2", &listed[1]));
        assert_eq!(store.bundle_by_hash("a2").await.unwrap(), Some(bundle));
        assert_eq!(store.bundle(&ProcessName::new("a"), 3).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn of_two_texts_published_under_one_number_at_once_only_one_is() {
    each_store(async |store| {
        let hashes: Vec<String> = (0..8).map(|n| format!("h{n}")).collect();
        let published = hashes.iter().map(|hash| store.put_bundle(new_bundle("a", 3, hash)));
        let published = futures::future::join_all(published).await;
        assert_eq!(published.iter().filter(|published| published.is_ok()).count(), 1);
        let listed = store.bundles().await.unwrap();
        assert_eq!(listed.iter().map(|head| head.version).collect::<Vec<_>>(), [3]);
        let late = store.put_bundle(new_bundle("a", 2, "late")).await;
        assert!(matches!(late, Err(StorageError::Refused(_))), "{late:?}");
    })
    .await;
}

fn catalogue_text(path: &str, body: &str) -> CatalogueText {
    CatalogueText {
        path: path.to_owned(),
        kind: "parameters".to_owned(),
        body: body.to_owned(),
        hash: format!("hash of {body}"),
        loaded_at: minutes(2),
    }
}

#[tokio::test]
async fn the_catalogue_changes_whole_and_counts_its_changes() {
    each_store(async |store| {
        assert_eq!(store.catalogue().await.unwrap(), (0, Vec::new()));
        let texts = vec![catalogue_text("b.yaml", "二"), catalogue_text("a.yaml", "一")];
        assert_eq!(store.put_catalogue(CatalogueChange { texts, ..CatalogueChange::default() }).await.unwrap(), 1);
        let change = CatalogueChange {
            texts: vec![catalogue_text("a.yaml", "三")],
            removed: vec!["b.yaml".to_owned()],
            organisation: None,
        };
        assert_eq!(store.put_catalogue(change).await.unwrap(), 2);
        assert_eq!(store.catalogue().await.unwrap(), (2, vec![catalogue_text("a.yaml", "三")]));
        assert_eq!(store.catalogue_revision().await.unwrap(), 2);
        load_offices(&store).await;
        assert_eq!(store.offices().await.unwrap().len(), 6);
        load_offices(&store).await;
        assert_eq!(store.offices().await.unwrap().len(), 6, "an organisation takes the place of the one before");
        assert_eq!(store.catalogue_revision().await.unwrap(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_setting_holds_its_last_value() {
    each_store(async |store| {
        assert_eq!(store.setting("clock").await.unwrap(), None);
        store.put_setting("clock", "real").await.unwrap();
        store.put_setting("clock", "virtual 2020-04-20").await.unwrap();
        assert_eq!(store.setting("clock").await.unwrap().as_deref(), Some("virtual 2020-04-20"));
    })
    .await;
}

fn token(n: u128, person: &str) -> Token {
    Token {
        id: Uuid::from_u128(n),
        hash: format!("hash {n}"),
        person: PersonName::new(person),
        name: "办公室电脑".to_owned(),
        created_at: minutes(n as i64),
        expires_at: Some(minutes(1000)),
        revoked_at: None,
    }
}

#[tokio::test]
async fn a_token_is_found_by_its_digest_and_revoked_once() {
    each_store(async |store| {
        for token in [token(1, "李梅"), token(2, "王强"), token(3, "李梅")] {
            store.add_token(token).await.unwrap();
        }
        assert!(matches!(store.add_token(token(1, "李梅")).await, Err(StorageError::Constraint(_))));
        assert_eq!(store.token_by_hash("hash 2").await.unwrap(), Some(token(2, "王强")));
        assert_eq!(store.token_by_hash("hash 9").await.unwrap(), None);
        let li = PersonName::new("李梅");
        assert_eq!(store.tokens(Some(&li)).await.unwrap(), [token(1, "李梅"), token(3, "李梅")]);
        assert_eq!(store.tokens(None).await.unwrap().len(), 3);
        assert!(store.revoke_token(Uuid::from_u128(3), minutes(9)).await.unwrap());
        assert!(!store.revoke_token(Uuid::from_u128(3), minutes(10)).await.unwrap());
        assert_eq!(store.token_by_hash("hash 3").await.unwrap().unwrap().revoked_at, Some(minutes(9)));
    })
    .await;
}
