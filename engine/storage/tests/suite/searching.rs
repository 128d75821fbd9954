//! Cases are found by number, name, whole identity number, and the fields that say so.

use definition::name::FieldName;
use definition::value::Value;
use machine::{Cause, Event};
use storage::{CaseCursor, CaseFilter, Page, Scope, StorageError, Store};

use crate::sample::{
    IDENTITY, at, case_id, fields, go_on, load_offices, minutes, start, started, step, submitted, text,
};
use crate::stores::each_store;

async fn found(store: &Store, scope: &Scope, filter: CaseFilter) -> Vec<String> {
    let rows = store.cases(scope, &filter, &Page::first(50)).await.unwrap().rows;
    rows.into_iter().map(|row| row.case.number[3..].trim_start_matches('0').to_owned()).collect()
}

fn by_text(text: &str) -> CaseFilter {
    CaseFilter { text: Some(text.to_owned()), ..CaseFilter::default() }
}

async fn four_people(store: &Store) {
    load_offices(store).await;
    let people =
        [(1, "dongping", "王小明"), (2, "dongping", "李梅"), (3, "luozigou", "王梅"), (4, "luozigou", "欧阳小明明")];
    start(store, people.map(|(n, office, name)| started(n, office, name, minutes(600))).into()).await;
}

#[tokio::test]
async fn a_name_is_found_by_any_part_of_it() {
    each_store(async |store| {
        four_people(&store).await;
        let cases: [(&str, &[&str]); 10] = [
            ("李梅", &["2"]),
            ("梅", &["3", "2"]),
            ("王", &["3", "1"]),
            ("小明", &["4", "1"]),
            ("王小明", &["1"]),
            (" 欧阳 小明明 ", &["4"]),
            ("阳小明", &["4"]),
            ("明明小", &[]),
            ("张三", &[]),
            ("100%", &[]),
        ];
        for (asked, expected) in cases {
            assert_eq!(found(&store, &Scope::System, by_text(asked)).await, expected, "{asked}");
        }
        assert_eq!(found(&store, &at("dunhua"), by_text("王")).await, ["1"]);
    })
    .await;
}

#[tokio::test]
async fn a_case_is_found_by_its_number_and_by_the_whole_identity_number() {
    each_store(async |store| {
        four_people(&store).await;
        assert_eq!(found(&store, &Scope::System, by_text("KS-00002")).await, ["2"]);
        assert_eq!(found(&store, &at("dunhua"), by_text("222403199001 01123x")).await, ["2", "1"]);
        assert_eq!(found(&store, &at("dunhua"), by_text(&IDENTITY[..10])).await, <[&str; 0]>::default());
    })
    .await;
}

#[tokio::test]
async fn the_last_four_are_searched_for_only_with_an_office_or_a_name() {
    each_store(async |store| {
        four_people(&store).await;
        let last_four = |filter: CaseFilter| CaseFilter { last_four: Some("123x".to_owned()), ..filter };
        let alone = store.cases(&Scope::System, &last_four(CaseFilter::default()), &Page::first(5)).await;
        assert!(matches!(alone, Err(StorageError::Refused(_))));
        let office = CaseFilter { office: Some("dongping".into()), ..CaseFilter::default() };
        assert_eq!(found(&store, &Scope::System, last_four(office)).await, ["2", "1"]);
        assert_eq!(found(&store, &Scope::System, last_four(by_text("王梅"))).await, ["3"]);
        let other = CaseFilter { last_four: Some("9999".to_owned()), ..by_text("王梅") };
        assert_eq!(found(&store, &Scope::System, other).await, <[&str; 0]>::default());
    })
    .await;
}

#[tokio::test]
async fn a_changed_name_is_found_under_the_new_one_only() {
    each_store(async |store| {
        four_people(&store).await;
        let renamed = Event::FieldsSet { fields: fields(&[("name", text("王大力"))]) };
        go_on(&store, case_id(1), vec![step(minutes(9), Cause::Acted, vec![renamed])]).await;
        assert_eq!(found(&store, &Scope::System, by_text("小明")).await, ["4"]);
        assert_eq!(found(&store, &Scope::System, by_text("大力")).await, ["1"]);
        assert_eq!(found(&store, &Scope::System, by_text("王")).await, ["3", "1"]);
    })
    .await;
}

#[tokio::test]
async fn cases_are_filtered_by_process_state_status_and_field() {
    each_store(async |store| {
        four_people(&store).await;
        go_on(&store, case_id(1), vec![submitted(minutes(9))]).await;
        let none: [&str; 0] = [];
        let all = CaseFilter::default;
        let in_state = |state: &str| CaseFilter { state: Some(state.into()), ..all() };
        let of = |process: &str| CaseFilter { process: Some(process.into()), ..all() };
        let with = |name: &str, value: Value| CaseFilter { field: Some((FieldName::new(name), value)), ..all() };
        assert_eq!(found(&store, &Scope::System, in_state("township_approval")).await, ["1"]);
        assert_eq!(found(&store, &Scope::System, in_state("village_review")).await, ["4", "3", "2"]);
        assert_eq!(found(&store, &Scope::System, in_state("village%")).await, none);
        assert_eq!(found(&store, &Scope::System, of("epidemic-fast-track")).await.len(), 4);
        assert_eq!(found(&store, &Scope::System, of("other")).await, none);
        assert_eq!(found(&store, &Scope::System, CaseFilter { open: Some(true), ..all() }).await.len(), 4);
        assert_eq!(found(&store, &Scope::System, CaseFilter { open: Some(false), ..all() }).await, none);
        assert_eq!(found(&store, &Scope::System, with("members", Value::Number(3.into()))).await.len(), 4);
        assert_eq!(found(&store, &Scope::System, with("members", Value::Number(4.into()))).await, none);
        assert_eq!(found(&store, &Scope::System, with("name", text("李 梅"))).await, ["2"]);
        assert_eq!(found(&store, &Scope::System, with("name", Value::List(Vec::new()))).await, none);
    })
    .await;
}

#[tokio::test]
async fn pages_of_cases_follow_on_each_other_the_newest_first() {
    each_store(async |store| {
        four_people(&store).await;
        let (mut seen, mut after) = (Vec::new(), None::<CaseCursor>);
        loop {
            let listed = store.cases(&at("jilin"), &CaseFilter::default(), &Page { after, limit: 3 }).await.unwrap();
            seen.extend(listed.rows.iter().map(|row| row.case.id));
            after = listed.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, [4, 3, 2, 1].map(case_id));
    })
    .await;
}
