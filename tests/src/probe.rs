//! The processes made for the tests, and parameters to upset them with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::sync::Arc;

use definition::text::SourceText;
use serde_json::json;
use service::Answer;

use crate::harness::{House, all_texts, edited, start_of};

const PROCESS: &str = include_str!("texts/probe.yaml");
const CHILD: &str = include_str!("texts/probe-child.yaml");
const PARAMETERS: &str = include_str!("texts/probe-parameters.yaml");
/// The most a parameter of money holds, times a million persons, is more than an amount may be.
const TOO_MUCH: &str = "900000000000000.00";

/// Every shipped text, and the probe's.
pub fn texts() -> Vec<Arc<SourceText>> {
    all_texts(&[PROCESS, CHILD, PARAMETERS])
}

/// The same with an amount that no grant can be.
pub fn texts_with_too_much() -> Vec<Arc<SourceText>> {
    edited(&texts(), "more-2.yaml", "value: 100.00", &format!("value: {TOO_MUCH}"))
}

/// The same with a child process that takes no cases.
pub fn texts_without_children() -> Vec<Arc<SourceText>> {
    edited(&texts(), "more-2.yaml", "value: true", "value: false")
}

/// Publishes them.
pub async fn published(house: &House, texts: Vec<Arc<SourceText>>) {
    house.publish(&texts).await.unwrap_or_else(|error| panic!("{error:?}"));
}

/// A probe of a million persons, started by 李梅.
pub async fn started(house: &House) -> Answer {
    let fields = json!({"applicant_name": "试验户", "persons": 1_000_000});
    house.ask("李梅", start_of("probe", "马号东村", fields)).await.unwrap()
}
