//! What authors use on a definition. Pure: texts and checked definitions in, text out.

mod diagram;
pub mod edit;
pub mod format;
pub mod grammar;
pub mod pages;
pub mod schema;

pub use diagram::mermaid;
