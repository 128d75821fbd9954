//! What authors use on a definition. Pure: a checked definition in, text out.

mod diagram;
pub mod dmn;
mod scxml;
pub mod table;

pub use diagram::mermaid;
pub use scxml::{CHART_BYTES_MAX, CHART_LEVELS_MAX, Imported, Lost, Options, scxml};
