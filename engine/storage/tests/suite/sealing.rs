//! Sensitive values are never written open, can be read with the key, and are gone without it.

use definition::value::Value;
use machine::{Case, Cause, Event};
use storage::{
    CaseFilter, Keys, Page, Scope, StorageError, Store, StoreSettings, SubjectKey, Writes, seal_case, seal_step,
    unseal_case, unseal_step,
};

use crate::sample::{
    IDENTITY, case_id, fields, go_on, load_offices, minutes, new_case, rules, start, started, step, submitted, text,
    whole_life,
};
use crate::stores::{TestStore, each_store, keys, on_sqlite};

/// Everything the database holds about cases, as text.
fn everything(store: &TestStore) -> String {
    let tables =
        ["cases", "history", "task", "deadline", "outbox", "search_value", "search_gram", "subject", "request"];
    tables.map(|table| store.sql(&format!("SELECT * FROM {table}"))).concat()
}

async fn read(store: &Store) -> Case {
    let mut stored = store.case_by_id(&Scope::System, case_id(1)).await.unwrap().unwrap();
    store.unseal(&mut stored).unwrap();
    stored.case
}

#[tokio::test]
async fn no_sensitive_value_is_written_open() {
    each_store(async |store| {
        whole_life(&store).await;
        let written = everything(&store);
        assert!(written.contains("王小明"), "the test looks where the values are");
        for open in [IDENTITY, "9000", "3000.00"] {
            assert!(!written.contains(open), "{open}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_file_of_the_database_holds_a_sensitive_value() {
    let store = on_sqlite().await;
    whole_life(&store).await;
    let mut looked_at = 0;
    for file in std::fs::read_dir(store.folder.as_ref().unwrap().path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        looked_at += usize::from(holds("KS-00001"));
        assert!(!holds(IDENTITY));
        assert!(!holds("9000.00"));
    }
    assert!(looked_at > 0, "the test looks where the values are");
}

#[tokio::test]
async fn a_reader_with_the_key_reads_what_was_sealed() {
    each_store(async |store| {
        let case = whole_life(&store).await;
        let sealed = store.case_by_id(&Scope::System, case_id(1)).await.unwrap().unwrap();
        assert!(matches!(sealed.case.fields["identity"], Value::Sealed(_)));
        assert_eq!(read(&store).await, case);
        let key = store.subject_key(sealed.subject.unwrap()).await.unwrap().unwrap();
        let row = &store.history(&Scope::System, case_id(1), &Page::first(10)).await.unwrap().rows[1];
        let mut step = row.step().unwrap();
        assert_ne!(step, submitted(minutes(60)));
        unseal_step(&mut step, case_id(1), &key).unwrap();
        assert_eq!(step, submitted(minutes(60)));
    })
    .await;
}

#[tokio::test]
async fn a_destroyed_key_erases_the_values_and_leaves_the_chain() {
    each_store(async |store| {
        whole_life(&store).await;
        let subject = store.subject_of(IDENTITY).await.unwrap().unwrap();
        assert!(store.destroy(subject, minutes(900)).await.unwrap());
        assert!(!store.destroy(subject, minutes(901)).await.unwrap(), "there is no key left to destroy");
        let case = read(&store).await;
        assert!(matches!(case.fields["identity"], Value::Sealed(_)));
        assert_eq!(case.fields["name"], text("王小明"));
        assert_eq!(store.subject_of(IDENTITY).await.unwrap(), None);
        let by_identity = CaseFilter { text: Some(IDENTITY.to_owned()), ..CaseFilter::default() };
        assert_eq!(store.cases(&Scope::System, &by_identity, &Page::first(5)).await.unwrap().rows, []);
        let mut checked = 0;
        store
            .for_each_case(10, |record| {
                checked += 1;
                assert_eq!(record.differences(), []);
            })
            .await
            .unwrap();
        assert_eq!(checked, 1);
    })
    .await;
}

#[tokio::test]
async fn the_wrapped_key_is_in_no_file_after_it_was_destroyed() {
    let store = on_sqlite().await;
    whole_life(&store).await;
    let wrapped = store.sql("SELECT wrapped_key FROM subject").trim().to_owned();
    let holds = || {
        let files = std::fs::read_dir(store.folder.as_ref().unwrap().path()).unwrap();
        files
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .any(|bytes| bytes.windows(wrapped.len()).any(|window| window == wrapped.as_bytes()))
    };
    assert!(holds());
    store.destroy(store.subject_of(IDENTITY).await.unwrap().unwrap(), minutes(900)).await.unwrap();
    assert!(!holds());
}

#[tokio::test]
async fn a_case_goes_on_after_its_key_was_destroyed_unless_it_must_seal_something_new() {
    each_store(async |store| {
        load_offices(&store).await;
        start(&store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
        store.destroy(store.subject_of(IDENTITY).await.unwrap().unwrap(), minutes(1)).await.unwrap();
        let plain = Event::FieldsSet { fields: fields(&[("members", Value::Number(4.into()))]) };
        let case = go_on(&store, case_id(1), vec![step(minutes(2), Cause::Acted, vec![plain])]).await;
        assert_eq!(read(&store).await, case);
        let mut group = store.begin().await.unwrap();
        let loaded = group.load(&[case_id(1)]).await.unwrap();
        let sensitive = Event::FieldsSet { fields: fields(&[("annual_income", Value::Money(1.into()))]) };
        let steps = vec![step(minutes(3), Cause::Acted, vec![sensitive])];
        let committed = vec![crate::sample::further(&loaded[&case_id(1)], steps)];
        let refused = group.write(Writes { committed, requests: Vec::new() }).await.unwrap_err();
        assert!(matches!(&refused, StorageError::Key(reason) if reason.contains("annual_income")), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_sensitive_value_without_a_person_or_a_master_key_is_not_written() {
    each_store(async |store| {
        let mut group = store.begin().await.unwrap();
        let committed = vec![new_case(vec![started(1, "dongping", "王小明", minutes(600))], None)];
        let refused = group.write(Writes { committed, requests: Vec::new() }).await.unwrap_err();
        assert!(matches!(refused, StorageError::Key(_)), "{refused}");
        drop(group);
        let keyless = Store::open(&StoreSettings { url: store.url.clone(), create: false }).await.unwrap();
        let mut group = keyless.begin().await.unwrap();
        assert!(matches!(group.person(None, minutes(0)).await, Err(StorageError::Key(_))));
    })
    .await;
}

#[tokio::test]
async fn one_identity_number_is_one_person_and_a_nameless_case_has_one_of_its_own() {
    each_store(async |store| {
        let mut group = store.begin().await.unwrap();
        let wanted = [Some(IDENTITY), None, Some("222403 199001 01123x"), None, Some("220000000000000000")];
        group.expect_people([IDENTITY]).await.unwrap();
        let mut made = Vec::new();
        for identity in wanted {
            made.push(group.person(identity, minutes(0)).await.unwrap());
        }
        group.commit().await.unwrap();
        assert_eq!(made[0], made[2], "spaces and small letters make no other person");
        let distinct: std::collections::BTreeSet<_> = made.iter().collect();
        assert_eq!(distinct.len(), 4);
        let mut group = store.begin().await.unwrap();
        assert_eq!(group.person(Some(IDENTITY), minutes(5)).await.unwrap(), made[0]);
        assert_eq!(store.subject_of(IDENTITY).await.unwrap(), Some(made[0]));
    })
    .await;
}

#[tokio::test]
async fn another_master_key_is_refused() {
    each_store(async |store| {
        let settings = StoreSettings { url: store.url.clone(), create: false };
        let other = Store::open(&settings).await.unwrap().with_keys(Keys::from_bytes([8; 32])).await;
        assert!(matches!(other, Err(StorageError::Key(_))));
        assert!(Store::open(&settings).await.unwrap().with_keys(keys()).await.is_ok());
    })
    .await;
}

async fn two_keys(store: &Store) -> [SubjectKey; 2] {
    let mut group = store.begin().await.unwrap();
    let made = [group.person(None, minutes(0)).await.unwrap(), group.person(None, minutes(0)).await.unwrap()];
    group.commit().await.unwrap();
    [store.subject_key(made[0]).await.unwrap().unwrap(), store.subject_key(made[1]).await.unwrap().unwrap()]
}

#[tokio::test]
async fn the_same_value_in_the_same_place_is_sealed_to_the_same_bytes() {
    let store = on_sqlite().await;
    let [key, other] = two_keys(&store).await;
    let rules = rules();
    let is_sensitive = |name: &str| rules.is_sensitive(name);
    let sealed = |n: u32, key: &SubjectKey| {
        let mut step = started(n, "dongping", "王小明", minutes(600));
        let mut case = machine::apply(None, &step).unwrap();
        seal_step(&mut step, case_id(n), &is_sensitive, key).unwrap();
        seal_case(&mut case, &is_sensitive, key).unwrap();
        assert_eq!(machine::apply(None, &step).unwrap(), case, "replaying the sealed history gives the sealed state");
        case
    };
    let one = sealed(1, &key);
    assert_eq!(one, sealed(1, &key));
    assert_ne!(one.fields["identity"], sealed(1, &other).fields["identity"]);
    assert_ne!(one.fields["identity"], sealed(2, &key).fields["identity"]);
    let mut again = one.clone();
    seal_case(&mut again, &is_sensitive, &key).unwrap();
    assert_eq!(again, one, "what is sealed is not sealed twice");
    let mut foreign = one.clone();
    unseal_case(&mut foreign, &other).unwrap();
    assert_eq!(foreign, one, "another's key opens nothing");
    let mut moved = one.clone();
    let income = moved.fields["annual_income"].clone();
    moved.fields.insert("identity".into(), income);
    assert!(matches!(unseal_case(&mut moved, &key), Err(StorageError::Corrupt { .. })), "a value cannot be moved");
}

#[tokio::test]
async fn what_is_handed_to_another_case_is_sealed_whole() {
    let store = on_sqlite().await;
    let [key, _] = two_keys(&store).await;
    let handed = Event::CaseRequested {
        key: "review".to_owned(),
        id: case_id(2),
        process: "review".into(),
        fields: fields(&[("their_own_name_for_it", text(IDENTITY))]),
        reports: None,
        failing: None,
        owner: None,
    };
    let mut step = step(minutes(0), Cause::Acted, vec![handed]);
    seal_step(&mut step, case_id(1), &|_| false, &key).unwrap();
    assert!(!serde_json::to_string(&step).unwrap().contains(IDENTITY));
}
