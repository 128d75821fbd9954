//! Nobody sees what is outside his jurisdiction, by any route; and what he may not see is as if it were not there.

use definition::moment::Date;
use definition::name::OfficeName;
use machine::CaseId;
use storage::{CaseFilter, CatalogueChange, ClosureRow, Page, Scope, Store, TaskFilter};

use crate::sample::{at, case_id, go_on, load_offices, minutes, start, started, submitted};
use crate::stores::each_store;

/// Case 1 in the county of Dunhua, case 2 in that of Wangqing.
async fn two_counties(store: &Store) {
    load_offices(store).await;
    start(store, vec![started(1, "dongping", "王小明", minutes(600)), started(2, "luozigou", "李四", minutes(600))])
        .await;
    go_on(store, case_id(1), vec![submitted(minutes(5))]).await;
}

/// Everything a scope lets through about a case, by every route.
async fn seen(store: &Store, scope: &Scope, case: CaseId) -> Vec<String> {
    let first = Page::first(10);
    let number = format!("KS-{:05}", case.0.as_u128() & 0xffff);
    let listed = store.cases(scope, &CaseFilter::default(), &first).await.unwrap().rows;
    let by_text = CaseFilter { text: Some(number.clone()), ..CaseFilter::default() };
    let found = store.cases(scope, &by_text, &first).await.unwrap().rows;
    let tasks = store.tasks(scope, &TaskFilter::default(), &Page::first(10)).await.unwrap().rows;
    let routes = [
        ("id", usize::from(store.case_by_id(scope, case).await.unwrap().is_some())),
        ("number", usize::from(store.case_by_number(scope, &number).await.unwrap().is_some())),
        ("ids", store.cases_by_id(scope, &[case]).await.unwrap().len()),
        ("list", listed.iter().filter(|row| row.case.id == case).count()),
        ("text", found.len()),
        ("tasks", tasks.iter().filter(|row| row.case == case).count()),
        ("history", store.history(scope, case, &Page::first(10)).await.unwrap().rows.len()),
        ("outbox", store.outbox_of(scope, case).await.unwrap().len()),
        ("benefits", store.benefits(scope, case).await.unwrap().len()),
    ];
    routes.into_iter().filter(|(_, count)| *count > 0).map(|(route, _)| route.to_owned()).collect()
}

#[tokio::test]
async fn another_county_sees_nothing_by_any_route() {
    each_store(async |store| {
        two_counties(&store).await;
        let all = ["id", "number", "ids", "list", "text", "tasks", "history", "outbox"];
        for (scope, expected) in
            [(Scope::System, &all[..]), (at("jilin"), &all), (at("dunhua"), &all), (at("wangqing"), &[])]
        {
            assert_eq!(seen(&store, &scope, case_id(1)).await, expected, "{scope:?}");
        }
        let nobody = Scope::Offices { roots: Vec::new(), on: crate::sample::today() };
        assert_eq!(seen(&store, &nobody, case_id(1)).await, <[&str; 0]>::default());
    })
    .await;
}

#[tokio::test]
async fn a_village_sees_its_case_but_not_the_task_of_the_township() {
    each_store(async |store| {
        two_counties(&store).await;
        let routes = seen(&store, &at("dongping"), case_id(1)).await;
        assert!(routes.contains(&"id".to_owned()) && !routes.contains(&"tasks".to_owned()), "{routes:?}");
    })
    .await;
}

#[tokio::test]
async fn out_of_scope_and_absent_are_answered_alike() {
    each_store(async |store| {
        two_counties(&store).await;
        let (scope, page) = (at("wangqing"), Page::first(10));
        let (there, absent) = (case_id(1), case_id(999));
        assert_eq!(store.case_by_id(&scope, there).await.unwrap(), store.case_by_id(&scope, absent).await.unwrap());
        assert_eq!(
            store.history(&scope, there, &page).await.unwrap(),
            store.history(&scope, absent, &page).await.unwrap()
        );
        assert_eq!(store.outbox_of(&scope, there).await.unwrap(), store.outbox_of(&scope, absent).await.unwrap());
        assert_eq!(store.benefits(&scope, there).await.unwrap(), store.benefits(&scope, absent).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_office_counts_where_it_lies_on_the_day() {
    each_store(async |store| {
        two_counties(&store).await;
        let day = |year| Date::from_ymd_opt(year, 1, 1).unwrap();
        let row = |ancestor: &str, from, until| ClosureRow {
            ancestor: OfficeName::new(ancestor),
            descendant: OfficeName::new("dongping"),
            from,
            until,
        };
        let closure = vec![row("dunhua", day(2000), Some(day(2021))), row("wangqing", day(2021), None)];
        let change = CatalogueChange { organisation: Some((Vec::new(), closure)), ..CatalogueChange::default() };
        store.put_catalogue(change).await.unwrap();
        for (county, year, sees) in
            [("dunhua", 2020, true), ("dunhua", 2021, false), ("wangqing", 2020, false), ("wangqing", 2021, true)]
        {
            let scope = Scope::Offices { roots: vec![OfficeName::new(county)], on: day(year) };
            assert_eq!(store.case_by_id(&scope, case_id(1)).await.unwrap().is_some(), sees, "{county} {year}");
        }
    })
    .await;
}
