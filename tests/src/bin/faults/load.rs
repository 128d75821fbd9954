//! The clients: officers who start, review, decide, claim, collide and repeat themselves, and never lose a request of theirs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::{Value as Json, json};
use service::Moment;
use tests::harness::{identity, mail, phone, reviewed};
use ureq::Agent;

use crate::book::Book;
use crate::gate::Gate;
use crate::request::{Answered, Request, Wants};
use crate::site::Site;

/// How long a client waits for an answer if there is nobody else to ask.
const ANSWER: Duration = Duration::from_secs(60);
/// How long a client waits for an answer before it asks another node, while the first may still be at it.
const ANSWER_OF_A_NODE: Duration = Duration::from_secs(2);
/// Not now: the database is away or busy, or there is no room. Nothing was done, or it is not known.
const COME_BACK: [u16; 2] = [503, NO_ROOM];
/// The status that says so of a full disk.
const NO_ROOM: u16 = 507;
/// Officers look at so many of the cases that came last, so that they meet on the same ones.
const LATEST_CASES: usize = 24;
/// The village all cases are of.
const VILLAGE: &str = "敦化市/江源镇/马号东村";
/// A late probe was handed in so many milliseconds ago: its last rung but a moment from now.
const HANDED_IN_MILLISECONDS: i64 = 3 * 60 * 60 * 1000;
/// The last rung is due within so many milliseconds.
const LAST_RUNG_MILLISECONDS: i64 = 3_000;
const CLERKS: [&str; 2] = ["李梅", "赵敏"];
const OFFICERS: [&str; 2] = ["王强", "周平"];

/// What all clients have in common.
pub struct Load {
    gate: Arc<Gate>,
    book: Arc<Book>,
    bases: Vec<String>,
    tokens: BTreeMap<String, String>,
    cases: Mutex<Vec<Known>>,
    counts: [AtomicU64; 4],
    no_room: AtomicU64,
}

/// How much has been asked and what came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Sent, repetitions included.
    pub sent: u64,
    /// Done.
    pub done: u64,
    /// Refused.
    pub refused: u64,
    /// Left without an answer, and so repeated.
    pub unanswered: u64,
}

/// A case as the last answer about it showed it.
#[derive(Clone, Debug)]
struct Known {
    id: String,
    process: String,
    active: String,
    task: Option<u64>,
}

impl Counts {
    /// What has come since.
    pub fn since(self, before: Self) -> Self {
        Self {
            sent: self.sent - before.sent,
            done: self.done - before.done,
            refused: self.refused - before.refused,
            unanswered: self.unanswered - before.unanswered,
        }
    }
}

impl Load {
    /// Nothing asked yet.
    pub fn new(site: &Site, gate: Arc<Gate>) -> Self {
        Self {
            gate,
            book: Arc::clone(&site.book),
            bases: site.nodes.iter().map(|node| node.url("")).collect(),
            tokens: site.tokens.clone(),
            cases: Mutex::default(),
            counts: Default::default(),
            no_room: AtomicU64::default(),
        }
    }

    /// How often the answer was that there is no room on the disk.
    pub fn no_room(&self) -> u64 {
        self.no_room.load(Ordering::Relaxed)
    }

    /// How much has been asked so far.
    pub fn counts(&self) -> Counts {
        let [sent, done, refused, unanswered] = [0, 1, 2, 3].map(|which| self.counts[which].load(Ordering::Relaxed));
        Counts { sent, done, refused, unanswered }
    }

    /// One client, until the run comes to its end. What it has begun it settles.
    pub fn client(&self, number: u64, mut random: StdRng) {
        let patience = if self.bases.len() > 1 { ANSWER_OF_A_NODE } else { ANSWER };
        let agent: Agent =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(patience)).build().into();
        let mut mine: Vec<Request> = Vec::new();
        for turn in 0.. {
            self.gate.pass();
            if self.gate.is_finishing() {
                return;
            }
            let again = random.random_ratio(1, 12).then(|| mine.choose(&mut random).cloned()).flatten();
            match again {
                // Asked long ago, answered, and asked again: the book knows both answers.
                Some(request) => drop(self.settle(&agent, &request, &mut random)),
                None => {
                    let request = self.next(&format!("{number}-{turn}"), &mut random);
                    let answer = self.settle(&agent, &request, &mut random);
                    if answer.is_done() {
                        self.learn(&answer.json());
                        mine.push(request);
                    }
                }
            }
        }
    }

    /// Sends a request, again and again under the same key, until there is an answer.
    fn settle(&self, agent: &Agent, request: &Request, random: &mut StdRng) -> Answered {
        loop {
            self.book.asked(request);
            self.count(0);
            match self.send(agent, request, random) {
                Some(answer) => {
                    self.book.answered(&answer);
                    self.count(if answer.is_done() { 1 } else { 2 });
                    return answer;
                }
                None => self.count(3),
            }
            self.gate.pass_later();
        }
    }

    /// Nothing if there was no answer, or none that says what came of it.
    fn send(&self, agent: &Agent, request: &Request, random: &mut StdRng) -> Option<Answered> {
        let base = self.bases.choose(random)?;
        let sent = agent
            .post(format!("{base}{}", request.path))
            .header("Authorization", format!("Bearer {}", self.tokens[&request.person]))
            .header("Idempotency-Key", &request.key)
            .send_json(&request.body);
        let mut response = sent.ok()?;
        let status = response.status().as_u16();
        let text = response.body_mut().read_to_string().ok()?;
        if status == NO_ROOM {
            self.no_room.fetch_add(1, Ordering::Relaxed);
        }
        (!COME_BACK.contains(&status)).then(|| Answered { key: request.key.clone(), status, text })
    }

    fn count(&self, which: usize) {
        self.counts[which].fetch_add(1, Ordering::Relaxed);
    }

    fn learn(&self, answer: &Json) {
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let known = Known {
            id: text(&answer["case"]),
            process: text(&answer["process"]),
            active: text(&answer["active"][0]),
            task: answer["tasks"][0]["task"].as_u64(),
        };
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        match cases.iter_mut().find(|case| case.id == known.id) {
            Some(case) => *case = known,
            None => cases.push(known),
        }
        let surplus = cases.len().saturating_sub(LATEST_CASES);
        cases.drain(..surplus);
    }

    fn next(&self, key: &str, random: &mut StdRng) -> Request {
        let case = {
            let cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
            cases.choose(random).cloned()
        };
        match case {
            Some(case) if random.random_ratio(3, 4) => on(&case, key, random),
            Some(_) | None => start(key, random),
        }
    }
}

