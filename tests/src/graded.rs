//! A process with a household, decision tables and a fragment.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::sync::Arc;

use definition::text::SourceText;
use serde_json::{Value as Json, json};
use service::Answer;

use crate::harness::{House, all_texts, identity, start_of};

const GRADED: &str = include_str!("texts/graded.yaml");
const COMPLETION: &str = include_str!("texts/completion.yaml");

/// The shipped texts and these.
pub fn texts() -> Vec<Arc<SourceText>> {
    let mut texts = all_texts(&[]);
    texts.push(SourceText::new("graded.yaml", GRADED));
    texts.push(SourceText::new("completion.yaml", COMPLETION));
    texts
}

/// A household of three with so much income in all.
pub fn household(income: &str) -> Json {
    let member = |number: u32, income: &str, disabled: bool| json!({"name": format!("成员{number}"), "identity": identity(number), "income": income, "disabled": disabled});
    json!([member(7, income, false), member(8, "0", true), member(9, "0.00", false)])
}

/// A case of a household of three with so much income in all.
pub async fn started(house: &House, income: &str) -> Answer {
    let fields = json!({
        "applicant_name": "户主7", "id_number": identity(7), "members": household(income), "area": "urban", "since": "2020-05",
    });
    house.ask("李梅", start_of("graded", "马号东村", fields)).await.unwrap()
}
