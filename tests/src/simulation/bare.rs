//! The same script on the bare machine, which is never killed: every case must come to the same.

use std::collections::BTreeMap;

use machine::{Actor, CaseId, Event, Step};
use scenario::{Observation, PureVenue, Venue};

use super::audit::Finding;
use super::house::House;
use super::script::{CaseRef, Deed, Move};

/// How much of a difference is told.
const SHOWN_CHARACTERS: usize = 300;

/// Carries a script out on the bare machine and compares every case with that of the house.
pub fn compare(house: &mut House<'_>, moves: &[Move]) {
    let mut venue = PureVenue::new(house.workspace, &house.setting);
    let mut labels = BTreeMap::new();
    let mut now = house.setting.begins;
    for done in moves {
        match done {
            Move::Group(deeds) => {
                for deed in deeds {
                    deal(&mut venue, &mut labels, deed);
                }
                venue.advance_to(now).unwrap();
            }
            Move::Advance(to) => {
                now = now.max(*to);
                venue.advance_to(now).unwrap();
            }
            Move::Outage(until) => {
                now = now.max(*until);
                venue.stand_still_until(now);
            }
        }
    }
    house.figures.compared += 1;
    let mut found = Vec::new();
    for record in house.store.records() {
        let (case, steps) = record.read().unwrap();
        let mine = text(&Observation::new(case, steps));
        let others = venue.observe(record.id).map(|observation| text(&observation)).unwrap_or_default();
        if mine != others {
            found.push(Finding::new(Some(record.id), "bare", difference(&mine, &others)));
        }
    }
    house.findings.append(&mut found);
}

fn deal(venue: &mut PureVenue<'_>, labels: &mut BTreeMap<u32, CaseId>, deed: &Deed) {
    match deed {
        Deed::Start { label, opening } => {
            if let Ok(id) = venue.start(opening) {
                labels.insert(*label, id);
            }
        }
        Deed::Ask { case, actor, command } => {
            if let Some(id) = case_of(venue, labels, case) {
                let _ = venue.submit(id, actor, command);
            }
        }
    }
}

fn case_of(venue: &mut PureVenue<'_>, labels: &BTreeMap<u32, CaseId>, wanted: &CaseRef) -> Option<CaseId> {
    let mut id = *labels.get(&wanted.label)?;
    for key in &wanted.keys {
        id = *venue.observe(id)?.case.started.get(key)?;
    }
    Some(id)
}

/// A case without its number: at one instant the bare machine lets cases go in another order, and so numbers those they start.
fn text(observation: &Observation) -> String {
    let Observation { case, steps, benefits, notified } = observation;
    let steps: Vec<Step> = steps.iter().cloned().map(without_starter).collect();
    let written = format!("{}\n{}\n{benefits:?}\n{notified:?}", json(case), json(&steps));
    written.replace(&case.number, "№")
}

/// A step without the number of the case that started this one.
fn without_starter(mut step: Step) -> Step {
    if let Actor::Case { number } = &mut step.by {
        "№".clone_into(number);
    }
    for event in &mut step.events {
        if let Event::CaseStarted { origin: Some(origin), .. } = event {
            "№".clone_into(origin);
        }
    }
    step
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn difference(mine: &str, others: &str) -> String {
    let at = mine.chars().zip(others.chars()).take_while(|(one, other)| one == other).count();
    let shown = |text: &str| text.chars().skip(at.saturating_sub(40)).take(SHOWN_CHARACTERS).collect::<String>();
    format!("the house gives `{}`, the bare machine `{}`", shown(mine), shown(others))
}
