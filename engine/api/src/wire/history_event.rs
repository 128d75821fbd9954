//! Events as shown: their kind apart from what they say, amounts in yuan, sealed values masked.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;

/// What stands for a value nobody is to read.
const MASK: &str = "******";
/// The family of what people do besides taking actions.
const DESK: &str = "desk";

/// Something that happened to a case.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "event": "action_taken",
    "data": {"state": "village_review", "action": "submit", "task": 1, "by": "李梅"},
}))]
pub(super) struct HistoryEvent {
    /// What: `case_started`, `fields_set`, `action_taken`, `event_received`, `event_kept`, `kept_taken`, `kept_expired`,
    /// `after_reached`, `state_left`, `state_entered`, `items_begun`, `task_opened`, `task_claimed`, `task_released`,
    /// `handed_over`, `aside_opened`, `opinion_given`, `silence_consented`, `signed`, `case_cancelled`,
    /// `started_case_cancelled`, `task_answered`, `task_cancelled`, `deadline_set`,
    /// `case_suspended`, `case_resumed`, `after_moved`, `deadline_stopped`, `deadline_met`, `deadline_ended`, `rung_reached`, `deadline_passed`, `notification_queued`,
    /// `notification_suppressed`, `benefit_granted`, `benefit_stopped`, `case_requested`, `case_called_off`, `case_ended`, `case_reopened`,
    /// `incident_raised`, `incident_resolved` or `case_moved`.
    event: String,
    /// What it says, by kind. A value is `true`, a text, a list, or an object of one item: `{"number": "3"}`,
    /// `{"money": "9000.00"}`, `{"date": ...}`, `{"moment": ...}`, `{"choice": ...}`, `{"sealed": "******"}`.
    #[schema(value_type = Object)]
    data: Json,
}

impl HistoryEvent {
    /// An event as written in the history, as it is shown.
    pub fn of(event: &impl Serialize) -> Self {
        match serde_json::to_value(event).unwrap_or_default() {
            Json::String(event) => Self { event, data: Json::Object(Map::new()) },
            Json::Object(tagged) => {
                let (event, data) = tagged.into_iter().next().unwrap_or_default();
                // What people do besides taking actions is a family of its own; its members are shown like any other.
                if event == DESK {
                    return Self::of(&data);
                }
                Self { event, data: shown(data) }
            }
            other => Self { event: String::new(), data: other },
        }
    }
}

fn shown(json: Json) -> Json {
    match json {
        Json::Object(items) => Json::Object(items.into_iter().map(item).collect()),
        Json::Array(items) => Json::Array(items.into_iter().map(shown).collect()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => json,
    }
}

fn item((name, value): (String, Json)) -> (String, Json) {
    match (name.as_str(), &value) {
        ("sealed", Json::String(_)) => (name, MASK.into()),
        ("money", Json::String(amount)) => {
            let amount = two_decimals(amount);
            (name, amount.into())
        }
        ("amount_fen", Json::Number(fen)) => {
            let fen = fen.as_i64().unwrap_or_default();
            ("amount".to_owned(), format!("{}.{:02}", fen / 100, (fen % 100).abs()).into())
        }
        _ => (name, shown(value)),
    }
}

/// An exact amount with two decimals at least; more stay as they are.
fn two_decimals(amount: &str) -> String {
    let (yuan, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    format!("{yuan}.{decimals:0<2}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_is_shown_by_its_kind_with_amounts_in_yuan_and_nothing_sealed() {
        let cases = [
            (json!("incident_resolved"), "incident_resolved", json!({})),
            (
                json!({"benefit_granted": {"grant": "first", "amount_fen": 168_005}}),
                "benefit_granted",
                json!({"grant": "first", "amount": "1680.05"}),
            ),
            (
                json!({"fields_set": {"fields": {"income": {"sealed": "AAEC"}, "line": {"money": "560"}, "n": {"number": "3"}}}}),
                "fields_set",
                json!({"fields": {"income": {"sealed": "******"}, "line": {"money": "560.00"}, "n": {"number": "3"}}}),
            ),
        ];
        for (written, event, data) in cases {
            assert_eq!(HistoryEvent::of(&written), HistoryEvent { event: event.to_owned(), data });
        }
    }
}
