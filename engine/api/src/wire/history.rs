//! The steps of a case.

use serde::Serialize;
use service::Actor;
use utoipa::ToSchema;

use super::history_event::HistoryEvent;
use super::{Bilingual, listed};

/// Steps of a case, the first ones first.
#[derive(Serialize, ToSchema)]
pub(crate) struct HistoryPage {
    /// The steps.
    steps: Vec<HistoryStep>,
    /// What to give as `after` for the next page; none if this is the last.
    next: Option<u64>,
}

impl HistoryPage {
    /// A page of what was read: one step more than wanted tells that there are more.
    pub fn of(mut entries: Vec<service::HistoryEntry>, wanted: usize) -> Self {
        let more = entries.len() > wanted;
        entries.truncate(wanted);
        let next = entries.last().filter(|_| more).map(|last| last.seq);
        Self { steps: listed(entries), next }
    }
}

/// What one command brought about.
#[derive(Serialize, ToSchema)]
struct HistoryStep {
    /// Its number in the case, from 1, without gaps.
    seq: u64,
    /// What it came from: `started`, `acted`, `claimed`, `released`, `handed_over`, `cancelled`, `copy_sent`, `copy_read`, `opinion_asked`, `opinion_given`, `signers_added`, `signed`, `received`, `deadline_reached`, `after_reached`,
    /// `reopened`, `retried` or `moved`.
    #[schema(example = "acted")]
    cause: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who.
    by: By,
    /// What happened, in order.
    events: Vec<HistoryEvent>,
    /// On what grounds.
    decisions: Vec<Decision>,
    /// The SM3 hash that chains it to the step before.
    hash: String,
}

/// Who acted.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"kind": "person", "name": "李梅", "acting_for": null}))]
struct By {
    /// `person`, `time`, `case` or `outside`.
    kind: &'static str,
    /// The person, the number of the case, or the name of the access.
    name: Option<String>,
    /// For whom, if a deputy.
    acting_for: Option<String>,
}

/// A decision and its grounds.
#[derive(Serialize, ToSchema)]
struct Decision {
    /// What it was about.
    #[schema(example = "village_review.on.submit[0]")]
    about: String,
    /// The expression, as written.
    #[schema(example = "committed")]
    expression: String,
    /// What came of it.
    #[schema(example = "true")]
    result: String,
    /// Of a decision table, the rows that held, counted from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<usize>,
    /// How it came out, a line each.
    lines: Bilingual,
    /// What it read.
    reads: Vec<Read>,
}

/// Something a decision read.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "name": "dibao.urban.standard_month",
    "value": "560.00",
    "row": "222403/2019-07-01",
    "source": "敦政办发〔2019〕…号",
}))]
struct Read {
    /// A field, a formula or a parameter.
    name: String,
    /// What it was; masked if sensitive.
    value: String,
    /// The row of a parameter.
    row: Option<String>,
    /// The document that row cites.
    source: Option<String>,
}

impl From<service::HistoryEntry> for HistoryStep {
    fn from(entry: service::HistoryEntry) -> Self {
        Self {
            seq: entry.seq,
            cause: entry.cause,
            at: entry.at.to_string(),
            by: entry.by.into(),
            events: entry.events.iter().map(HistoryEvent::of).collect(),
            decisions: listed(entry.decisions),
            hash: entry.hash,
        }
    }
}

impl From<Actor> for By {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Person { person, acting_for } => Self {
                kind: "person",
                name: Some(person.to_string()),
                acting_for: acting_for.map(|principal| principal.to_string()),
            },
            Actor::Time => Self { kind: "time", name: None, acting_for: None },
            Actor::Case { number } => Self { kind: "case", name: Some(number), acting_for: None },
            Actor::Outside { name } => Self { kind: "outside", name: Some(name), acting_for: None },
        }
    }
}

impl From<service::DecisionExplained> for Decision {
    fn from(decision: service::DecisionExplained) -> Self {
        let service::DecisionExplained { about, expression, result, rows, lines, reads } = decision;
        Self { about, expression, result, rows, lines: lines.into(), reads: listed(reads) }
    }
}

impl From<service::ReadExplained> for Read {
    fn from(read: service::ReadExplained) -> Self {
        let service::ReadExplained { name, value, row, source } = read;
        Self { name, value, row, source }
    }
}
