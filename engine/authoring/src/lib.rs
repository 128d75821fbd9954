//! What authors use on a definition. Pure: texts and checked definitions in, text out.

pub mod calendar;
pub mod diagram;
pub mod diff;
pub mod dmn;
pub mod document;
pub mod edit;
pub mod editor;
pub mod export;
pub mod format;
pub mod grammar;
pub mod import;
pub mod pages;
pub mod schema;
mod scxml;
pub mod starter;
pub mod table;
pub mod words;

pub use scxml::{CHART_BYTES_MAX, CHART_LEVELS_MAX, Imported, Lost, Options, scxml};
