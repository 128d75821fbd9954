//! A whole Doudi for one test: every shipped text and a few people, published into a fresh database, in virtual time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use definition::identity::check_digit;
use definition::text::SourceText;
use notification::{Channel, Memory};
use scheduler::Post;
use serde_json::{Map, Value as Json, json};
use service::{
    Actor, Answer, Ask, CaseId, Ids, Keys, Moment, NewCase, Published, RejectionKind, RequestKey, Service,
    ServiceError, ServiceSettings, Store, StoreSettings, Unpublished, Verification,
};
use tempfile::TempDir;

use crate::postgres::Postgres;
use crate::raw::Raw;

/// When virtual time begins: a Monday, a working day, before office hours.
pub const BEGIN: &str = "2020-04-20T08:00+08:00";
/// The file of the fast track.
pub const FAST_TRACK: &str = "epidemic-fast-track.yaml";
/// The master key of every test.
const MASTER_KEY: [u8; 32] = [7; 32];
/// The seed of case identities in the first house of a test.
const SEED: u64 = 20_200_420;
/// How many services this process has opened.
static SERVICES: AtomicU64 = AtomicU64::new(0);
/// An area code that no division has, so that no number made here is anybody's.
const NOBODYS_AREA: &str = "229901";

/// Which store a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// A running service on a database of its own.
pub struct House {
    /// The door.
    pub service: Service,
    /// Where its notifications go.
    pub memory: Memory,
    /// The same, as the scheduler wants it.
    pub channel: Post,
    /// The database behind its back.
    pub raw: Raw,
    /// Which store it is.
    pub backend: Backend,
    url: String,
    folder: TempDir,
}

/// Runs a test on both stores, and verifies afterwards that every invariant holds.
pub async fn each_store(test: impl AsyncFn(&House)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let house = House::open(backend).await;
        test(&house).await;
        house.assert_verifies().await;
        house.service.stop().await.unwrap();
    }
}

/// Runs a test that leaves its database damaged.
pub async fn each_store_left_damaged(test: impl AsyncFn(&House)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let house = House::open(backend).await;
        test(&house).await;
        house.service.stop().await.unwrap();
    }
}

impl House {
    /// A fresh one with everything published, beginning at [`BEGIN`].
    pub async fn open(backend: Backend) -> Self {
        let house = Self::open_empty(backend, BEGIN).await;
        house.publish(&all_texts(&[])).await.unwrap();
        house
    }

    /// A fresh one with nothing published.
    pub async fn open_empty(backend: Backend, begin: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let url = match backend {
            Backend::Sqlite => format!("sqlite:{}", folder.path().join("doudi.db").display()),
            Backend::Postgres => Postgres::shared().unwrap().fresh_database().unwrap(),
        };
        let service = service_on(&url, Some(moment(begin)), backend == Backend::Postgres).await.unwrap();
        let memory = Memory::new();
        let raw = Raw::open(&url).await;
        Self { service, channel: Channel::Memory(memory.clone()).into(), memory, raw, backend, url, folder }
    }

    /// Another service on the same database: what a second node, or the next start, is.
    pub async fn another(&self) -> Result<Service, ServiceError> {
        service_on(&self.url, None, self.backend == Backend::Postgres).await
    }

    /// The store behind the service, opened a second time.
    pub async fn store(&self) -> Store {
        let settings = StoreSettings { url: self.url.clone(), create: false };
        Store::open(&settings).await.unwrap().with_keys(Keys::from_bytes(MASTER_KEY)).await.unwrap()
    }

    /// The folder of an SQLite database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Publishes texts as a whole rulebook.
    pub async fn publish(&self, texts: &[Arc<SourceText>]) -> Result<Published, Unpublished> {
        self.service.publish(texts, "test").await
    }

    /// Asks something as a person.
    pub async fn ask(&self, person: &str, ask: Ask) -> Result<Answer, ServiceError> {
        self.service.submit(Actor::person(person), None, ask).await
    }

    /// The same, under a key.
    pub async fn ask_with_key(&self, person: &str, key: &str, ask: Ask) -> Result<Answer, ServiceError> {
        self.service.submit(Actor::person(person), Some(RequestKey(key.to_owned())), ask).await
    }

    /// Starts the `household`-th application of a village as its clerk.
    pub async fn start(&self, person: &str, office: &str, household: u32) -> Answer {
        self.ask(person, start(office, household)).await.unwrap()
    }

    /// Acts as a person, with fields.
    pub async fn act(&self, person: &str, case: CaseId, action: &str, fields: Json) -> Result<Answer, ServiceError> {
        self.ask(person, act(case, action, fields, None)).await
    }

    /// Acts as a person, with a comment.
    pub async fn say(&self, person: &str, case: CaseId, action: &str, comment: &str) -> Result<Answer, ServiceError> {
        self.ask(person, act(case, action, json!({}), Some(comment))).await
    }

    /// A case that waits for the township's decision, sent up by 李梅.
    pub async fn at_township(&self, household: u32) -> Answer {
        let started = self.start("李梅", "马号东村", household).await;
        self.act("李梅", started.case, "submit", reviewed()).await.unwrap()
    }

    /// A case that was refused by 王强, with its watch entry.
    pub async fn refused(&self, household: u32) -> Answer {
        let case = self.at_township(household).await.case;
        self.act("王强", case, "reject", json!({"refusal_reason": "家庭财产超标"})).await.unwrap()
    }

    /// Moves virtual time on without letting anything that came due take effect: an outage.
    pub async fn outage_until(&self, until: &str) {
        self.service.set_clock(moment(until)).await.unwrap();
    }

