//! What authors use on a definition. Pure: a checked definition in, text out.

mod diagram;
mod scxml;

pub use diagram::mermaid;
pub use scxml::{CHART_BYTES_MAX, Imported, Lost, Options, scxml};
