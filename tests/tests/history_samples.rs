//! Frozen samples of every event: each must still be read, written to the same bytes, applied and hashed the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;

use machine::{
    Actor, Addressee, AsideKind, Case, CaseId, Cause, Clock, DeskEvent, Event, LedgerEntry, Place, Step, Suppression,
    TaskState, apply,
};
use serde_json::Value as Json;
use storage::{FIRST_PREVIOUS_HASH, HistoryRow, SubjectId, unseal_step};
use tests::harness::{Backend, House};
use tests::sample::{self, Sample};

/// The variants of an enum by name, and which of them a value is. Exhaustive: a new variant does not compile until it is listed
/// here, and once listed needs a sample.
macro_rules! variants {
    ($all:ident, $name:ident, $kind:ident: $($variant:ident),+ $(,)?) => {
        const $all: &[&str] = &[$(stringify!($variant)),+];

        fn $name(value: &$kind) -> &'static str {
            match value { $($kind::$variant { .. } => stringify!($variant)),+ }
        }
    };
}

variants!(EVENTS, event, Event: CaseStarted, FieldsSet, Decided, ActionTaken, EventReceived, EventIgnored, AfterReached, AfterMoved, CaseSuspended, CaseResumed, StateLeft,
    StateEntered, Desk, ItemsBegun, EventKept, KeptTaken, KeptExpired, CaseCalledOff, TaskOpened, TaskClaimed, TaskReleased, TaskAnswered, TaskCancelled, DeadlineSet, DeadlineStopped,
    DeadlineMet, DeadlineEnded, RungReached, DeadlinePassed, NotificationQueued, NotificationSuppressed, BenefitGranted,
    BenefitStopped, HistoryRemembered, SendScheduled, SendCancelled, SendReached, CaseRequested, CaseTold, CaseEnded, CaseReopened, IncidentRaised, IncidentResolved, CaseMoved);
variants!(CAUSES, cause, Cause: Started, Acted, Claimed, Released, HandedOver, Cancelled, CopySent, CopyRead, OpinionAsked, OpinionGiven, SignersAdded, Signed, Received, DeadlineReached, AfterReached, SendReached, KeptExpired, CalledOff, Reopened,
    Retried, Moved, Suspended, Resumed, Extended, Corrected, Reprojected);
variants!(DESKS, desk, DeskEvent: HandedOver, AsideOpened, CaseCancelled, StartedCaseCancelled, OpinionGiven, SilenceConsented, Signed);
variants!(ASIDES, aside, AsideKind: Copy, Opinion, Signature);
variants!(ACTORS, actor, Actor: Person, Time, Case, Obligation, Outside);
variants!(ENTRIES, entry, LedgerEntry: Armed, Stopped, Resumed, Kept, Extended, Corrected, Reprojected);
variants!(PLACES, place, Place: Start, Branch, Effect, Value, Table);
variants!(ADDRESSEES, addressee, Addressee: Person, Applicant);
variants!(SUPPRESSIONS, suppression, Suppression: NobodyHolds, NoOpenTask, NoAddress);
variants!(CLOCKS, clock, Clock: Running, Stopped, Met, Ended);
variants!(CONDITIONS, condition, TaskState: Open, Claimed, Answered, Held, Cancelled);

fn samples() -> Vec<(String, Sample)> {
    let samples = sample::all().unwrap();
    assert!(!samples.is_empty(), "there are samples in {}", sample::folder().display());
    samples
}

fn case_id(sample: &Sample) -> CaseId {
    CaseId(sample.case.parse().unwrap())
}

/// Every step of every sample.
fn steps() -> Vec<Step> {
    let rows = samples().into_iter().flat_map(|(_, sample)| sample.steps).map(HistoryRow::from);
    rows.map(|row| row.step().unwrap()).collect()
}

#[test]
fn every_step_is_read_and_written_again_to_the_same_bytes() {
    for (name, sample) in samples() {
        for row in sample.steps {
            let step: Step =
                serde_json::from_str(&row.body).unwrap_or_else(|error| panic!("{name} {}: {error}", row.seq));
            assert_eq!(serde_json::to_string(&step).unwrap(), row.body, "{name} step {}", row.seq);
            assert_eq!(step.cause.as_str(), row.event_type, "{name} step {}", row.seq);
            assert_eq!(step.at.milliseconds(), row.at, "{name} step {}", row.seq);
        }
    }
}

#[test]
fn every_chain_hashes_as_it_did() {
    for (name, sample) in samples() {
        let case = case_id(&sample);
        let mut previous = FIRST_PREVIOUS_HASH.to_owned();
        for (expected, row) in (1..).zip(sample.steps) {
            let row = HistoryRow::from(row);
            assert_eq!((row.seq, &row.previous_hash), (expected, &previous), "{name}");
            assert_eq!(row.expected_hash(case), row.hash, "{name} step {}", row.seq);
            previous = row.hash;
        }
    }
}

#[test]
fn every_history_applied_gives_the_case_it_gave() {
    for (name, sample) in samples() {
        let case = sample.steps.iter().fold(None, |case, row| apply(case, &serde_json::from_str(&row.body).unwrap()));
        let case = case.unwrap();
        assert_eq!(serde_json::to_string(&case).unwrap(), sample.state, "{name}");
        let read: Case = serde_json::from_str(&sample.state).unwrap();
        assert_eq!(read, case, "{name}");
    }
}

