//! Diagnostics as people and programs read them.

pub mod calendar;
pub mod case;
pub mod deadline;
mod desk;
mod excerpt;
mod explored;
pub mod household;
mod json;
pub mod obligation;
mod report;
mod summary;
mod text;
mod visible;

pub use explored::{explored, suggested};
pub use json::json;
pub use report::{refused, refused_json, report};
pub use summary::Counts;
pub use text::{Style, text};
pub use visible::visible;
