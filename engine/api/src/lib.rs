//! HTTP: what people and other systems ask of the service, as axum routes with an OpenAPI description. Every route does the
//! same: read what is asked, ask the service, write the answer. Nothing is decided here.

mod clock_header;
mod cursor;
mod document;
mod extract;
mod failure;
mod language;
mod observe;
mod pages;
mod panic;
mod problem;
mod refusal;
mod router;
mod routes;
mod serve;
mod time_limit;
mod wire;

pub use document::document;
pub use router::router;
pub use serve::serve;
