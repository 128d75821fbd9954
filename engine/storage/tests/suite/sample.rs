//! Cases and steps written by hand, and the offices they live in.

use std::collections::BTreeMap;
use std::sync::Arc;

use definition::moment::{Date, Moment};
use definition::name::{
    ActionName, DeadlineName, FieldName, GrantKey, LevelName, OfficeName, PersonName, ProcessName, RoleName, StateName,
    TemplateName,
};
use definition::value::Value;
use machine::{
    Actor, Addressee, Case, CaseId, Cause, Decision, Event, LedgerEntry, Notified, Place, Read, Step, TaskNumber,
};
use storage::{
    CatalogueChange, ClosureRow, Committed, FIRST_PREVIOUS_HASH, OfficeRow, Scope, SealingRules, Store, StoredCase,
    SubjectId, Writes,
};
use uuid::Uuid;

/// The process of the samples.
pub const PROCESS: &str = "epidemic-fast-track";
/// An identity number that must never stand in the database as it is.
pub const IDENTITY: &str = "22240319900101123X";
/// When everything begins.
pub const BEGIN: &str = "2020-04-20T10:12:00+08:00";

/// Offices: (id, what it lies within).
const OFFICES: &[(&str, Option<&str>)] = &[
    ("jilin", None),
    ("dunhua", Some("jilin")),
    ("wangqing", Some("jilin")),
    ("jiangyuan", Some("dunhua")),
    ("dongping", Some("jiangyuan")),
    ("luozigou", Some("wangqing")),
];

/// So many minutes after everything begins.
pub fn minutes(count: i64) -> Moment {
    Moment::parse(BEGIN).unwrap().plus_milliseconds(count * 60_000)
}

/// The day everything begins.
pub fn today() -> Date {
    Date::from_ymd_opt(2020, 4, 20).unwrap()
}

/// The identity of the n-th case.
pub fn case_id(n: u32) -> CaseId {
    CaseId(Uuid::from_u128(0x0171_0000_0000_7000_8000_0000_0000_0000 + u128::from(n)))
}

/// What somebody at an office may see.
pub fn at(office: &str) -> Scope {
    Scope::Offices { roots: vec![OfficeName::new(office)], on: today() }
}

/// What is sensitive, and what is searched.
pub fn rules() -> Arc<SealingRules> {
    Arc::new(SealingRules {
        sensitive: ["identity", "annual_income", "income_per_person"].map(str::to_owned).into(),
        search: ["name", "identity", "members"].map(FieldName::new).into(),
    })
}

/// Fields from names and values.
pub fn fields(given: &[(&str, Value)]) -> BTreeMap<FieldName, Value> {
    given.iter().map(|(name, value)| (FieldName::new(name), value.clone())).collect()
}

/// Text as a value.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A step.
pub fn step(at: Moment, cause: Cause, events: Vec<Event>) -> Step {
    Step { at, by: Actor::person("李梅"), cause, events }
}

/// The start of the n-th case: an application at an office, with a task there and a deadline with two rungs.
pub fn started(n: u32, office: &str, name: &str, due: Moment) -> Step {
    let given = [
        ("name", text(name)),
        ("identity", text(IDENTITY)),
        ("members", Value::Number(3.into())),
        ("annual_income", Value::Money("9000.00".parse().unwrap())),
    ];
    let started = Event::CaseStarted {
        id: case_id(n),
        number: format!("KS-{n:05}"),
        process: ProcessName::new(PROCESS),
        version: 1,
        office: OfficeName::new(office),
        received_at: minutes(0),
        backdating_reason: None,
        origin: None,
        starter: None,
        reports: None,
        failing: None,
        depth: 0,
    };
    let events = vec![
        started,
        Event::FieldsSet { fields: fields(&given) },
        entered("village_review", 1, &[]),
        task(1, "village_review", "village_clerk", office),
        deadline("same_day", 1, due, &[(0, minutes(i64::from(n))), (1, due)]),
    ];
    step(minutes(i64::from(n)), Cause::Started, events)
}

/// The village hands the case up: another task, a timer, a message, a decision on sensitive grounds.
pub fn submitted(at: Moment) -> Step {
    let read = |name: &str, value: Value| Read { name: name.to_owned(), value, row: None };
    let decision = Decision {
        place: Place::Value { name: "income_per_person".to_owned() },
        expression: "annual_income / members".to_owned(),
        result: Value::Money("3000.00".parse().unwrap()),
        reads: vec![
            read("annual_income", Value::Money("9000.00".parse().unwrap())),
            read("members", Value::Number(3.into())),
        ],
        rows: Vec::new(),
    };
    let taken = Event::ActionTaken {
        state: StateName::new("village_review"),
        action: ActionName::new("submit"),
        task: 1,
        by: PersonName::new("李梅"),
        acting_for: None,
        comment: None,
    };
    let events = vec![
        taken,
        Event::TaskAnswered { task: 1, by: PersonName::new("李梅"), action: ActionName::new("submit") },
        Event::Decided(decision),
        Event::StateLeft { state: StateName::new("village_review") },
        entered("township_approval", 1, &[(0, at.plus_milliseconds(86_400_000))]),
        task(2, "township_approval", "township_officer", "jiangyuan"),
        message(Addressee::Person(PersonName::new("王强"))),
    ];
    step(at, Cause::Acted, events)
}