    /// Lets virtual time pass, each thing at its own moment.
    pub async fn pass_until(&self, until: &str) -> scheduler::Passed {
        scheduler::run_until(&self.service, &self.channel, moment(until)).await.unwrap()
    }

    /// What verification finds.
    pub async fn verify(&self) -> Verification {
        self.service.verify().await.unwrap()
    }

    /// Fails with the findings, if there are any.
    pub async fn assert_verifies(&self) {
        let verification = self.verify().await;
        assert!(verification.is_clean(), "{:?}: {:#?}", self.backend, verification.findings);
    }
}

async fn service_on(url: &str, virtual_start: Option<Moment>, shared: bool) -> Result<Service, ServiceError> {
    let store = Store::open(&StoreSettings { url: url.to_owned(), create: true }).await?;
    let store = store.with_keys(Keys::from_bytes(MASTER_KEY)).await?;
    // No two services make the same identities.
    let seed = SEED + SERVICES.fetch_add(1, Ordering::SeqCst);
    Service::open(ServiceSettings { store, virtual_start, ids: Ids::seeded(seed), shared }).await
}

/// The rejection in an answer.
pub fn refusal<T: std::fmt::Debug>(answer: Result<T, ServiceError>) -> service::Rejection {
    match answer {
        Err(ServiceError::Refused(rejection)) => *rejection,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

/// The kind of the rejection in an answer.
pub fn kind<T: std::fmt::Debug>(answer: Result<T, ServiceError>) -> RejectionKind {
    refusal(answer).kind
}

/// An instant from its text.
pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap_or_else(|| panic!("{text} is no moment"))
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every shipped text, in the order of their paths.
pub fn shipped_texts() -> Vec<Arc<SourceText>> {
    let mut paths = Vec::new();
    collect(&root().join("workflows"), &mut paths);
    paths.sort();
    let read = |path: &PathBuf| SourceText::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    paths.iter().map(read).collect()
}

/// Every shipped text, the people of the tests, and more.
pub fn all_texts(more: &[&str]) -> Vec<Arc<SourceText>> {
    let people = SourceText::new("people.yaml", include_str!("people.yaml"));
    let more = more.iter().enumerate().map(|(at, text)| SourceText::new(format!("more-{at}.yaml"), *text));
    shipped_texts().into_iter().chain([people]).chain(more).collect()
}

/// The same texts with one part of one of them replaced; fails if the part is not there.
pub fn edited(texts: &[Arc<SourceText>], file: &str, from: &str, to: &str) -> Vec<Arc<SourceText>> {
    let mut found = false;
    let texts = texts.iter().map(|source| {
        if !source.path.ends_with(file) {
            return Arc::clone(source);
        }
        found |= source.text.contains(from);
        SourceText::new(source.path.clone(), source.text.replacen(from, to, 1))
    });
    let texts = texts.collect();
    assert!(found, "{from:?} is not in {file}");
    texts
}

/// The fast track's texts under another version than the shipped one: so much higher, or lower.
pub fn renumbered(texts: &[Arc<SourceText>], by: i32) -> Vec<Arc<SourceText>> {
    let version = i32::try_from(fast_track_version()).unwrap();
    edited(texts, FAST_TRACK, &format!("version: {version}"), &format!("version: {}", version + by))
}

/// The version the fast track is shipped under.
pub fn fast_track_version() -> u32 {
    let texts = shipped_texts();
    let text = &texts.iter().find(|source| source.path.ends_with(FAST_TRACK)).unwrap().text;
    let line = text.lines().find_map(|line| line.strip_prefix("version: ")).unwrap();
    line.parse().unwrap()
}

/// How many processes are shipped.
pub fn shipped_processes() -> usize {
    let own = |path: &str| path.contains("/processes/") && !path.ends_with(".test.yaml");
    shipped_texts().iter().filter(|source| own(&source.path)).count()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

/// An identity number that passes its checksum and is nobody's.
pub fn identity(household: u32) -> String {
    let digits = format!("{NOBODYS_AREA}19{:02}0101{:03}", 40 + household / 1000 % 50, household % 1000);
    format!("{digits}{}", char::from(check_digit(digits.as_bytes())))
}

/// An application for the fast track.
pub fn start(office: &str, household: u32) -> Ask {
    let fields = json!({
        "applicant_name": format!("户主{household}"), "id_number": identity(household),
        "scheme": "dibao", "area": "urban", "phone": phone(household), "mail": mail(household),
    });
    start_of("epidemic-fast-track", office, fields)
}

/// An applicant's telephone number.
pub fn phone(household: u32) -> String {
    format!("1990433{household:04}")
}

/// An applicant's mailbox.
pub fn mail(household: u32) -> String {
    format!("household{household}@example.org")
}

/// A start of any process.
pub fn start_of(process: &str, office: &str, fields: Json) -> Ask {
    Ask::Start(NewCase {
        process: process.into(),
        office: office.to_owned(),
        fields: map(fields),
        received_at: None,
        backdating_reason: None,
    })
}

/// What the village fills in to send an application up.
pub fn reviewed() -> Json {
    json!({"members": 3, "annual_income": "9123.45", "committed": true, "village_opinion": "agree"})
}

/// An action where only one task offers it.
pub fn act(case: CaseId, action: &str, fields: Json, comment: Option<&str>) -> Ask {
    Ask::Act {
        case,
        state: None,
        action: action.into(),
        task: None,
        fields: map(fields),
        comment: comment.map(str::to_owned),
        return_to: None,
    }
}

/// A JSON object as fields.
pub fn map(fields: Json) -> Map<String, Json> {
    match fields {
        Json::Object(fields) => fields,
        other => panic!("{other} is no object"),
    }
}
