//! A whole Doudi behind its HTTP door: every shipped text, a few people, a fresh SQLite file, virtual time.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use service::{Ids, Keys, Moment, Service, ServiceSettings, SourceText, Store, StoreSettings};
use tempfile::TempDir;
use tower::ServiceExt;

/// When virtual time begins: a Monday, a working day.
pub const BEGIN: &str = "2020-04-20T10:12+08:00";
/// The office of most cases here.
pub const VILLAGE: &str = "敦化市/江源镇/马号东村";
/// The specimen number of GB 11643-1999: nobody's.
pub const IDENTITY: &str = "11010519491231002X";
/// A telephone number that is nobody's.
pub const PHONE: &str = "19904330001";
/// A master key for tests.
const MASTER_KEY: [u8; 32] = [7; 32];
/// More than any answer here.
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A running service with its router.
pub struct Site {
    /// The service.
    pub service: Service,
    /// Its routes.
    pub router: Router,
    folder: TempDir,
}

/// An answer, whole.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Site {
    pub async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("doudi.db").display());
        let store = Store::open(&StoreSettings { url, create: true }).await.unwrap();
        let store = store.with_keys(Keys::from_bytes(MASTER_KEY)).await.unwrap();
        let settings =
            ServiceSettings { store, virtual_start: Moment::parse(BEGIN), ids: Ids::seeded(7), shared: false };
        let service = Service::open(settings).await.unwrap();
        service.publish(&texts(), "test").await.unwrap_or_else(|error| panic!("{error:#?}"));
        Self { router: api::router(service.clone()), service, folder }
    }

    /// A new token of a person.
    pub async fn token(&self, person: &str) -> String {
        self.service.add_token(&person.into(), "test", None).await.unwrap()
    }

    /// Somebody who asks with a token of his own.
    pub async fn client(&self, person: &str) -> Client {
        Client { router: self.router.clone(), token: Some(self.token(person).await), headers: Vec::new() }
    }

    /// Somebody without a token.
    pub fn stranger(&self) -> Client {
        Client { router: self.router.clone(), token: None, headers: Vec::new() }
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub token: Option<String>,
    headers: Vec<(String, String)>,
}

impl Client {
    /// The same, with a header more.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: Json) -> Reply {
        self.post_text(path, &body.to_string()).await
    }

    pub async fn post_text(&self, path: &str, body: &str) -> Reply {
        self.send(Method::POST, path, Some("application/json"), Body::from(body.to_owned())).await
    }

    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Reply {
        let mut request = Request::builder().method(method).uri(encoded(path));
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Reply { status: parts.status, headers: parts.headers, body: to_bytes(body, ANSWER_BYTES_MAX).await.unwrap() }
    }

    /// Starts an application for the fast track, and gives its answer.
    pub async fn start(&self, office: &str) -> Json {
        self.post("/api/v1/cases", application(office)).await.expect(StatusCode::CREATED)
    }

    /// Acts on a case where only one task offers the action.
    pub async fn act(&self, case: &str, action: &str, fields: Json) -> Reply {
        self.post(&format!("/api/v1/cases/{case}/actions"), json!({"action": action, "fields": fields})).await
    }
}

impl Reply {
    /// The body as JSON; fails if the status is another.
    #[track_caller]
    pub fn expect(&self, status: StatusCode) -> Json {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// The problem; fails if the status or code is another.
    #[track_caller]
    pub fn problem(&self, status: StatusCode, code: &str) -> Json {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["type"], format!("urn:doudi:problem:{code}"));
        assert_eq!(problem["status"], status.as_u16());
        problem
    }

    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A header as text; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

/// An application for the fast track.
pub fn application(office: &str) -> Json {
    json!({
        "process": "epidemic-fast-track",
        "office": office,
        "fields": {
            "applicant_name": "张桂兰", "id_number": IDENTITY, "scheme": "dibao", "area": "urban", "phone": PHONE,
        },
    })
}

/// What the village fills in to send an application up.
pub fn reviewed() -> Json {
    json!({"members": 3, "annual_income": "9123.45", "committed": true, "village_opinion": "agree"})
}

/// A case the village has sent up; its identity.
pub async fn at_township(clerk: &Client) -> String {
    let case = text(&clerk.start(VILLAGE).await["case"]);
    clerk.act(&case, "submit", reviewed()).await.expect(StatusCode::OK);
    case
}

/// A JSON text.
#[track_caller]
pub fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("{json} is no text")).to_owned()
}

/// An address with what is not ASCII written as URLs write it.
fn encoded(path: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(byte).collect()
}

fn texts() -> Vec<Arc<SourceText>> {
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows"), &mut paths);
    paths.sort();
    let shipped =
        paths.iter().map(|path| SourceText::new(path.display().to_string(), fs::read_to_string(path).unwrap()));
    let own = [
        SourceText::new("people.yaml", include_str!("people.yaml")),
        SourceText::new("trial.yaml", include_str!("trial.yaml")),
        SourceText::new("trial-parameters.yaml", include_str!("trial-parameters.yaml")),
    ];
    shipped.chain(own).collect()
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