/// The township approves: a benefit, a message to the applicant, the deadline is met, the case ends.
pub fn approved(at: Moment) -> Step {
    let events = vec![
        Event::TaskAnswered { task: 2, by: PersonName::new("王强"), action: ActionName::new("approve") },
        Event::StateLeft { state: StateName::new("township_approval") },
        entered("granted", 1, &[]),
        Event::BenefitGranted {
            grant: GrantKey::new("first"),
            kind: "temporary".to_owned(),
            amount_fen: 168_000,
            from: "2020-04".parse().unwrap(),
            months: Some(1),
        },
        message(Addressee::Applicant),
        Event::BenefitStopped { grant: GrantKey::new("first"), from: "2020-06".parse().unwrap() },
        Event::DeadlineMet { deadline: DeadlineName::new("same_day"), late: false },
        Event::CaseEnded { state: StateName::new("granted"), outcome: "granted".to_owned() },
    ];
    step(at, Cause::Acted, events)
}

/// A state is entered.
pub fn entered(state: &str, generation: u32, timers: &[(usize, Moment)]) -> Event {
    let timers = timers.iter().copied().collect();
    Event::StateEntered { state: StateName::new(state), generation, timers, around: false }
}

/// A task is opened.
pub fn task(task: TaskNumber, state: &str, role: &str, office: &str) -> Event {
    let (state, role, office) = (StateName::new(state), RoleName::new(role), OfficeName::new(office));
    Event::TaskOpened { task, state, role, office, item: None }
}

/// A deadline begins to run.
pub fn deadline(name: &str, generation: u32, due_before: Moment, rungs: &[(usize, Moment)]) -> Event {
    Event::DeadlineSet {
        deadline: DeadlineName::new(name),
        generation,
        entry: LedgerEntry::Armed { from: minutes(0) },
        due_before,
        provisional: false,
        rungs: rungs.iter().copied().collect(),
        skipped: Vec::new(),
        target: None,
    }
}

/// Somebody is told.
pub fn message(to: Addressee) -> Event {
    let data = [("number".to_owned(), serde_json::json!("KS-00001"))].into();
    Event::NotificationQueued(Notified { to, template: TemplateName::new("fast-track"), data })
}

/// Loads the sample offices.
pub async fn load_offices(store: &Store) {
    let office = |(id, within): &(&str, Option<&str>)| OfficeRow {
        id: OfficeName::new(id),
        title: format!("机构 {id}"),
        level: LevelName::new(if within.is_none() { "province" } else { "below" }),
    };
    let organisation = (OFFICES.iter().map(office).collect(), closure());
    let change = CatalogueChange { organisation: Some(organisation), ..CatalogueChange::default() };
    store.put_catalogue(change).await.unwrap();
}

/// Every office lies within itself and all above it.
fn closure() -> Vec<ClosureRow> {
    let above = |id: &str| OFFICES.iter().find(|(office, _)| *office == id).and_then(|(_, within)| *within);
    let mut rows = Vec::new();
    for (id, _) in OFFICES {
        let mut ancestor = Some(*id);
        while let Some(name) = ancestor {
            rows.push(ClosureRow {
                ancestor: OfficeName::new(name),
                descendant: OfficeName::new(id),
                from: Date::from_ymd_opt(2000, 1, 1).unwrap(),
                until: None,
            });
            ancestor = above(name);
        }
    }
    rows
}

/// What a new case commits.
pub fn new_case(steps: Vec<Step>, subject: Option<SubjectId>) -> Committed {
    let after = steps.iter().fold(None, machine::apply).unwrap();
    Committed {
        before: None,
        after,
        steps,
        first_seq: 1,
        previous_hash: FIRST_PREVIOUS_HASH.to_owned(),
        subject,
        rules: rules(),
    }
}

/// What further steps of a loaded case commit.
pub fn further(stored: &StoredCase, steps: Vec<Step>) -> Committed {
    let after = steps.iter().fold(Some(stored.case.clone()), machine::apply).unwrap();
    Committed {
        before: Some(stored.case.clone()),
        after,
        steps,
        first_seq: stored.case.seq + 1,
        previous_hash: stored.last_hash.clone(),
        subject: stored.subject,
        rules: rules(),
    }
}

/// Starts cases in one group, all of one person; answers them as they are in memory.
pub async fn start(store: &Store, starts: Vec<Step>) -> Vec<Case> {
    let mut group = store.begin().await.unwrap();
    let subject = group.person(Some(IDENTITY), minutes(0)).await.unwrap();
    let committed: Vec<Committed> = starts.into_iter().map(|start| new_case(vec![start], Some(subject))).collect();
    let cases = committed.iter().map(|committed| committed.after.clone()).collect();
    group.write(Writes { committed, requests: Vec::new() }).await.unwrap();
    group.commit().await.unwrap();
    cases
}

/// Takes further steps in a case; answers it as it is in memory.
pub async fn go_on(store: &Store, case: CaseId, steps: Vec<Step>) -> Case {
    let mut group = store.begin().await.unwrap();
    let loaded = group.load(&[case]).await.unwrap();
    let committed = further(&loaded[&case], steps);
    let after = committed.after.clone();
    group.write(Writes { committed: vec![committed], requests: Vec::new() }).await.unwrap();
    group.commit().await.unwrap();
    after
}

/// A case that was started at the village, submitted and approved.
pub async fn whole_life(store: &Store) -> Case {
    load_offices(store).await;
    start(store, vec![started(1, "dongping", "王小明", minutes(600))]).await;
    go_on(store, case_id(1), vec![submitted(minutes(60))]).await;
    go_on(store, case_id(1), vec![approved(minutes(120))]).await
}
