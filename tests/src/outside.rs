//! A life with what lies outside a case's own states: items, events that come early, a case called off with its owner.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what went wrong by failing")]

use serde_json::json;
use service::{Actor, Ask, CaseId};

use crate::harness::{House, all_texts, identity, map, start_of};

const OUTSIDE: &str = include_str!("texts/outside.yaml");
/// The household whose case it is; its second person goes by the next number.
const HOUSEHOLD: u32 = 7;

/// Lives through it; the case, and the one it owned.
pub async fn life(house: &House) -> (CaseId, CaseId) {
    house.publish(&all_texts(&[OUTSIDE])).await.unwrap_or_else(|error| panic!("{error:#?}"));
    let person = |name: &str, number: u32| json!({"name": name, "identity": identity(number)});
    let people = json!([person("户主7", HOUSEHOLD), person("配偶7", HOUSEHOLD + 1)]);
    let fields = json!({"id_number": identity(HOUSEHOLD), "deep": 1, "people": people});
    let started = house.ask("李梅", start_of("outside", "马号东村", fields)).await.unwrap();
    let (case, owned) = (started.case, started.started[0]);
    let send = |event: &str| Ask::Receive { case, event: event.into(), fields: map(json!({})) };
    for event in ["asked", "paid"] {
        house.service.submit(Actor::Outside { name: "bank".into() }, None, send(event)).await.unwrap();
    }
    house.pass_until("2020-04-23T12:00+08:00").await;
    house.act("李梅", case, "agrees", json!({"note": "相符"})).await.unwrap();
    house.act("李梅", case, "absent", json!({})).await.unwrap();
    (case, owned)
}