fn start(key: &str, random: &mut StdRng) -> Request {
    let person = *CLERKS.choose(random).unwrap_or(&CLERKS[0]);
    let household = random.random_range(0..9_000);
    let (process, body) = if random.random_ratio(1, 3) {
        let last = random.random_range(0..LAST_RUNG_MILLISECONDS);
        let received_at = now().plus_milliseconds(last - HANDED_IN_MILLISECONDS);
        let body = json!({"process": "late-probe", "office": VILLAGE, "fields": {"applicant_name": "试验户"},
            "received_at": received_at.to_string(), "backdating_reason": "补录"});
        ("late-probe", body)
    } else {
        let fields = json!({"applicant_name": format!("户主{household}"), "id_number": identity(household),
            "scheme": "dibao", "area": "urban", "phone": phone(household), "mail": mail(household)});
        ("epidemic-fast-track", json!({"process": "epidemic-fast-track", "office": VILLAGE, "fields": fields}))
    };
    Request {
        key: key.to_owned(),
        person: person.to_owned(),
        path: "/api/v1/cases".to_owned(),
        body,
        wants: Wants::Start(process.to_owned()),
    }
}

/// Now, by a clock that is right.
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::from_milliseconds(i64::try_from(since.as_millis()).unwrap_or_default())
}

/// Something to do on a case as it was last seen; now and then something that must be refused.
fn on(case: &Known, key: &str, random: &mut StdRng) -> Request {
    let clerk = *CLERKS.choose(random).unwrap_or(&CLERKS[0]);
    let officer = *OFFICERS.choose(random).unwrap_or(&OFFICERS[0]);
    let wrong = random.random_ratio(1, 10);
    let grant = json!({"grant_now": true, "grant_reason": "断粮"});
    let refuse = json!({"refusal_reason": "超标"});
    let (person, action, fields, comment) = match (case.process.as_str(), case.active.as_str()) {
        _ if wrong => (clerk, "file", json!({}), None),
        ("late-probe", "waiting") => (clerk, "answer", json!({}), None),
        (_, "village_review") => (clerk, "submit", reviewed(), None),
        (_, "township_approval") => match random.random_range(0..6) {
            0 => return task(case, key, officer, Wants::Claim),
            1 => return task(case, key, officer, Wants::Release),
            2 => (officer, "return", json!({}), Some("缺签字")),
            3 => (officer, "reject", refuse, None),
            _ => (officer, "approve", grant, None),
        },
        (_, "approved") => ("陈静", "file", json!({}), None),
        (_, "verification") if random.random_ratio(1, 2) => {
            (officer, "revoke", json!({"verification": "differs"}), Some("收入不实"))
        }
        (_, "verification") => (officer, "confirm", json!({"verification": "as_declared"}), None),
        _ => (officer, "approve", grant, None),
    };
    let mut body = json!({"action": action, "fields": fields});
    if let Some(comment) = comment {
        body["comment"] = json!(comment);
    }
    // Half of them say which task they saw: then it is the task that must still be open.
    if let (Some(task), true) = (case.task, random.random_ratio(1, 2)) {
        body["task"] = json!(task);
    }
    Request {
        key: key.to_owned(),
        person: person.to_owned(),
        path: format!("/api/v1/cases/{}/actions", case.id),
        body,
        wants: Wants::Act(action.to_owned()),
    }
}

fn task(case: &Known, key: &str, person: &str, wants: Wants) -> Request {
    let route = if wants == Wants::Claim { "claim" } else { "release" };
    Request {
        key: key.to_owned(),
        person: person.to_owned(),
        path: format!("/api/v1/cases/{}/{route}", case.id),
        body: json!({"task": case.task.unwrap_or(1)}),
        wants,
    }
}
