//! What authors use on a definition. Pure: texts and checked definitions in, text out.

pub mod diagram;
pub mod diff;
pub mod document;
pub mod edit;
pub mod editor;
pub mod export;
pub mod format;
pub mod grammar;
pub mod import;
pub mod pages;
pub mod schema;
pub mod starter;
pub mod words;
