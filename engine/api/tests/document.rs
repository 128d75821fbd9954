//! The OpenAPI document says what the routes do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::Value as Json;
use site::Site;

/// Every route there is to be.
const ROUTES: [(&str, &str); 52] = [
    ("get", "/"),
    ("get", "/api/openapi.json"),
    ("get", "/api/v1/cases"),
    ("post", "/api/v1/cases"),
    ("get", "/api/v1/cases/{id}"),
    ("get", "/api/v1/cases/{id}/actions"),
    ("post", "/api/v1/cases/{id}/actions"),
    ("post", "/api/v1/cases/{id}/answer"),
    ("post", "/api/v1/cases/{id}/cancel"),
    ("post", "/api/v1/cases/{id}/claim"),
    ("post", "/api/v1/cases/{id}/copies"),
    ("get", "/api/v1/cases/{id}/course"),
    ("post", "/api/v1/cases/{id}/hand-over"),
    ("get", "/api/v1/cases/{id}/history"),
    ("get", "/api/v1/cases/{id}/household"),
    ("post", "/api/v1/cases/{id}/move"),
    ("get", "/api/v1/cases/{id}/notifications"),
    ("post", "/api/v1/cases/{id}/opinions"),
    ("get", "/api/v1/cases/{id}/picture"),
    ("post", "/api/v1/cases/{id}/read"),
    ("post", "/api/v1/cases/{id}/release"),
    ("post", "/api/v1/cases/{id}/reopen"),
    ("post", "/api/v1/cases/{id}/retry"),
    ("post", "/api/v1/cases/{id}/sign"),
    ("post", "/api/v1/cases/{id}/signers"),
    ("get", "/api/v1/corrections"),
    ("post", "/api/v1/corrections/{recipient}"),
    ("post", "/api/v1/events"),
    ("get", "/api/v1/incidents"),
    ("get", "/api/v1/me"),
    ("get", "/api/v1/me/notifications"),
    ("post", "/api/v1/me/notifications"),
    ("get", "/api/v1/messages"),
    ("post", "/api/v1/messages/{id}/read"),
    ("get", "/api/v1/notifications/{id}"),
    ("get", "/api/v1/offices"),
    ("get", "/api/v1/outbox/dead"),
    ("get", "/api/v1/papers"),
    ("get", "/api/v1/papers/{id}"),
    ("post", "/api/v1/papers/{id}/delivered"),
    ("get", "/api/v1/processes"),
    ("get", "/api/v1/tasks"),
    ("get", "/api/v1/tasks/counts"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/api/v1/cases/{id}/deadlines"),
    ("get", "/api/v1/obligations"),
    ("get", "/api/v1/obligations/{id}"),
    ("post", "/api/v1/cases/{id}/correct"),
    ("post", "/api/v1/cases/{id}/extend"),
    ("post", "/api/v1/cases/{id}/resume"),
    ("post", "/api/v1/cases/{id}/suspend"),
];

fn document() -> Json {
    serde_json::from_str(api::document()).unwrap()
}

/// Every operation of the document: method, path, and what is said of it.
fn operations(document: &Json) -> Vec<(String, String, &Json)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(|(method, operation)| (method.clone(), path.clone(), operation))
    });
    all.collect()
}

#[tokio::test]
async fn the_document_is_served_and_lists_every_route_of_the_router() {
    let site = Site::open().await;
    let served = site.stranger().get("/api/openapi.json").await;
    assert_eq!(served.header("content-type"), "application/json");
    let document = served.expect(StatusCode::OK);
    let described: BTreeSet<_> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let expected = ROUTES.map(|(method, path)| (method.to_owned(), path.to_owned()));
    assert_eq!(described, BTreeSet::from(expected));
    // Axum keeps no list of its routes but shows them to who debugs: none is there that the document does not describe.
    let shown = format!("{:?}", site.router);
    let paths = shown.split('"').filter(|part| part.starts_with('/') && !part.contains("__private__axum_fallback"));
    let routed: BTreeSet<_> = paths.map(str::to_owned).collect();
    let described: BTreeSet<_> = described.into_iter().map(|(_, path)| path).collect();
    assert_eq!(routed, described);
}

#[tokio::test]
async fn every_route_described_is_there_and_takes_only_the_methods_described() {
    let site = Site::open().await;
    for (described, path) in ROUTES {
        let methods = ROUTES.iter().filter(|(_, other)| *other == path).map(|(method, _)| *method);
        let methods: Vec<_> = methods.collect();
        for method in ["get", "post", "put", "delete", "patch"] {
            let sent = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let reply = site.stranger().send(sent, &path.replace("{id}", "x"), None, Body::empty()).await;
            let taken = reply.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(taken, methods.contains(&method), "{method} {path}");
            assert_ne!(reply.status, StatusCode::NOT_FOUND, "{described} {path}");
        }
    }
}

#[test]
fn the_document_has_the_form_of_openapi_3_1() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let name = format!("{method} {path}");
        let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{name} has no id"));
        assert!(ids.insert(id.to_owned()), "{id} twice");
        assert!(operation["summary"].is_string(), "{name} has no summary");
        let placed = path.split(['{', '}']).skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(parameters(operation, "path"), placed, "{name}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(!responses.is_empty() && responses.values().all(|said| said["description"].is_string()), "{name}");
        if path.starts_with("/api/v1") {
            assert_eq!(operation["security"], serde_json::json!([{"token": []}]), "{name}");
            let problem = &responses["default"]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{name}");
        }
        if method == "post" {
            assert!(parameters(operation, "header").contains("Idempotency-Key"), "{name}");
        }
    }
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
}

fn parameters(operation: &Json, place: &str) -> BTreeSet<String> {
    let all = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let here = all.iter().filter(|parameter| parameter["in"] == place);
    here.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_reference_leads_to_a_schema_and_every_schema_and_property_is_described() {
    let document = document();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let said = schema["description"].is_string();
        assert!(said, "{name} is not described");
        for (property, described) in schema["properties"].as_object().into_iter().flatten() {
            let said = |json: &Json| json["description"].is_string() || json.get("$ref").is_some();
            let said = said(described) || described["oneOf"].as_array().is_some_and(|ways| ways.iter().any(said));
            assert!(said, "{name}.{property} is not described: {described}");
        }
    }
}

fn collect(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Object(items) => {
            for (name, value) in items {
                match value {
                    Json::String(reference) if name == "$ref" => found.push(reference.clone()),
                    other => collect(other, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
