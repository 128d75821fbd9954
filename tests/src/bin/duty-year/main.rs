//! The year 2020 of the demonstration county with every recurring duty, through the real store; prints what it took.
//!
//! Nobody acts: each turn is reminded, passes and is escalated, which is the most a duty can ask of the house.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints its figures and fails loudly")]

use std::fmt::Write;
use std::time::Instant;

use definition::moment::Date;
use definition::organisation::Organisation;
use definition::text::SourceText;
use storage::OccurrenceState;
use tests::harness::{Backend, House, shipped_with_duties};

/// The day the rulebook begins.
const BEGIN: &str = "2020-03-26T00:00+08:00";
/// The day after the last.
const END: &str = "2021-01-01T00:00+08:00";

/// One person for each role of each office.
fn staff(organisation: &Organisation) -> String {
    let mut text = String::from("organisation: staff\npeople:\n");
    for office in organisation.offices().values() {
        for role in organisation.roles().values().filter(|role| role.level == office.level) {
            let name = format!("{}-{}", office.name, role.name);
            let _ = writeln!(
                text,
                "  {name}: {{mail: {name}@example.org, posts: [{{role: {}, office: \"{}\"}}]}}",
                role.name, office.name
            );
        }
    }
    text
}

#[tokio::main]
async fn main() {
    let mut texts = shipped_with_duties();
    let workspace = definition::check(&texts, Date::from_ymd_opt(2020, 3, 26).unwrap());
    texts.push(SourceText::new("staff.yaml", staff(&workspace.organisation)));
    let house = House::open_empty(Backend::Sqlite, BEGIN).await;
    house.publish(&texts).await.unwrap();
    let began = Instant::now();
    let passed = house.pass_until(END).await;
    let took = began.elapsed();
    let (mut all, mut missed, mut cases) = (0, 0, 0);
    let store = house.store().await;
    let look = |row: storage::OccurrenceRow| {
        all += 1;
        missed += usize::from(row.state == OccurrenceState::Missed);
        cases += usize::from(row.case.is_some()) + usize::from(row.missed_case.is_some());
    };
    store.for_each_occurrence(1_000, look).await.unwrap();
    let began = Instant::now();
    let verification = house.verify().await;
    println!(
        "{} obligations, {} offices: {all} occurrences ({missed} missed), {cases} cases, {} rungs and turns, {} mails in {:.1} s",
        workspace.obligations.len(),
        workspace.organisation.offices().len(),
        passed.fired,
        passed.sent,
        took.as_secs_f64(),
    );
    println!(
        "verified {} cases, {} steps in {:.1} s: {} findings",
        verification.cases,
        verification.steps,
        began.elapsed().as_secs_f64(),
        verification.wrong,
    );
    house.service.stop().await.unwrap();
}