#[tokio::test]
async fn what_was_sealed_then_is_still_read_with_its_key() {
    for (name, sample) in samples() {
        let Some(subject) = &sample.subject else { continue };
        let house = House::open_empty(Backend::Sqlite, tests::harness::BEGIN).await;
        let insert = format!(
            "INSERT INTO subject (id, wrapped_key, created_at) VALUES (X'{}', '{}', 0)",
            subject.id.replace('-', ""),
            subject.wrapped_key
        );
        assert_eq!(house.raw.tamper(&insert).await, 1);
        let key = house.store().await.subject_key(SubjectId(subject.id.parse().unwrap())).await.unwrap().unwrap();
        let mut read = false;
        for row in &sample.steps {
            let mut step: Step = serde_json::from_str(&row.body).unwrap();
            unseal_step(&mut step, case_id(&sample), &key).unwrap();
            let (field, expected) = &subject.opens;
            read |= step
                .values_mut()
                .any(|(name, value)| name == field && serde_json::to_value(&*value).unwrap() == *expected);
            let opened = serde_json::to_string(&step).unwrap();
            assert!(!opened.contains("\"sealed\""), "{name} step {}: {opened}", row.seq);
        }
        assert!(read, "{name}: {} reads {}", subject.opens.0, subject.opens.1);
    }
}

#[test]
fn every_kind_of_event_and_cause_has_a_sample_of_its_version() {
    let steps = steps();
    let events = || steps.iter().flat_map(|step| &step.events);
    assert_complete("Event", EVENTS, events().map(event));
    assert_complete("Cause", CAUSES, steps.iter().map(|step| cause(&step.cause)));
    assert_complete("Actor", ACTORS, steps.iter().map(|step| actor(&step.by)));
    let written: BTreeSet<(String, u32)> = samples()
        .into_iter()
        .flat_map(|(_, sample)| sample.steps)
        .map(|row| (row.event_type, row.event_version))
        .collect();
    for step in &steps {
        let (kind, version) = (step.cause.as_str().to_owned(), step.cause.version());
        assert!(written.contains(&(kind.clone(), version)), "no sample of {kind} in its version {version}");
    }
}

#[test]
fn everything_people_do_besides_taking_actions_has_a_sample() {
    let steps = steps();
    let done = || {
        steps.iter().flat_map(|step| &step.events).filter_map(|event| match event {
            Event::Desk(event) => Some(event),
            _ => None,
        })
    };
    assert_complete("DeskEvent", DESKS, done().map(desk));
    let asides = done().filter_map(|event| match event {
        DeskEvent::AsideOpened { aside, .. } => Some(&aside.kind),
        _ => None,
    });
    assert_complete("AsideKind", ASIDES, asides.map(aside));
}

#[test]
fn what_events_are_made_of_has_a_sample_too() {
    let steps = steps();
    let events = || steps.iter().flat_map(|step| &step.events);
    let entries = events().filter_map(|event| match event {
        Event::DeadlineSet { entry, .. } => Some(entry),
        _ => None,
    });
    // A stop is in the ledger of the case only: its event says no more than which deadline.
    let entries: BTreeSet<&str> = entries.map(entry).chain(["Stopped"]).collect();
    assert_complete("LedgerEntry", ENTRIES, entries.into_iter());
    let decided = events().filter_map(|event| match event {
        Event::Decided(decision) => Some(place(&decision.place)),
        _ => None,
    });
    assert_complete("Place", PLACES, decided);
    let told = events().filter_map(|event| match event {
        Event::NotificationQueued(notified) => Some(addressee(&notified.to)),
        _ => None,
    });
    assert_complete("Addressee", ADDRESSEES, told);
    let untold = events().filter_map(|event| match event {
        Event::NotificationSuppressed { reason, .. } => Some(suppression(reason)),
        _ => None,
    });
    assert_complete("Suppression", SUPPRESSIONS, untold);
}

#[test]
fn every_condition_a_case_can_be_in_has_been_met() {
    let mut clocks = BTreeSet::new();
    let mut conditions = BTreeSet::new();
    for (_, sample) in samples() {
        let mut case = None;
        for row in &sample.steps {
            case = apply(case, &serde_json::from_str(&row.body).unwrap());
            let case = case.as_ref().unwrap();
            clocks.extend(case.deadlines.values().map(|armed| clock(&armed.clock)));
            conditions.extend(case.tasks.values().map(|task| condition(&task.condition)));
        }
    }
    assert_complete("Clock", CLOCKS, clocks.into_iter());
    assert_complete("TaskState", CONDITIONS, conditions.into_iter());
}

#[test]
fn every_kind_of_value_has_a_sample() {
    let bodies: Vec<String> = samples().into_iter().flat_map(|(_, sample)| sample.steps).map(|row| row.body).collect();
    let mut kinds = BTreeSet::new();
    for body in bodies {
        collect_kinds(&serde_json::from_str(&body).unwrap(), &mut kinds);
    }
    for kind in ["number", "money", "date", "moment", "choice", "sealed"] {
        assert!(kinds.contains(kind), "no sample holds a value of kind {kind}");
    }
}

fn collect_kinds(json: &Json, kinds: &mut BTreeSet<String>) {
    match json {
        Json::Object(fields) => {
            kinds.extend(fields.keys().filter(|_| fields.len() == 1).cloned());
            fields.values().for_each(|value| collect_kinds(value, kinds));
        }
        Json::Array(items) => items.iter().for_each(|item| collect_kinds(item, kinds)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

fn assert_complete<'n>(what: &str, all: &[&'n str], met: impl Iterator<Item = &'n str>) {
    let met: BTreeSet<&str> = met.collect();
    let missing: Vec<&&str> = all.iter().filter(|name| !met.contains(**name)).collect();
    assert!(missing.is_empty(), "no sample has {what}::{missing:?}; see tests/src/bin/freeze-samples.rs");
}
