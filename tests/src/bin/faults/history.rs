//! The histories of all cases, asked of the server like anybody would.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use ureq::Agent;

use crate::site::Site;

/// A step as the server shows it.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number.
    pub seq: u64,
    /// What it came from.
    pub cause: String,
    /// The person, if it was one.
    pub person: Option<String>,
    /// When.
    pub at: String,
    /// What happened.
    pub events: Vec<Json>,
}

impl Step {
    /// The data of its events of a kind.
    pub fn data(&self, kind: &str) -> impl Iterator<Item = &Json> {
        self.events.iter().filter(move |event| event["event"] == kind).map(|event| &event["data"])
    }
}

/// The steps of every case there is.
pub fn all(site: &Site) -> BTreeMap<String, Vec<Step>> {
    let agent = Agent::new_with_defaults();
    let numbers = site.texts("SELECT number FROM cases ORDER BY number");
    let mut all = BTreeMap::new();
    for number in numbers {
        let case = get(site, &agent, &format!("/api/v1/cases/{number}"));
        let id = case["id"].as_str().unwrap().to_owned();
        let page = get(site, &agent, &format!("/api/v1/cases/{number}/history?limit=200"));
        assert!(page["next"].is_null(), "{number} has more steps than were thought of");
        all.insert(id, page["steps"].as_array().unwrap().iter().map(step).collect());
    }
    all
}

fn get(site: &Site, agent: &Agent, path: &str) -> Json {
    let token = format!("Bearer {}", site.tokens["褚卫"]);
    let mut response = agent.get(site.nodes[0].url(path)).header("Authorization", token).call().unwrap();
    response.body_mut().read_json().unwrap()
}

fn step(json: &Json) -> Step {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let person = (json["by"]["kind"] == "person").then(|| text(&json["by"]["name"]));
    Step {
        seq: json["seq"].as_u64().unwrap(),
        cause: text(&json["cause"]),
        person,
        at: text(&json["at"]),
        events: json["events"].as_array().unwrap().clone(),
    }
}
