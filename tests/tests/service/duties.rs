//! Recurring duties in the whole house: each turn once, whatever befalls the house meanwhile.

use std::collections::BTreeSet;
use std::sync::Arc;

use definition::text::SourceText;
use service::{OccurrenceQuery, PersonName, RejectionKind};
use storage::{OccurrenceRow, OccurrenceState};
use tests::harness::{Backend, House, kind, shipped_with_duties};

const BEGIN: &str = "2020-03-26T00:00+08:00";
const STAFF: &str = r#"
organisation: duty-people
people:
  孙丽: {mail: a@example.org, posts: [{role: county_clerk, office: "222403"}]}
  朴哲: {mail: b@example.org, posts: [{role: city_supervisor, office: "2224"}]}
  李梅: {mail: c@example.org, posts: [{role: village_clerk, office: 江源镇/马号东村}]}
"#;

/// The shipped texts with these duties only.
fn texts(duties: &[&str]) -> Vec<Arc<SourceText>> {
    let mut texts = shipped_with_duties();
    texts.retain(|source| {
        let is_duty = source.path.contains("/obligations/");
        !is_duty || duties.iter().any(|duty| source.path.ends_with(&format!("/{duty}.yaml")))
    });
    texts.push(SourceText::new("people.yaml", STAFF));
    texts
}

async fn house(backend: Backend, duties: &[&str]) -> House {
    let house = House::open_empty(backend, BEGIN).await;
    house.publish(&texts(duties)).await.unwrap();
    house
}

async fn rows(house: &House) -> Vec<OccurrenceRow> {
    let mut rows = Vec::new();
    house.store().await.for_each_occurrence(100, |row| rows.push(row)).await.unwrap();
    rows
}

const REPORTS: [&str; 3] = ["quarterly-report-county", "quarterly-report-city", "monthly-comparison"];

#[tokio::test(flavor = "multi_thread")]
async fn after_an_outage_each_turn_that_was_not_too_late_is_taken_once() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let house = house(backend, &REPORTS).await;
        house.pass_until("2020-04-02T00:00+08:00").await;
        let before = rows(&house).await.len();
        assert_eq!(before, 3, "the two reports and the comparison of April");
        house.outage_until("2020-08-15T10:00+08:00").await;
        house.pass_until("2020-08-15T10:00+08:00").await;
        let after = rows(&house).await;
        let keys: BTreeSet<_> = after.iter().map(OccurrenceRow::key).collect();
        assert_eq!(keys.len(), after.len());
        // Two quarters of two reports, and April to August.
        assert_eq!(after.len(), 4 + 5, "{after:#?}");
        assert_eq!(after.iter().filter(|row| row.state == OccurrenceState::Open).count(), 1, "only August is open");
        let missed: Vec<_> = after.iter().filter(|row| row.state == OccurrenceState::Missed).collect();
        assert!(missed.iter().all(|row| row.missed_case.is_some()), "{missed:#?}");
        house.pass_until("2020-08-16T00:00+08:00").await;
        assert_eq!(rows(&house).await.len(), after.len());
        house.assert_verifies().await;
        house.service.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_nodes_only_one_takes_a_turn() {
    let house = house(Backend::Postgres, &["patrol-township-weekly", "monthly-comparison"]).await;
    let other = house.another().await.unwrap();
    for until in ["2020-03-30T00:00+08:00", "2020-04-01T00:00+08:00", "2020-04-06T10:00+08:00"] {
        house.outage_until(until).await;
        other.set_clock(tests::harness::moment(until)).await.unwrap();
        let (one, two) = tokio::join!(scheduler::fire_due(&house.service), scheduler::fire_due(&other));
        one.unwrap();
        two.unwrap();
    }
    let rows = rows(&house).await;
    let cases: BTreeSet<_> = rows.iter().filter_map(|row| row.case).collect();
    assert_eq!(cases.len(), rows.len());
    let townships = rows.iter().filter(|row| row.period.key == "2020-W14").count();
    assert_eq!(townships, 20, "the townships and streets of Dunhua");
    house.assert_verifies().await;
    other.stop().await.unwrap();
    house.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn people_see_the_duties_of_the_offices_they_reach_and_no_others() {
    let house = house(Backend::Sqlite, &REPORTS).await;
    house.pass_until("2020-05-02T00:00+08:00").await;
    let of = |obligation: &str| OccurrenceQuery { obligation: obligation.to_owned(), ..OccurrenceQuery::default() };
    let seen = async |person: &str, duty: &str| {
        let person = PersonName::new(person);
        house.service.occurrences(Some(&person), &of(duty)).await.unwrap().occurrences
    };
    let states: Vec<&str> = seen("朴哲", "monthly-comparison").await.iter().map(|one| one.state).collect();
    assert_eq!(&states[..3], ["missed", "open", "coming"]);
    assert_eq!(seen("孙丽", "monthly-comparison").await.len(), states.len());
    assert!(seen("李梅", "monthly-comparison").await.is_empty(), "a village reaches no county");
    assert!(seen("孙丽", "quarterly-report-city").await.is_empty());
    let unknown = house.service.occurrences(None, &of("nothing")).await;
    assert_eq!(kind(unknown), RejectionKind::NotFound);
    let beyond = OccurrenceQuery { office: Some("2224".to_owned()), ..of("monthly-comparison") };
    let beyond = house.service.occurrences(Some(&PersonName::new("孙丽")), &beyond).await;
    assert_eq!(kind(beyond), RejectionKind::NotFound);
    house.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn verification_finds_a_turn_that_lost_its_occurrence_and_one_that_lost_its_case() {
    let house = house(Backend::Sqlite, &REPORTS).await;
    house.pass_until("2020-04-02T00:00+08:00").await;
    house.assert_verifies().await;
    house.raw.tamper("DELETE FROM occurrence WHERE obligation = 'monthly-comparison'").await;
    house.raw.tamper("UPDATE occurrence SET period = '2019-Q1' WHERE obligation = 'quarterly-report-city'").await;
    let found: Vec<&str> = house.verify().await.findings.iter().map(|finding| finding.invariant).collect();
    assert_eq!(found, ["occurrence", "occurrence"]);
    house.service.stop().await.unwrap();
}
