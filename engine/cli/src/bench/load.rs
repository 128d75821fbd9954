//! Clients in a closed loop: each starts a case, takes it through its three steps, and begins the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Map;
use service::{Actor, Ask, CaseId, NewCase, PersonName, Service};
use tokio::task::JoinSet;

use super::http::{Connection, Entrance};
use super::rulebook::{self, APPROVAL, COUNTY_CLERK, Village};
use super::samples::Samples;
use super::usage::Counted;

/// What is said at every step.
pub const COMMENT: &str = "looks complete, forwarded to the next level";
/// What is done in each state of the process.
pub const ACTIONS: [&str; 3] = ["submit", "approve", "file"];

/// How clients come in.
#[derive(Clone)]
pub enum Door {
    /// They call the service.
    Inside(Service),
    /// They speak HTTP, each on a connection of its own.
    Http(Arc<Entrance>),
}

/// What some clients got done.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Commands answered.
    pub commands: usize,
    /// How long each completed step of a person took.
    pub steps: Samples,
    /// For how long they went on.
    pub elapsed: Duration,
    /// Processor time of everything counted.
    pub cpu: Duration,
}

impl Done {
    /// Steps a second.
    pub fn steps_per_s(&self) -> f64 {
        self.steps.len() as f64 / self.elapsed.as_secs_f64().max(f64::EPSILON)
    }

    /// Processor time a command, in milliseconds.
    pub fn cpu_ms_per_command(&self) -> f64 {
        self.cpu.as_secs_f64() * 1_000.0 / self.commands.max(1) as f64
    }
}

/// Lets so many clients work for so long, or until it is over.
pub async fn load(
    door: &Door,
    counted: Counted,
    clients: usize,
    time: Duration,
    over: &Arc<AtomicBool>,
) -> anyhow::Result<Done> {
    let villages = Arc::new(rulebook::villages());
    let (began, cpu) = (Instant::now(), counted.cpu());
    let mut working = JoinSet::new();
    for number in 0..clients {
        let until = Until { at: began + time, over: Arc::clone(over) };
        let client = Client { agent: door.enter().await?, villages: Arc::clone(&villages), number, clients };
        working.spawn(client.work(until));
    }
    let mut all = Done::default();
    while let Some(done) = working.join_next().await {
        let (commands, steps) = done??;
        all.commands += commands;
        all.steps.extend(steps);
    }
    Ok(Done { elapsed: began.elapsed(), cpu: counted.cpu().saturating_sub(cpu), ..all })
}

impl Door {
    async fn enter(&self) -> anyhow::Result<Agent> {
        Ok(match self {
            Door::Inside(service) => Agent::Inside(service.clone()),
            Door::Http(entrance) => Agent::Http(Box::new(entrance.connect().await?)),
        })
    }
}

/// Somebody who asks.
enum Agent {
    Inside(Service),
    Http(Box<Connection>),
}

/// When clients stop.
struct Until {
    at: Instant,
    over: Arc<AtomicBool>,
}

impl Until {
    fn is_now(&self) -> bool {
        self.over.load(Ordering::Relaxed) || Instant::now() >= self.at
    }
}

struct Client {
    agent: Agent,
    villages: Arc<Vec<Village>>,
    number: usize,
    clients: usize,
}

impl Client {
    async fn work(mut self, until: Until) -> anyhow::Result<(usize, Samples)> {
        let (mut commands, mut steps) = (0, Samples::default());
        let mut household = self.number;
        while !until.is_now() {
            let village = self.villages[household % self.villages.len()].clone();
            let case = self.agent.start(&village, household as u64).await?;
            commands += 1;
            for (action, person) in actors(&village) {
                if until.is_now() {
                    return Ok((commands, steps));
                }
                let began = Instant::now();
                self.agent.act(&person, case, action).await?;
                steps.push(began.elapsed());
                commands += 1;
            }
            household += self.clients;
        }
        Ok((commands, steps))
    }
}

/// Who does what, in order.
pub fn actors(village: &Village) -> [(&'static str, PersonName); 3] {
    let [submit, approve, file] = ACTIONS;
    [(submit, village.clerk.clone()), (approve, village.officer.clone()), (file, PersonName::new(COUNTY_CLERK))]
}

impl Agent {
    async fn start(&mut self, village: &Village, household: u64) -> anyhow::Result<CaseId> {
        match self {
            Agent::Inside(service) => Ok(start(service, village, household).await?),
            Agent::Http(connection) => connection.start(village, household).await,
        }
    }

    async fn act(&mut self, person: &PersonName, case: CaseId, action: &str) -> anyhow::Result<()> {
        match self {
            Agent::Inside(service) => Ok(act(service, person, case, action).await?),
            Agent::Http(connection) => connection.act(person, case, action).await,
        }
    }
}

/// Starts a case of the measured process.
pub async fn start(service: &Service, village: &Village, household: u64) -> Result<CaseId, service::ServiceError> {
    let new = NewCase {
        process: APPROVAL.into(),
        office: village.office.clone(),
        fields: rulebook::fields(household),
        received_at: None,
        backdating_reason: None,
    };
    Ok(service.submit(person(&village.clerk), None, Ask::Start(new)).await?.case)
}

/// Takes a case a step on.
pub async fn act(service: &Service, who: &PersonName, case: CaseId, action: &str) -> Result<(), service::ServiceError> {
    let ask = Ask::Act {
        case,
        state: None,
        action: action.into(),
        task: None,
        fields: Map::new(),
        comment: Some(COMMENT.to_owned()),
        return_to: None,
    };
    service.submit(person(who), None, ask).await.map(drop)
}

fn person(name: &PersonName) -> Actor {
    Actor::Person { person: name.clone(), acting_for: None }
}
