//! What authors use on a definition. Pure: a checked definition in, text out.

mod diagram;
pub mod dmn;
pub mod table;

pub use diagram::mermaid;
